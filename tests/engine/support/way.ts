/** A decision with one free answer, and the condition that holds for one of them: what others stand on. */
import { z } from 'zod';
import { defineCondition } from '../../../src/contract/actions.js';
import { defineDecision } from '../../../src/contract/decision.js';
import { defineAnswers } from '../../../src/contract/output.js';

export const wayGiven = defineAnswers('way', z.object({ way: z.string() }));

export const way = defineDecision({
  name: 'way',
  answers: wayGiven,
  form: () => Promise.resolve({ fields: [{ id: 'way', kind: 'text', required: true }], remarks: [] }),
});

/** Holds where that way was chosen. */
export const onlyWhere = (chosen: string) =>
  defineCondition({
    name: `only-${chosen}`,
    reads: [wayGiven],
    applies: async (ctx) =>
      (await ctx.output(wayGiven))?.way === chosen
        ? { applies: true }
        : { applies: false, because: { code: 'mail-gap-bounces', facts: {} } },
  });

export const onlyRight = onlyWhere('right');
