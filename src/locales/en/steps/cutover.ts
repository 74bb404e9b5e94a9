import type { StepWords } from '../../step-words.js';

export const cutover: Readonly<Record<string, StepWords>> = {
  'mx-ttl-check': {
    title: 'MX TTL, last look',
    why: 'If the TTL is still high, mail will go on to the source that much longer. Better to wait now than to guess later.',
    instruction: [
      'Ask each authoritative server for MX (dig MX <domain> @<name server>).',
      'If one shows a high TTL, park MX first and wait that long before any address leaves.',
      'Attach the answers.',
    ],
    proof:
      'Every authoritative server gives the low TTL, and no resolver keeps MX longer; until when one does is on the card.',
  },
  'session-check': {
    title: 'Both tenants answer, and we may',
    why: 'Sign-in, rights and reach of both tenants, minutes before the first change. A secret that expired yesterday is found now.',
    instruction: [
      'Sign in to both tenants with the accounts of the night: Microsoft Entra admin center and Connect-ExchangeOnline.',
      'Run one read in each: Get-OrganizationConfig.',
      'Look at Microsoft 365 service health.',
      'Attach who is signed in where.',
    ],
    proof: 'A read succeeded in both tenants with the rights needed.',
    evidence: 'who is signed in where',
  },
  'federated-to-managed': {
    title: 'Federated domain to managed',
    why: 'A federated domain sends people to an identity provider that will not know their new names. It must become managed first, and everyone needs a password that Entra knows.',
    instruction: [
      'Settle the passwords first: password hash sync on, or new ones ready to hand out.',
      'Save the federation configuration (Get-MgDomainFederationConfiguration), then Update-MgDomain -AuthenticationType Managed.',
      'A test user signs in with a cloud password: write who. Attach the saved configuration.',
    ],
    proof: 'The bot reads the directory: each moving domain is Managed. That somebody can sign in rests on your word.',
    evidence: 'who signed in with a cloud password, and where the saved configuration lies',
    undoInstruction: 'Set the saved federation configuration on the domain again and test one sign-in.',
  },
  'directory-sync-check': {
    title: 'Nothing in scope is synced',
    why: 'One synced user left is one sign-in name that cannot change.',
    instruction: [
      'The bot reads users and groups on the moving domains, but for the people of the night.',
      'Each one named goes to its owner before the names change; then have the bot look again.',
    ],
    proof: 'The bot reads the directory: none of them is mastered on premises.',
  },
  'sharepoint-public-site': {
    title: 'No public SharePoint site on the domain',
    why: 'Public SharePoint sites are long retired, but an old reference would keep the domain in the tenant.',
    instruction: [
      'Look at the domain’s references: Get-MgDomainNameReference.',
      'Check that no SharePoint service is among the domain’s services.',
      'Attach the answer.',
    ],
    proof: 'No SharePoint reference holds the domain.',
    evidence: 'what the search for SharePoint references answered',
  },
  'default-domain-source': {
    title: 'Initial domain as default at the source',
    why: 'The default domain cannot be removed, and anybody created during the night would land on it.',
    instruction: [
      'Microsoft 365 admin center of the source: Settings, Domains, the initial domain, Set as default.',
      'Note which domain was the default before.',
      'Attach a screenshot.',
    ],
    proof: 'The tenant names its initial domain as default.',
    undoInstruction: 'Set the former default domain as default again.',
  },
  'upn-to-initial-domain': {
    title: 'Sign-in names to the initial domain',
    why: 'Every user on a moving domain gets a sign-in name on the initial domain; the domain cannot leave while one still has it. From here on the source can reach only 100 external recipients in 24 hours.',
    instruction: [
      'Save object id and sign-in name of everybody on a moving domain first; the old name is nowhere else.',
      'Settle equal local parts before the first change.',
      'In Microsoft Graph PowerShell: Update-MgUser -UserId <object id> -UserPrincipalName <new>. Leave out guests, the team, break-glass and service accounts.',
      'Read all users again, in full. Attach the list and the count still on the domain.',
    ],
    proof: 'A complete read finds no sign-in name on a moving domain except those left out.',
    undoInstruction: 'Give each object id on the list its old sign-in name back.',
  },
  'sip-licences-removed': {
    title: 'SIP addresses that stayed behind',
    why: 'SIP addresses usually follow the sign-in name. Where one has not, the Teams plan goes off for exactly that user; never the whole licence, which would take the mailbox along.',
    instruction: [
      'Does no address beginning with sip: carry a moving domain? Write that as evidence: this step does not apply.',
      'Note the disabled plans of those users.',
      'Disable only the Teams plan (TEAMS1), on the user or on the group the licence comes from. Nobody on the roster.',
      'Read the addresses again. Attach users, plans and addresses.',
    ],
    proof: 'No SIP address on a moving domain is left, and every mailbox is still there.',
    evidence: 'the list of users, plans and addresses',
    undoInstruction: 'Set the disabled plans of these users back as noted.',
  },
  'groups-primary-to-initial-domain': {
    title: 'Groups: primary address to initial domain',
    why: 'A primary address cannot be removed, only replaced; the same write takes the group’s other addresses off the moving domains. Free names are checked against all recipients, not only groups.',
    instruction: [
      'Take distribution, mail-enabled security and dynamic groups by Guid.',
      'Check that the new address is free among all recipients.',
      'Set-DistributionGroup (with -BypassSecurityGroupManagerCheck) or Set-DynamicDistributionGroup, -EmailAddresses with the whole list: SMTP:<local>@<initial domain> and every address that stays.',
      'Read back and attach old and new.',
    ],
    proof: 'No group has its primary address on a moving domain.',
    undoInstruction: 'Write each group’s saved address list again, by Guid.',
  },
  'mx-parked': {
    title: 'Park MX for the night',
    why: 'From the moment addresses leave the source, mail to them bounces. With MX on the holding relay or the parking host, senders keep it instead.',
    instruction: [
      'Were bounces accepted in the decision on the gap? Write that as evidence: this step does not apply.',
      'Replace every MX record by the hosts decided; nothing else in the zone. Where MX leads to the gateway that shall hold the mail already, have it hold: that is all.',
      'If the TTL stayed high, do it one TTL before the addresses leave.',
      'Ask the authoritative servers and three public resolvers. Attach the answers.',
    ],
    proof: 'Authoritative servers and resolvers give the parking MX, and the old TTL has passed.',
    undoInstruction:
      'Only when the addresses are back in the source: set MX to what the source tenant asks for now, which may differ from the snapshot. A gateway that holds mail lets it go to the source.',
  },
  'mailbox-aliases-removed': {
    title: 'Mailboxes: addresses off the domain',
    why: 'Takes every address on a moving domain off every mailbox, and only those. Initial-domain, X500 and other addresses stay: replies to old mail depend on them.',
    instruction: [
      'Check that the primary address is already on the initial domain; if it is not, set it first.',
      'For each mailbox write the whole list without the moving domains, one Set-Mailbox <guid> -EmailAddresses a mailbox.',
      'Unlicensed users with addresses are a case of their own: hand them to a person.',
      'Read everything again. Attach lists before and after.',
    ],
    proof: 'No mailbox has an address on a moving domain, and no other address is gone.',
    undoInstruction: 'Before the sign-in names go back: write each mailbox’s saved list, in full.',
  },
  'group-aliases-removed': {
    title: 'Groups: addresses off the domain',
    why: 'Groups whose primary address is elsewhere still have addresses here. The others lost theirs with the primary one.',
    instruction: [
      'For each group with an address on a moving domain write the list without it, by Guid.',
      'Leave X500 and initial-domain addresses.',
      'Read back and attach lists before and after.',
    ],
    proof: 'No such group has an address on a moving domain.',
    undoInstruction: 'Write each group’s saved address list again.',
  },
  'm365-groups-moved': {
    title: 'Microsoft 365 groups and Teams off the domain',
    why: 'Every team has a group with an address. One forgotten team holds the whole domain.',
    instruction: [
      'Get-UnifiedGroup -ResultSize Unlimited; keep those with an address on a moving domain.',
      'Set-UnifiedGroup -PrimarySmtpAddress <local>@<initial domain>, then -EmailAddresses @{Remove=…} for the old one.',
      'Read back and attach old and new.',
    ],
    proof: 'No Microsoft 365 group has an address on a moving domain.',
    undoInstruction: 'Add the saved addresses and set the former primary again.',
  },
  'no-dependencies-left': {
    title: 'Why will the domain not let go?',
    why: 'Ten full searches, each of which sees what the others do not. The domain leaves only when all of them are empty.',
    instruction: [
      'Search by address: recipients, mail-enabled public folders, soft-deleted and inactive mailboxes.',
      'Search in Entra: users and guests, deleted users, groups, deleted Microsoft 365 groups, contacts.',
      'Look at applications’ identifier URIs, subdomains, and the domain’s own reference list (Get-MgDomainNameReference).',
      'Give each hit an owner and a way out; a permanent deletion cannot be undone and needs a person’s word.',
      'Attach the ten results.',
    ],
    proof: 'All ten searches were complete and found nothing.',
  },
  'remove-domain-source': {
    title: 'The domain leaves the source',
    why: 'The line of the night: before it, going back touches only the source; after it, both tenants and DNS. Microsoft may go on listing the domain for minutes, rarely hours.',
    instruction: [
      'Microsoft 365 admin center of the source: Settings, Domains, the domain, Remove domain.',
      'If it names dependants, clear them. No forced deletion: it can disable the users it renames.',
      'Watch login.microsoftonline.com/<domain>/v2.0/.well-known/openid-configuration until no tenant answers, several times in a row.',
      'Attach the time of removal and of release.',
    ],
    proof: 'The source no longer lists the domain and tenant discovery names nobody.',
    undoInstruction:
      'When the destination has let it go: add the domain at the source again, prove it by TXT, verify it.',
  },
  'force-remove-domain-source': {
    title: 'Back stop: the source removes the domain by force',
    why: 'Only when the source refuses to let the domain go and nobody can clear what holds it in time. Microsoft then renames whatever still refers to the domain, and going back does not restore those names.',
    instruction: [
      'Try everything else first: the scans name what holds the domain and who clears it.',
      'Clear what belongs to Exchange and applications of several tenants; more than 1,000 references are refused.',
      'POST https://graph.microsoft.com/v1.0/domains/<domain>/forceDelete with the body {"disableUserAccounts": false}; without it the renamed accounts are disabled.',
      'Wait until the domain is gone from the source, then plan the removal of the domain again: it only watches the release.',
    ],
    proof: 'The source no longer lists the domain and tenant discovery names nobody.',
    undoInstruction:
      'As after any removal: add the domain at the source, prove it by TXT, verify it; then restore the renamed objects by hand from the backup.',
  },
  'mail-flow-destination': {
    title: 'Mail rules and connectors at the destination',
    why: 'Recreates what the review marked, before mail arrives. Allow lists bypass spam filtering, so they are few and get an end date.',
    instruction: [
      'Recreate the marked rules and connectors in the Exchange admin center.',
      'Allowed addresses and domains: Microsoft Defender portal, anti-spam policies; only what was decided.',
      'Nothing marked? Write that as evidence.',
      'Attach what was created, and when allow entries end.',
    ],
    proof: 'Each marked rule and connector reads back at the destination.',
    evidence: 'what was created, and when allow entries end',
    undoInstruction: 'Delete what this step created.',
  },
  'verify-domain-destination': {
    title: 'Verify the domain at the destination',
    why: 'From here on the domain is the destination’s. The tenant then says which DNS records it wants; they are always read, never computed.',
    instruction: [
      'Microsoft 365 admin center of the destination: Settings, Domains, the domain, Verify. If it is still in use elsewhere, wait and try again.',
      'If it could not be added before, add it now and publish the TXT record.',
      'Wait until Exchange lists it (Get-AcceptedDomain).',
      'Create the DKIM keys and read all wanted records. Attach them, old beside new.',
    ],
    proof: 'The domain is verified, Exchange accepts it, and its records are stored.',
    undoInstruction: 'Clear everything at the destination that holds the domain, then remove it there.',
  },
  'dns-switch': {
    title: 'DNS to the destination',
    why: 'MX (to the tenant, or to the gateway decided on), SPF, autodiscover, DKIM and whatever else the destination tenant asks for, old MX out. It comes after the addresses: mail to a mailbox that does not have its address yet bounces for good.',
    instruction: [
      'Set each record to the value on the card; copy, do not type. MX of newly added domains ends in mx.microsoft.',
      'Take all old MX records out. Keep one SPF record only.',
      'Turn DKIM signing on once both CNAMEs are seen.',
      'Watch authoritative servers and several public resolvers. Attach the answers.',
    ],
    proof: 'Every record is as asked on all authoritative servers, and no resolver asked remembers otherwise.',
    undoInstruction:
      'Set the records back from the snapshot, but MX to the parking host until the addresses are back in the source. A gateway holds its mail again until then.',
  },
  'forwarding-removed-destination': {
    title: 'Forwards to the old addresses off',
    why: 'People’s mail now stays here. A forward left on goes in a circle, and keeps its contact from being deleted.',
    instruction: [
      'By the backup: Set-Mailbox <guid> -ForwardingAddress $null -ForwardingSmtpAddress $null -DeliverToMailboxAndForward $false, where the target is on a moving domain.',
      'Look at inbox rules that forward, too: those the bot does not read.',
    ],
    proof: 'The bot reads Exchange: no mailbox forwards to an address on a moving domain.',
    undoInstruction: 'Set the three values back from the backup, mailbox by mailbox, after the contacts.',
  },
  'user-aliases-destination': {
    title: 'Addresses for the mailboxes',
    why: 'Each mailbox gets the addresses its owner had at the source, and the old X500 so that replies to old mail arrive.',
    instruction: [
      'By the mapping: Set-Mailbox <guid> -EmailAddresses @{Add=…}, all addresses in one call.',
      'A synced mailbox refuses: cloud-managed attributes, or Set-RemoteMailbox on premises and the sync after it.',
      'An address already in use has a holder: find it, do not skip it.',
      'With them the X500 of the old mailbox (its LegacyExchangeDN): that the bot does not look at.',
    ],
    proof:
      'The bot reads Exchange: every address that was taken off a mailbox of the source is held by one mailbox or group here.',
    undoInstruction: 'Remove exactly the addresses added.',
  },
  'group-aliases-destination': {
    title: 'Addresses for the groups',
    why: 'The same for groups: lists that bounce are noticed by customers first.',
    instruction: [
      'By the mapping: Set-DistributionGroup or Set-UnifiedGroup -EmailAddresses @{Add=…}.',
      'Synced groups on premises, then the sync.',
    ],
    proof:
      'The bot reads Exchange: every address that was taken off a group of the source is held by one mailbox or group here.',
    undoInstruction: 'Remove exactly the addresses added.',
  },
  'full-all-final': {
    title: 'All mailboxes: final pass',
    why: 'Nothing arrives at the source any more, so this pass brings what the earlier ones could not have seen.',
    instruction: [
      'In MigrationWiz select all items: Start, Full Migration, all item types.',
      'Let it run on beside the other steps: it works by initial-domain addresses.',
      'Attach the statistics when it is through.',
    ],
    proof: 'Every item is Completed, or its error is sorted.',
    evidence: 'the statistics of the pass',
  },
  'full-all-final-errors': {
    title: 'Errors of the final pass',
    why: 'What is missing now is missing from somebody’s mailbox in the morning.',
    instruction: [
      'Sort the failed items by cause, people who notice first on top.',
      'Use Retry Errors for those that a retry can cure.',
      'Give each of the rest an owner, or have it accepted by name.',
      'Attach the list.',
    ],
    proof: 'No error is open, or each open one is accepted by name.',
    evidence: 'the list of errors, each with its owner',
  },
  'contacts-removed-destination': {
    title: 'Old contacts out of the way',
    why: 'A contact that holds an address keeps the mailbox from getting it. So contacts go before the addresses are given out, and after the forwards that lead to them.',
    instruction: [
      'Take exactly the contacts of the backup, by Guid: names are not unique.',
      'Delete each: Remove-MailContact -Identity <guid> -Confirm:$false.',
      'Note the groups each was in: the bot notes its address.',
    ],
    proof: 'The bot reads Exchange: no contact has an address on a moving domain.',
    undoInstruction:
      'Once the domain has left the destination: create each contact from the backup with its external address, and put it back into its groups.',
  },
  'address-holders-cleared': {
    title: 'Other holders of the addresses',
    why: 'Mail users, guests and groups that hold an address a mailbox is to get, each in the way settled before the night.',
    instruction: [
      'Go down the list of holders; do for each what was written there.',
      'Nobody who approves in this channel is deleted: change the address, or settle it with the person.',
      'A permanent deletion cannot be undone: ask twice.',
      'Deleted objects the bot does not look at here: search the bin by address, too.',
    ],
    proof:
      'The bot reads Exchange and the directory: but for mailboxes, groups and contacts nobody holds an address on a moving domain.',
    undoInstruction:
      'Once the domain has left the destination: restore each holder’s saved addresses; a permanent deletion stays.',
  },
  'primary-address-users': {
    title: 'Primary addresses of the mailboxes',
    why: 'People write from their own address again. A sign-in name that moves as well comes first, because it rewrites addresses.',
    instruction: [
      'If sign-in names move: Update-MgUser -UserPrincipalName by object id, then look at what it did to the addresses.',
      'Write the whole address list with exactly one SMTP: on the moved domain.',
      'Synced mailboxes on premises (Set-RemoteMailbox -PrimarySmtpAddress), then the sync.',
    ],
    proof:
      'The bot reads Exchange: whoever holds a former primary address of a mailbox has it as the primary one. Sign-in names it does not look at.',
    undoInstruction: 'Write the saved address list and sign-in name of each mailbox again.',
  },
  'primary-address-groups': {
    title: 'Primary addresses of the groups',
    why: 'Groups answer from the moved domain again. On premises an address policy would turn it back, so it goes off first.',
    instruction: [
      'Set-DistributionGroup <guid> -PrimarySmtpAddress <address>; Set-UnifiedGroup for Microsoft 365 groups.',
      'On premises, -EmailAddressPolicyEnabled $false in the same call.',
    ],
    proof: 'The bot reads Exchange: whoever holds a former primary address of a group has it as the primary one.',
    undoInstruction: 'Set each group’s former primary address again.',
  },
  'shared-mailbox-names': {
    title: 'Display names of shared mailboxes',
    why: 'Some had to carry a stopgap name while contact and mailbox stood side by side. Now they get the name people know.',
    instruction: [
      'By the mapping: Set-Mailbox <guid> -DisplayName "<name>".',
      'Synced ones on premises, then the sync.',
      'Read back and attach old and new.',
    ],
    proof: 'Display names equal the mapping.',
    evidence: 'the list of old and new names',
    undoInstruction: 'Set the former display names again.',
  },
  'mail-flow-proof': {
    title: 'A letter in, a letter out',
    why: 'DNS may look right and mail may still not arrive. One real letter each way settles it: people write them, and the bot finds them in the message trace.',
    instruction: [
      'Write from an outside mailbox to a mailbox on each moved domain, and have it answered from there.',
      'In the headers outside, look for spf, dkim and dmarc=pass: those the bot cannot see.',
      'Where a gateway stands before the tenant, the letter from outside shows that it hands on to the destination.',
      'A letter to a group shows that it is spread; for the proof one to a mailbox counts.',
    ],
    proof:
      'Since the switch, on each moved domain, one letter from outside was delivered and one was delivered outside, each named with its Message-ID.',
  },
};
