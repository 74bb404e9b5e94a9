/**
 * What one service does after another was written to. Exchange recomputes a mailbox's addresses when the sign-in name changed; the
 * directory mirrors what Exchange holds; a group's licences reach its members, and a licence brings a mailbox. All of it happens a while later,
 * and all of it is part of the truth: a dump waits for it.
 */
import type { WorldContext } from './context.js';
import { obeyEwsPolicy } from './exchange/ews/ews-access.js';
import type { Recipient, Side, User } from './entities.js';
import { carryOutForceDelete } from './force-delete.js';
import { makeGroupMailbox } from './group-changes.js';
import { applyGroupLicences } from './licences/given-by-groups.js';
import { followLicences } from './licences/mailbox-of-licence.js';
import { isSmtp, parseProxyAddress, primaryOf, proxyKey, smtpKey, withPrimary } from './proxy-addresses.js';
import type { Effect } from './store.js';

/** Carries out every effect that is due by now, oldest first. */
export function settleDue(world: WorldContext, now: number): void {
  run(world, (effect) => effect.due <= now);
}

/** Carries out every pending effect, whenever due: what the services will agree on if nobody writes any more. */
export function settleAll(world: WorldContext): void {
  run(world, () => true);
}

function run(world: WorldContext, ripe: (effect: Effect) => boolean): void {
  const { store } = world;
  if (store.effects.size === 0) return;
  for (;;) {
    // An effect may cause another that is due by now as well.
    const due = [...store.effects.values()].filter(ripe).sort((a, b) => a.due - b.due || a.n - b.n);
    if (due.length === 0) break;
    for (const effect of due) {
      store.effectDone(effect.n);
      if (effect.kind === 'recompute-addresses') recompute(world, effect.side, effect.id, effect.due);
      else if (effect.kind === 'mirror-to-directory') mirror(world, effect.side, effect.id, effect.due);
      else if (effect.kind === 'apply-ews-policy') obeyEwsPolicy(world, effect.side);
      else if (effect.kind === 'apply-group-licences') applyGroupLicences(world, effect.side, effect.id, effect.due);
      else if (effect.kind === 'make-group-mailbox') makeGroupMailbox(world, effect.side, effect.id, effect.due);
      else if (effect.kind === 'follow-licences') followLicences(world, effect.side, effect.id, effect.due);
      else carryOutForceDelete(world, effect.side, effect.id, effect.due);
    }
  }
  store.commit();
}

export function scheduleMirror(world: WorldContext, side: Side, recipient: Recipient, now: number): void {
  // A dynamic distribution group lives in Exchange alone.
  if (recipient.ExternalDirectoryObjectId === '') return;
  const due = now + world.store.faults.mirrorLagSeconds * 1000;
  world.store.schedule({ due, kind: 'mirror-to-directory', side, id: recipient.Guid });
}

function recompute(world: WorldContext, side: Side, userId: string, at: number): void {
  const { store } = world;
  const user = store.get(side, 'users', userId);
  const guid = store.index[side].recipientOfObject(userId);
  const recipient = guid === undefined ? undefined : store.get(side, 'recipients', guid);
  if (recipient === undefined) return;
  if (user === undefined) {
    const group = store.get(side, 'groups', userId);
    if (group === undefined) return;
    // A group's names are the directory's, its addresses are Exchange's.
    store.put(side, 'recipients', { ...recipient, DisplayName: group.displayName, Alias: group.mailNickname }, at);
    return;
  }
  const renamed = recipient.UserPrincipalName?.toLowerCase() !== user.userPrincipalName.toLowerCase();
  const addresses =
    renamed && /Mailbox$/.test(recipient.RecipientTypeDetails)
      ? followPrincipalName(recipient.EmailAddresses, user, store.faults.newUserPrincipalNameBecomes)
      : recipient.EmailAddresses;
  store.put(
    side,
    'recipients',
    {
      ...recipient,
      UserPrincipalName: user.userPrincipalName,
      DisplayName: user.displayName,
      EmailAddresses: addresses,
    },
    at,
  );
  if (renamed) {
    store.note({
      at: new Date(at).toISOString(),
      system: 'exchange',
      side,
      actor: 'Exchange Online',
      what: 'EmailAddresses',
      object: { kind: 'recipient', id: recipient.Guid, label: recipient.DisplayName },
      before: { PrimarySmtpAddress: primaryOf(recipient.EmailAddresses) },
      after: { PrimarySmtpAddress: primaryOf(addresses) },
    });
  }
  const following = store.get(side, 'recipients', recipient.Guid) as Recipient;
  store.schedule({
    due: at + store.faults.mirrorLagSeconds * 1000,
    kind: 'mirror-to-directory',
    side,
    id: following.Guid,
  });
}

/** The SIP address follows the sign-in name; the SMTP one is added, in front or behind as the scenario says. The old one always stays. */
function followPrincipalName(
  addresses: readonly string[],
  user: User,
  becomes: 'primary' | 'secondary',
): readonly string[] {
  const name = user.userPrincipalName;
  const hasSip = addresses.some((address) => /^sip:/i.test(address));
  const withSip = hasSip
    ? addresses.map((address) => (/^sip:/i.test(address) ? `SIP:${name.toLowerCase()}` : address))
    : addresses;
  if (becomes === 'primary') return withPrimary(withSip, name);
  return withSip.some((address) => isSmtp(address) && proxyKey(address) === smtpKey(name))
    ? withSip
    : [...withSip, `smtp:${name}`];
}

function mirror(world: WorldContext, side: Side, guid: string, at: number): void {
  const { store } = world;
  const recipient = store.get(side, 'recipients', guid);
  if (recipient === undefined) return;
  const id = recipient.ExternalDirectoryObjectId;
  const shown = {
    displayName: recipient.DisplayName,
    mailNickname: recipient.Alias,
    mail: primaryOf(recipient.EmailAddresses),
    proxyAddresses: recipient.EmailAddresses,
  };
  const user = store.get(side, 'users', id);
  if (user !== undefined) {
    const imAddresses = recipient.EmailAddresses.filter((address) => /^sip:/i.test(address)).map(
      (address) => parseProxyAddress(address).value,
    );
    // A guest without an address of its own keeps the one it was invited by.
    store.put(side, 'users', { ...user, ...shown, mail: shown.mail ?? user.mail, imAddresses }, at);
    return;
  }
  const group = store.get(side, 'groups', id);
  if (group !== undefined) {
    store.put(side, 'groups', { ...group, ...shown }, at);
    return;
  }
  const contact = store.get(side, 'contacts', id);
  if (contact !== undefined) store.put(side, 'contacts', { ...contact, ...shown }, at);
}
