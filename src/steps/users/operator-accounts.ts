/**
 * Whose own sign-in name moves: the people who run the migration must not lose their way in half-way, and the accounts that no bulk
 * change touches keep the domain from leaving. Nightly, because accounts change.
 */
import { z } from 'zod';
import { defineCheck } from '../../contract/check.js';
import type { ProtectedAccount, RosterPerson, StepContext } from '../../contract/context.js';
import type { Finding } from '../../contract/finding.js';
import { defineFile } from '../../contract/output.js';
import type { Side } from '../../contract/step.js';
import { csv } from '../../documents/csv.js';
import { tableOf } from '../../documents/table.js';
import type { GraphUser } from '../../systems/graph/types.js';
import { domainOf, smtpAddresses } from '../addresses/proxy-address.js';
import type { Systems } from '../systems.js';
import { accountsOf, namesOf, protectedUser } from './operators.js';
import { userRef } from './upn-scope.js';

type Users = Readonly<Record<Side, readonly GraphUser[]>>;

/** One account of one operator: a row of the evidence. */
interface Row {
  /** Of a person on the roster. */
  readonly personId: string;
  readonly operator: string;
  readonly company: string;
  readonly roles: string;
  readonly side: Side | '';
  readonly account: string;
  readonly objectId: string;
  readonly kind: 'member' | 'guest' | 'not-found';
  readonly onMovingDomain: boolean;
  readonly addressesOnMovingDomains: readonly string[];
}

const columns = [
  'personId',
  'operator',
  'company',
  'roles',
  'side',
  'account',
  'objectId',
  'kind',
  'onMovingDomain',
  'addressesOnMovingDomains',
] as const satisfies readonly (keyof Row)[];

const sides = ['source', 'destination'] as const;

/**
 * What this very check saw before: whoever is known by an address alone, a guest of the host tenant for one, is not found by it any more once
 * the address has left their home. Their account there is.
 */
const seenBefore = defineFile('operator-accounts', 'operator-accounts.json');
const seenSchema = z.object({
  accounts: z.array(
    z.object({ personId: z.string().optional(), objectId: z.string(), side: z.string(), kind: z.string() }),
  ),
});

/** Object ids of own accounts, by person. Rows of an earlier version do not say whose they are. */
export type Homes = ReadonlyMap<string, ReadonlySet<string>>;

export function homesIn(file: Buffer | null): Homes {
  const read = file === null ? null : seenSchema.safeParse(JSON.parse(file.toString('utf8')));
  const homes = new Map<string, Set<string>>();
  for (const { personId = '', objectId, side, kind } of read?.success === true ? read.data.accounts : []) {
    if (personId === '' || kind !== 'member') continue;
    homes.set(personId, (homes.get(personId) ?? new Set()).add(homeKey(side, objectId)));
  }
  return homes;
}

const homeKey = (side: string, objectId: string): string => `${side} ${objectId}`;

export const operatorAccounts = (systems: Systems) =>
  defineCheck({
    name: 'operator-accounts',
    calls: { source: ['graph.users'], destination: ['graph.users'] },
    reads: [seenBefore],
    async run(ctx) {
      const [source, destination] = await Promise.all([
        systems.source.graph.users(),
        systems.destination.graph.users(),
      ]);
      const users: Users = { source, destination };
      const homes = homesIn(await ctx.file(seenBefore));
      const people = ctx.roster.map((person) => personResult(person, users, ctx, homes.get(person.personId)));
      const accounts = ctx.protectedAccounts.map((account) => protectedResult(account, users, ctx));
      const results = [...people, ...accounts];
      const rows = results.flatMap((result) => result.rows);
      return {
        findings: results.map((result) => result.finding),
        evidence: [
          {
            name: 'operator-accounts.csv',
            contentType: 'text/csv; charset=utf-8',
            content: csv(tableOf('accounts', rows, columns)),
          },
          {
            name: 'operator-accounts.json',
            contentType: 'application/json',
            content: Buffer.from(`${JSON.stringify({ takenAt: ctx.now().toISOString(), accounts: rows }, null, 2)}\n`),
          },
        ],
      };
    },
  });

interface Result {
  readonly finding: Finding;
  readonly rows: readonly Row[];
}

