/** What is open of an attempt point by point, and what of it somebody has taken as it is while the rest stays open. */
import type { KeptFinding, StoredWord } from '../schema.js';
import type { Finding } from '../../contract/finding.js';
import { findingKeys } from './finding-keys.js';

export const isStillOpen = ({ status, taken }: KeptFinding): boolean => status !== 'passed' && taken === undefined;

/** As it was found again: what was taken as it is stays so, as far as it is all the same. */
export function asTakenBefore(before: readonly KeptFinding[], found: readonly Finding[]): readonly KeptFinding[] {
  const words = new Map(
    before.flatMap((finding) =>
      finding.taken === undefined
        ? []
        : findingKeys(finding).map((key): [string, StoredWord] => [key, finding.taken as StoredWord]),
    ),
  );
  if (words.size === 0) return found;
  return found.map((finding) => {
    if (finding.status === 'passed') return finding;
    const given = findingKeys(finding).map((key) => words.get(key));
    const [taken] = given;
    return taken === undefined || given.includes(undefined) ? finding : { ...finding, taken };
  });
}
