/** A decision whose choices follow from `way`, and a change that follows from its answers. */
import { z } from 'zod';
import type { ActionDefinition } from '../../../src/contract/actions.js';
import { defineDecision } from '../../../src/contract/decision.js';
import { defineAnswers } from '../../../src/contract/output.js';
import { change, renaming } from './tenant.js';
import type { FakeTenant } from './tenant.js';
import { wayGiven } from './way.js';

export const hostGiven = defineAnswers('host', z.object({ host: z.string() }));

/** What can be chosen follows from the way that was decided. */
export async function hosts(ctx: Parameters<Parameters<typeof defineDecision>[0]['form']>[0]) {
  const decided = (await ctx.output(wayGiven))?.way ?? '';
  const choices = [{ value: `mail.${decided}.example` }];
  return { fields: [{ id: 'host', kind: 'choice' as const, required: true, choices }], remarks: [] };
}

export const host = defineDecision({ name: 'host', reads: [wayGiven], answers: hostGiven, form: hosts });

/** Renames to the host that was decided. */
export const onTheHost = (hosted: FakeTenant): ActionDefinition =>
  renaming(hosted, 'x', {
    name: 'on-the-host',
    reads: [hostGiven],
    plan: async (ctx) => {
      const decided = (await ctx.output(hostGiven))?.host ?? 'nobody';
      const changes = [...hosted.values]
        .filter(([, value]) => !value.startsWith(decided))
        .map(([id, value]) => change(id, value, `${decided}-${id}`));
      return { changes, blockers: [], warnings: [], leftOut: [] };
    },
  });
