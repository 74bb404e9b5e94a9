import { hashOf } from '../../contract/json.js';

export interface ChainedEntry {
  readonly number: number;
  readonly at: string;
  readonly personId: string | null;
  /** As they were called then: the roster may call them otherwise now. */
  readonly personName: string | null;
  readonly what: string;
  readonly stepId: string | null;
  /** Canonical JSON, as it is stored: what is checked later is the very text. */
  readonly facts: string;
}

/** What the first entry chains to. */
export const origin = '0'.repeat(64);

export const entryHash = (previous: string, entry: ChainedEntry): string =>
  hashOf([previous, entry.number, entry.at, entry.personId, entry.personName, entry.what, entry.stepId, entry.facts]);

/** The number of the first entry that does not fit, or null. Entries come in ascending order from the first one. */
export function firstBreak(
  entries: readonly (ChainedEntry & { readonly hash: string })[],
  from: { readonly number: number; readonly hash: string },
): number | null {
  let previous = from;
  for (const entry of entries) {
    if (entry.number !== previous.number + 1 || entry.hash !== entryHash(previous.hash, entry))
      return previous.number + 1;
    previous = entry;
  }
  return null;
}
