/**
 * What a card of the night asks somebody to do at the destination's portal, and how each of it is taken back. People know from the project's
 * own list who is who: whoever comes was made there under a stopgap, `ivan.petrov.contoso-com@...` for ivan.petrov@contoso.com.
 */
import { createHash } from 'node:crypto';
import type { Errand } from './errand.js';
import type { ShownRecipient, ShownTenant } from './portals.js';

/** An errand, and the one that takes it back. */
export interface Deed {
  readonly errand: Errand;
  readonly back: Errand;
}

export interface Situation {
  /** The source as somebody exported it before the night. */
  readonly source: ShownTenant;
  readonly destination: ShownTenant;
  readonly movingDomains: readonly string[];
  /** Object ids of the people of the project, in either tenant: their own accounts are nobody's bulk work. */
  readonly operators: ReadonlySet<string>;
}

type Work = (situation: Situation) => readonly Deed[];

const works: Readonly<Record<string, Work>> = {
  'forwarding-removed-destination': endForwards,
  'contacts-removed-destination': removeContacts,
  'address-holders-cleared': clearOtherHolders,
  'user-aliases-destination': (situation) => giveAddresses(situation, isMailbox),
  'group-aliases-destination': (situation) => giveAddresses(situation, isList),
  'primary-address-users': (situation) => setPrimaries(situation, isMailbox),
  'primary-address-groups': (situation) => setPrimaries(situation, isList),
};

export const isDestinationWork = (stepId: string): boolean => works[stepId] !== undefined;

/** What is still to be done for the step. */
export const destinationWork = (stepId: string, situation: Situation): readonly Deed[] =>
  works[stepId]?.(situation) ?? [];

const at = 'destination';
export const domainOf = (address: string): string => address.slice(address.lastIndexOf('@') + 1).toLowerCase();
const localOf = (address: string): string => address.slice(0, address.lastIndexOf('@')).toLowerCase();
const mailOf = ({ EmailAddresses }: ShownRecipient): readonly string[] =>
  EmailAddresses.filter((one) => /^smtp:/i.test(one)).map((one) => one.slice(5));
export const primaryOf = ({ EmailAddresses }: ShownRecipient): string =>
  (EmailAddresses.find((one) => one.startsWith('SMTP:')) ?? 'SMTP:').slice(5);

export const isMailbox = ({ RecipientTypeDetails }: ShownRecipient): boolean =>
  /^(User|Shared|Room|Equipment|Scheduling|Team|Discovery)Mailbox$/.test(RecipientTypeDetails);
const isList = ({ RecipientTypeDetails }: ShownRecipient): boolean =>
  /^(Mail\w*Group|RoomList|DynamicDistributionGroup|GroupMailbox)$/.test(RecipientTypeDetails);

interface Pair {
  readonly was: ShownRecipient;
  readonly is: ShownRecipient;
  /** What it held on the moving domains. */
  readonly moved: readonly string[];
}

function pairs(situation: Situation, isOfKind: (one: ShownRecipient) => boolean): readonly Pair[] {
  const { source, destination, movingDomains, operators } = situation;
  const stays = (address: string): boolean => !movingDomains.includes(domainOf(address));
  const byLocal = new Map(
    destination.recipients
      .filter((one) => one.WhenSoftDeleted === null && (isMailbox(one) || isList(one)))
      .flatMap((one) =>
        mailOf(one)
          .filter(stays)
          .map((address) => [localOf(address), one] as const),
      ),
  );
  return source.recipients.flatMap((was): readonly Pair[] => {
    if (was.WhenSoftDeleted !== null || !isOfKind(was) || operators.has(was.ExternalDirectoryObjectId)) return [];
    const moved = mailOf(was).filter((address) => !stays(address));
    const is = byLocal.get(stopgapOf(primaryOf(was)));
    return moved.length === 0 || is === undefined ? [] : [{ was, is, moved }];
  });
}

/** The list says too how it is with those whose stopgap would be too long: cut, with six digits of the hash of the whole. */
function stopgapOf(address: string): string {
  const from = domainOf(address)
    .replace(/\.onmicrosoft\.com$/, '')
    .replaceAll('.', '-');
  const name = `${localOf(address)}.${from}`;
  if (name.length < 65) return name;
  const digits = createHash('sha256').update(name).digest('hex').substring(0, 6);
  const tail = `-${digits}.${from.substring(0, 24)}`;
  return localOf(address).substring(0, 64 - tail.length) + tail;
}

