/**
 * Whom a name means that Exchange writes beside a right or a forward: a sign-in name here, a display name there. What two share tells nothing,
 * and what nobody has is somebody who is no more.
 */
import type { NamedRecipient, MailboxInDetail } from '../../systems/exchange/types.js';
import type { GraphGroup, GraphUser } from '../../systems/graph/types.js';
import { objectIdOf } from '../addresses/address-holders.js';
import { holderKindOf, type HolderKind } from '../addresses/held-at-destination.js';
import { movingAddresses } from '../addresses/moving-addresses.js';
import { domainOf, parseProxyAddress } from '../addresses/proxy-address.js';

export interface Known {
  readonly id: string;
  readonly label: string;
  readonly kind: HolderKind | 'user';
  /** On a moving domain, by an address or the sign-in name. */
  readonly moves: boolean;
}

export type Meant =
  | { readonly found: 'one'; readonly who: Known }
  /** `Default` and `Anonymous`. */
  | { readonly found: 'everybody' }
  /** Of a folder that its owner shared with an address elsewhere. */
  | { readonly found: 'outside'; readonly address: string }
  | { readonly found: 'several' | 'nobody' };

export interface Everybody {
  readonly recipients: readonly NamedRecipient[];
  readonly mailboxes: readonly MailboxInDetail[];
  readonly users: readonly GraphUser[];
  readonly groups: readonly GraphGroup[];
}

/** Exchange's own name, which one alone has, or whatever name stands there: then another's display name may be the same. */
export type WrittenAs = 'name' | 'any';

export class KnownPeople {
  private readonly sure = new Map<string, Known>();
  /** By Exchange's own name, which may be what another is shown by. */
  private readonly named = new Map<string, Known>();
  /** By display name: two may share one. */
  private readonly shown = new Map<string, Known | 'several'>();

  constructor(everybody: Everybody, movingDomains: readonly string[]) {
    const isMoving = (name: string | null | undefined): boolean => movingDomains.includes(domainOf(name ?? '') ?? '');
    const users = new Map(everybody.users.map((user) => [user.id, user]));
    const mailboxes = new Map(everybody.mailboxes.map((mailbox) => [mailbox.Guid, mailbox]));
    for (const recipient of everybody.recipients) {
      const id = objectIdOf(recipient);
      const mailbox = mailboxes.get(recipient.Guid);
      const signsInAs = mailbox?.UserPrincipalName ?? users.get(id)?.userPrincipalName;
      const known: Known = {
        id,
        label: recipient.PrimarySmtpAddress || recipient.DisplayName || recipient.Guid,
        kind: holderKindOf(recipient),
        moves: movingAddresses(recipient.EmailAddresses, movingDomains).length > 0 || isMoving(signsInAs),
      };
      this.surely(known, [
        id,
        recipient.Guid,
        signsInAs,
        mailbox?.LegacyExchangeDN,
        recipient.PrimarySmtpAddress,
        // A contact is meant by where its mail goes, too.
        recipient.ExternalEmailAddress?.replace(/^smtp:/i, ''),
        ...recipient.EmailAddresses.map((text) => parseProxyAddress(text).value),
      ]);
      if (recipient.Name) this.named.set(recipient.Name.toLowerCase(), known);
      this.byShownName(known, [recipient.DisplayName, recipient.Alias]);
    }
    for (const { id, userPrincipalName, displayName } of everybody.users) {
      if (this.sure.has(id.toLowerCase())) continue;
      const known: Known = { id, label: userPrincipalName, kind: 'user', moves: isMoving(userPrincipalName) };
      this.surely(known, [id, userPrincipalName]);
      this.byShownName(known, [displayName]);
    }
    for (const { id, displayName } of everybody.groups) {
      if (this.sure.has(id.toLowerCase())) continue;
      const known: Known = { id, label: displayName ?? id, kind: 'group', moves: false };
      this.surely(known, [id]);
      this.byShownName(known, [displayName]);
    }
  }

  /** As Exchange wrote it: a path before a name is the container's, `NT:` stands before a SID. */
  meant(text: string, as: WrittenAs = 'any'): Meant {
    if (/^(Default|Anonymous)$/i.test(text)) return { found: 'everybody' };
    const [, address] = /^ExchangePublishedUser\.(.+)$/i.exec(text) ?? [];
    if (address !== undefined) return { found: 'outside', address };
    const key = text.toLowerCase();
    const last = key.split('/').at(-1) ?? key;
    const known = this.sure.get(key) ?? this.byName(key, as) ?? this.sure.get(last) ?? this.named.get(last);
    if (known === 'several') return { found: 'several' };
    return known === undefined ? { found: 'nobody' } : { found: 'one', who: known };
  }

  private byName(key: string, as: WrittenAs): Known | 'several' | undefined {
    const [named, shown] = [this.named.get(key), this.shown.get(key)];
    if (as === 'name' || named === undefined || shown === undefined) return named ?? shown;
    return sameOne(shown, named) ? named : 'several';
  }

  private surely(known: Known, names: readonly (string | null | undefined)[]): void {
    for (const name of names) if (name) this.sure.set(name.toLowerCase(), known);
  }

  private byShownName(known: Known, names: readonly (string | null)[]): void {
    for (const name of names) {
      if (!name) continue;
      const other = this.shown.get(name.toLowerCase());
      this.shown.set(name.toLowerCase(), other === undefined || sameOne(other, known) ? known : 'several');
    }
  }
}

const sameOne = (one: Known | 'several', other: Known): boolean => one !== 'several' && one.id === other.id;
