/** Every file is a stranger's until it was read: what it is says its content, and its name only has to agree. */
import type { FileType } from '../../contract/files.js';
import { allowed, refused, type Outcome } from '../../errors.js';
import { looksLikeOldExcel, objectionToExcel } from './excel.js';
import { fileNameOf } from './file-name.js';
import { kinds, type Objection } from './judged.js';
import { looksLikePdf, objectionToPdf } from './pdf.js';
import { looksLikeJpeg, looksLikePng, objectionToJpeg, objectionToPng } from './pictures.js';
import { isMarkup, kindOfText, textOf } from './text.js';
import { looksLikeZip, readArchive } from './zip.js';

export const mostBytes = 10 * 1024 * 1024;

export interface JudgedFile {
  readonly kind: FileType;
  readonly name: string;
  readonly contentType: string;
}

/** Where nothing is refused the content is kept as it came. */
export function judgeFile(givenName: string, content: Buffer): Outcome<JudgedFile> {
  if (content.length === 0) return refused('upload.empty');
  if (content.length > mostBytes) return refused('upload.too-large', { megabytes: mostBytes / 1024 / 1024 });
  const named = fileNameOf(givenName);
  if (named === null) return refused('upload.no-name');
  const { name, ending } = named;
  if (/^(?:xlsm|xlsb|xltm|xlam|xla)$/.test(ending)) return refused('upload.macros');
  const kind = kindOf(content, ending);
  if (!kind.ok) return kind;
  const { endings, contentType } = kinds[kind.value];
  if (!endings.includes(ending)) {
    const isKnown = Object.values(kinds).some((known) => known.endings.includes(ending));
    return isKnown
      ? refused('upload.wrong-ending', { ending, kind: kind.value })
      : refused('upload.unknown', { ending });
  }
  return allowed({ kind: kind.value, name, contentType });
}

const binary: readonly (readonly [FileType, (content: Buffer) => boolean, (content: Buffer) => Objection])[] = [
  ['PDF', looksLikePdf, objectionToPdf],
  ['PNG', looksLikePng, objectionToPng],
  ['JPEG', looksLikeJpeg, objectionToJpeg],
  ['Excel', (content) => looksLikeZip(content) && isOffice(content), objectionToExcel],
];

function kindOf(content: Buffer, ending: string): Outcome<FileType> {
  if (looksLikeOldExcel(content)) return refused('upload.old-excel');
  for (const [kind, looksLike, objectionTo] of binary)
    if (looksLike(content) || (kind === 'Excel' && looksLikeZip(content) && ending === 'xlsx'))
      return objectionTo(content) ?? allowed(kind);
  const text = textOf(content);
  if (text === null || isMarkup(text)) return refused('upload.unknown', { ending });
  return kindOfText(text, ending);
}

/** Any archive may come under any name; this one says that it is a workbook. */
function isOffice(content: Buffer): boolean {
  const archive = readArchive(content);
  return 'entries' in archive && archive.entries.some(({ name }) => name === 'xl/workbook.xml');
}
