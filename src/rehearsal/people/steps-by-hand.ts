/** What people know of single steps: where something is cleared or done by hand before the bot looks again, and where only time helps. */
import { isDestinationWork } from './destination-work.js';
import { isLetterWriting } from './letter-writing.js';

export const gate = 'go-no-go';
export const decision = 'back-out-decision';
export const removal = 'remove-domain-source';
export const scans = 'no-dependencies-left';

/** Steps that stand still because something holds a domain, and where: whose turn it is clears that and has the bot look again. */
export const clearedByHand: Readonly<Record<string, 'source' | 'destination'>> = {
  'domain-blockers': 'source',
  'operator-accounts': 'source',
  'no-dependencies-left': 'source',
  'remove-domain-source': 'source',
  'no-dependencies-left-destination': 'destination',
  'remove-domain-destination': 'destination',
  'add-domain-destination': 'destination',
  'verify-domain-destination': 'destination',
};
/** Steps that only time brings on: whoever looks again lets some of it pass. */
export const lookedAtAgain: readonly string[] = ['mx-ttl-check', 'closing-report', 'back-out-proof'];
/** Contacts that came back hold a domain that is only announced as well: whoever takes it back for good clears them first. */
export const clearedBeforeUndo: Readonly<Record<string, 'source' | 'destination'>> = {
  'add-domain-destination': 'destination',
};
/** Whoever is told that it is not so does it, and has the bot look again. */
export const isDoneByHand = (stepId: string): boolean => isDestinationWork(stepId) || isLetterWriting(stepId);
/** After so many looks people rather say by name that they know. */
export const mostLooks = 12;
