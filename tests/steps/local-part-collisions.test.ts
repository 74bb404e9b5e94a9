import { assignLocalParts, type Claimant } from '../../src/steps/addresses/local-part-collisions.js';

const movingDomains = ['contoso.com', 'contoso-retail.com'];
const targetDomain = 'contosogroup.onmicrosoft.com';
const id = (n: number): string => `${String(n).padStart(8, '0')}-0000-4000-8000-000000000000`;
const claim = (n: number, address: string): Claimant => ({ id: id(n), address });
const held = (local: string, n: number) => ({ address: `${local}@${targetDomain}`, id: id(n) });

interface Row {
  readonly title: string;
  readonly claimants: readonly Claimant[];
  readonly holders?: readonly { readonly address: string; readonly id: string }[];
  /** By claimant number. */
  readonly expected: Readonly<Record<number, string>>;
}

const rows: readonly Row[] = [
  {
    title: 'a name nobody else wants is kept as it is written',
    claimants: [claim(1, 'Ivan.Petrov@Contoso.com')],
    expected: { 1: 'Ivan.Petrov' },
  },
  {
    title: 'the earlier moving domain wins, whatever the ids',
    claimants: [claim(1, 'info@contoso-retail.com'), claim(2, 'info@contoso.com')],
    expected: { 2: 'info', 1: 'info.contoso-retail' },
  },
  {
    title: 'capitals do not make a different name',
    claimants: [claim(1, 'INFO@contoso-retail.com'), claim(2, 'info@contoso.com')],
    expected: { 2: 'info', 1: 'INFO.contoso-retail' },
  },
  {
    title: 'on domains of the same rank the lower object id wins',
    claimants: [claim(4, 'info@b.example'), claim(3, 'info@a.example')],
    expected: { 3: 'info', 4: 'info.b' },
  },
  {
    title: 'any moving domain goes before a domain that does not move',
    claimants: [claim(1, 'info@other.example'), claim(2, 'info@contoso-retail.com')],
    expected: { 2: 'info', 1: 'info.other' },
  },
  {
    title: 'what exists and is the own stays the own, against an earlier domain too',
    claimants: [claim(1, 'info@contoso.com'), claim(2, 'info@contoso-retail.com')],
    holders: [held('info', 2)],
    expected: { 2: 'info', 1: 'info.contoso' },
  },
  {
    title: 'what exists and is somebody else’s is taken, in any capitals',
    claimants: [claim(1, 'info@contoso.com')],
    holders: [held('Info', 9)],
    expected: { 1: 'info.contoso' },
  },
  {
    title: 'an own address that is another one’s sign-in name is taken',
    claimants: [claim(1, 'info@contoso.com')],
    holders: [held('info', 1), held('info', 9)],
    expected: { 1: 'info.contoso' },
  },
  {
    title: 'an address elsewhere takes nothing',
    claimants: [claim(1, 'info@contoso.com')],
    holders: [{ address: 'info@fabrikam.com', id: id(9) }],
    expected: { 1: 'info' },
  },
  {
    title: 'the second choice is numbered in the order of object ids',
    claimants: [
      claim(5, 'info@contoso-retail.com'),
      claim(3, 'INFO@contoso-retail.example'),
      claim(7, 'info@contoso.com'),
    ],
    holders: [held('info.contoso-retail', 9)],
    expected: { 7: 'info', 3: 'INFO.contoso-retail2', 5: 'info.contoso-retail3' },
  },
  {
    title: 'a second choice that exists and is the own is kept',
    claimants: [claim(1, 'info@contoso-retail.com'), claim(2, 'info@contoso.com')],
    holders: [held('info.contoso-retail', 1)],
    expected: { 2: 'info', 1: 'info.contoso-retail' },
  },
  {
    title: 'a second choice never takes what somebody is called',
    claimants: [
      claim(1, 'info@contoso-retail.com'),
      claim(2, 'info@contoso.com'),
      claim(3, 'info.contoso-retail@contoso-retail.com'),
    ],
    expected: { 2: 'info', 3: 'info.contoso-retail', 1: 'info.contoso-retail2' },
  },
  {
    title: 'Cyrillic local parts collide without case as well',
    claimants: [claim(1, 'ИНФО@contoso-retail.com'), claim(2, 'инфо@contoso.com')],
    expected: { 2: 'инфо', 1: 'ИНФО.contoso-retail' },
  },
];

for (const { title, claimants, holders = [], expected } of rows) {
  test(title, () => {
    const everyOrder = [claimants, [...claimants].reverse()];
    for (const order of everyOrder) {
      const assigned = assignLocalParts({ claimants: order, holders, targetDomain, movingDomains });
      const found = Object.fromEntries(
        claimants.map((one) => [Number(one.id.slice(0, 8)), assigned.get(one.id)?.local]),
      );

      expect(found).toEqual(expected);
    }
  });
}

test('no two claimants ever get the same name, and each that is renamed says so', () => {
  let seed = 7;
  const next = (below: number): number => (seed = (seed * 48_271) % 2_147_483_647) % below;
  const locals = ['info', 'Info', 'sales', 'info.contoso-retail', 'anna', 'sales.contoso'];
  const domains = [...movingDomains, 'other.example'];
  const claimants = Array.from({ length: 400 }, (_, n) =>
    claim(n, `${locals[next(locals.length)]}${next(40)}@${domains[next(domains.length)]}`),
  );
  const holders = Array.from({ length: 60 }, () => held(`${locals[next(locals.length)]}${next(40)}`, next(800)));

  const assigned = assignLocalParts({ claimants, holders, targetDomain, movingDomains });
  const given = [...assigned.values()].map(({ local }) => local.toLowerCase());

  expect(new Set(given).size).toBe(claimants.length);
  for (const { id: claimant, address } of claimants) {
    const one = assigned.get(claimant);
    expect(one?.renamed).toBe(one?.local !== address.split('@')[0]);
  }
});
