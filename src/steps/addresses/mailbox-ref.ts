import type { ObjectRef } from '../../contract/finding.js';
import type { ExchangeRecipient } from '../../systems/exchange/types.js';
import { objectIdOf } from './address-holders.js';

export const mailboxName = (
  mailbox: Pick<ExchangeRecipient, 'PrimarySmtpAddress' | 'Guid'> & { readonly UserPrincipalName?: string },
): string => mailbox.PrimarySmtpAddress || mailbox.UserPrincipalName || mailbox.Guid;

export const mailboxRef = (
  mailbox: Pick<ExchangeRecipient, 'PrimarySmtpAddress' | 'Guid' | 'ExternalDirectoryObjectId'> & {
    readonly UserPrincipalName?: string;
  },
): ObjectRef => ({ kind: 'mailbox', id: objectIdOf(mailbox), label: mailboxName(mailbox) });
