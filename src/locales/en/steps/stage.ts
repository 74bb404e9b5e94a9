import type { StepWords } from '../../step-words.js';

export const stage: Readonly<Record<string, StepWords>> = {
  'backup-source-mailboxes': {
    title: 'Backup: mailboxes and users of the source',
    why: 'Sign-in names, all addresses and forwards of every mailbox and user, by object id. After a back-out this is the witness that all is as it was.',
    instruction: [
      'Export every user (id, userPrincipalName) and every mailbox (Guid, Alias, PrimarySmtpAddress, EmailAddresses, forwarding).',
      'As JSON: a CSV flattens lists of addresses and loses the case of SMTP:.',
      'Compare the number of rows with the inventory.',
      'Attach the file.',
    ],
    proof: 'The snapshot has every mailbox and user of the tenant; its hash is stored.',
  },
  'backup-source-groups': {
    title: 'Backup: groups of the source',
    why: 'Addresses and members of every kind of group as Exchange and the directory have them, and the owners that the directory knows. The guide’s own restore for groups would damage them.',
    instruction: [
      'Export Get-DistributionGroup, Get-DynamicDistributionGroup and Get-UnifiedGroup with -ResultSize Unlimited, by Guid.',
      'Export the members, and for dynamic groups the filter.',
      'Attach the files as JSON.',
    ],
    proof: 'Every group of the tenant is in the snapshot, with members.',
  },
  'backup-source-calendar-delegation': {
    title: 'Backup: calendar rights of the source',
    why: 'Who may see and edit whose calendar. Nobody can reconstruct it afterwards.',
    instruction: [
      'For each mailbox take the calendar folder’s name from Get-MailboxFolderStatistics -FolderScope Calendar: it is not “Calendar” everywhere.',
      'Export Get-MailboxFolderPermission of that folder, Default and Anonymous too.',
      'Allow time: it is one call a mailbox.',
      'Attach the file.',
    ],
    proof: 'Every mailbox has its calendar rights in the snapshot.',
  },
  'backup-destination-contacts': {
    title: 'Backup: contacts at the destination',
    why: 'Mail contacts that carry an address of a moving domain. They are deleted during the night and must be rebuilt exactly in a back-out.',
    instruction: [
      'Export Get-MailContact where EmailAddresses or ExternalEmailAddress is on a moving domain; the filter needs wildcards on both sides, or it finds nothing.',
      'Keep Guid, LegacyExchangeDN, all addresses and the groups the contact is in.',
      'Attach the file.',
    ],
    proof: 'Every contact with a moving domain is in the snapshot.',
  },
  'backup-destination-forwarding': {
    title: 'Backup: forwarding at the destination',
    why: 'Forwards to the old addresses go off during the night. A back-out sets each to what it was.',
    instruction: [
      'Export ForwardingAddress, ForwardingSmtpAddress and DeliverToMailboxAndForward of all mailboxes in one pass.',
      'Look at inbox rules that forward, too.',
      'Attach the file.',
    ],
    proof: 'Three values for every mailbox are in the snapshot.',
  },
  'address-holders-destination': {
    title: 'Who else holds the addresses here',
    why: 'Mail users, guests of the source company, groups and deleted objects at the destination may hold an address a mailbox is to get. Found now, it is a line in a list; found at night, it is an error on every second mailbox.',
    instruction: [
      'List recipients with an address on a moving domain: Get-Recipient -Filter "EmailAddresses -like \'*@<domain>\'", with -IncludeSoftDeletedRecipients again.',
      'List guests whose mail or other mails are on it (Microsoft Entra admin center, Users, Guest), and deleted users.',
      'Write how each is cleared. A guest who approves in this channel is never deleted: settle it with that person.',
      'Attach the list.',
    ],
    proof: 'Every holder is listed with a way to clear it.',
  },
  'prestage-all': {
    title: 'All mailboxes: mail older than 10 days',
    why: 'The bulk of the mail goes over while nobody is in a hurry, so that the night has only the rest to move.',
    instruction: [
      'In MigrationWiz select all items but the test accounts: Start, Pre-Stage Migration, Mail only, older than 10 days.',
      'Check that the source addresses are on the initial domain.',
      'Watch the first dozen before leaving it alone.',
      'Attach the statistics when all are Completed.',
    ],
    proof: 'Every item but the test accounts is Completed, or its error is sorted.',
    evidence: 'the statistics of the pass',
  },
  'prestage-all-errors': {
    title: 'Errors of the mass pass',
    why: 'Hundreds of errors usually have a handful of causes. There is a week to cure them.',
    instruction: [
      'Sort the failed items by cause, the most frequent first.',
      'Use Retry Errors for those that a retry can cure.',
      'Give each of the rest an owner, or have it accepted by name.',
      'Attach the list.',
    ],
    proof: 'No error is open, or each open one is accepted by name.',
    evidence: 'the list of errors, each with its owner',
  },
  'add-domain-destination': {
    title: 'Add the domain at the destination, unverified',
    why: 'Gets the proof record out of the way before the night. Some tenants refuse while the source holds the domain: then it is done right after the domain has left the source, and nothing is wrong.',
    instruction: [
      'Microsoft 365 admin center of the destination: Settings, Domains, Add domain.',
      'Choose verification by TXT and write down name, value and TTL.',
      'Close without verifying.',
      'Attach the TXT values, or the refusal word for word.',
    ],
    proof: 'The domain is listed as unverified, with its TXT value stored.',
    undoInstruction: 'Remove the unverified domain from the destination.',
  },
  'domain-proof-destination': {
    title: 'TXT record that proves the domain',
    why: 'Verification at night takes seconds if the record is already known to the world, and a TTL if it is not.',
    instruction: [
      'Add the TXT record at the apex, exactly as the destination tenant gave it, with a TTL of 300 to 3600.',
      'Leave every other TXT record alone, SPF above all.',
      'Attach what each authoritative server answers. Do not press Verify yet.',
    ],
    proof: 'Every authoritative server answers with the value.',
    undoInstruction: 'Delete the TXT record.',
  },
  'im-federation': {
    title: 'Chat between the two companies',
    why: 'While mail is on its way, people need to reach each other. Chat contacts themselves do not move.',
    instruction: [
      'Teams admin center, External access, in both tenants: allow the other tenant’s domains; mind that the moving domain changes hands.',
      'Wait until the policy has applied, and send a chat in each direction.',
      'Attach a screenshot of both.',
    ],
    proof: 'A chat arrived in each direction.',
    evidence: 'a picture of each chat',
    undoInstruction: 'Set external access back to what it was in both tenants.',
  },
  'directory-sync-off': {
    title: 'Take people in scope out of directory sync',
    why: 'A synced object refuses changes in the cloud, new names first of all. Object by object it can be turned back; switching sync off for the tenant takes up to 72 hours and cannot be stopped once begun.',
    instruction: [
      'Nothing synced in scope? Write that as evidence: this step does not apply.',
      'Prefer per object: transfer of source of authority for users and groups, cloud-managed Exchange attributes for mailboxes.',
      'Only if that is impossible: switch sync off for the tenant, at least four days before T, with both companies’ consent.',
      'Attach the list with onPremisesSyncEnabled before and after.',
    ],
    proof: 'Nothing in scope is synced any more.',
    evidence: 'the list with onPremisesSyncEnabled before and after',
  },
};
