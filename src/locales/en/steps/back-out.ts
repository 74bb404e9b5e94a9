import type { StepWords } from '../../step-words.js';

export const backOut: Readonly<Record<string, StepWords>> = {
  'back-out-decision': {
    title: 'Turn back?',
    why: 'What will be undone, in which order, and how long it takes. Before the domain has left the source it is a matter of minutes in one tenant; after that, of hours in two.',
    instruction: [
      'Say why, and from which step.',
      'Read what cannot be undone, and what becomes of mail that has arrived at the destination.',
      'Both answer: Go means go back.',
    ],
    proof: 'Both roles have said go to the way back.',
  },
  'restore-primary-destination': {
    title: 'Primary addresses back at the destination',
    why: 'The destination’s mailboxes and groups take the primary address and sign-in name they had before.',
    instruction: [
      'Write the saved address list of each mailbox and group; sign-in names first.',
      'Synced ones on premises, then the sync.',
      'Read back and attach.',
    ],
    proof: 'Primary addresses and sign-in names equal the ledger’s values.',
    evidence: 'what was read back',
  },
  'user-aliases-removed-destination': {
    title: 'Added addresses off the mailboxes',
    why: 'The domain can only leave when no mailbox has an address on it.',
    instruction: [
      'Remove exactly the addresses added during the night, by Guid.',
      'Synced ones on premises, then the sync.',
      'Read back and attach.',
    ],
    proof: 'No destination mailbox has an address on a moving domain.',
    evidence: 'what was read back',
  },
  'group-aliases-removed-destination': {
    title: 'Added addresses off the groups',
    why: 'The same for groups.',
    instruction: ['Remove exactly the addresses added during the night, by Guid.', 'Read back and attach.'],
    proof: 'No destination group has an address on a moving domain.',
    evidence: 'what was read back',
  },
  'verify-attributes-destination': {
    title: 'Destination addresses as before',
    why: 'Before the domain is taken away, every address is compared with what was there in the beginning.',
    instruction: [
      'Export addresses and sign-in names and compare them with the state before the night.',
      'Name the reason for every difference.',
      'Attach the comparison.',
    ],
    proof: 'Every address equals its former value, or the difference is explained.',
    evidence: 'the comparison',
  },
  'restore-contacts': {
    title: 'Contacts back at the destination',
    why: 'The contacts as they were, groups included. They come after the domain has gone: with its addresses on them, they would hold it here.',
    instruction: [
      'New-MailContact with the saved external address, not with the list of addresses.',
      'Add the former LegacyExchangeDN as X500 and put the contact back into its groups.',
      'Compare with the backup. Attach the result.',
    ],
    proof: 'Each contact is there with its address and memberships; only its id is new.',
    evidence: 'the comparison with the backup',
  },
  'restore-forwarding': {
    title: 'Forwards back at the destination',
    why: 'Each mailbox forwards again as it did, some keeping a copy and some not.',
    instruction: [
      'Set all three values by the ledger, mailbox by mailbox; contacts must be there first.',
      'Check that the outbound spam policy allows forwarding.',
      'Read back and attach.',
    ],
    proof: 'The three values of every mailbox equal the ledger’s.',
    evidence: 'what was read back',
  },
  'restore-dns': {
    title: 'DNS back',
    why: 'Records return to the snapshot, so that no mail comes to addresses about to go. MX waits on the parking host until the source has its addresses again.',
    instruction: [
      'Set MX to the parking host first of all, if one was decided.',
      'Set the other records back from the snapshot. Keep the new verification TXT.',
      'When the source’s addresses are back, set MX to what the source tenant asks for now: it may have changed.',
      'Attach the answers of authoritative servers and resolvers.',
    ],
    proof: 'Every record equals the snapshot but for those the tenant itself gave anew.',
    evidence: 'the answers of authoritative servers and resolvers',
  },
  'no-dependencies-left-destination': {
    title: 'What still holds the domain at the destination?',
    why: 'The ten searches of the way out, in the other tenant.',
    instruction: [
      'Run all ten searches at the destination.',
      'Give each hit an owner and a way out. Check that the domain is not the default.',
      'Attach the ten results.',
    ],
    proof: 'All ten searches were complete and found nothing.',
  },
  'remove-domain-destination': {
    title: 'The domain leaves the destination',
    why: 'Only then can the source have it back. While nobody has it, nobody receives its mail.',
    instruction: [
      'Microsoft 365 admin center of the destination: Settings, Domains, the domain, Remove domain.',
      'Watch tenant discovery until nobody answers for it.',
      'Attach both times.',
    ],
    proof:
      'The domain is not verified at the destination any more, and tenant discovery names nobody. Where it was announced before the night, it is so again.',
  },
  'add-domain-source': {
    title: 'Add the domain at the source again',
    why: 'The source has to claim the domain anew, with a new proof.',
    instruction: [
      'Microsoft 365 admin center of the source: Settings, Domains, Add domain, verification by TXT.',
      'Refused as still in use? Wait and try again.',
      'Attach the TXT name and value.',
    ],
    proof: 'The domain is listed at the source as unverified, with its TXT value stored.',
  },
  'domain-proof-source': {
    title: 'TXT record for the source',
    why: 'The proof for the source. The value is a new one; the old will not do.',
    instruction: [
      'Add the TXT record at the apex as given, with a TTL of 300.',
      'Attach what each authoritative server answers.',
    ],
    proof: 'Every authoritative server answers with the value.',
  },
  'verify-domain-source': {
    title: 'Verify the domain at the source',
    why: 'The domain is the source’s again; now names and addresses can return. A default or federation it had comes back here, too.',
    instruction: [
      'Microsoft 365 admin center of the source: the domain, Verify.',
      'Wait until Get-AcceptedDomain lists it.',
      'Read the records it wants now, DKIM included, and set it as default if it was. Attach them.',
    ],
    proof: 'The domain is verified and Exchange accepts it.',
  },
  'dns-proof-source': {
    title: 'DNS of the source, seen from outside',
    why: 'Every record the source asks for, on authoritative servers and public resolvers, MX last.',
    instruction: [
      'Compare each wanted record with the authoritative servers and three resolvers.',
      'Check that MX no longer points to the parking host or the destination.',
      'Attach the answers.',
    ],
    proof: 'Every wanted record is the same everywhere.',
    evidence: 'the answers of authoritative servers and resolvers',
  },
  'restore-sip-licences': {
    title: 'Teams plans back',
    why: 'Exactly the plans that were switched off. The SIP address comes back with them.',
    instruction: [
      'Was no plan switched off? Write that as evidence: this step does not apply.',
      'Set the noted disabled plans of each user, or of the group, again.',
      'Read licences back and attach.',
    ],
    proof: 'Each user’s plans equal what was noted.',
    evidence: 'what was read back',
  },
  'restore-proxy-addresses': {
    title: 'Addresses of the source mailboxes back',
    why: 'All kinds of addresses, the primary marked, as the ledger has them. It comes after the sign-in names, which rewrite addresses.',
    instruction: [
      'Write each mailbox’s saved list together with its present initial-domain address; exactly one SMTP:.',
      'By Guid, one call a mailbox.',
      'Compare with the backup. Attach the result.',
    ],
    proof: 'Every mailbox has all its former addresses, with the same primary.',
    evidence: 'the comparison with the backup',
  },
  'restore-upns': {
    title: 'Sign-in names of the source back',
    why: 'Everybody signs in by the old name again, by object id: the old name cannot be rebuilt from alias or address.',
    instruction: [
      'Update-MgUser -UserId <object id> -UserPrincipalName <saved name>.',
      'Read all users again, in full.',
      'Attach the list.',
    ],
    proof: 'Every sign-in name equals the ledger’s.',
    evidence: 'the list of sign-in names',
  },
  'verify-source': {
    title: 'Source equals its backup',
    why: 'Object by object. A difference is an explanation or a mistake; here it is found out which.',
    instruction: [
      'Export users, mailboxes and groups again and compare them with the backups.',
      'Name the reason for every difference.',
      'Attach the comparison.',
    ],
    proof: 'No difference, or every one explained.',
    evidence: 'the comparison',
  },
  'restore-groups': {
    title: 'Groups of the source back',
    why: 'Primary and all addresses of every group from the record. The guide repeats the forward change here, which would take the domain off again.',
    instruction: [
      'Write saved addresses and primary of each group, dynamic and Microsoft 365 groups too.',
      'By Guid. Compare with the backup.',
      'Attach the result.',
    ],
    proof: 'Every group equals its backup.',
    evidence: 'the comparison with the backup',
  },
  'mail-back': {
    title: 'Mail that arrived at the destination',
    why: 'What reached the destination since DNS was switched goes back, so that turning back loses no letter.',
    instruction: [
      'In the message trace of the destination, look what came for the moved domains since DNS was switched. Nothing? That trace is the evidence, and the step is done.',
      'In MigrationWiz create a project in the other direction with the licences kept for it; mail only, from the time of the switch.',
      'Run it and sort the errors.',
      'Attach the statistics.',
    ],
    proof: 'Every item is Completed, and the counts since the switch agree; or the trace shows that nothing came.',
    evidence: 'the statistics of the pass, or the trace that shows that nothing came',
  },
  'back-out-proof': {
    title: 'Both tenants as they were',
    why: 'The last word of a back-out. Whatever people said on the way, both tenants and DNS are read once more, and each difference from before the night is named. Until then nobody is told that it is over.',
    instruction: [
      'Compare both tenants and the zone with what was there before the night.',
      'Name every difference: new ids of contacts, new tenant-given records, or something to correct.',
      'Send a mail in and out: that the bot does not look at here.',
    ],
    proof:
      'The domains are the source’s, MX and the other records as they were at every name server and resolver, each sign-in name and address as the ledger recorded it, and at the destination the domains are not verified and nobody has an address or a name on them. What was done before the night stays, and is named in the status.',
  },
};
