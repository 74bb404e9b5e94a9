import type { StepWords } from '../../step-words.js';

export const eve: Readonly<Record<string, StepWords>> = {
  'full-all-eve': {
    title: 'All mailboxes: full pass on the eve',
    why: 'All item types for everybody. What is copied today need not be copied tomorrow night.',
    instruction: [
      'In MigrationWiz select all items: Start, Full Migration, all item types.',
      'Check concurrency and how many passes each licence has left.',
      'Attach the statistics when it is through.',
    ],
    proof: 'Every item is Completed, or its error is sorted.',
    evidence: 'the statistics of the pass',
  },
  'full-all-eve-errors': {
    title: 'Errors of the pass on the eve',
    why: 'The last quiet hours to cure anything. What is open tonight has to be known by name.',
    instruction: [
      'Sort the failed items by cause.',
      'Use Retry Errors for those that a retry can cure.',
      'Give each of the rest an owner, or have it accepted by name.',
      'Attach the list.',
    ],
    proof: 'No error is open, or each open one is accepted by name.',
    evidence: 'the list of errors, each with its owner',
  },
  'go-no-go': {
    title: 'Go or no-go',
    why: 'Everybody answers once, with the facts on top. After this, users notice.',
    instruction: [
      'Read the facts: open errors, age of the backups (over 24 hours they are taken again), TTL, licences, who is awake.',
      'Check what you answer for, then press Go, or No with the reason.',
      'A single no stops the night. That is what it is for.',
    ],
    proof: 'Every role has said go.',
  },
};
