/** One column sorted by itself gives everybody a name, and each name is good: only beside one another the rows show it. */
import type { Remark } from '../../../contract/finding.js';
import { splitAddress } from '../../addresses/proxy-address.js';
import type { MappedRow } from './row.js';

const localOf = (address: string): string => splitAddress(address)?.local.toLowerCase() ?? '';

/** Rows of those who are to be made under the local part that somebody else of the table has today, and not under their own. */
export function crossedRows(rows: readonly Pick<MappedRow, 'source' | 'target' | 'action'>[]): readonly Remark[] {
  const made = rows.filter(({ action }) => ['create', 'replace', 'guest'].includes(action));
  const owners = new Map(made.map((row) => [localOf(row.source), row]));
  const crossed = made.flatMap((row) => {
    const owner = owners.get(localOf(row.target));
    const isOwn = localOf(row.source) === localOf(row.target);
    return owner === undefined || isOwn ? [] : [{ target: row.target, source: row.source, other: owner.source }];
  });
  const [first] = crossed;
  return first === undefined ? [] : [{ code: 'mapping-crossed', facts: { count: crossed.length, ...first } }];
}
