/** From the bytes of an export to its text. PowerShell 5 writes UTF-16, Excel the code page of its country, the portals UTF-8 with a BOM. */
import { decodeByLetters } from './code-pages.js';

export interface Text {
  readonly text: string;
  readonly encoding: string;
  readonly certain: boolean;
  /** A word with letters beyond a to z, by which a person sees whether they are right; empty where all is plain. */
  readonly example: string;
  /** Lines that are written in another encoding than the rest, from 1. */
  readonly otherLines: readonly number[];
  /** Another encoding that fits as well, and the words that would read otherwise: `Þube / Şube`. */
  readonly rival: { readonly encoding: string; readonly words: readonly string[] } | null;
}

export type Decoded = Text | { readonly otherKind: OtherKind };

/** `html` is mostly the sign-in page that a browser got instead of the export; `mixed` was written to twice, the second time in UTF-16. */
export type OtherKind = 'empty' | 'xlsx' | 'xls' | 'pdf' | 'html' | 'json' | 'mixed' | 'binary';

/** `seen`: letters in the files of the same people whose encoding is certain. */
export function decodeText(bytes: Buffer, seen: ReadonlySet<string> = new Set()): Decoded {
  if (bytes.length === 0) return { otherKind: 'empty' };
  if (bytes.subarray(0, 4).equals(Buffer.from([0x50, 0x4b, 0x03, 0x04]))) return { otherKind: 'xlsx' };
  if (bytes.subarray(0, 4).equals(Buffer.from([0xd0, 0xcf, 0x11, 0xe0]))) return { otherKind: 'xls' };
  if (bytes.subarray(0, 5).toString('latin1') === '%PDF-') return { otherKind: 'pdf' };
  const decoded = decode(bytes, seen);
  if (decoded === null) return { otherKind: hasUtf16Behind(bytes) ? 'mixed' : 'binary' };
  const start = decoded.text.trimStart().slice(0, 200).toLowerCase();
  if (start === '') return { otherKind: 'empty' };
  if (/^<(!doctype html|html|head|\?xml|!--)/.test(start)) return { otherKind: 'html' };
  if (/^[[{]\s*["{[\]}]/.test(start)) return { otherKind: 'json' };
  return decoded;
}

function decode(bytes: Buffer, seen: ReadonlySet<string>): Text | null {
  const as = (encoding: string, label: string, certain: boolean): Text => {
    // TextDecoder takes the byte order mark away.
    const text = new TextDecoder(encoding).decode(bytes);
    return { text, encoding: label, certain, example: exampleOf(text), otherLines: [], rival: null };
  };
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return as('utf-16le', 'UTF-16LE', true);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return as('utf-16be', 'UTF-16BE', true);
  if (bytes.includes(0)) {
    // UTF-16 without its mark: in a heading of Latin letters every second byte is nothing.
    const head = bytes.subarray(0, Math.min(bytes.length, 400));
    const nothing = (from: number): number =>
      [...head].filter((byte, place) => place % 2 === from && byte === 0).length / (head.length / 2);
    if (nothing(1) > 0.7 && nothing(0) < 0.1) return as('utf-16le', 'UTF-16LE', false);
    if (nothing(0) > 0.7 && nothing(1) < 0.1) return as('utf-16be', 'UTF-16BE', false);
    return null;
  }
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return { text, encoding: 'UTF-8', certain: true, example: exampleOf(text), otherLines: [], rival: null };
  } catch {
    return byLines(bytes, seen);
  }
}

/** Lines of text, and behind them text again of which every second byte is nothing. */
function hasUtf16Behind(bytes: Buffer): boolean {
  const first = bytes.indexOf(0);
  const [before, behind] = [bytes.subarray(0, first), bytes.subarray(first)];
  if (!before.includes(0x0a) || before.some((byte) => byte < 0x20 && ![0x09, 0x0a, 0x0d].includes(byte))) return false;
  const nothing = behind.filter((byte) => byte === 0).length / behind.length;
  return nothing > 0.35 && nothing < 0.65;
}

/** Not all of it is UTF-8: a file that was written to twice is UTF-8 in some lines and something else in others. */
function byLines(bytes: Buffer, seen: ReadonlySet<string>): Text {
  const lines = splitLines(bytes);
  const inUtf8 = lines.map(utf8With);
  const ofUtf8 = inUtf8.flatMap((text, place) => (text === null ? [] : [place]));
  const rest = lines.flatMap((_, place) => (inUtf8[place] === null ? [place] : []));
  const ofPages = decodeByLetters(
    rest.map((place) => lines[place] as Buffer),
    seen,
  );
  const { encoding, texts, others, rival } = ofPages;
  const ofPage = new Map(rest.map((place, n) => [place, texts[n] as string]));
  const text = lines.map((_, place) => ofPage.get(place) ?? (inUtf8[place] as string)).join('\n');
  // Whichever there are less of is the exception.
  const foreign = rest.filter((place) => (lines[place] as Buffer).some((byte) => byte >= 0x80));
  const fewer = ofUtf8.length <= foreign.length ? ofUtf8 : foreign;
  const otherLines = [...new Set([...(ofUtf8.length === 0 ? [] : fewer), ...others.map((n) => rest[n] as number)])];
  return {
    text: text.replace(/^\uFEFF/, ''),
    encoding: ofUtf8.length > foreign.length ? `UTF-8 and ${encoding}` : encoding,
    certain: false,
    example: exampleOf(text),
    rival,
    otherLines: otherLines.map((place) => place + 1).sort((a, b) => a - b),
  };
}

/** Null where the line is plain, or is no UTF-8. */
function utf8With(line: Buffer): string | null {
  if (!line.some((byte) => byte >= 0x80)) return null;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(line);
  } catch {
    return null;
  }
}

function splitLines(bytes: Buffer): Buffer[] {
  const lines: Buffer[] = [];
  let from = 0;
  for (let at = bytes.indexOf(0x0a); at !== -1; at = bytes.indexOf(0x0a, from)) {
    lines.push(bytes.subarray(from, at));
    from = at + 1;
  }
  lines.push(bytes.subarray(from));
  return lines;
}

/** The first letter beyond a to z, with its word and the words beside it: that is mostly somebody's name. */
function exampleOf(text: string): string {
  const rows = afterHeading(text).slice(0, 200_000);
  const at = rows.search(/(?![\u0000-\u007f])\p{L}/u);
  if (at === -1) return '';
  const around = rows.slice(Math.max(0, at - 40), at + 40);
  const here = at - Math.max(0, at - 40);
  const before = /[\p{L}' .-]*$/u.exec(around.slice(0, here))?.[0] ?? '';
  const after = /^[\p{L}' .-]*/u.exec(around.slice(here))?.[0] ?? '';
  return `${before}${after}`.trim();
}

/** The headings say what the columns are; whether the letters are right shows in the names. */
const afterHeading = (text: string): string => {
  const end = text.indexOf('\n');
  return end === -1 || end > 20_000 ? text : text.slice(end + 1);
};

/** Letters beyond a to z, for whoever must tell the encoding of another file by them. */
export function lettersOf({ text }: Pick<Text, 'text'>): ReadonlySet<string> {
  const letters = new Set<string>();
  for (const [letter] of text.slice(0, 1_000_000).matchAll(/(?![\u0000-\u007f])\p{L}/gu)) letters.add(letter);
  return letters;
}