/** The worst that is true of the person decides: a sign-in name that moves, then an account that could not be found. */
export function personResult(
  person: RosterPerson,
  users: Users,
  ctx: Pick<StepContext, 'migration'>,
  homes: ReadonlySet<string> = new Set(),
): Result {
  const { movingDomains } = ctx.migration;
  const found = sides.flatMap((side) => {
    const { members, guests } = accountsOf(person, users[side]);
    const known = new Set(members);
    const remembered = users[side].filter((user) => homes.has(homeKey(side, user.id)) && !known.has(user));
    return [
      ...[...members, ...remembered].map((user) => ({ side, user, kind: 'member' as const })),
      ...guests.map((user) => ({ side, user, kind: 'guest' as const })),
    ];
  });
  const rows = found.map(({ side, user, kind }) => rowOf(person.name, person, side, user, kind, movingDomains));
  const moving = found.find(({ user }) => movingDomains.includes(domainOf(user.userPrincipalName) ?? ''));
  if (moving !== undefined) {
    const facts = { person: person.name, name: moving.user.userPrincipalName, side: moving.side };
    return {
      rows,
      finding: { status: 'failed', code: 'operator-on-moving-domain', facts, object: userRef(moving.user) },
    };
  }
  if (found.length === 0) {
    return {
      rows: [
        { ...absent(person.name), personId: person.personId, company: person.company, roles: person.roles.join(' ') },
      ],
      finding: { status: 'unknown', code: 'operator-not-found', facts: { person: person.name } },
    };
  }
  const home = found.find(({ kind }) => kind === 'member');
  if (home === undefined) {
    // Their home is a tenant we do not see. Of the two companies it must be one of the two we do see.
    const homeMoves = [...namesOf(person)].some((name) => movingDomains.includes(domainOf(name) ?? ''));
    const facts = { person: person.name, name: found[0]?.user.userPrincipalName ?? '' };
    return person.company === 'other' && !homeMoves
      ? { rows, finding: { status: 'passed', code: 'operator-guest-from-elsewhere', facts } }
      : { rows, finding: { status: 'unknown', code: 'operator-guest-only', facts } };
  }
  const kept = rows.flatMap((row) => row.addressesOnMovingDomains).length;
  const facts = { person: person.name, name: home.user.userPrincipalName, count: kept };
  return { rows, finding: { status: 'passed', code: kept > 0 ? 'operator-keeps-addresses' : 'operator-stays', facts } };
}

export function protectedResult(account: ProtectedAccount, users: Users, ctx: Pick<StepContext, 'migration'>): Result {
  const user = protectedUser(account, users[account.side]);
  const facts = { account: account.account, why: account.why, side: account.side };
  if (user === null) {
    const rows = [{ ...absent(account.account), roles: account.why, side: account.side }];
    return { rows, finding: { status: 'unknown', code: 'protected-account-not-found', facts } };
  }
  const row = rowOf(
    account.account,
    { company: '', roles: [account.why] },
    account.side,
    user,
    'member',
    ctx.migration.movingDomains,
  );
  return {
    rows: [row],
    finding: row.onMovingDomain
      ? {
          status: 'failed',
          code: 'protected-account-on-moving-domain',
          facts: { ...facts, account: user.userPrincipalName },
          object: userRef(user),
        }
      : { status: 'passed', code: 'protected-account-stays', facts: { ...facts, account: user.userPrincipalName } },
  };
}

function rowOf(
  operator: string,
  {
    company,
    roles,
    personId = '',
  }: { readonly company: string; readonly roles: readonly string[]; readonly personId?: string },
  side: Side,
  user: GraphUser,
  kind: Row['kind'],
  movingDomains: readonly string[],
): Row {
  const moves = (address: string): boolean => movingDomains.includes(domainOf(address) ?? '');
  return {
    personId,
    operator,
    company,
    roles: roles.join(' '),
    side,
    account: user.userPrincipalName,
    objectId: user.id,
    kind,
    onMovingDomain: moves(user.userPrincipalName),
    // A guest's addresses live at home; here they are only a copy.
    addressesOnMovingDomains: kind === 'member' ? smtpAddresses(user.proxyAddresses).filter(moves) : [],
  };
}

const absent = (operator: string): Row => ({
  personId: '',
  operator,
  company: '',
  roles: '',
  side: '',
  account: '',
  objectId: '',
  kind: 'not-found',
  onMovingDomain: false,
  addressesOnMovingDomains: [],
});
