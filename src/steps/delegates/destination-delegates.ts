/**
 * Guide 17: who works in whose mailbox at the source works there at the destination, through the mapping. Each right is a change of its own;
 * what somebody has given there already stays, and the way back takes exactly what was given.
 */
import { defineChange, type PlanDraft } from '../../contract/change.js';
import type { StepContext } from '../../contract/context.js';
import type { Finding, Remark } from '../../contract/finding.js';
import { fulfils } from '../../contract/json.js';
import { chunksOf } from '../../contract/chunks.js';
import { exchangePace } from '../addresses/whole-list.js';
import { mostTelling } from '../most-telling.js';
import type { Systems } from '../systems.js';
import { keptRows, tablesFile } from '../users/inventory-workbook.js';
import { mappingInForce, mappingNow, readsOfMapping } from '../users/mapping/frozen.js';
import {
  delegationCalls,
  delegationRef,
  delegationsOf,
  notGiven,
  type DelegationChange,
  type DelegationValue,
} from './delegation.js';
import { sourceRight } from './source-right.js';
import { throughMapping } from './through-mapping.js';

/** A look and a write, three at a time. */
const secondsEach = 0.7;

export const destinationDelegates = ({ destination }: Systems) => {
  const delegations = delegationsOf(destination);
  const lookAt = async (ctx: StepContext, changes: readonly DelegationChange[]) => {
    const seen = [];
    for (const some of chunksOf(changes, exchangePace.batchSize)) seen.push(...(await delegations.observe(ctx, some)));
    return seen;
  };

  return defineChange<DelegationValue>({
    name: 'destination-delegates',
    calls: { destination: ['exchange.recipients', ...delegationCalls] },
    reads: [tablesFile('mailbox-settings'), ...readsOfMapping],
    ...exchangePace,
    ...delegations,

    async applies(ctx) {
      return (await ctx.output(mappingInForce)) === null
        ? { applies: false, because: { code: 'delegates-by-hand', facts: {} } }
        : { applies: true };
    },

    async plan(ctx): Promise<PlanDraft<DelegationValue>> {
      const rows = await keptRows(ctx, 'mailbox-settings', 'Rights');
      const mapping = (await mappingNow(ctx))?.mapping ?? [];
      if (rows === null)
        return { changes: [], blockers: [{ code: 'delegates-without-rights', facts: {} }], warnings: [], leftOut: [] };
      const recipients = await destination.exchange.recipients();
      const { wanted, leftOut } = throughMapping(rows.flatMap(sourceRight), mapping, recipients);
      const drafts = wanted.map((one): DelegationChange => ({
        side: 'destination',
        object: delegationRef(one),
        before: notGiven,
        after: { rights: [...one.rights].sort(), flags: [...one.flags].sort() },
      }));
      const seen = await lookAt(ctx, drafts);
      const changes: DelegationChange[] = [];
      const others: Remark[] = [];
      let already = 0;
      for (const [at, draft] of drafts.entries()) {
        const found = seen[at];
        const { object } = draft;
        if (found?.seen !== true)
          others.push({ code: 'delegate-unseen', facts: { name: object.label, text: found?.why ?? '' }, object });
        else if (fulfils(draft.after, found.value)) already += 1;
        else if (fulfils(notGiven, found.value)) changes.push(draft);
        else
          others.push({
            code: 'delegate-has-other',
            facts: { name: object.label, there: rightsIn(found.value) },
            object,
          });
      }
      return {
        changes,
        blockers: [],
        warnings: [],
        leftOut: [
          ...(already === 0 ? [] : [{ code: 'delegates-there', facts: { count: already } } as const]),
          ...others,
          ...leftOut,
        ],
        undoSeconds: 30 + changes.length * secondsEach,
      };
    },

    async verify(ctx, changes): Promise<readonly Finding[]> {
      const seen = await lookAt(ctx, changes);
      const wrong = changes.flatMap(({ object, after }, at): Finding[] => {
        const found = seen[at];
        const facts = { name: object.label };
        if (found?.seen !== true)
          return [{ status: 'unknown', code: 'delegate-unseen', facts: { ...facts, text: found?.why ?? '' }, object }];
        return fulfils(after, found.value) ? [] : [{ status: 'failed', code: 'delegate-not-as-wanted', facts, object }];
      });
      if (wrong.length > 0) return mostTelling(wrong);
      const facts = { count: changes.length };
      return [{ status: 'passed', code: ctx.direction === 'undo' ? 'delegates-taken' : 'delegates-given', facts }];
    },
  });
};

const rightsIn = (value: unknown): string => {
  const { rights = [], flags = [] } = value as Partial<DelegationValue>;
  return [...rights, ...flags].join(', ') || '–';
};
