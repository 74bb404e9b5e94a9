/** A check calls people once for what it finds: looks that find the same, or less, change its card and notify nobody. */
import type { Finding } from '../../../contract/finding.js';
import { findingKeys } from '../../attempts/finding-keys.js';

export interface Called {
  readonly findings: readonly Finding[];
  /** Null: nobody was called yet. */
  readonly news_at: string | null;
}

/** When it last found what nobody had been called for, now that `open` was found. */
export function newsAt(called: Called | null, open: readonly Finding[], now: string): string {
  if (called === null || called.news_at === null) return now;
  const known = new Set(called.findings.filter(({ status }) => status !== 'passed').flatMap(findingKeys));
  return open.flatMap(findingKeys).every((key) => known.has(key)) ? called.news_at : now;
}
