/** Guide 22: whom the bot takes for whom, and how sure it says it is. */
import type { MailObject, Tenants } from '../../src/steps/users/mapping/objects.js';
import { mostOfWave, propose } from '../../src/steps/users/mapping/propose.js';
import { anna } from './support/engine-in-the-world.js';
import { e3, idOf, mailObject, mappingTenants } from './support/mapping-tenants.js';

const from = (n: number, kind: string, address: string, more: Partial<MailObject> = {}): MailObject =>
  mailObject(idOf(n), kind, address, more);
const there = (n: number, kind: string, address: string, more: Partial<MailObject> = {}): MailObject =>
  mailObject(idOf(n, 'd'), kind, address, more);

function tenants(
  source: readonly MailObject[],
  destination: readonly MailObject[],
  more: Partial<Tenants['destination']> = {},
): Tenants {
  const { destination: plain, ...rest } = mappingTenants(0);
  return {
    ...rest,
    source: { objects: source, held: [] },
    destination: { ...plain, objects: destination, held: [], ...more },
  };
}
const told = (source: readonly MailObject[], destination: readonly MailObject[]) =>
  propose(tenants(source, destination)).map(({ action, target, sure, targetId }) => [action, target, sure, targetId]);

const ivan = from(1, 'UserMailbox', 'ivan.petrov@contoso.com', { name: 'Ivan Petrov', employeeId: '17' });
const home = 'fabrikamworld.onmicrosoft.com';

test.each<[string, readonly MailObject[], readonly MailObject[], readonly (readonly string[])[]]>([
  [
    'an employee id that both have, and the name or the local part beside it',
    [ivan, from(2, 'UserMailbox', 'o.krause@contoso.com', { name: 'Olga Krause', employeeId: '0018' })],
    [
      there(1, 'UserMailbox', 'i.p@fabrikam.com', { name: 'Petrov, Ivan', employeeId: '0017' }),
      there(2, 'UserMailbox', 'o.krause@fabrikam.com', { name: 'Olga Lang', employeeId: '18' }),
    ],
    [
      ['same', 'i.p@fabrikam.com', 'employee id', idOf(1, 'd')],
      ['same', 'o.krause@fabrikam.com', 'employee id', idOf(2, 'd')],
    ],
  ],
  [
    'an employee id that both have and nothing else: only people know',
    [ivan],
    [there(1, 'UserMailbox', 'b.k@fabrikam.com', { name: 'Bruno Keller', employeeId: '17' })],
    [['', '', 'employee id', '']],
  ],
  [
    'a name and a local part go before an employee id that somebody else has there',
    [ivan],
    [
      there(1, 'UserMailbox', 'b.k@fabrikam.com', { name: 'Bruno Keller', employeeId: '17' }),
      there(2, 'UserMailbox', 'ivan.petrov@fabrikam.com', { name: 'Ivan Petrov', employeeId: '90412' }),
    ],
    [['same', 'ivan.petrov@fabrikam.com', 'name and local part', idOf(2, 'd')]],
  ],
  [
    'many ids in common and nobody called alike: each company numbers its own people, and a number says nothing',
    [1, 2, 3, 4, 5].map((n) => from(n, 'UserMailbox', `a${n}@contoso.com`, { employeeId: `100${n}` })),
    [1, 2, 3, 4, 5].map((n) => there(n, 'UserMailbox', `b${n}@fabrikam.com`, { employeeId: `100${n}` })),
    [1, 2, 3, 4, 5].map((n) => ['create', `a${n}@${home}`, 'nobody there', '']),
  ],
  [
    'a name and the local part, as a stopgap has it',
    [ivan],
    [there(1, 'UserMailbox', 'ivan.petrov.contoso-com@fabrikam.com', { name: 'ivan  petrov' })],
    [['same', 'ivan.petrov.contoso-com@fabrikam.com', 'name and local part', idOf(1, 'd')]],
  ],
  [
    'a name alone, which says so',
    [ivan],
    [there(1, 'UserMailbox', 'ip@fabrikam.com', { name: 'Ivan Petrov' })],
    [['same', 'ip@fabrikam.com', 'name', idOf(1, 'd')]],
  ],
  [
    'two of one name there: only people know which',
    [ivan],
    [1, 2].map((n) => there(n, 'UserMailbox', `ip${n}@fabrikam.com`, { name: 'Ivan Petrov' })),
    [['', '', 'several', '']],
  ],
  [
    'two of one name who move, and one there: the local part decides, and the other one is made',
    [ivan, from(2, 'UserMailbox', 'petrov@contoso.com', { name: 'Ivan Petrov' })],
    [there(1, 'UserMailbox', 'ivan.petrov@fabrikam.com', { name: 'Ivan Petrov' })],
    [
      ['same', 'ivan.petrov@fabrikam.com', 'name and local part', idOf(1, 'd')],
      ['create', `petrov@${home}`, 'nobody there', ''],
    ],
  ],
  [
    'two who are called the same to the at sign, one there: only people know whose it is',
    [ivan, from(2, 'UserMailbox', 'ivan.petrov@contoso-retail.com', { name: 'Ivan Petrov' })],
    [there(1, 'UserMailbox', 'ivan.petrov@fabrikam.com', { name: 'Ivan Petrov' })],
    [
      ['', '', 'several', ''],
      ['', '', 'several', ''],
    ],
  ],
  [
    'the same two, and one there says where it comes from: the other one is whoever is left',
    [ivan, from(2, 'UserMailbox', 'ivan.petrov@contoso-retail.com', { name: 'Ivan Petrov' })],
    [
      there(1, 'UserMailbox', 'ivan.petrov.contoso-retail-com@fabrikam.com', { name: 'Ivan Petrov' }),
      there(2, 'UserMailbox', 'ivan.petrov@fabrikam.com', { name: 'Ivan Petrov' }),
    ],
    [
      ['same', 'ivan.petrov.contoso-retail-com@fabrikam.com', 'name and local part', idOf(1, 'd')],
      ['same', 'ivan.petrov@fabrikam.com', 'name and local part', idOf(2, 'd')],
    ],
  ],
  [
    'an employee id that two have who move is nobody’s',
    [ivan, from(2, 'UserMailbox', 'z@contoso.com', { employeeId: '17' })],
    [there(1, 'UserMailbox', 'i.p@fabrikam.com', { name: 'I. P.', employeeId: '17' })],
    [
      ['', '', 'several', ''],
      ['', '', 'several', ''],
    ],
  ],
  [
    'another kind of the same name is somebody else',
    [ivan],
    [there(1, 'RoomMailbox', 'ivan@fabrikam.com', { name: 'Ivan Petrov' })],
    [['create', `ivan.petrov@${home}`, 'nobody there', '']],
  ],
  [
    'a contact that stands for them gives way',
    [ivan],
    [there(1, 'MailContact', 'ivan.petrov@contoso.com', { name: 'Petrov (Contoso)' })],
    [['replace', `ivan.petrov@${home}`, 'address', idOf(1, 'd')]],
  ],
  [
    'a guest of the source company becomes one of the house',
    [ivan],
    [there(1, 'GuestMailUser', 'x#ext#@y', { addresses: ['ivan.petrov@contoso.com'] })],
    [['guest', `ivan.petrov@${home}`, 'address', idOf(1, 'd')]],
  ],
  [
    'whoever is there already is taken before the contact that is there as well',
    [ivan],
    [
      there(1, 'MailContact', 'ivan.petrov@contoso.com', { name: 'Petrov (Contoso)' }),
      there(2, 'UserMailbox', 'ip@fabrikam.com', { name: 'Ivan Petrov' }),
    ],
    [['same', 'ip@fabrikam.com', 'name', idOf(2, 'd')]],
  ],
  [
    'somebody on the roster stays out of it',
    [from(1, 'UserMailbox', 'anna@contoso.com', { operator: { kind: 'person', person: anna } })],
    [],
    [['leave', '', '', '']],
  ],
  [
    'an operator’s account at the destination becomes nobody else',
    [ivan],
    [there(1, 'UserMailbox', 'boss@fabrikam.com', { name: 'Ivan Petrov', operator: { kind: 'person', person: anna } })],
    [['create', `ivan.petrov@${home}`, 'nobody there', '']],
  ],
  ['a guest of the source, who is nobody to move', [from(1, 'GuestMailUser', 'a@contoso.com')], [], []],
  ['whoever has no address on a moving domain', [from(1, 'UserMailbox', 'a@contoso-lab.com')], [], []],
])('%s', (_, source, destination, expected) => {
  expect(told(source, destination)).toEqual(expected);
});

