/** Two snapshots of the same state say that nothing is different, however a service tells of it. */
import type { Json } from '../../src/contract/json.js';
import { drift } from '../../src/steps/backups/drift.js';
import type { Kept } from '../../src/steps/backups/snapshot.js';

const id = (n: number): string => `aaaaaaaa-0000-4000-8000-${String(n).padStart(12, '0')}`;
const kept = (value: Kept['value'], more: Partial<Kept> = {}): Kept => ({ id: id(1), label: 'Sales', value, ...more });
const said = (before: readonly Kept[], now: readonly Kept[]) =>
  drift(before, now).map(({ object, what, property }) => [object.id, what, property]);

test.each<[string, Json, Json]>([
  ['addresses', ['SMTP:a@contoso.com', 'smtp:b@contoso.com'], ['smtp:b@contoso.com', 'SMTP:a@contoso.com']],
  ['what the directory has of them', { proxyAddresses: ['x', 'y'] }, { proxyAddresses: ['y', 'x'] }],
  ['one that came twice', ['x', 'y'], ['y', 'x', 'y']],
])('%s in another order are no change', (_what, before, now) => {
  expect(said([kept({ list: before })], [kept({ list: now })])).toEqual([]);
});

test('another primary address is a change, and so is one more', () => {
  const before = kept({ list: ['SMTP:a@contoso.com', 'smtp:b@contoso.com'] });
  expect(said([before], [kept({ list: ['smtp:a@contoso.com', 'SMTP:b@contoso.com'] })])).toEqual([
    [id(1), 'changed', 'list'],
  ]);
  expect(said([before], [kept({ list: ['SMTP:a@contoso.com'] })])).toEqual([[id(1), 'changed', 'list']]);
});

test('a contact that the directory has come to know since, or knows no more, is still itself', () => {
  const alone = kept({ Guid: id(1), ExternalDirectoryObjectId: null });
  const known = kept({ Guid: id(1), ExternalDirectoryObjectId: id(2) }, { id: id(2) });
  expect(said([alone], [known])).toEqual([[id(2), 'changed', 'ExternalDirectoryObjectId']]);
  expect(said([known], [alone])).toEqual([[id(1), 'changed', 'ExternalDirectoryObjectId']]);
});

test('of a forward its mailbox says whose it is', () => {
  const before = kept({ to: null }, { holder: { Guid: id(1), ExternalDirectoryObjectId: '' } });
  const now = kept({ to: null }, { id: id(2), holder: { Guid: id(1), ExternalDirectoryObjectId: id(2) } });
  expect(said([before], [now])).toEqual([]);
});

test('nobody is taken for two', () => {
  const before = kept({ Guid: id(1) });
  const now = [kept({ Guid: id(1) }), kept({ Guid: id(1) }, { id: id(3) })];
  expect(said([before], now)).toEqual([[id(3), 'appeared', null]]);
});

test('what was not asked for when the snapshot before was taken tells of no change', () => {
  expect(said([kept({ name: 'Sales' })], [kept({ name: 'Sales', ManagedBy: ['anna'] })])).toEqual([]);
  expect(
    said(
      [kept({ name: 'Sales' }), kept({ name: 'Team', ManagedBy: [] }, { id: id(2) })],
      [kept({ name: 'Sales', ManagedBy: ['anna'] }), kept({ name: 'Team', ManagedBy: [] }, { id: id(2) })],
    ),
  ).toEqual([[id(1), 'changed', 'ManagedBy']]);
});
