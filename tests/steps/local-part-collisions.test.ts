import { createHash } from 'node:crypto';
import type { NameKind } from '../../src/steps/addresses/local-part.js';
import { assignLocalParts, type Claimant, type Renaming } from '../../src/steps/addresses/local-part-collisions.js';
import { newLocalParts } from '../../src/rehearsal/witness/local-parts.js';
import type { DeletedUser, Recipient, User } from '../../src/rehearsal/world/entities.js';

const movingDomains = ['contoso.com', 'contoso-retail.com'];
const targetDomain = 'contosogroup.onmicrosoft.com';
const id = (n: number): string => `${String(n).padStart(8, '0')}-0000-4000-8000-000000000000`;
const claim = (n: number, address: string): Claimant => ({ id: id(n), address });
const held = (local: string, n: number) => ({ address: `${local}@${targetDomain}`, id: id(n) });
const long = 'projektbuero-hochwasserschutz-obertal-niedertal-2026-ausschreib';

interface Row {
  readonly title: string;
  /** An address, where nothing is said. */
  readonly kind?: NameKind;
  readonly claimants: readonly Claimant[];
  readonly holders?: readonly { readonly address: string; readonly id: string }[];
  /** By claimant number. */
  readonly expected: Readonly<Record<number, string>>;
  /** Why, where it is not the one that the claimant had; by claimant number. */
  readonly because?: Readonly<Record<number, Renaming | null>>;
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
  {
    title: 'what a sign-in name cannot have is an underscore, and collides as such',
    kind: 'sign-in-name',
    claimants: [claim(1, 'ИНФО@contoso-retail.com'), claim(2, 'r&d@contoso.com'), claim(3, 'инфо@contoso.com')],
    expected: { 1: '____', 2: 'r_d', 3: '____.contoso' },
    because: { 1: 'characters', 2: 'characters', 3: 'characters' },
  },
  {
    title: 'what an address may have stays, a plus and an ampersand too',
    claimants: [claim(1, 'r&d@contoso.com'), claim(2, 'presse+de@contoso.com'), claim(3, 'o’brien@contoso.com')],
    expected: { 1: 'r&d', 2: 'presse+de', 3: 'o’brien' },
    because: { 1: null, 2: null, 3: null },
  },
  {
    title: 'a name of 64 characters is kept, and the namesake is cut so far that its domain and the number have room',
    claimants: [
      claim(1, `${long}u@contoso-retail.com`),
      claim(2, `${long}u@contoso.com`),
      claim(3, `${long}u@Contoso-Retail.com`),
    ],
    expected: {
      2: `${long}u`,
      1: `${long.slice(0, 49)}.contoso-retail`,
      3: `${long.slice(0, 48)}.contoso-retail2`,
    },
    because: { 1: 'cut', 2: null, 3: 'cut' },
  },
  {
    title: 'two long names that are alike as far as they are kept are numbered',
    claimants: [claim(1, `${long}1@contoso.com`), claim(2, `${long}2@contoso.com`)],
    holders: [held(`${long}1`, 8), held(`${long}2`, 9)],
    expected: { 1: `${long.slice(0, 56)}.contoso`, 2: `${long.slice(0, 55)}.contoso2` },
    because: { 1: 'cut', 2: 'cut' },
  },
  {
    title: 'of a domain with a long name sixteen characters are kept, where the whole has no room',
    claimants: [
      claim(1, 'info@gemeinnuetzige-wohnungsbaugenossenschaft-am-oberen-stadtwald.de'),
      claim(2, 'sekretariat@wohnungsbau-am-wald.example'),
    ],
    holders: [held('info', 9), held('sekretariat', 9)],
    expected: { 1: 'info.gemeinnuetzige-w', 2: 'sekretariat.wohnungsbau-am-wald' },
    because: { 1: 'taken', 2: 'taken' },
  },
  {
    title: 'what is cut does not end in a dot',
    claimants: [claim(1, `${'a'.repeat(55)}.${'b'.repeat(8)}@contoso.com`)],
    holders: [held(`${'a'.repeat(55)}.${'b'.repeat(8)}`, 9)],
    expected: { 1: `${'a'.repeat(55)}.contoso` },
    because: { 1: 'cut' },
  },
  {
    title: 'a name that is too long by itself ends at 64 characters, after those that are right',
    claimants: [claim(1, `${long}us@contoso.com`), claim(2, `${long}u@contoso-retail.com`)],
    expected: { 2: `${long}u`, 1: `${long.slice(0, 56)}.contoso` },
    because: { 2: null, 1: 'long' },
  },
  {
    title: 'no dot at an end and none doubled, and whoever is called so keeps it',
    claimants: [
      claim(1, '.jan..berg.@contoso.com'),
      claim(2, 'jan.berg@contoso-retail.com'),
      claim(3, 'a..b@contoso.com'),
    ],
    expected: { 2: 'jan.berg', 1: 'jan.berg.contoso', 3: 'a.b' },
    because: { 1: 'characters', 2: null, 3: 'characters' },
  },
  {
    title: 'names of the house are given to nobody, and stay with whoever has them',
    claimants: [claim(1, 'Postmaster@contoso.com'), claim(2, 'admin@contoso.com'), claim(3, 'admins@contoso.com')],
    holders: [held('admin', 2)],
    expected: { 1: 'Postmaster.contoso', 2: 'admin', 3: 'admins' },
    because: { 1: 'reserved', 2: null, 3: null },
  },
  {
    title: 'of a name without anything that fits an underscore is left',
    kind: 'sign-in-name',
    claimants: [claim(1, '..@contoso.com')],
    expected: { 1: '_' },
    because: { 1: 'characters' },
  },
];