test('info@ of two domains are two mailboxes, and neither takes a name that anything at the destination holds', () => {
  const two = ['info@contoso.com', 'info@contoso-retail.com'].map((address, n) => from(n, 'SharedMailbox', address));
  expect(
    told(two, [])
      .map(([, target]) => target)
      .sort(),
  ).toEqual([`info.contoso-retail@${home}`, `info@${home}`]);
  const list = there(1, 'MailUniversalDistributionGroup', `INFO@${home}`);
  expect(told(two.slice(0, 1), [list]).map(([, target]) => target)).toEqual([`info.contoso@${home}`]);
  const bin = { held: [{ address: `info@${home}`, id: idOf(7), name: 'x', why: 'deleted' as const }] };
  expect(propose(tenants(two.slice(0, 1), [], bin)).map(({ target }) => target)).toEqual([`info.contoso@${home}`]);
});

test('waves are of five hundred people; what nobody sits behind goes with the first, and a group with none', () => {
  const people = Array.from({ length: mostOfWave + 1 }, (_, n) =>
    from(n, 'UserMailbox', `p${String(n).padStart(4, '0')}@contoso.com`),
  );
  const rows = propose(
    tenants([...people, from(900, 'RoomMailbox', 'z@contoso.com'), from(901, 'RoomList', 'zz@contoso.com')], []),
  );
  const waveOf = (address: string) => rows.find(({ source }) => source === address)?.wave;
  expect(['p0000', 'p0499', 'p0500', 'z', 'zz'].map((local) => waveOf(`${local}@contoso.com`))).toEqual([
    '1',
    '1',
    '2',
    '1',
    '',
  ]);
});

test('a licence is proposed as long as one of the same is left there', () => {
  const two = [1, 2].map((n) => from(n, 'UserMailbox', `p${n}@contoso.com`, { licences: [e3] }));
  const left = { licences: [{ skuId: e3, name: 'SPE_E3', left: 1, bringsMailbox: true }] };
  expect(propose(tenants(two, [], left)).map(({ licence }) => licence)).toEqual(['SPE_E3', '']);
  expect(propose(tenants(two, [], { licences: null })).map(({ licence }) => licence)).toEqual(['', '']);
});
