/** The letters that prove a moved domain: somebody outside writes to a mailbox on it, and whoever has that mailbox answers. */
import { domainOf, isMailbox, primaryOf } from './destination-work.js';
import type { Errand } from './errand.js';
import type { ShownTenant } from './portals.js';

export const isLetterWriting = (stepId: string): boolean => stepId === 'mail-flow-proof';

/** Nobody's of either company. */
const stranger = 'a.customer@elsewhere.example';

export const lettersToWrite = (destination: ShownTenant, movingDomains: readonly string[]): readonly Errand[] =>
  movingDomains.flatMap((domain): readonly Errand[] => {
    const writes = destination.recipients.find(
      (one) => one.WhenSoftDeleted === null && isMailbox(one) && domainOf(primaryOf(one)) === domain,
    );
    if (writes === undefined) return [];
    const address = primaryOf(writes);
    const letter = (from: string, to: string, subject: string): Errand => ({
      at: 'mail',
      door: 'letters',
      body: { from, to, subject },
    });
    return [letter(stranger, address, 'Does this arrive?'), letter(address, stranger, 'Re: Does this arrive?')];
  });