const door = (recipient: ShownRecipient, deed: string): string =>
  `addresses/${encodeURIComponent(recipient.Guid)}/${deed}`;

const giveAddresses = (situation: Situation, isOfKind: (one: ShownRecipient) => boolean): readonly Deed[] =>
  pairs(situation, isOfKind).flatMap(({ is, moved }): readonly Deed[] => {
    const there = new Set(mailOf(is).map((address) => address.toLowerCase()));
    const addresses = moved.filter((address) => !there.has(address.toLowerCase())).map((address) => `smtp:${address}`);
    if (addresses.length === 0) return [];
    const body = { addresses };
    return [{ errand: { at, door: door(is, 'add'), body }, back: { at, door: door(is, 'remove'), body } }];
  });

const setPrimaries = (situation: Situation, isOfKind: (one: ShownRecipient) => boolean): readonly Deed[] =>
  pairs(situation, isOfKind).flatMap(({ was, is }): readonly Deed[] => {
    const [address, former] = [primaryOf(was), primaryOf(is)];
    if (!situation.movingDomains.includes(domainOf(address)) || address.toLowerCase() === former.toLowerCase())
      return [];
    return [
      {
        errand: { at, door: door(is, 'primary'), body: { address } },
        back: { at, door: door(is, 'primary'), body: { address: former } },
      },
    ];
  });

/** Where a forward leads to a contact it names that contact. */
function endForwards({ destination, movingDomains, operators }: Situation): readonly Deed[] {
  const moves = (address: string | null): boolean => address !== null && movingDomains.includes(domainOf(address));
  const contacts = new Set(
    destination.recipients
      .filter((one) => isContact(one) && [...mailOf(one), one.ExternalEmailAddress].some(moves))
      .map(({ Name }) => Name),
  );
  return destination.recipients.flatMap((one): readonly Deed[] => {
    const { ForwardingAddress, ForwardingSmtpAddress, DeliverToMailboxAndForward } = one;
    const leadsThere = moves(ForwardingSmtpAddress) || contacts.has(ForwardingAddress ?? '');
    if (!isMailbox(one) || !leadsThere || operators.has(one.ExternalDirectoryObjectId)) return [];
    const where = `mailboxes/${encodeURIComponent(one.Guid)}/forwarding`;
    return [
      {
        errand: {
          at,
          door: where,
          body: { ForwardingAddress: null, ForwardingSmtpAddress: null, DeliverToMailboxAndForward: false },
        },
        back: {
          at,
          door: where,
          body: { ForwardingAddress, ForwardingSmtpAddress, DeliverToMailboxAndForward },
        },
      },
    ];
  });
}

/** A contact comes back under its own name, as another object. */
function removeContacts({ destination, movingDomains }: Situation): readonly Deed[] {
  return destination.recipients.flatMap((one): readonly Deed[] => {
    const external = (one.ExternalEmailAddress ?? '').replace(/^smtp:/i, '');
    if (!isContact(one) || ![external, ...mailOf(one)].some((address) => movingDomains.includes(domainOf(address))))
      return [];
    return [
      {
        errand: { at, door: `contacts/${encodeURIComponent(one.Guid)}/delete`, body: {} },
        back: {
          at,
          door: 'contacts',
          body: { name: one.Name, displayName: one.DisplayName, externalEmailAddress: external },
        },
      },
    ];
  });
}

/** The account stays; only the address goes. */
function clearOtherHolders({ destination, movingDomains, operators }: Situation): readonly Deed[] {
  return destination.recipients.flatMap((one): readonly Deed[] => {
    if (isMailbox(one) || isList(one) || isContact(one) || operators.has(one.ExternalDirectoryObjectId)) return [];
    const addresses = mailOf(one)
      .filter((address) => movingDomains.includes(domainOf(address)))
      .map((address) => `smtp:${address}`);
    if (addresses.length === 0) return [];
    const body = { addresses };
    return [{ errand: { at, door: door(one, 'remove'), body }, back: { at, door: door(one, 'add'), body } }];
  });
}

const isContact = ({ RecipientTypeDetails }: ShownRecipient): boolean => RecipientTypeDetails === 'MailContact';
