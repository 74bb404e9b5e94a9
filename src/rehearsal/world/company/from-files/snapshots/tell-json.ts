/** What a JSON file of the folder is, by what stands in it: people rename files, and a browser does. */
import type { Findings } from '../told/findings.js';
import type { FolderFile } from '../text/read-folder.js';
import { isValue, textIn, textsIn, type Value } from './values.js';

/** The one that is known here. */
const format = 1;

export interface SnapshotFile {
  readonly file: string;
  readonly is: 'snapshot';
  /** `mailboxes` is what the first version of that snapshot calls nothing at all. */
  readonly kind: string;
  readonly side: 'source' | 'destination';
  readonly tenantId: string | null;
  readonly takenAt: string;
  readonly initialDomain: string | null;
  readonly movingDomains: readonly string[];
  readonly objects: readonly Value[];
}

/** What a review keeps of the tables in its workbook. */
export interface TablesFile {
  readonly file: string;
  readonly is: 'tables';
  readonly tables: ReadonlyMap<string, readonly Value[]>;
}

export type ToldFile = SnapshotFile | TablesFile;

const atDestination = new Set(['contacts', 'forwards']);

export function tellJson({ name, bytes }: FolderFile, findings: Findings): ToldFile | null {
  const leaveOut = (...[code, values]: [Parameters<Findings['add']>[2], Parameters<Findings['add']>[3]?]): null => {
    findings.add(name, null, code, values);
    return null;
  };
  if (bytes.length === 0) return leaveOut('empty-file');
  let read: unknown;
  try {
    read = JSON.parse(textOf(bytes));
  } catch (error) {
    return leaveOut('json-broken', { why: (error as Error).message });
  }
  const tables = tablesIn(read);
  if (tables !== null) return { file: name, is: 'tables', tables };
  if (!isValue(read)) return leaveOut('json-unknown');
  if (read['format'] === 'changeover-company-1') return leaveOut('json-saved-world');
  const objects = objectsIn(read);
  const takenAt = textIn(read, 'takenAt');
  if (objects === null || takenAt === null) return leaveOut('json-unknown');
  if (read['format'] !== format)
    return leaveOut('snapshot-format', { format: String(read['format'] ?? '–'), known: format });
  const kind = textIn(read, 'kind') ?? 'mailboxes';
  const said = textIn(read, 'side');
  const side = said === 'source' || said === 'destination' ? said : atDestination.has(kind) ? 'destination' : 'source';
  return {
    file: name,
    is: 'snapshot',
    kind,
    side,
    tenantId: textIn(read, 'tenantId'),
    takenAt,
    initialDomain: textIn(read, 'initialDomain')?.toLowerCase() ?? null,
    movingDomains: textsIn(read, 'movingDomains').map((one) => one.toLowerCase()),
    objects,
  };
}

/** As the bot writes it; an editor may have put UTF-16 in its place. */
function textOf(bytes: Buffer): string {
  const mark = bytes.subarray(0, 2).toString('hex');
  const encoding = mark === 'fffe' ? 'utf-16le' : mark === 'feff' ? 'utf-16be' : 'utf-8';
  return new TextDecoder(encoding, { fatal: true }).decode(bytes);
}

/** One list of objects; the first version of the mailboxes' snapshot has users and mailboxes as they were read. */
function objectsIn(read: Value): readonly Value[] | null {
  const { objects, users, mailboxes } = read;
  const list = Array.isArray(objects)
    ? objects
    : Array.isArray(users) && Array.isArray(mailboxes)
      ? [...(users as unknown[]), ...(mailboxes as unknown[])].map((value) => ({ value }))
      : null;
  return list?.map((one): Value => (isValue(one) ? one : {})) ?? null;
}

function tablesIn(read: unknown): ReadonlyMap<string, readonly Value[]> | null {
  if (!Array.isArray(read) || read.length === 0) return null;
  const tables = new Map<string, readonly Value[]>();
  for (const one of read as readonly unknown[]) {
    if (!isValue(one) || !Array.isArray(one['columns']) || !Array.isArray(one['rows'])) return null;
    const name = textIn(one, 'name');
    if (name === null) return null;
    const headings = (one['columns'] as readonly unknown[]).map((column) =>
      isValue(column) ? textIn(column, 'heading') : null,
    );
    const rows = (one['rows'] as readonly unknown[]).filter((row): row is readonly unknown[] => Array.isArray(row));
    tables.set(
      name,
      rows.map((row) =>
        Object.fromEntries(
          headings.flatMap((heading, at): [string, unknown][] => (heading === null ? [] : [[heading, row[at]]])),
        ),
      ),
    );
  }
  return tables;
}
