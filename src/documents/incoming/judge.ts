/** Every file is a stranger's until it was read: what it is says its content, and its name only has to agree. */
import type { FileType } from '../../contract/files.js';
import { allowed, refused, type Outcome } from '../../errors.js';
import { looksLikeOldExcel, objectionToExcel } from './excel.js';
import { fileNameOf } from './file-name.js';
import { kinds, type Objection } from './judged.js';
import { looksLikePdf, objectionToPdf, startOfPdf } from './pdf.js';
import { pictureElsewhere } from './pictures-elsewhere.js';
import { keptOfJpeg, looksLikeJpeg, looksLikePng, objectionToPng } from './pictures.js';
import { isMarkup, kindOfText, steersScreen, textOf } from './text.js';
import { looksLikeZip, readArchive } from './zip.js';

export const mostBytes = 10 * 1024 * 1024;

export interface JudgedFile {
  readonly kind: FileType;
  readonly name: string;
  readonly contentType: string;
  /** As it came, or without what hangs before or behind it. */
  readonly content: Buffer;
}

interface Known {
  readonly kind: FileType;
  readonly content: Buffer;
}

export function judgeFile(givenName: string, content: Buffer): Outcome<JudgedFile> {
  if (content.length === 0) return refused('upload.empty');
  if (content.length > mostBytes) return refused('upload.too-large', { megabytes: mostBytes / 1024 / 1024 });
  const named = fileNameOf(givenName);
  if (named === null) return refused('upload.no-name');
  const { name, ending } = named;
  if (/^(?:xlsm|xlsb|xltm|xlam|xla)$/.test(ending)) return refused('upload.macros');
  const known = kindOf(content, ending);
  if (!known.ok) return known;
  const { kind, content: kept } = known.value;
  const { endings, contentType } = kinds[kind];
  if (!endings.includes(ending)) {
    const isKnown = Object.values(kinds).some((known) => known.endings.includes(ending));
    return isKnown ? refused('upload.wrong-ending', { ending, kind }) : refused('upload.unknown', { ending });
  }
  return allowed({ kind, name, contentType, content: kept });
}

const whole =
  (objectionTo: (content: Buffer) => Objection) =>
  (content: Buffer): Outcome<Buffer> =>
    objectionTo(content) ?? allowed(content);

function jpeg(content: Buffer): Outcome<Buffer> {
  const end = keptOfJpeg(content);
  return end.ok ? allowed(content.subarray(0, end.value)) : end;
}

const binary: readonly (readonly [FileType, (content: Buffer) => boolean, (content: Buffer) => Outcome<Buffer>])[] = [
  ['PDF', looksLikePdf, whole(objectionToPdf)],
  ['PNG', looksLikePng, whole(objectionToPng)],
  ['JPEG', looksLikeJpeg, jpeg],
  ['Excel', (content) => looksLikeZip(content) && isOffice(content), whole(objectionToExcel)],
];

function kindOf(content: Buffer, ending: string): Outcome<Known> {
  if (looksLikeOldExcel(content)) return refused('upload.old-excel');
  for (const [kind, looksLike, keptOf] of binary) {
    if (!looksLike(content) && !(kind === 'Excel' && looksLikeZip(content) && ending === 'xlsx')) continue;
    const kept = keptOf(content);
    return kept.ok ? allowed({ kind, content: kept.value }) : kept;
  }
  const pdf = ending === 'pdf' ? startOfPdf(content) : -1;
  if (pdf > 0) return kindOf(content.subarray(pdf), ending);
  const picture = pictureElsewhere(content);
  if (picture !== null) return refused('upload.other-picture', { kind: picture });
  const text = textOf(content);
  if (text === null && steersScreen(content)) return refused('upload.steers-screen');
  if (text === null || isMarkup(text)) return refused('upload.unknown', { ending });
  const kind = kindOfText(text, ending);
  return kind.ok ? allowed({ kind: kind.value, content }) : kind;
}

/** Any archive may come under any name; this one says that it is a workbook. */
function isOffice(content: Buffer): boolean {
  const archive = readArchive(content);
  return 'entries' in archive && archive.entries.some(({ name }) => name === 'xl/workbook.xml');
}
