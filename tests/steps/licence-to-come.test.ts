/** Who is made without a licence gets no mailbox by being waited for. */
import { objectFindings } from '../../src/steps/objects/object-findings.js';
import type { MappedRow } from '../../src/steps/users/mapping/row.js';

const made = (name: string, licence: string | null): MappedRow => ({
  sourceId: name,
  source: `${name}@contoso.com`,
  kind: 'UserMailbox',
  name,
  action: 'create',
  target: `${name}@fabrikam.com`,
  targetId: null,
  wave: 1,
  licence,
});
const found = (rows: readonly MappedRow[]) =>
  objectFindings({
    rows,
    objects: [],
    holders: {
      byAddress: new Map(),
      held: new Map(
        rows.map(({ target: address, name }) => [address, { id: name, name, address, why: 'user' as const }]),
      ),
    },
    version: 1,
  }).map(({ code, lasting }) => [code, lasting === true]);

test('people are asked at once when nothing but a licence that nobody gives is waited for', () => {
  expect(found([made('anna', null)])).toEqual([['mailbox-without-licence', true]]);
});

test('as long as a mailbox comes by itself the bot looks on', () => {
  expect(found([made('anna', null), made('petr', 'E3')])).toEqual([
    ['mailbox-without-licence', false],
    ['mailbox-not-there-yet', false],
  ]);
});
