import type { CollectionName, Collections, DeletedUser, Group, OrgContact, Recipient, User } from './entities.js';
import type { MailboxItem } from './mailbox-items.js';
import { proxyKey, smtpKey } from './proxy-addresses.js';

/** Who holds what in one tenant. An owner is a directory object id, or the Guid of a recipient that has none. */
export class TenantIndex {
  private readonly principals = new Map<string, Set<string>>();
  private readonly deletedPrincipals = new Map<string, Set<string>>();
  private readonly addresses = new Map<string, Set<string>>();
  private readonly recipientOf = new Map<string, string>();
  private readonly names = new Map<string, Set<string>>();
  private readonly items = new Map<string, Set<string>>();

  replace(
    collection: CollectionName,
    before: Collections[CollectionName] | undefined,
    after: Collections[CollectionName] | undefined,
  ): void {
    if (before !== undefined) this.change(collection, before, false);
    if (after !== undefined) this.change(collection, after, true);
  }

  userByPrincipalName(name: string): string | undefined {
    return first(this.principals.get(name.toLowerCase()));
  }

  /** A user or a soft-deleted user other than `self` that has this sign-in name. */
  principalNameHolder(name: string, self: string): string | undefined {
    const key = name.toLowerCase();
    return otherThan(this.principals.get(key), self) ?? otherThan(this.deletedPrincipals.get(key), self);
  }

  /** An object other than `self` that has this proxy address, whichever service knows of it. */
  addressHolder(address: string, self: string): string | undefined {
    for (const owner of this.addresses.get(proxyKey(address)) ?? []) {
      // The directory's mirror and Exchange's own record of one object are one owner.
      const id = owner.slice(owner.indexOf(' ') + 1);
      if (id !== self) return id;
    }
    return undefined;
  }

  /** Guid of the recipient that belongs to a directory object. */
  recipientOfObject(objectId: string): string | undefined {
    return this.recipientOf.get(objectId.toLowerCase());
  }

  /** Guid of the recipient that Exchange knows by this SMTP address. */
  recipientWithAddress(address: string): string | undefined {
    for (const owner of this.addresses.get(smtpKey(address)) ?? []) {
      if (owner.startsWith('exchange ')) return this.recipientOf.get(owner.slice('exchange '.length));
    }
    return undefined;
  }

  /** Guids of recipients with this Name, Alias, DisplayName or userPrincipalName: names are not unique. */
  recipientsNamed(name: string): readonly string[] {
    return [...(this.names.get(name.toLowerCase()) ?? [])];
  }

  /** Ids of what was put into the mailbox of this recipient. */
  itemsOf(guid: string): ReadonlySet<string> {
    return this.items.get(guid) ?? nothing;
  }

  private change(collection: CollectionName, entity: Collections[CollectionName], add: boolean): void {
    const mark = (map: Map<string, Set<string>>, key: string, owner: string): void => {
      const owners = map.get(key);
      if (add) {
        if (owners === undefined) map.set(key, new Set([owner]));
        else owners.add(owner);
      } else if (owners?.delete(owner) === true && owners.size === 0) map.delete(key);
    };
    if (collection === 'users') {
      const user = entity as User;
      mark(this.principals, user.userPrincipalName.toLowerCase(), user.id);
      for (const address of user.proxyAddresses) mark(this.addresses, proxyKey(address), `directory ${user.id}`);
    } else if (collection === 'deletedUsers') {
      const user = entity as DeletedUser;
      mark(this.deletedPrincipals, user.userPrincipalName.toLowerCase(), user.id);
    } else if (collection === 'groups' || collection === 'contacts') {
      const object = entity as Group | OrgContact;
      for (const address of object.proxyAddresses) mark(this.addresses, proxyKey(address), `directory ${object.id}`);
    } else if (collection === 'mailboxItems') {
      const item = entity as MailboxItem;
      mark(this.items, item.mailbox, item.id);
    } else if (collection === 'recipients') {
      const recipient = entity as Recipient;
      // A soft-deleted mailbox keeps its addresses for a restore but no longer blocks them.
      if (recipient.WhenSoftDeleted !== null) return;
      const owner = recipient.ExternalDirectoryObjectId || recipient.Guid;
      for (const address of recipient.EmailAddresses) mark(this.addresses, proxyKey(address), `exchange ${owner}`);
      if (add) this.recipientOf.set(owner, recipient.Guid);
      else this.recipientOf.delete(owner);
      const names = [recipient.Name, recipient.Alias, recipient.DisplayName, recipient.UserPrincipalName ?? ''];
      for (const name of new Set(names.map((one) => one.toLowerCase()))) {
        if (name !== '') mark(this.names, name, recipient.Guid);
      }
    }
  }
}

const nothing: ReadonlySet<string> = new Set();

const first = (owners: Set<string> | undefined): string | undefined => owners?.values().next().value;

const otherThan = (owners: Set<string> | undefined, self: string): string | undefined =>
  [...(owners ?? [])].find((owner) => owner !== self);
