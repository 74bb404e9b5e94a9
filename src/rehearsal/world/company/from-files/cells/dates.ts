/** Dates as exporters of many countries write them. Which of two numbers is the day, a column says as a whole or nobody does. */
import type { CsvTable } from '../text/csv-table.js';

const slashed = /^(\d{1,2})[/-](\d{1,2})[/-](\d{4}|\d{2})(?=\D|$)(.*)$/;
const dotted = /^(\d{1,2})\.(\d{1,2})\.(\d{4})(?:,?[ T](\d{1,2}:\d{2}(?::\d{2})?))?$/;

export type DayPlace = 'first' | 'second' | 'either';

/** The column says it by a number above twelve; where it does not, the rest of the file does; `either`: nothing does. */
export function dayPlaceOf({ rows }: CsvTable, column: number): DayPlace {
  const ofCells = (cells: Iterable<string>): DayPlace | null => {
    let [first, second, ambiguous] = [false, false, false];
    for (const cell of cells) {
      const found = slashed.exec(cell);
      if (found === null) continue;
      const [one, two] = [Number(found[1]), Number(found[2])];
      if (one > 12) first = true;
      else if (two > 12) second = true;
      else if (one !== two) ambiguous = true;
    }
    if (first !== second) return first ? 'first' : 'second';
    return ambiguous ? 'either' : null;
  };
  const own = ofCells(rows.map(({ cells }) => cells[column] ?? ''));
  if (own !== 'either') return own ?? 'second';
  return ofCells(rows.flatMap(({ cells }) => cells)) ?? 'either';
}

/** Whether the cell means another day when it is read the other way round. */
export function isEitherWay(cell: string): boolean {
  const found = slashed.exec(cell);
  return found !== null && Number(found[1]) <= 12 && Number(found[2]) <= 12 && Number(found[1]) !== Number(found[2]);
}

/** Null where it is no date. `either` is read as PowerShell writes it: the month first. */
export function readDate(cell: string, day: DayPlace): string | null {
  const two = (text: string | undefined): string => (text ?? '').padStart(2, '0');
  const withDots = dotted.exec(cell);
  const withSlashes = slashed.exec(cell);
  let text = cell;
  if (withDots !== null)
    text = `${withDots[3]}-${two(withDots[2])}-${two(withDots[1])}T${(withDots[4] ?? '00:00').replace(/^\d:/, '0$&')}Z`;
  else if (withSlashes !== null && (day === 'first' || Number(withSlashes[1]) > 12))
    text = `${withSlashes[2]}/${withSlashes[1]}/${withSlashes[3]}${(withSlashes[4] as string).replace(/^,/, '')}`;
  const zoned = /(Z|GMT)$|:\d{2}.*[+-]\d{2}:?\d{2}$/.test(text);
  const read = Date.parse(zoned || /^\d{4}-\d{2}-\d{2}$/.test(text) ? text : `${text} UTC`);
  return Number.isNaN(read) ? null : new Date(read).toISOString().replace('.000Z', 'Z');
}
