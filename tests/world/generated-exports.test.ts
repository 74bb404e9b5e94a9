/**
 * Exports that nobody wrote by hand, of companies whose truth is known: the loaded company is the true one, or each difference is named.
 * `npm run proof -- --exports 5000` loads as many; the gate a few.
 */
import { differences } from './generated-exports/compare.js';
import { makeTruth, seededRandom } from './generated-exports/truth.js';
import { writeExport } from './generated-exports/write.js';
import { load } from './support/export-tables.js';

const count = Number(process.env['EXPORTS'] ?? 50);
const seed = Number(process.env['EXPORTS_SEED'] ?? 1);

test(`${count} generated exports are read right, or each difference is named`, () => {
  const wrong: string[] = [];
  let objects = 0;
  let named = 0;
  for (let n = 0; n < count; n += 1) {
    const random = seededRandom(seed * 100_000 + n);
    const truth = makeTruth(random);
    const written = writeExport(truth, random);
    objects += truth.objects.length;
    try {
      for (const one of differences(truth, written, load(written.files))) {
        if (one.named) named += 1;
        else wrong.push(`export ${n} (${written.dialect}): ${one.text}`);
      }
    } catch (fault) {
      wrong.push(`export ${n} (${written.dialect}) CRASHED: ${(fault as Error).message.slice(0, 600)}`);
    }
  }
  if (process.env['EXPORTS'] !== undefined)
    process.stdout.write(
      `${count} exports, ${objects} objects: ${wrong.length} differences without a remark, ${named} with one\n${wrong.slice(0, 40).join('\n')}\n`,
    );
  expect(wrong.slice(0, 20)).toEqual([]);
});
