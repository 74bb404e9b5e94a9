/**
 * Mappings as they may come in by the link on the card: each is read as it was meant, or refused with a sentence that says what to do.
 * `UPLOADS=1000 UPLOADS_SEED=3 npx jest tests/steps/mapping-uploads` takes more.
 */
import { fitsField, readForField } from '../../src/documents/incoming/fits-field.js';
import { rowsIn } from '../../src/documents/incoming/rows.js';
import type { Refusal } from '../../src/errors.js';
import { failOnMissingWords, translate } from '../../src/locales/index.js';
import { check } from '../../src/steps/users/mapping/check.js';
import { columns, wantedColumns, type Row } from '../../src/steps/users/mapping/row.js';
import { mappingTable, rowsOfTable } from '../../src/steps/users/mapping/tables.js';
import { createViews } from '../../src/views/index.js';
import { mappingTenants, proposedRows } from './support/mapping-tenants.js';
import { boundless, seededRandom, upload, type Upload } from './mapping-uploads/written.js';

failOnMissingWords();
const views = createViews();
const tenants = mappingTenants(12);
const names = ['Вера Ёжикова', 'Jürgen Groß; Ost', '"Anna" O’Hara, 2nd', '=cmd|calc', 'Name'];
const truth: readonly Row[] = proposedRows(tenants).map((row, index) => ({ ...row, name: names[index % 5] ?? '' }));
const table = mappingTable(truth);

function take({ name, content }: Upload): Refusal | readonly Row[] {
  const read = readForField({ name, contentType: '', content });
  if (!read.ok) return read.refusal;
  const fits = fitsField(read.value, { types: ['Excel', 'CSV'], columns: wantedColumns });
  if (!fits.ok) return fits.refusal;
  const rows = rowsIn(read.value.kind, content, columns, 50_000);
  return rows === null ? { code: 'answer.mapping-unread', facts: { file: name } } : rowsOfTable(rows);
}

const isRefusal = (taken: Refusal | readonly Row[]): taken is Refusal => 'code' in taken;

/** What became of it otherwise than it had to; null: nothing. */
function wrongWith(one: Upload): string | null {
  const { wanted, without } = one;
  const taken = take(one);
  if (isRefusal(taken)) {
    const said = [views.refusalText(taken, 'en'), views.refusalText(taken, 'ru')];
    if (said.some((sentence) => !/^.{10,}\.$/s.test(sentence) || /[⟨{]/.test(sentence)))
      return `says ${said.join(' / ')}`;
    return wanted.outcome === 'refused' && wanted.code.test(taken.code) ? null : `refused: ${taken.code}`;
  }
  if (wanted.outcome === 'refused') return `taken with ${taken.length} rows`;
  if (wanted.outcome === 'faults') {
    const { faults } = check(taken, tenants);
    const [found] = faults.filter(({ row }) => row.number === wanted.row).map(({ code, facts }) => ({ code, facts }));
    if (found === undefined)
      return `row ${wanted.row} is not named, but ${faults.map(({ row, code }) => `${row.number} ${code}`).join(', ')}`;
    if (translate('ru', `findings.${found.code}`, found.facts).includes('⟨')) return `${found.code} has no words`;
    return found.code === wanted.code ? null : `row ${wanted.row} is named for ${found.code}`;
  }
  const shown = columns.filter((column) => !without.includes(column));
  const cells = (rows: readonly Row[]): readonly string[] =>
    mappingTable(rows).rows.map((row) => shown.map((column) => String(row[columns.indexOf(column)])).join(' · '));
  const [meant, came] = [cells(truth), cells(taken)];
  if (came.length !== table.rows.length) return `${came.length} rows of ${table.rows.length}`;
  const at = came.findIndex((row, index) => row !== meant[index]);
  return at === -1 ? null : `read ${came[at]} for ${meant[at]}`;
}

const count = Number(process.env['UPLOADS'] ?? 300);
const random = seededRandom(Number(process.env['UPLOADS_SEED'] ?? 1));

test(`${count} mappings of every make are read as they were meant, or refused with what to do`, () => {
  const outcomes = new Map<string, number>();
  const wrong: string[] = [];
  for (let n = 0; n < count; n += 1) {
    const one = upload(truth, random);
    outcomes.set(one.wanted.outcome, (outcomes.get(one.wanted.outcome) ?? 0) + 1);
    const found = wrongWith(one);
    if (found !== null) wrong.push(`${n} (${one.how}): ${found}`);
  }
  expect(wrong.slice(0, 10)).toEqual([]);
  expect([...outcomes.values()].every((share) => share > count / 20)).toBe(true);
});

test.each(boundless)('$how is refused before it is read', (one) => {
  expect(wrongWith(one)).toBeNull();
});
