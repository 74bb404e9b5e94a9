/** What people should know of a proposal before they open it: how many of each, and how sure the bot is. */
import type { Remark } from '../../../contract/finding.js';
import { mailboxHeaps } from './heaps.js';
import type { Tenants } from './objects.js';
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
    ...(destination.licences === null ? [{ code: 'mapping-licences-unseen', facts: {} } as const] : []),
  ];
}
