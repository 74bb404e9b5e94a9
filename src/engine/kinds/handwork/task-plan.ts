import { hashOf } from '../../../contract/json.js';
import { staysAsItIs, type Found, type RecordToSet, type TaskBrief } from '../../../contract/task.js';
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

/**
 * The opposite of a brief, last record first: what publishing put there is taken away, and the other way round; a TTL becomes what it was.
 * What stays as it is comes last.
 */
export const oppositeOf = ({ records, found }: TaskBrief): TaskBrief => ({
  records: [
    ...records
      .filter((record) => !staysAsItIs(record))
      .reverse()
      .map(opposite),
    ...records.filter(staysAsItIs),
  ],
  remarks: [],
  ...(found === undefined ? {} : { found }),
});

function opposite(record: RecordToSet): RecordToSet {
  if (record.was !== undefined) return { ...record, ttl: record.was, was: record.ttl };
  return { ...record, action: record.action === 'publish' ? 'remove' : 'publish' };
}

/** What several briefs, one after the other, come to: a record that was published and taken away again is as it was, and an object as it was found first. */
export function netOf(briefs: readonly TaskBrief[]): TaskBrief {
  const net = new Map<string, { readonly first: RecordToSet; readonly last: RecordToSet }>();
  for (const record of briefs.flatMap(({ records }) => records)) {
    const key = [record.name, record.type, record.value].join(' ');
    net.set(key, { first: net.get(key)?.first ?? record, last: record });
  }
  const records = [...net.values()].flatMap(({ first, last }) => netRecord(first, last));
  const found = foundFirst(briefs);
  return { records, remarks: [], ...(found.length > 0 ? { found } : {}) };
}

function foundFirst(briefs: readonly TaskBrief[]): readonly Found[] {
  const nameOf = (one: Found): string => (typeof one === 'string' ? one : one.id);
  const first = new Map<string, Found>();
  for (const one of briefs.flatMap((brief) => brief.found ?? []))
    if (!first.has(nameOf(one))) first.set(nameOf(one), one);
  return [...first.values()];
}

/** From what was there before the first order to what is there after the last: TTLs, null where there is no such record. */
function netRecord(first: RecordToSet, last: RecordToSet): readonly RecordToSet[] {
  const before = first.action === 'remove' ? first.ttl : (first.was ?? null);
  const after = last.action === 'publish' ? last.ttl : null;
  const { name, type, value } = first;
  if (after === null) return before === null ? [] : [{ action: 'remove', name, type, value, ttl: before }];
  if (before === null) return [{ action: 'publish', name, type, value, ttl: after }];
  if (before === after && first.action === 'remove') return [];
  return [{ action: 'publish', name, type, value, ttl: after, was: before }];
}
