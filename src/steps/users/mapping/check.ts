/**
 * A mapping that people hand in, row by row: all that is wrong with each, so that it is mended once. What stands on something wrong is not
 * looked at: an address that cannot be read is not looked for.
 */
import { known, type Known } from './known.js';
import { hasMailbox, type MailObject, type Tenants } from './objects.js';
import { actions, type Action, type Fault, type MappedRow, type Row } from './row.js';
import { cellFaults } from './check-cells.js';
import { sourceFaults, sourceOf } from './check-source.js';
import { tableFaults } from './check-table.js';
import { targetFaults, targetOf } from './check-target.js';

export interface Checked {
  /** In the order of the rows; those of nobody's row last. */
  readonly faults: readonly Fault[];
  /** What is kept; without faults it is the whole table. */
  readonly rows: readonly MappedRow[];
  /** Those rows with what they name. */
  readonly read: readonly ReadRow[];
}

/** A row with what it names in both tenants. */
export interface ReadRow {
  readonly row: Row;
  readonly action: Action;
  readonly source: MailObject;
  readonly target: MailObject | null;
}

export function check(rows: readonly Row[], tenants: Tenants): Checked {
  const seen = known(tenants);
  const faults: Fault[] = [];
  const read: ReadRow[] = [];
  for (const row of rows) {
    const cells = cellFaults(row, seen);
    const isRead = (column: string): boolean => !cells.some((fault) => fault.facts['column'] === column);
    const sources = isRead('Source Email') && isRead('Source Object Id') ? sourceFaults(row, seen) : [];
    faults.push(...cells, ...sources);
    const source = sourceOf(row, seen);
    if (cells.length > 0 || source === null) continue;
    const action = actionOf(row, source, seen);
    const targets = action === 'leave' ? [] : targetFaults(row, action, source, seen);
    faults.push(...targets);
    if (sources.length > 0) continue;
    read.push({ row, action, source, target: action === 'leave' ? null : targetOf(row, action, source, seen) });
  }
  faults.push(...tableFaults(read, rows, seen));
  const order = (number: number): number => (number === 0 ? Number.MAX_SAFE_INTEGER : number);
  faults.sort((a, b) => order(a.row.number) - order(b.row.number));
  return { faults, rows: read.map(keptRow), read };
}

/** Where nobody says it, the target does. */
function actionOf(row: Row, source: MailObject, seen: Known): Action {
  const said = actions.find((action) => action === row.action.toLowerCase());
  if (said !== undefined) return said;
  const there = seen.targetByAddress.get(row.target.toLowerCase());
  if (there !== undefined) return 'same';
  const standsFor = targetOf(row, 'replace', source, seen);
  if (standsFor === null) return 'create';
  return standsFor.kind === 'GuestMailUser' && source.kind === 'UserMailbox' ? 'guest' : 'replace';
}

const keptRow = ({ row, action, source, target }: ReadRow): MappedRow => ({
  sourceId: source.id,
  source: source.address,
  kind: source.kind,
  name: source.name,
  action,
  target: action === 'leave' ? '' : row.target,
  targetId: target?.id ?? null,
  wave: action !== 'leave' && hasMailbox(source.kind) ? Number(row.wave === '' ? '1' : row.wave) : null,
  licence: action === 'leave' || row.licence === '' ? null : row.licence,
});
