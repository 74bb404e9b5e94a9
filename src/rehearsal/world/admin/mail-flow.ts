/** Contacts made and forwards set at the Exchange admin center, by the rules of the cmdlets behind it. */
import { DoorRefusal } from '../door-refusal.js';
import type { Recipient } from '../entities.js';
import { newContact } from '../new-objects.js';
import { smtpKey } from '../proxy-addresses.js';
import type { Errand, ErrandCall } from './portal.js';
import { textIn, textOrNullIn } from './read-body.js';

function mailboxOf({ world, side, id }: ErrandCall): Recipient {
  const key = id.toLowerCase();
  const { store } = world;
  const found =
    store.get(side, 'recipients', key) ?? store.get(side, 'recipients', store.index[side].recipientOfObject(key) ?? '');
  if (found === undefined || found.WhenSoftDeleted !== null || !/Mailbox$/.test(found.RecipientTypeDetails))
    throw new DoorRefusal(404, `The ${side} tenant has no mailbox '${id}'.`);
  return found;
}

export const mailFlowErrands: readonly Errand[] = [
  {
    // https://learn.microsoft.com/en-us/exchange/recipients-in-exchange-online/manage-mail-contacts
    pattern: 'contacts',
    run({ world, side, actor, now, body }) {
      const [displayName, external] = [textIn(body, 'displayName'), textIn(body, 'externalEmailAddress')];
      const holder = world.store.index[side].addressHolder(smtpKey(external), '');
      if (holder !== undefined) throw new DoorRefusal(400, `The address '${external}' is in use already.`);
      const { contact, recipient } = newContact(world, side, now, {
        name: textOrNullIn(body, 'name') ?? displayName,
        displayName,
        external,
      });
      world.store.put(side, 'contacts', contact, now);
      world.store.put(side, 'recipients', recipient, now);
      world.store.note({
        at: new Date(now).toISOString(),
        system: 'exchange',
        side,
        actor,
        what: 'created',
        object: { kind: 'recipient', id: recipient.Guid, label: displayName },
        before: null,
        after: { EmailAddresses: recipient.EmailAddresses },
      });
      return {
        touched: [{ side, kind: 'recipient', id: recipient.Guid, properties: ['id'] }],
        told: { contact, recipient },
      };
    },
  },
  {
    // https://learn.microsoft.com/en-us/exchange/recipients-in-exchange-online/manage-user-mailboxes/configure-email-forwarding
    pattern: 'mailboxes/{id}/forwarding',
    run(call) {
      const { world, side, actor, now, body } = call;
      const mailbox = mailboxOf(call);
      const forward = {
        ForwardingAddress: textOrNullIn(body, 'ForwardingAddress'),
        ForwardingSmtpAddress: textOrNullIn(body, 'ForwardingSmtpAddress'),
        DeliverToMailboxAndForward: body['DeliverToMailboxAndForward'] === true,
      };
      world.store.put(side, 'recipients', { ...mailbox, ...forward }, now);
      const { ForwardingAddress, ForwardingSmtpAddress, DeliverToMailboxAndForward } = mailbox;
      world.store.note({
        at: new Date(now).toISOString(),
        system: 'exchange',
        side,
        actor,
        what: Object.keys(forward).join(', '),
        object: { kind: 'recipient', id: mailbox.Guid, label: mailbox.DisplayName },
        before: { ForwardingAddress, ForwardingSmtpAddress, DeliverToMailboxAndForward },
        after: forward,
      });
      return { touched: [{ side, kind: 'recipient', id: mailbox.Guid, properties: Object.keys(forward) }] };
    },
  },
];
