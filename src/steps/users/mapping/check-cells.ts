/** What is wrong with a cell by itself, before either tenant is asked. */
import { familyOf } from './objects.js';
import type { Known } from './known.js';
import { actions, type Column, type Fault, type Row } from './row.js';

type Code = Fault['code'];

const longestCell = 400;
const lastWave = 99;
const stranger = /[\p{Script=Cyrillic}\p{Script=Greek}]/u;
const guid = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i;

const cellsOf = (row: Row): readonly (readonly [Column, string])[] => [
  ['Source Email', row.source],
  ['Destination Email', row.target],
  ['Action', row.action],
  ['Wave', row.wave],
  ['Licence', row.licence],
  ['Kind', row.kind],
  ['Source Object Id', row.sourceId],
  ['Destination Object Id', row.targetId],
];

/** One a cell: the first that keeps it from being read. */
export function cellFaults(row: Row, seen: Known): readonly Fault[] {
  return cellsOf(row).flatMap(([column, text]) => {
    const found = faultIn(row, column, text, seen);
    const facts = { row: row.number, column, value: text.slice(0, 80), ...found?.facts };
    return found === null ? [] : [{ row, code: found.code, facts }];
  });
}

interface Found {
  readonly code: Code;
  readonly facts?: Fault['facts'];
}

function faultIn(row: Row, column: Column, text: string, seen: Known): Found | null {
  const wrong = row.cells?.find((cell) => cell.column === column)?.wrong;
  if (wrong === 'error') return { code: 'mapping.cell-error' };
  if (wrong === 'formula') return { code: 'mapping.cell-formula' };
  if (text.length > longestCell) return { code: 'mapping.cell-long', facts: { length: text.length } };
  // Those that nobody sees: they come along from pages and letters.
  if (/[\p{Cc}\p{Cf}\u00a0\u2000-\u200a\u3000\ufffd]/u.test(text)) return { code: 'mapping.cell-unseen' };
  switch (column) {
    case 'Source Email':
      if (text === '') return row.sourceId === '' ? { code: 'mapping.source-empty' } : null;
      return addressFault(text);
    case 'Destination Email':
      return text === '' ? (isLeft(row) ? null : { code: 'mapping.target-empty' }) : addressFault(text);
    case 'Action':
      if (text === '' || actions.some((action) => action === text.toLowerCase())) return null;
      return { code: 'mapping.action-unknown' };
    case 'Wave':
      if (text === '' || (/^\d{1,2}$/.test(text) && Number(text) >= 1 && Number(text) <= lastWave)) return null;
      return { code: 'mapping.wave-unreadable', facts: { most: lastWave } };
    case 'Kind':
      if (text === '' || familyOf(text) !== undefined || isKindOfSource(text, seen)) return null;
      return { code: 'mapping.kind-unknown' };
    case 'Source Object Id':
    case 'Destination Object Id':
      return text === '' || guid.test(text) ? null : { code: 'mapping.id-unreadable' };
    default:
      return null;
  }
}

const isLeft = ({ action }: Row): boolean => action.toLowerCase() === 'leave';
const isKindOfSource = (text: string, { tenants }: Known): boolean =>
  tenants.source.objects.some(({ kind }) => kind === text);

function addressFault(text: string): Found | null {
  if (/[;,]|\s\S*@/.test(text)) return { code: 'mapping.several-in-cell' };
  const letter = strangerIn(text);
  if (letter !== null) return { code: 'mapping.letter-alike', facts: { letter } };
  const at = text.lastIndexOf('@');
  if (at <= 0 || !/^[a-z\d-]+(?:\.[a-z\d-]+)+$/i.test(text.slice(at + 1))) return { code: 'mapping.no-address' };
  return null;
}

/** A Cyrillic о among Latin letters looks like an o, and nobody finds it by looking. */
function strangerIn(text: string): string | null {
  const mixed = text.split('@').find((part) => /\p{Script=Latin}/u.test(part) && stranger.test(part));
  const [letter] = stranger.exec(mixed ?? '') ?? [];
  if (letter === undefined) return null;
  return `${letter} (U+${(letter.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')})`;
}
