/** Letters that were lost before the file was written: for question marks, or because UTF-8 was read as an old code page. */
import { decodeAs, type Page } from '../text/code-pages.js';

/** Two question marks, one that touches a letter, or what a decoder puts for nothing. */
const questionMarks = /\?{2,}|\uFFFD|\p{L}\?\p{L}|(?:^|[\s-])\?\p{L}{2}|\p{L}{2}\?(?:\s|$)/u;

export const hasLostLetters = (text: string): boolean =>
  questionMarks.test(text) || readings.some((reading) => isUtf8ReadAs(reading, text));

/** Letters of Latin, Greek and Cyrillic alphabets, and the quotation marks and dashes of their texts. */
const plausible = /^[\u00a0-\u017f\u0218-\u021b\u0386-\u04ff\u2010-\u2026]+$/;
const foreign = /[^\u0000-\u007f]+/g;

interface Reading {
  readonly byteOf: ReadonlyMap<string, number>;
  /** A run of letters alone is a word of the page's own language unless it is as long as this. */
  readonly shortest: number;
}

const page = (name: Page, shortest: number): Reading => {
  const bytes = Array.from({ length: 128 }, (_, n) => n + 128);
  return { byteOf: new Map(bytes.map((byte) => [decodeAs(name, Uint8Array.of(byte)), byte])), shortest };
};
const readings = [
  page('windows-1252', 2),
  page('windows-1250', 4),
  page('windows-1251', 4),
  page('cp850', 4),
  page('ibm866', 4),
];
const utf8 = new TextDecoder('utf-8', { fatal: true });

/** Some run of letters beyond a to z is, byte by byte, good UTF-8 of letters: by chance that hardly happens. */
function isUtf8ReadAs({ byteOf, shortest }: Reading, text: string): boolean {
  for (const [run] of text.matchAll(foreign)) {
    const bytes = [...run].map((letter) => byteOf.get(letter));
    if (bytes.length < 2 || bytes.includes(undefined)) continue;
    if (bytes.length < shortest && /^\p{L}+$/u.test(run)) continue;
    try {
      if (plausible.test(utf8.decode(Uint8Array.from(bytes as number[])))) return true;
    } catch {
      // No UTF-8: the letters are what they seem.
    }
  }
  return false;
}
