/** What a portal makes of a new contact and of a forward. https://learn.microsoft.com/en-us/powershell/module/exchange/new-mailcontact */
import type { OrgContact, Recipient } from '../world/entities.js';

type Values = Readonly<Record<string, unknown>>;

export const forwardIn = (
  body: Values,
): Pick<Recipient, 'ForwardingAddress' | 'ForwardingSmtpAddress' | 'DeliverToMailboxAndForward'> => ({
  ForwardingAddress: (body['ForwardingAddress'] ?? null) as string | null,
  ForwardingSmtpAddress: (body['ForwardingSmtpAddress'] ?? null) as string | null,
  DeliverToMailboxAndForward: body['DeliverToMailboxAndForward'] === true,
});

/** What was typed is as it was typed; ids and the time of making are the service's, as it told them. */
export function contactFrom(
  body: Values,
  told: Values,
): { readonly contact: OrgContact; readonly recipient: Recipient } {
  const { contact, recipient } = told as { readonly contact: OrgContact; readonly recipient: Recipient };
  const displayName = String(body['displayName']);
  const external = String(body['externalEmailAddress']);
  const addresses = [`SMTP:${external}`];
  return {
    contact: { ...contact, displayName, mail: external, proxyAddresses: addresses },
    recipient: {
      ...recipient,
      ExternalDirectoryObjectId: contact.id,
      RecipientTypeDetails: 'MailContact',
      Name: String(body['name'] ?? displayName),
      DisplayName: displayName,
      EmailAddresses: addresses,
      ExternalEmailAddress: `SMTP:${external}`,
    },
  };
}
