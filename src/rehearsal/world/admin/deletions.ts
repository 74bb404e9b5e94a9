/** What people delete at the portals, into the bin or for good. */
import { DoorRefusal } from '../door-refusal.js';
import { dropRecipient } from '../exchange/details.js';
import { binUser, deletedItem, deletePermanently, restoreItem } from '../deleted-items.js';
import type { Recipient } from '../entities.js';
import { findUser } from './users.js';
import type { Errand, ErrandCall, ErrandResult } from './portal.js';

const touching = ({ side }: ErrandCall, kind: string, id: string): ErrandResult => ({
  touched: [{ side, kind, id, properties: ['id'] }],
});

function note({ world, side, actor, now }: ErrandCall, what: string, recipient: Recipient): void {
  world.store.note({
    at: new Date(now).toISOString(),
    system: 'exchange',
    side,
    actor,
    what,
    object: { kind: 'recipient', id: recipient.Guid, label: recipient.DisplayName },
    before: { EmailAddresses: recipient.EmailAddresses },
    after: null,
  });
}

function recipientOf({ world, side, id }: ErrandCall): Recipient {
  const key = id.toLowerCase();
  const { store } = world;
  const found =
    store.get(side, 'recipients', key) ?? store.get(side, 'recipients', store.index[side].recipientOfObject(key) ?? '');
  if (found === undefined) throw new DoorRefusal(404, `The ${side} tenant has no recipient '${id}'.`);
  return found;
}

export const deletionErrands: readonly Errand[] = [
  {
    // https://learn.microsoft.com/en-us/microsoft-365/admin/add-users/delete-a-user
    pattern: 'users/{id}/delete',
    run(call) {
      const user = findUser(call.world, call.side, call.id);
      binUser(call, user);
      return touching(call, 'user', user.id);
    },
  },
  {
    // https://learn.microsoft.com/en-us/entra/fundamentals/users-restore#permanently-delete-a-user, and the same page of groups
    pattern: 'deleted-items/{id}/delete',
    run(call) {
      const found = deletedItem(call.world, call.side, call.id);
      if (found === undefined) throw new DoorRefusal(404, `The bin of the ${call.side} tenant has no '${call.id}'.`);
      deletePermanently(call.world, call.side, found, call.actor, call.now);
      return touching(call, found.kind, found.item.id);
    },
  },
  {
    // https://learn.microsoft.com/en-us/entra/fundamentals/users-restore
    pattern: 'deleted-items/{id}/restore',
    run(call) {
      const found = deletedItem(call.world, call.side, call.id);
      if (found === undefined) throw new DoorRefusal(404, `The bin of the ${call.side} tenant has no '${call.id}'.`);
      const { kind, item } = restoreItem(call, found);
      return touching(call, kind, item.id);
    },
  },
  {
    // https://learn.microsoft.com/en-us/purview/delete-an-inactive-mailbox: the hold goes first, and the mailbox with it.
    pattern: 'mailboxes/{id}/delete',
    run(call) {
      const mailbox = recipientOf(call);
      if (mailbox.WhenSoftDeleted === null) {
        throw new DoorRefusal(
          400,
          `The mailbox '${mailbox.DisplayName}' is in use: only a deleted one is removed for good.`,
        );
      }
      dropRecipient(call.world, call.side, mailbox, call.now);
      note(call, 'removed for good', mailbox);
      return touching(call, 'recipient', mailbox.Guid);
    },
  },
  {
    // https://learn.microsoft.com/en-us/exchange/recipients-in-exchange-online/manage-mail-contacts and .../manage-mail-users
    pattern: 'contacts/{id}/delete',
    run(call) {
      const { world, side, now } = call;
      const recipient = recipientOf(call);
      if (recipient.RecipientTypeDetails === 'MailContact') {
        dropRecipient(world, side, recipient, now);
        world.store.remove(side, 'contacts', recipient.ExternalDirectoryObjectId, now);
        note(call, 'deleted', recipient);
      } else if (recipient.RecipientTypeDetails === 'MailUser') {
        // Its account goes into the bin, with its addresses.
        binUser(call, findUser(world, side, recipient.ExternalDirectoryObjectId));
      } else throw new DoorRefusal(400, `'${recipient.DisplayName}' is no mail contact and no mail user.`);
      return touching(call, 'recipient', recipient.Guid);
    },
  },
];
