/** Whether a file is what a question wants: of one of its types, and a table with its columns. */
import type { FileRead, FileType, FileWanted } from '../../contract/files.js';
import type { EvidenceFile } from '../../contract/finding.js';
import { allowed, refused, type Outcome } from '../../errors.js';
import { headOfExcel } from './excel-head.js';
import { judgeFile } from './judge.js';
import { damaged } from './judged.js';
import { headOfCsv, textOf } from './text.js';

/** The long part, before anybody else has to wait for it. Through whichever door it came: a file whose kind the door does not tell is judged here. */
export function readForField({ name, content, kind }: EvidenceFile & { readonly kind?: FileType }): Outcome<FileRead> {
  if (kind !== undefined) return allowed({ name, kind, head: headOf(kind, content) });
  const judged = judgeFile(name, content);
  if (!judged.ok) return judged;
  return allowed({ name: judged.value.name, kind: judged.value.kind, head: headOf(judged.value.kind, content) });
}

function headOf(kind: FileType, content: Buffer): FileRead['head'] {
  if (kind === 'Excel') return headOfExcel(content);
  return kind === 'CSV' ? { columns: headOfCsv(textOf(content) ?? ''), hasRows: true } : null;
}

export function fitsField(
  { name: file, kind, head }: FileRead,
  { types, columns, optional = [] }: FileWanted,
): Outcome<null> {
  if (!types.includes(kind)) return refused('upload.other-type', { file, kind, types: types.join(', ') });
  if (columns === undefined) return allowed(null);
  if (head === null) return damaged(kind);
  const found = head.columns.map(plainHeading);
  const missing = columns.filter((column) => !found.includes(plainHeading(column)));
  if (missing.length > 0)
    return refused('upload.columns', {
      file,
      found: listed(head.columns),
      count: head.columns.length,
      lacks: missing.length,
      missing: missing.join(', '),
      columns: columns.join(', '),
    });
  const twice = [...columns, ...optional].find(
    (column) => found.filter((one) => one === plainHeading(column)).length > 1,
  );
  if (twice !== undefined) return refused('upload.column-twice', { file, column: twice });
  return head.hasRows ? allowed(null) : refused('upload.no-rows');
}

/** Without what nobody sees: such signs come along when a heading is copied from a page. */
export const plainHeading = (heading: string): string =>
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
