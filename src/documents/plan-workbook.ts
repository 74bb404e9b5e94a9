/** The whole plan as a download: for reading in Excel, and as the exact JSON that the hash is about. */
import type { Change } from '../contract/change.js';
import type { RecordToSet } from '../contract/task.js';
import { canonicalJson, type Json } from '../contract/json.js';
import type { Table } from './table.js';
import { workbook } from './workbook.js';

export interface PlanWords {
  readonly sheet: string;
  readonly side: string;
  readonly sides: { readonly source: string; readonly destination: string };
  readonly kind: string;
  readonly object: string;
  readonly objectId: string;
  readonly property: string;
  readonly before: string;
  readonly after: string;
  /** What people are asked to do by hand. */
  readonly records: {
    readonly sheet: string;
    readonly action: string;
    readonly actions: Readonly<Record<RecordToSet['action'], string>>;
    readonly name: string;
    readonly type: string;
    readonly value: string;
    readonly ttl: string;
  };
}

/** A plan holds changes for the bot, or records for people. */
export interface PlanContent {
  readonly changes: readonly Change[];
  readonly records: readonly RecordToSet[];
}

export function planWorkbook({ changes, records }: PlanContent, words: PlanWords): Promise<Buffer> {
  return workbook(records.length > 0 ? [recordSheet(records, words)] : [changeSheet(changes, words)]);
}

/** In the order in which they are to be set, each value whole, to be copied. */
function recordSheet(records: readonly RecordToSet[], { records: words }: PlanWords): Table {
  const columns = [
    { heading: words.action, width: 14 },
    { heading: words.name, width: 44 },
    { heading: words.type, width: 10 },
    { heading: words.value, width: 60 },
    { heading: words.ttl, width: 12 },
  ];
  const rows = records.map(({ action, name, type, value, ttl }) => [words.actions[action], name, type, value, ttl]);
  return { name: words.sheet, columns, rows };
}

/** One row for every property that changes, so that old and new stand side by side. */
function changeSheet(changes: readonly Change[], words: PlanWords): Table {
  const columns = [
    { heading: words.side, width: 14 },
    { heading: words.kind, width: 16 },
    { heading: words.object, width: 38 },
    { heading: words.property, width: 22 },
    { heading: words.before, width: 44 },
    { heading: words.after, width: 44 },
    { heading: words.objectId, width: 38 },
  ];
  const rows = changes.flatMap((change) =>
    changedProperties(change).map(([property, before, after]) => [
      words.sides[change.side],
      change.object.kind,
      change.object.label,
      property,
      shown(before),
      shown(after),
      change.object.id,
    ]),
  );
  return { name: words.sheet, columns, rows };
}

function changedProperties({ before, after }: Change): readonly [string, Json, Json][] {
  if (!isRecord(after)) return [['', before, after]];
  const old = isRecord(before) ? before : {};
  return Object.keys(after).map((property) => [property, old[property] ?? null, after[property] as Json]);
}

const isRecord = (value: Json): value is { readonly [key: string]: Json } =>
  value !== null && typeof value === 'object' && !Array.isArray(value);

function shown(value: Json): string | number | boolean | null {
  if (Array.isArray(value)) return value.map((one) => (typeof one === 'string' ? one : canonicalJson(one))).join('\n');
  return value !== null && typeof value === 'object'
    ? canonicalJson(value)
    : (value as string | number | boolean | null);
}
