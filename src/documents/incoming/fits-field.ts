/** Whether a file is what a question wants: of one of its types, and a table with its columns. */
import type { FileWanted } from '../../contract/files.js';
import type { EvidenceFile } from '../../contract/finding.js';
import { allowed, refused, type Outcome } from '../../errors.js';
import { headOfExcel, type Head } from './excel-head.js';
import { judgeFile } from './judge.js';
import { damaged } from './judged.js';
import { headOfCsv, textOf } from './text.js';

/** Through whichever door it came: it is judged here once more. */
export function fitsField({ name, content }: EvidenceFile, { types, columns }: FileWanted): Outcome<null> {
  const judged = judgeFile(name, content);
  if (!judged.ok) return judged;
  const { kind, name: file } = judged.value;
  if (!types.includes(kind)) return refused('upload.other-type', { file, kind, types: types.join(', ') });
  if (columns === undefined) return allowed(null);
  const head: Head | null =
    kind === 'Excel' ? headOfExcel(content) : { columns: headOfCsv(textOf(content) ?? ''), hasRows: true };
  if (head === null) return damaged(kind);
  const found = head.columns.map(plain);
  const missing = columns.filter((column) => !found.includes(plain(column)));
  if (missing.length > 0)
    return refused('upload.columns', {
      file,
      found: listed(head.columns),
      count: head.columns.length,
      lacks: missing.length,
      missing: missing.join(', '),
      columns: columns.join(', '),
    });
  const twice = columns.find((column) => found.filter((one) => one === plain(column)).length > 1);
  if (twice !== undefined) return refused('upload.column-twice', { file, column: twice });
  return head.hasRows ? allowed(null) : refused('upload.no-rows');
}

/** Without what nobody sees: such signs come along when a heading is copied from a page. */
const plain = (heading: string): string =>
  heading
    .normalize('NFKC')
    .replace(/\p{Cf}/gu, '')
    .replace(/\s+/g, ' ')
    .trim()
    .toLowerCase();

const mostListed = 8;

/** As they stand there, as far as a sentence carries them. */
function listed(headings: readonly string[]): string {
  const named = headings.map((heading) => heading.trim()).filter((heading) => heading !== '');
  const shown = named.slice(0, mostListed).map((one) => (one.length > 30 ? `${one.slice(0, 29)}…` : one));
  return [...shown, ...(named.length > mostListed ? ['…'] : [])].join(', ');
}
