/** The same list for rights, folders, sizes, rules, connectors and the switches of EWS. */
import { partial, type CoverageLine } from '../service.js';

/** A cmdlet whose page was read whole, and what is otherwise here. */
export const shows = (name: string, differences: string): CoverageLine =>
  partial(name, `https://learn.microsoft.com/en-us/powershell/module/exchange/${name.toLowerCase()}`, differences);

export const rightsCoverage: readonly CoverageLine[] = [
  shows(
    'Get-MailboxPermission',
    'No Credential, IncludeUserWithDisplayName, ReadFromDomainController, UseCustomRouting. Of the owner and of those who inherit, every mailbox has the same entries, one for each line of the Description. A user is shown by sign-in name, a group by Name (seen live); AutoMapping is shown nowhere.',
  ),
  shows(
    'Get-RecipientPermission',
    'Trustees are compared as objects, so that a SID of before is not missed; IncludeTrusteeWithPrimarySmtpAddress and ReadFromDomainController change nothing; whoever was deleted is a SID (no page says).',
  ),
  shows(
    'Get-MailboxFolderPermission',
    'No UseCustomRouting. User is the display name alone, or NT: and a SID of nobody (from scripts of others; the service sends an object). Refusals by the words administrators quote. Of the folder itself; no rights are inherited from the folder above.',
  ),
  shows(
    'Get-MailboxFolderStatistics',
    'Names in English, Russian and German; thirteen standard folders, those of recoverable items and a few made by owners; a scope is the folder of its type and those below. No Database, StoreMailboxIdentity, DiagnosticInfo; IncludeAnalysis and IncludeOldestAndNewestItems add nothing; with Archive the folders are those of the mailbox.',
  ),
  shows(
    'Get-MailboxStatistics',
    'Sizes, counts, kind and the last sign-in, one of November 2026; no move history. Of a mailbox nobody has opened a warning and no row, as administrators report it; so are the words for a mailbox without archive.',
  ),
  shows(
    'Get-InboxRule',
    'The name, the state, the targets, one condition and the folder; of other conditions and actions nothing. An application without Mailbox is refused in words of our own. Not with Global Reader, as the page says.',
  ),
  shows(
    'Get-TransportRule',
    'Those conditions and actions that name people, domains, addresses and connectors; Description is text, Conditions and Actions are not there; Filter is Description -like alone.',
  ),
  shows('Get-JournalRule', 'No LawfulInterception.'),
  shows(
    'Get-InboundConnector',
    'The members that decide whose mail it takes; SenderDomains with its cost behind (seen live).',
  ),
  shows(
    'Get-OutboundConnector',
    'The members that decide where mail goes. Without its two filters neither test mode nor connectors of a rule are shown, as the page says.',
  ),
  shows('Get-RemoteDomain', 'The members for automatic replies and forwarding.'),
  shows(
    'Get-CASMailbox',
    'The members for EWS and whether each protocol is on; Filter by DisplayName, EmailAddresses, EwsApplicationAccessPolicy, EwsEnabled (0 or 1), Guid, Name. No Anr, SortBy, ProtocolSettings.',
  ),
  shows(
    'Add-MailboxPermission',
    'No Owner and no IgnoreDefaultScope. A user without a mailbox may be given a right, too (from memory). An entry that is there is a warning, as administrators quote it; AutoMapping is kept and shown nowhere. Wording of the refusal of the 501st entry is our own.',
  ),
  shows(
    'Remove-MailboxPermission',
    'User with AccessRights, or ClearAutoMapping; no ResetDefault, no GroupMailbox without its switch. An entry that is not there is an error, as the page has it; whether the service only warns is not settled.',
  ),
  shows('Add-RecipientPermission', 'An entry that is there is a warning, as administrators quote it.'),
  shows(
    'Remove-RecipientPermission',
    'No Deny, no MultiTrustees; the three switches about domains change nothing. An entry that is not there is a warning, as administrators quote it.',
  ),
  shows(
    'Add-MailboxFolderPermission',
    'Roles or single rights; sends nobody anything. Refusals by the words administrators quote, those of roles and flags in our own. Group and folder owners are not told apart.',
  ),
  shows(
    'Set-MailboxFolderPermission',
    'As for adding; a flag, or whether to notify, takes a delegate away, as the page says.',
  ),
  shows(
    'Remove-MailboxFolderPermission',
    'No ResetDelegateUserCollection. Whether Default and Anonymous can be removed no page says: here they cannot.',
  ),
  shows(
    'Set-OrganizationConfig',
    'The members of EWS and DelayedDelicensingEnabled. EwsAllowedAppIDs is one text and replaces the whole; null empties it, and an empty list lets nobody in while EwsEnabled is true (the announcement for October 2026; the page of the cmdlet says that null stops restricting). Read back at once, obeyed after ewsPolicyLagSeconds.',
  ),
  shows('Set-CASMailbox', 'The members of EWS; obeyed at once.'),
  shows(
    'New-MailContact',
    'Name, ExternalEmailAddress, DisplayName, Alias and the parts of a name (initials are not kept); the wording of the refusal of a name that is taken is from memory. The directory shows it at once.',
  ),
  shows(
    'Remove-MailContact',
    'Does not wait for a confirmation. Groups lose the member; a forward or a right on behalf that names it stays as it was (no page says).',
  ),
];