for (const { title, kind = 'address', claimants, holders = [], expected, because } of rows) {
  test(title, () => {
    const everyOrder = [claimants, [...claimants].reverse()];
    for (const order of everyOrder) {
      const assigned = assignLocalParts({ kind, claimants: order, holders, targetDomain, movingDomains });
      const found = Object.fromEntries(
        claimants.map((one) => [Number(one.id.slice(0, 8)), assigned.get(one.id)?.local]),
      );

      expect(found).toEqual(expected);
      if (because === undefined) continue;
      const why = claimants.map((one) => [Number(one.id.slice(0, 8)), assigned.get(one.id)?.renamed]);
      expect(Object.fromEntries(why)).toEqual(because);
    }
  });
}

/** Names as people have them, and as they should not be, many of them alike. */
function crowd(size: number): readonly Claimant[] {
  const number = (n: number, below: number): number =>
    createHash('sha256').update(`${n}`).digest().readUInt32BE(0) % below;
  const locals = [
    'info',
    'Info',
    'sales',
    'info.contoso-retail',
    'anna',
    'sales.contoso',
    'admin',
    'root',
    '.anna.',
    'sa..les',
    'p(r)',
    'r&d',
    'мария',
    long,
    `${long}u`,
    `${long}us`,
    `${long}u-und-mehr`,
  ];
  const domains = [...movingDomains, 'other.example', 'gemeinnuetzige-wohnungsbaugenossenschaft.example'];
  return Array.from({ length: size }, (_, n) => {
    const end = number(n + 1_000_000, 4) === 0 ? '' : `${number(n + 2_000_000, 40)}`;
    return claim(n, `${locals[number(n, locals.length)]}${end}@${domains[number(n + 3_000_000, domains.length)]}`);
  });
}

for (const kind of ['address', 'sign-in-name'] as const) {
  const claimants = crowd(600);
  const holders = crowd(60).map(({ address }, n) => held(address.split('@')[0] as string, n * 13));
  const assigned = assignLocalParts({ kind, claimants, holders, targetDomain, movingDomains });

  test(`no two claimants ever get the same ${kind}, and each that is renamed says so`, () => {
    const given = [...assigned.values()].map(({ local }) => local.toLowerCase());

    expect(new Set(given).size).toBe(claimants.length);
    for (const { id: claimant, address } of claimants) {
      const one = assigned.get(claimant);
      expect(one?.renamed === null).toBe(one?.local === address.split('@')[0]);
    }
  });

  test(`every ${kind} that is given is one the services take: 64 characters, no stray dot, nothing forbidden`, () => {
    const fits = kind === 'address' ? /^[^\s@"(),:;<>[\\\]]{1,64}$/u : /^[A-Za-z0-9'._!#^~-]{1,64}$/;

    expect([...assigned.values()].filter(({ local }) => !fits.test(local) || /^\.|\.$|\.\./.test(local))).toEqual([]);
  });

  test(`the witness, who wrote the rule down for itself, gives everybody the same ${kind}`, () => {
    const recipients = holders.map(({ address, id: holder }): Partial<Recipient> => ({
      ExternalDirectoryObjectId: holder,
      EmailAddresses: [`smtp:${address}`],
    })) as readonly Recipient[];
    const everybody = { users: [] as User[], deletedUsers: [] as DeletedUser[], recipients };
    const given = newLocalParts(claimants, everybody, targetDomain, movingDomains, kind);

    expect(Object.fromEntries(given)).toEqual(
      Object.fromEntries([...assigned].map(([claimant, { local }]) => [claimant, local])),
    );
  });
}
