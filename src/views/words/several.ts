/** `A, B and C`, or `A, B and 3 more` where they are too many for one line. */
import type { Words } from './words.js';

export function several(items: readonly string[], most: number, words: Pick<Words, 'all' | 'say'>): string {
  if (items.length <= most) return words.all(items);
  return `${items.slice(0, most).join(', ')} ${words.say('and-more', { count: items.length - most })}`;
}
