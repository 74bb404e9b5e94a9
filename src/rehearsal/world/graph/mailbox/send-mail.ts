/** A letter sent by an application: https://learn.microsoft.com/en-us/graph/api/user-sendmail */
import type { ServiceAnswer } from '../../context.js';
import type { Recipient, Side } from '../../entities.js';
import { mailboxKinds } from '../../exchange/recipient-view.js';
import { writeLetter } from '../../mail/letters.js';
import { addItem, type Mailbox } from '../../mailbox-content.js';
import { GraphRefusal } from '../errors.js';
import type { GraphCall, GraphRoute } from '../route.js';
import { bodyObject } from '../users.js';
import { extendedIn } from './extended-properties.js';
import { denied, done, openMailbox } from './mailbox.js';
import { messageIn, senderOf } from './messages.js';

type Addressed = readonly { readonly emailAddress: { readonly address: string } }[];

/** Only MX and the tenants' own addresses lead it; it leaves a trace as any letter, and lies with its readers a while later. */
function send(call: GraphCall): ServiceAnswer {
  const mailbox = openMailbox(call);
  const body = bodyObject(call.request.body);
  const given = body['message'];
  if (typeof given !== 'object' || given === null)
    throw new GraphRefusal(400, 'ErrorInvalidRequest', "A value is required for the parameter 'message'.");
  const fields = given as Readonly<Record<string, unknown>>;
  const written = messageIn(fields);
  const extended = extendedIn(fields['singleValueExtendedProperties']);
  const to = ['toRecipients', 'ccRecipients', 'bccRecipients'].flatMap((name) => written[name] as Addressed);
  if (to.length === 0)
    throw new GraphRefusal(
      400,
      'ErrorInvalidRecipients',
      'At least one recipient is not valid., Recipients are required.',
    );
  const sender = senderOf(mailbox);
  const at = new Date(mailbox.now).toISOString();
  const content = { ...written, sender, from: sender, isDraft: false, sentDateTime: at };
  const subject = String(written['subject']);
  let messageId: string | null = null;
  for (const { emailAddress } of to) {
    const letter = { from: sender.emailAddress.address, to: emailAddress.address, subject };
    const { messageId: id, where } = writeLetter(mailbox.world, letter, mailbox.now);
    messageId ??= id;
    if (where === 'source' || where === 'destination')
      deliver(mailbox, where, emailAddress.address, { ...content, internetMessageId: messageId }, extended);
  }
  // "Specify it only if the parameter is false": as a text, too, as the page has it.
  const saves = !['false', 'False', false].includes(body['saveToSentItems'] as string | boolean);
  const kept = { ...content, internetMessageId: messageId, isRead: true, receivedDateTime: at };
  const sent = saves ? addItem(mailbox, { kind: 'message', folder: 'SentItems', extended, content: kept }) : null;
  return done(
    call,
    mailbox,
    { kind: 'letter', id: sent?.id ?? String(messageId), what: 'created', properties: ['sendMail'] },
    { status: 202 },
  );
}

function deliver(
  { world, now }: Mailbox,
  side: Side,
  address: string,
  content: Readonly<Record<string, unknown>>,
  extended: ReturnType<typeof extendedIn>,
): void {
  const arrivesAt = new Date(now + world.store.faults.deliveryLagSeconds * 1000).toISOString();
  const guid = world.store.index[side].recipientWithAddress(address);
  const reader = guid === undefined ? undefined : world.store.get(side, 'recipients', guid);
  for (const recipient of readersOf(world.store, side, reader)) {
    addItem(
      { world, side, recipient, now },
      {
        kind: 'message',
        folder: 'Inbox',
        arrivesAt,
        extended,
        content: { ...content, isRead: false, receivedDateTime: arrivesAt },
      },
    );
  }
}

/** A mailbox, or those behind a list; what a rule or a forward does with it is not here. */
function readersOf(
  store: Mailbox['world']['store'],
  side: Side,
  recipient: Recipient | undefined,
  seen: Set<string> = new Set(),
): readonly Recipient[] {
  if (recipient === undefined || seen.has(recipient.Guid) || recipient.WhenSoftDeleted !== null) return [];
  seen.add(recipient.Guid);
  if (mailboxKinds.includes(recipient.RecipientTypeDetails)) return [recipient];
  return (store.get(side, 'groups', recipient.ExternalDirectoryObjectId)?.members ?? []).flatMap((id) => {
    const guid = store.index[side].recipientOfObject(id);
    return readersOf(store, side, guid === undefined ? undefined : store.get(side, 'recipients', guid), seen);
  });
}

export const sendMailRoutes: readonly GraphRoute[] = [
  {
    method: 'POST',
    pattern: '/users/{id}/sendMail',
    roles: ['Mail.Send'],
    units: 1,
    denied,
    page: 'https://learn.microsoft.com/en-us/graph/api/user-sendmail',
    answer: send,
  },
];
