/** What people's errands at the portals and at the DNS console leave behind, by the portals' own rules. */
import type { DnsRecord, Side } from '../world/entities.js';
import { contactFrom, forwardIn } from './mail-flow.js';
import { isSmtp, primaryOf, same, withPrimary } from './address-list.js';
import type { ExpectationFacts } from './facts.js';
import type { TenantDraft } from './tenant-draft.js';

/** One thing somebody did: a door of the portal below its side, a record at the DNS console, or a letter. */
export interface Errand {
  readonly at: Side | 'dns' | 'mail';
  readonly door: string;
  readonly body: Readonly<Record<string, unknown>>;
  /** What the portal answered: the ids of what came into being are the service's own. */
  readonly told?: Readonly<Record<string, unknown>>;
}

export function runErrand(
  tenants: Readonly<Record<Side, TenantDraft>>,
  records: DnsRecord[],
  { at, door, body, told = {} }: Errand,
  facts: ExpectationFacts,
): void {
  // A letter leaves a trace of its passing, and nothing in a tenant.
  if (at === 'mail') return;
  if (at === 'dns') return changeRecord(records, door, body);
  const tenant = tenants[at];
  const [what = '', encoded = '', deed = ''] = door.split('/');
  const id = decodeURIComponent(encoded);
  switch (`${what}/${deed}`) {
    case 'users/': {
      const user = tenant.users.get(id);
      // A user created at the portal is of the world's making: what is planted so goes again, without a trace.
      if (user !== undefined) tenant.rename(user, String(body['userPrincipalName']), facts.newNameBecomes);
      return;
    }
    case 'users/source-of-authority':
    case 'groups/source-of-authority':
    case 'contacts/source-of-authority':
      return tenant.takeOutOfSync(id);
    case 'deleted-items/delete':
      tenant.deletedUsers.delete(id);
      tenant.deletedGroups.delete(id);
      return;
    case 'mailboxes/delete':
      tenant.recipients.delete(id);
      return;
    case 'mailboxes/forwarding': {
      const mailbox = tenant.recipient(id);
      if (mailbox !== undefined) tenant.recipients.set(mailbox.Guid, { ...mailbox, ...forwardIn(body) });
      return;
    }
    case 'contacts/': {
      const { contact, recipient } = contactFrom(body, told);
      tenant.contacts.set(contact.id, contact);
      tenant.recipients.set(recipient.Guid, recipient);
      return;
    }
    case 'contacts/delete':
      tenant.contacts.delete(tenant.recipient(id)?.ExternalDirectoryObjectId ?? '');
      tenant.recipients.delete(tenant.recipient(id)?.Guid ?? '');
      return;
    case 'addresses/add':
      return changeAddresses(tenant, id, (list) =>
        withPrimaryOne([...list, ...prefixed(body).filter((one) => !list.some((other) => same(one, other)))]),
      );
    case 'addresses/remove': {
      const gone = prefixed(body);
      return changeAddresses(tenant, id, (list) =>
        withPrimaryOne(list.filter((one) => !gone.some((other) => same(one, other)))),
      );
    }
    case 'addresses/primary':
      return changeAddresses(tenant, id, (list) => withPrimary(list, String(body['address'])));
    case 'applications/': {
      const application = tenant.applications.get(id);
      if (application !== undefined)
        tenant.applications.set(id, { ...application, identifierUris: body['identifierUris'] as string[] });
      return;
    }
    case 'domains/authentication-type': {
      const domain = tenant.domains.get(id);
      if (domain !== undefined)
        tenant.domains.set(id, {
          ...domain,
          authenticationType: body['authenticationType'] as 'Managed' | 'Federated',
        });
      return;
    }
    case 'domains/remove':
      tenant.domains.delete(id);
      return;
    case 'default-domain/':
      return tenant.makeDefault(String(body['domain']));
  }
}

const prefixed = (body: Errand['body']): readonly string[] =>
  (body['addresses'] as readonly string[]).map((one) => (one.includes(':') ? one : `smtp:${one}`));

/** The first SMTP address takes the place of a primary one that went. */
function withPrimaryOne(list: readonly string[]): readonly string[] {
  if (primaryOf(list) !== '') return list;
  const next = list.find(isSmtp);
  return list.map((one) => (one === next ? `SMTP:${one.slice(5)}` : one));
}

function changeAddresses(
  tenant: TenantDraft,
  id: string,
  change: (list: readonly string[]) => readonly string[],
): void {
  const recipient = tenant.recipient(id);
  if (recipient !== undefined) return tenant.setAddresses(recipient, change(recipient.EmailAddresses));
  const user = tenant.users.get(id);
  if (user === undefined) return;
  const proxyAddresses = change(user.proxyAddresses);
  tenant.users.set(id, { ...user, proxyAddresses, mail: primaryOf(proxyAddresses) || null });
}

/** A set of records shares one TTL: https://www.rfc-editor.org/rfc/rfc2181#section-5.2 */
function changeRecord(records: DnsRecord[], door: string, body: Errand['body']): void {
  const name = plain(String(body['name']));
  const type = String(body['type']) as DnsRecord['type'];
  const value = String(body['value']);
  // A console writes the name of a host to its end.
  const data = /^(MX|CNAME|NS|SRV)$/.test(type) && !value.endsWith('.') ? `${value}.` : value;
  const inSet = (one: DnsRecord): boolean => plain(one.name) === name && one.type === type;
  const kept = records.filter((one) => !(inSet(one) && plain(one.data) === plain(data)));
  if (door === 'remove') {
    records.splice(0, records.length, ...kept);
    return;
  }
  const ttl = Number(body['ttl']);
  records.splice(0, records.length, ...kept.map((one) => (inSet(one) ? { ...one, ttl } : one)), {
    name,
    type,
    ttl,
    data,
  });
}

const plain = (text: string): string => text.toLowerCase().replace(/\.$/, '');
