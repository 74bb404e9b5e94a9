/** What people should know of a proposal before they open it: how many of each, and how sure the bot is. */
import type { Remark } from '../../../contract/finding.js';
import { mailboxHeaps } from './heaps.js';
import { employeeIdOf } from './marks.js';
import { hasMailbox, type Tenants } from './objects.js';
import type { Row } from './row.js';

export function proposalRemarks(rows: readonly Row[], { source, destination }: Tenants): readonly Remark[] {
  const count = (fits: (row: Row) => boolean): number => rows.filter(fits).length;
  const byAction = (action: string): number => count((row) => row.action === action);
  const facts = {
    count: rows.length,
    same: byAction('same'),
    create: byAction('create'),
    replace: byAction('replace'),
    guest: byAction('guest'),
    leave: byAction('leave'),
    open: byAction(''),
    waves: Math.max(0, ...rows.map(({ wave }) => Number(wave))),
  };
  const byName = count(({ sure, action }) => action === 'same' && sure === 'name');
  return [
    { code: 'mapping-proposed', facts },
    { code: 'mapping-mailboxes', facts: mailboxHeaps(rows, source) },
    ...(byName === 0 ? [] : [{ code: 'mapping-by-name', facts: { count: byName } } as const]),
    ...idAlone(rows, { source, destination }),
    ...(destination.licences === null ? [{ code: 'mapping-licences-unseen', facts: {} } as const] : []),
  ];
}

/** The first of them by name: whoever opens the table then knows what to look for. */
function idAlone(
  rows: readonly Row[],
  { source, destination }: Pick<Tenants, 'source' | 'destination'>,
): readonly Remark[] {
  const open = rows.filter(({ sure, action }) => action === '' && sure === 'employee id');
  const one = source.objects.find(({ id }) => id === open[0]?.sourceId);
  const id = one === undefined ? null : employeeIdOf(one);
  if (one === undefined || id === null) return [];
  const other = destination.objects.find((there) => hasMailbox(there.kind) && employeeIdOf(there) === id);
  const facts = { count: open.length, id: one.employeeId ?? '', name: one.name, other: other?.name ?? '' };
  return [{ code: 'mapping-by-id-alone', facts: { ...facts, address: other?.address ?? '' } }];
}
