/**
 * Accounts that a step makes, and what it puts into their mailboxes: the services give them ids that nobody can tell beforehand. So what stands
 * in the dump afterwards is taken over, but only what such a step makes, and no more and no less of it.
 */
import type { Company, Side, Tenant, User } from '../world/entities.js';

const accounts: Readonly<Record<string, Side>> = {
  'source-test-accounts': 'source',
  'destination-test-accounts': 'destination',
};

/** Of each kind, in each of the source's two mailboxes. */
const contents: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  'source-test-content': { message: 5, event: 2, contact: 1, task: 2 },
  'test-delta-mail': { message: 3 },
};

export const stepsThatMake: readonly string[] = [...Object.keys(accounts), ...Object.keys(contents)];

export function withMadeAccounts(wanted: Company, found: Company, steps: readonly string[]): Company {
  const tenants = { ...wanted.tenants };
  for (const [step, side] of Object.entries(accounts)) {
    if (!steps.includes(step)) continue;
    tenants[side] = withAccounts(tenants[side], found.tenants[side]);
  }
  tenants.source = withContent(
    tenants.source,
    found.tenants.source,
    Object.entries(contents).flatMap(([step, counts]) => (steps.includes(step) ? [counts] : [])),
  );
  return { ...wanted, tenants };
}

function withAccounts(tenant: Tenant, found: Tenant): Tenant {
  const names = [1, 2].map((n) => `changeover-test-${n}@${tenant.initialDomain}`);
  const users = names.flatMap((name) => {
    const known = tenant.users.some((one) => one.userPrincipalName === name);
    return known ? [] : [found.users.find((one) => one.userPrincipalName === name) ?? missing(name)];
  });
  const ids = new Set(users.map(({ id }) => id));
  const mailboxes = found.recipients.filter(
    (one) =>
      ids.has(one.ExternalDirectoryObjectId) &&
      one.RecipientTypeDetails === 'UserMailbox' &&
      names.some((name) => one.EmailAddresses.includes(`SMTP:${name}`)),
  );
  return {
    ...tenant,
    users: [...tenant.users, ...users],
    recipients: [...tenant.recipients, ...mailboxes],
  };
}

/** It stands in the way of every comparison. */
const missing = (name: string): User => ({ id: `there is no ${name}` }) as User;

function withContent(tenant: Tenant, found: Tenant, counts: readonly Readonly<Record<string, number>>[]): Tenant {
  if (counts.length === 0) return tenant;
  const mailboxes = found.recipients.filter(({ DisplayName }) => /^Changeover test [12]$/.test(DisplayName));
  const wanted = (kind: string): number => counts.reduce((sum, one) => sum + (one[kind] ?? 0), 0);
  const right = mailboxes.filter(({ Guid }) =>
    ['message', 'event', 'contact', 'task'].every(
      (kind) =>
        (found.mailboxItems ?? []).filter((one) => one.mailbox === Guid && one.kind === kind).length === wanted(kind),
    ),
  );
  const guids = new Set(right.map(({ Guid }) => Guid));
  const others = <T>(list: readonly T[] | undefined, guid: (one: T) => string): readonly T[] =>
    (list ?? []).filter((one) => !guids.has(guid(one)));
  const own = <T>(list: readonly T[] | undefined, guid: (one: T) => string): readonly T[] =>
    (list ?? []).filter((one) => guids.has(guid(one)));
  return {
    ...tenant,
    mailboxItems: [
      ...others(tenant.mailboxItems, ({ mailbox }) => mailbox),
      ...own(found.mailboxItems, ({ mailbox }) => mailbox),
    ],
    details: [...others(tenant.details, ({ Guid }) => Guid), ...own(found.details, ({ Guid }) => Guid)],
  };
}
