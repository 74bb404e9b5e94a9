/** Contacts: whose mail goes elsewhere, with an address of the house besides. */
import { afterAWrite, type Applied, type Observed } from '../../contract/change.js';
import type { StepContext } from '../../contract/context.js';
import type { MailContact } from '../../systems/exchange/types.js';
import { objectIdOf } from '../addresses/address-holders.js';
import { movingAddresses } from '../addresses/moving-addresses.js';
import { parseProxyAddress, sameAddress, smtpAddresses } from '../addresses/proxy-address.js';
import type { TenantClients } from '../systems.js';
import { hasX500 } from './mailboxes.js';
import { aliasAsWanted, aliasOf, ownName, type MadeValue, type ObjectChange } from './value.js';
import { writeTo } from './write-to.js';

type Exchange = Pick<TenantClients, 'exchange'>;

const identityOf = ({ object, after, before }: ObjectChange, isBack: boolean): string =>
  isBack ? object.id : (after.externalEmailAddress ?? before.externalEmailAddress ?? '');

export async function observeContacts(
  { exchange }: Exchange,
  { direction, migration }: StepContext,
  changes: readonly ObjectChange[],
): Promise<readonly Observed[]> {
  const isBack = direction === 'undo';
  const contacts = await exchange.contactsByIdentity(changes.map((change) => identityOf(change, isBack)));
  return changes.map(({ before, after }, index): Observed => {
    const contact = contacts[index];
    if (contact === null || contact === undefined) return { seen: true, value: { state: 'absent' } };
    const value = contactValue(contact, isBack ? before : after);
    const untouched = movingAddresses(contact.EmailAddresses, migration.movingDomains).length === 0;
    return {
      seen: true,
      value: isBack ? { ...value, untouched } : value,
      made: [{ kind: 'contact', id: objectIdOf(contact) }],
    };
  });
}

function contactValue(contact: MailContact, wanted: MadeValue): MadeValue {
  const external = parseProxyAddress(contact.ExternalEmailAddress ?? '').value;
  const own = smtpAddresses(contact.EmailAddresses);
  return {
    state: 'there',
    displayName: contact.DisplayName ?? '',
    externalEmailAddress: sameAddress(external, wanted.externalEmailAddress ?? '')
      ? (wanted.externalEmailAddress ?? '')
      : external,
    emailAddresses: (wanted.emailAddresses ?? []).filter((one) => own.some((other) => sameAddress(one, other))),
    x500: wanted.x500 != null && hasX500(contact, wanted.x500) ? wanted.x500 : null,
    ...aliasAsWanted(wanted),
    ...(wanted.hidden === undefined ? {} : { hidden: contact.HiddenFromAddressListsEnabled === true }),
  };
}

export async function makeContacts(
  { exchange }: Exchange,
  ctx: StepContext,
  changes: readonly ObjectChange[],
): Promise<readonly Applied[]> {
  const present = await exchange.contactsByIdentity(changes.map((change) => identityOf(change, false)));
  const missing = changes.filter((_, index) => present[index] == null);
  const created = await exchange.createContacts(missing.map(newContact));
  const begun = changes.map((change, index) => {
    const contact = present[index];
    if (contact != null) return { identity: objectIdOf(contact), contact, applied: done };
    const applied = created[missing.indexOf(change)] ?? { result: 'in-doubt' as const };
    return { identity: applied.result === 'done' ? (applied.made?.[0]?.id ?? null) : null, contact: null, applied };
  });
  const rest = begun.flatMap(({ identity, contact }, index) => {
    const after = changes[index]?.after;
    return identity === null || after === undefined ? [] : [{ index, identity, ...lackingIn(contact, after) }];
  });
  const written = new Map(rest.map(({ index }): [number, Applied] => [index, done]));
  await writeTo(
    ctx,
    written,
    rest.filter(({ addresses, hide }) => addresses.length > 0 || hide),
    exchange.addContactAddresses,
  );
  return begun.map(({ applied }, index): Applied => {
    const answer = written.get(index);
    if (answer === undefined || applied.result !== 'done') return applied;
    return afterAWrite(answer, applied.made ?? []);
  });
}

const done: Applied = { result: 'done' };

/** Of one that is there, after an answer that got lost, what it has is not written again. */
function lackingIn(contact: MailContact | null, wanted: MadeValue) {
  const { emailAddresses = [], x500, hidden } = contact === null ? {} : contactValue(contact, wanted);
  const addresses = (wanted.emailAddresses ?? []).filter((one) => !emailAddresses.includes(one));
  return {
    addresses: [
      ...addresses.map((one) => `smtp:${one}`),
      ...(wanted.x500 == null || x500 === wanted.x500 ? [] : [`X500:${wanted.x500}`]),
    ],
    hide: wanted.hidden === true && hidden !== true,
  };
}

function newContact({ object, after }: ObjectChange) {
  const { externalEmailAddress = '', displayName, emailAddresses = [] } = after;
  const address = emailAddresses[0] ?? externalEmailAddress;
  return {
    name: ownName(address, object.id),
    displayName: displayName || externalEmailAddress,
    alias: after.alias ?? aliasOf(address),
    externalEmailAddress,
  };
}

export const removeContacts = ({ exchange }: Exchange, changes: readonly ObjectChange[]): Promise<readonly Applied[]> =>
  exchange.removeContacts(changes.map(({ object }) => object.id));
