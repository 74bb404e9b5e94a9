/**
 * Accounts and contacts that a step makes, and what it puts into their mailboxes: the services give them ids that nobody can tell beforehand. So what stands
 * in the dump afterwards is taken over, but only what such a step makes, and no more and no less of it.
 */
import type { Company, Recipient, Side, Tenant, User } from '../world/entities.js';

const accounts: Readonly<Record<string, Side>> = {
  'source-test-accounts': 'source',
  'destination-test-accounts': 'destination',
};

/** Of each kind, in each of the source's two mailboxes. */
const contents: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  'source-test-content': { message: 5, event: 2, contact: 1, task: 2 },
  'test-delta-mail': { message: 3 },
};

/** Of a generated company everybody has an account at the destination; contacts of the source with an address that moves have nobody there yet. */
const makesContacts = 'create-destination-objects';

export const stepsThatMake: readonly string[] = [...Object.keys(accounts), ...Object.keys(contents), makesContacts];

export function withMadeAccounts(wanted: Company, found: Company, steps: readonly string[]): Company {
  const tenants = { ...wanted.tenants };
  for (const [step, side] of Object.entries(accounts)) {
    if (!steps.includes(step)) continue;
    tenants[side] = withAccounts(tenants[side], found.tenants[side]);
  }
  if (steps.includes(makesContacts))
    tenants.destination = withContacts(tenants.destination, found.tenants.destination, wanted.tenants.source);
  tenants.source = withContent(
    tenants.source,
    found.tenants.source,
    Object.entries(contents).flatMap(([step, counts]) => (steps.includes(step) ? [counts] : [])),
  );
  return { ...wanted, tenants };
}

/** Whatever the dump before has of them was taken in the middle of the step. */
function withAccounts(tenant: Tenant, found: Tenant): Tenant {
  const names = [1, 2].map((n) => `changeover-test-${n}@${tenant.initialDomain}`);
  const users = names.map((name) => found.users.find((one) => one.userPrincipalName === name) ?? missing(name));
  const ids = new Set(users.map(({ id }) => id));
  const isTheirs = (one: Recipient): boolean => ids.has(one.ExternalDirectoryObjectId);
  const mailboxes = found.recipients.filter(
    (one) =>
      isTheirs(one) &&
      one.RecipientTypeDetails === 'UserMailbox' &&
      names.some((name) => one.EmailAddresses.includes(`SMTP:${name}`)),
  );
  return {
    ...tenant,
    users: [...tenant.users.filter(({ userPrincipalName }) => !names.includes(userPrincipalName)), ...users],
    recipients: [...tenant.recipients.filter((one) => !isTheirs(one)), ...mailboxes],
  };
}

/** One for each of the source at most, under an address of the initial domain, with the mail going where it went. */
function withContacts(tenant: Tenant, found: Tenant, source: Tenant): Tenant {
  const goesTo = ({ ExternalEmailAddress }: Recipient): string => (ExternalEmailAddress ?? '').toLowerCase();
  const isContact = ({ RecipientTypeDetails }: Recipient): boolean => RecipientTypeDetails === 'MailContact';
  const theirs = new Set(source.recipients.filter(isContact).map(goesTo));
  const made = new Map(
    found.recipients
      .filter((one) => isContact(one) && theirs.has(goesTo(one)))
      .filter(({ EmailAddresses }) =>
        EmailAddresses.some((one) => one.toLowerCase().endsWith(`@${tenant.initialDomain}`)),
      )
      .map((one) => [goesTo(one), one] as const),
  );
  const recipients = [...made.values()];
  const guids = new Set(recipients.map(({ Guid }) => Guid));
  const ids = new Set(recipients.map(({ ExternalDirectoryObjectId }) => ExternalDirectoryObjectId));
  return {
    ...tenant,
    contacts: [...tenant.contacts.filter(({ id }) => !ids.has(id)), ...found.contacts.filter(({ id }) => ids.has(id))],
    recipients: [...tenant.recipients.filter(({ Guid }) => !guids.has(Guid)), ...recipients],
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
