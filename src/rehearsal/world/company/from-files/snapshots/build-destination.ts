/** The other tenant: its mailboxes and its contacts where snapshots of them are there, everything else made up as for exports. */
import type { Domain, Group, Recipient, Tenant } from '../../../entities.js';
import { domainOf, smtpValues } from '../../../proxy-addresses.js';
import { seededGuid } from '../../../seeded.js';
import { destinationTenant, domain, expectNewcomers } from '../../generate-company.js';
import { madeUpDestination, type MadeUpDestination } from '../../made-up-destination.js';
import { isOfMicrosoft } from '../domains/initial-domain.js';
import { isMailboxKind } from '../tables/recipient-kinds.js';
import type { Findings } from '../told/findings.js';
import { groupOf, recipientOf } from './build-objects.js';
import { directoryOf, together, type Directory } from './build-tenants.js';
import type { Objects } from './gather-objects.js';
import type { SnapshotDomains } from './snapshot-domains.js';
import { textsIn } from './values.js';

export function destinationFrom(
  from: Objects,
  source: Tenant,
  domains: SnapshotDomains,
  seed: number,
  findings: Findings,
): Tenant {
  const found = directoryOf(from, findings);
  const ofSource = new Set(source.domains.map(({ id }) => id));
  const own = ownDomains(found, ofSource);
  const home = homeOf(from, own, [...ofSource]);
  const mailboxes = found.recipients.filter((one) => isMailboxKind(one.RecipientTypeDetails)).length;
  const builder = destinationTenant(
    // Whoever works there is known, or made up with a tenth of those who come.
    from.kinds.has('forwards') ? 0 : Math.max(12, Math.round(source.recipients.length / 10)),
    seed,
    {
      moving: domains.moving[0] as string,
      initial: domains.initial,
      domains: [...ofSource],
      acquaintances: () => undefined,
      home,
    },
  );
  const there = builder.users.length;
  if (!from.kinds.has('forwards')) expectNewcomers(builder, source, domains.moving);
  findings.add('', null, 'destination-made', { name: home.displayName, count: there });
  if (from.kinds.has('forwards')) findings.add('', null, 'snapshot-destination', { count: mailboxes });
  const made = builder.tenant(null);
  const tenant = together(made, found, findings);
  return withLists(
    {
      ...tenant,
      tenantId: from.tenantId ?? tenant.tenantId,
      domains: withMore(tenant.domains, own, seed),
    },
    from,
    home,
    findings,
  );
}

/** Where its mailboxes have addresses, the most used first; a moving domain is the source's still. */
function ownDomains({ recipients }: Directory, ofSource: ReadonlySet<string>): readonly string[] {
  const counts = new Map<string, number>();
  for (const { RecipientTypeDetails, EmailAddresses } of recipients)
    if (isMailboxKind(RecipientTypeDetails))
      for (const name of smtpValues(EmailAddresses).map(domainOf))
        if (!ofSource.has(name)) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1)).map(([name]) => name);
}

function homeOf({ initialDomain }: Objects, own: readonly string[], taken: readonly string[]): MadeUpDestination {
  const madeUp = madeUpDestination(taken);
  const [first] = own.filter((name) => !isOfMicrosoft(name));
  const label = first?.split('.')[0];
  return {
    displayName: label === undefined ? madeUp.displayName : label.charAt(0).toUpperCase() + label.slice(1),
    own: first ?? madeUp.own,
    initial: initialDomain ?? own.find(isOfMicrosoft) ?? madeUp.initial,
  };
}

function withMore(domains: readonly Domain[], own: readonly string[], seed: number): readonly Domain[] {
  const known = new Set(domains.map(({ id }) => id));
  const more = own.filter((name) => !known.has(name)).map((name) => domain(name, seed, 'more'));
  return [...domains, ...more].sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** A contact that goes is kept with the lists that it is in, and of these the ids alone. */
function withLists(tenant: Tenant, from: Objects, { own }: MadeUpDestination, findings: Findings): Tenant {
  const members = new Map<string, string[]>();
  for (const value of from.recipients.values())
    for (const id of textsIn(value, 'memberOf')) {
      const contact = String(value['ExternalDirectoryObjectId'] ?? '');
      members.set(id, [...(members.get(id) ?? []), contact]);
    }
  const known = new Set(tenant.groups.map(({ id }) => id));
  const made = [...members.keys()].filter((id) => !known.has(id)).map((id) => listOf(id, own));
  if (made.length > 0) findings.add('', null, 'snapshot-lists-made', { count: made.length });
  const groups = [...tenant.groups, ...made.map(({ group }) => group)].map((group): Group => {
    const more = members.get(group.id) ?? [];
    return more.length === 0 ? group : { ...group, members: [...new Set([...group.members, ...more])] };
  });
  const recipients = [...tenant.recipients, ...made.map(({ recipient }) => recipient)];
  return {
    ...tenant,
    groups: groups.sort((a, b) => (a.id < b.id ? -1 : 1)),
    recipients: recipients.sort((a, b) => (a.Guid < b.Guid ? -1 : 1)),
  };
}

function listOf(id: string, own: string): { readonly group: Group; readonly recipient: Recipient } {
  const name = `List ${id.slice(0, 8)}`;
  const mail = `list-${id.slice(0, 8)}@${own}`;
  const addresses = [`SMTP:${mail}`];
  return {
    group: groupOf({ id, displayName: name, mail, proxyAddresses: addresses, mailEnabled: true }),
    recipient: recipientOf({
      Guid: seededGuid(0, `${id}/list`),
      ExternalDirectoryObjectId: id,
      RecipientTypeDetails: 'MailUniversalDistributionGroup',
      DisplayName: name,
      Alias: mail.split('@')[0],
      EmailAddresses: addresses,
    }) as Recipient,
  };
}
