/** A column that nobody here knows by its heading, and whose every word is a kind of recipient, says what the rows are. */
import { isNothing } from '../cells/cells.js';
import type { CsvTable } from '../text/csv-table.js';
import { readKind } from './recipient-kinds.js';

/** What people call such a column in their own language. */
const callsItself = /^(type|typ|tipo|tip|tyyppi|tipus|soort|rodzaj|art|kind|тип|вид)$/;

/**
 * Null: none. `byName`: a column called a type counts whatever stands in it, because nothing else says what the rows are; a word that is
 * not known is left out by name, and is nobody's mailbox.
 */
export function typeColumnOf(
  { rows }: CsvTable,
  headings: readonly string[],
  isRead: (place: number) => boolean,
  byName: boolean,
): number | null {
  const places = headings.map((_, place) => place).filter((place) => !isRead(place));
  const byValue = places.find((place) => {
    const words = new Set(
      rows.map(({ cells }) => cells[place] ?? '').filter((cell) => cell !== '' && !isNothing(cell)),
    );
    return words.size > 0 && [...words].every((word) => readKind(word, 'type') !== null);
  });
  if (byValue !== undefined || !byName) return byValue ?? null;
  return places.find((place) => callsItself.test(headings[place] as string)) ?? null;
}
