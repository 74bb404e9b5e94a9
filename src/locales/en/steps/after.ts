import type { StepWords } from '../../step-words.js';

export const after: Readonly<Record<string, StepWords>> = {
  'compare-tenants': {
    title: 'Compare source and destination',
    why: 'Addresses and delegates of the source backup against the destination, object by object. What is missing is found here, not by a user in March.',
    instruction: [
      'Export addresses and delegation of the destination and pair them with the source backup through the mapping.',
      'List every difference: to be corrected, or accepted with a reason.',
      'Attach the list.',
    ],
    proof: 'Every difference is corrected or accepted by name.',
    evidence: 'the list of differences',
  },
  'mx-ttl-restore': {
    title: 'TTL of MX back to normal',
    why: 'Closes the back-out window: with a long TTL nobody can turn MX back quickly. So it is done only when nobody wants to.',
    instruction: [
      'Ask project manager and business owner: is going back off the table?',
      'Set the TTL of MX to the value recorded when it was lowered.',
      'Attach what the authoritative servers answer.',
    ],
    proof: 'Every authoritative server gives the TTL of before, and every resolver asked knows the new MX.',
    undoInstruction: 'Lower the TTL of MX to 300 seconds again.',
  },
  'full-all-after': {
    title: 'All mailboxes: last pass',
    why: 'Picks up what reached the source while the last resolvers caught up.',
    instruction: [
      'In MigrationWiz select all items: Start, Full Migration, all item types.',
      'Attach the statistics when it is through.',
    ],
    proof: 'Every item is Completed, or its error is sorted.',
    evidence: 'the statistics of the pass',
  },
  'full-all-after-errors': {
    title: 'Errors of the last pass',
    why: 'After this nobody looks at the source again. What stays open, stays lost.',
    instruction: [
      'Sort the failed items by cause.',
      'Use Retry Errors for those that a retry can cure.',
      'Have each of the rest accepted by name, and tell the people concerned.',
      'Attach the list.',
    ],
    proof: 'No error is open, or each open one is accepted by name.',
    evidence: 'the list of errors, each with its owner',
  },
  'end-user-test-plan': {
    title: 'The users’ own test',
    why: 'Seven things every user does on the first morning, done by a few of them while we watch.',
    instruction: [
      'Choose test users: an office worker, a phone user, an owner of a shared mailbox, an assistant.',
      'Each: open Outlook and look at the content; send and receive inside; send and receive outside; check the sender address.',
      'Send and receive as a shared mailbox; check that sender address too; send a meeting invitation to a colleague.',
      'Attach the results, person by person.',
    ],
    proof: 'Every test user passed all seven, or the failure has an owner.',
    evidence: 'the results, person by person',
  },
  'service-access-removed': {
    title: 'Take the mover’s access back',
    why: 'What the bot opened to the mover it closes again: its rights over mailboxes, its place on the lists of EWS. Exactly what was given goes, nothing else; the application itself goes with the next step.',
    instruction: [
      'Remove-MailboxPermission for each grant on our lists, in both tenants.',
      'Set EwsEnabled and its list back to the recorded values.',
    ],
    proof: 'Each right and each switch that was written is read back as it was before.',
    undoInstruction: 'Grant what is on the lists again.',
  },
  'mover-consent-removed': {
    title: 'Take the mover’s consent back',
    why: 'An application that may read every mailbox must not outlive its job. The bot cannot take it away: people do, in both tenants.',
    instruction: [
      'In each tenant, Microsoft Entra admin center, Enterprise applications: delete the mover’s application.',
      'App registrations: delete it there too, with its secrets.',
      'End allow-list entries that were made for the move: spam filters, conditional access, firewalls.',
      'Search all mailboxes for the mover’s account once more. Attach what you found.',
    ],
    proof: 'Neither tenant shows the application any more.',
    evidence: 'what the last look at both tenants showed',
    undoInstruction: 'Register the application again, with a new secret and the consent of both tenants.',
  },
  'domain-ownership-taken': {
    title: 'Take over registration and DNS',
    why: 'As long as the former owner holds the registration, the mail of the company hangs on somebody else’s invoice.',
    instruction: [
      'Not decided as “after”? Write that as evidence: this step does not apply.',
      'Copy the complete zone as it is now, not the old snapshot, if DNS hosting moves.',
      'Unlock, transfer with the authorisation code, confirm; 24 to 48 hours.',
      'Attach the registry’s answer and a comparison of the zone.',
    ],
    proof: 'The registry names the new registrar and every record answers as before.',
    evidence: 'the name of the new registrar, as the registry has it',
  },
  'closing-report': {
    title: 'Closing report: the last look',
    why: 'Whatever people said along the way, the world is read once more: who owns each domain, MX, SPF, autodiscover and the rest at every name server and resolver, who holds which address, and whether letters came and went. While anything contradicts, the migration is not finished. The document for the files is the project manager’s work.',
    instruction: [
      'Ask every name server and three resolvers for MX, SPF and autodiscover of each domain, and compare with what the destination asks for.',
      'Put together decisions, approvals, times, differences accepted, and the evidence with hashes; send it to both companies.',
    ],
    proof:
      'Each domain is the destination’s, and every record that tenant asks for is the same everywhere; each address that the source gave up is held there; a letter came in and one went out.',
  },
};
