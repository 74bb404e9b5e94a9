import { hashOf } from '../../../contract/json.js';
import type { RecordToSet, TaskBrief } from '../../../contract/task.js';
import { isHighRisk, type Direction, type Step } from '../../../contract/step.js';
import { kindNameOf } from '../../core.js';
import type { Core } from '../../core.js';
import type { StoredPlan } from '../../schema.js';

/**
 * What a lead agrees to when a task of high risk is agreed: the hash of what it asks for. Null where nothing has to be agreed and the bot
 * cannot say what to do.
 */
export function taskPlan(
  core: Core,
  step: Step,
  direction: Direction,
  at: string,
  brief?: TaskBrief,
): StoredPlan | null {
  if (kindNameOf(core, step) !== 'task') return null;
  if (brief === undefined && !isHighRisk(step)) return null;
  return {
    hash: hashOf({
      format: 1,
      migration: core.options.migration.id,
      step: step.id,
      direction,
      instruction: step.id,
      ...(brief === undefined ? {} : { records: brief.records.map((record) => ({ ...record })) }),
    }),
    plannedAt: at,
    changes: 0,
    byKind: {},
    sample: [],
    blockers: [],
    warnings: [],
    leftOut: [],
    undoSeconds: null,
    ...(brief === undefined ? {} : { brief }),
  };
}

/** The opposite of a brief, last record first: what publishing put there is taken away, and the other way round. */
export const oppositeOf = ({ records, found }: TaskBrief): TaskBrief => ({
  records: [...records]
    .reverse()
    .map((record): RecordToSet => ({ ...record, action: record.action === 'publish' ? 'remove' : 'publish' })),
  remarks: [],
  ...(found === undefined ? {} : { found }),
});

/** What several briefs, one after the other, come to: a record that was published and taken away again is as it was. */
export function netOf(briefs: readonly TaskBrief[]): TaskBrief {
  const net = new Map<string, { readonly first: RecordToSet; readonly last: RecordToSet }>();
  for (const record of briefs.flatMap(({ records }) => records)) {
    const key = [record.name, record.type, record.value].join(' ');
    net.set(key, { first: net.get(key)?.first ?? record, last: record });
  }
  const left = [...net.values()].filter(({ first, last }) => first.action === last.action);
  const found = briefs.flatMap((brief) => brief.found ?? []);
  return { records: left.map(({ first }) => first), remarks: [], ...(found.length > 0 ? { found } : {}) };
}
