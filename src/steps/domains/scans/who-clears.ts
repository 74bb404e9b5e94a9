/** What each object is, and which step of the runbook takes it off the moving domains, if any does. */
import { groupKindOf } from '../../../systems/exchange/groups.js';
import { mailboxKinds, type DomainRecipient, type ExchangeRecipient } from '../../../systems/exchange/types.js';
import type { GraphGroup, GraphUser } from '../../../systems/graph/types.js';
import { objectIdOf } from '../../addresses/address-holders.js';
import { masteredOnPremises } from '../../addresses/mastered-on-premises.js';
import { needsNewPrimary } from '../../addresses/moving-addresses.js';
import { isGuest, operatorsAmong } from '../../users/operators.js';
import { addressesOn, type AddressOn } from './names-on-domain.js';
import type { BlockerKind, ScanQuestion, TenantLists } from './scan.js';

/** One name on a domain, and its way out. */
export interface Held {
  readonly domain: string;
  readonly through: string;
  readonly clearedBy: string | null;
}

/** After which step the names of a kind are gone; those before it in the runbook only prepare that. */
export const clears = {
  signInNames: 'upn-to-initial-domain',
  mailboxes: 'mailbox-aliases-removed',
  groupsByPrimary: 'groups-primary-to-initial-domain',
  otherGroups: 'group-aliases-removed',
  m365Groups: 'm365-groups-moved',
  sipWithoutMailbox: 'sip-licences-removed',
} as const;

const otherKinds: Readonly<Record<string, BlockerKind>> = {
  GuestMailUser: 'guest',
  MailContact: 'contact',
  PublicFolder: 'public-folder',
};

export function whoClears(lists: TenantLists, { side, ctx, stepsToCome }: ScanQuestion) {
  const { movingDomains } = ctx.migration;
  const operators = operatorsAmong(lists.users.items, side, ctx);
  const recipientOf = new Map(lists.recipients.items.map((recipient) => [objectIdOf(recipient), recipient]));

  /** Steps know the moving domains alone: one below them is a domain of its own. */
  const by = (step: string | null, domain: string): string | null =>
    stepsToCome && movingDomains.includes(domain) ? step : null;
  const held = (addresses: readonly string[], step: (address: AddressOn) => string | null): readonly Held[] =>
    addressesOn(addresses, movingDomains).map((address) => ({
      domain: address.domain,
      through: address.text,
      clearedBy: by(step(address), address.domain),
    }));
  const people = (addresses: readonly string[]): readonly Held[] => held(addresses, () => null);

  const stepOfList = (addresses: readonly string[]): string =>
    needsNewPrimary(addresses, movingDomains) ? clears.groupsByPrimary : clears.otherGroups;
  const stepOfRecipient = (recipient: DomainRecipient): string | null => {
    if (operators.has(objectIdOf(recipient)) || masteredOnPremises(recipient)) return null;
    if (mailboxKinds.has(recipient.RecipientTypeDetails)) return clears.mailboxes;
    const group = groupKindOf(recipient);
    if (group === null) return null;
    return group === 'm365-group' ? clears.m365Groups : stepOfList(recipient.EmailAddresses);
  };
  const kindOfRecipient = (recipient: ExchangeRecipient): BlockerKind => {
    const { RecipientTypeDetails } = recipient;
    if (operators.has(objectIdOf(recipient))) return 'operator';
    if (mailboxKinds.has(RecipientTypeDetails)) return 'user';
    if (groupKindOf(recipient) !== null) return 'group';
    return otherKinds[RecipientTypeDetails] ?? 'recipient';
  };

  const stepOfUserAddress = (user: GraphUser, { type }: AddressOn): string | null => {
    if (operators.has(user.id) || isGuest(user)) return null;
    const recipient = recipientOf.get(user.id);
    if (recipient !== undefined) return stepOfRecipient(recipient);
    // Whether there is a mailbox could not be seen: the scan that failed says so, not ten thousand users.
    if (lists.recipients.lacks !== null) return clears.mailboxes;
    return type === 'sip' && user.assignedLicenses.length > 0 ? clears.sipWithoutMailbox : null;
  };
  const kindOfUser = (user: GraphUser): BlockerKind => {
    if (operators.has(user.id)) return 'operator';
    if (isGuest(user)) return 'guest';
    const recipient = recipientOf.get(user.id);
    return recipient === undefined ? 'user' : kindOfRecipient(recipient);
  };
  const heldByUser = (user: GraphUser): readonly Held[] => {
    const staying = operators.has(user.id) || isGuest(user) || user.onPremisesSyncEnabled === true;
    return [
      ...held([user.userPrincipalName], () => (staying ? null : clears.signInNames)),
      ...held(user.proxyAddresses, (address) => stepOfUserAddress(user, address)),
    ];
  };
  const stepOfGroup = (group: GraphGroup): string | null => {
    if (group.onPremisesSyncEnabled === true) return null;
    if (group.groupTypes.includes('Unified')) return clears.m365Groups;
    return group.mailEnabled === true ? stepOfList(group.proxyAddresses) : null;
  };

  return {
    people,
    kindOfRecipient,
    kindOfUser,
    heldByRecipient: (recipient: DomainRecipient) => held(recipient.EmailAddresses, () => stepOfRecipient(recipient)),
    heldByUser,
    heldByGroup: (group: GraphGroup) => held(group.proxyAddresses, () => stepOfGroup(group)),
  };
}
