/** The text of a PDF in which its objects stand: what lies outside of its streams, and what is packed in streams of objects. */
import { constants, inflateRawSync } from 'node:zlib';

export type PdfObjects = { readonly text: string } | { readonly wrong: 'locked' | 'grows' };

const mostStreams = 20_000;
const mostOfDictionary = 4_000;
const mostUnpacked = 40 * 1024 * 1024;
/** Enough to see what a stream begins with; it unpacks to a quarter of a megabyte at most. */
const peeked = 256;

/** Where an object could begin, wherever a table of objects points. In packed data it stands by chance in one of a thousand files of 10 MB. */
const object = /[\s\d\0]obj[\s\0%<[(/]/;
/** Numbers and places of the objects come first in a stream of them: ISO 32000-1, 7.5.7 */
const beginsWithPlaces = /^[\s\0]{0,99}\d{1,10}[\s\0]{1,99}\d[\d\s\0]*(?:$|[<[(/%tfn])/;

/** Data of pictures and fonts is no text: read as such, it says anything by chance. */
export function objectsOf(content: Buffer): PdfObjects {
  const whole = content.toString('latin1');
  const texts: string[] = [];
  let at = 0;
  let left = mostUnpacked;
  let streams = 0;
  for (let word = whole.indexOf('stream', at); word !== -1; word = whole.indexOf('stream', Math.max(word + 6, at))) {
    const from = word + 6 + (whole.startsWith('\r\n', word + 6) ? 2 : 1);
    if (!/[\r\n]/.test(whole[word + 6] ?? '') || !/>>[\s\0]{0,20}$/.test(whole.slice(Math.max(at, word - 22), word)))
      continue;
    const end = whole.indexOf('endstream', from);
    if (end === -1) break;
    texts.push(whole.slice(at, word));
    const before = whole.slice(Math.max(at, word - mostOfDictionary), word);
    const dictionary = withoutCodes(before.slice(Math.max(0, before.lastIndexOf('obj'))));
    const isOfObjects = /\/ObjStm(?![A-Za-z0-9])/.test(dictionary);
    streams += 1;
    if (streams > mostStreams) return { wrong: 'grows' };
    const packed = content.subarray(from, end);
    const hasPredictor = /\/Predictor(?![A-Za-z0-9])/.test(dictionary);
    if (isOfObjects || (!hasPredictor && beginsWithPlaces.test(start(packed)))) {
      const unpacked = hasPredictor ? null : inflated(packed, left);
      if (unpacked === 'grows') return { wrong: 'grows' };
      if (unpacked === null || (isOfObjects && !beginsWithPlaces.test(unpacked))) return { wrong: 'locked' };
      left -= unpacked.length;
      texts.push(unpacked);
    }
    const data = whole.slice(from, end);
    if (object.test(data)) texts.push(data);
    at = end;
  }
  texts.push(whole.slice(at));
  return { text: texts.join('\n') };
}

/** Letters of a name may be written as numbers. */
const withoutCodes = (text: string): string =>
  text.replace(/#([0-9a-fA-F]{2})/g, (_, code: string) => String.fromCharCode(parseInt(code, 16)));

/** Two bytes say how the rest is packed: https://www.rfc-editor.org/rfc/rfc1950#section-2.2 */
function start(packed: Buffer): string {
  if (((packed[0] ?? 0) & 0x0f) !== 8) return '';
  try {
    const beginning = packed.subarray(2, 2 + peeked);
    return inflateRawSync(beginning, { finishFlush: constants.Z_SYNC_FLUSH, maxOutputLength: 1024 * 1024 }).toString(
      'latin1',
    );
  } catch {
    return '';
  }
}

function inflated(packed: Buffer, most: number): string | 'grows' | null {
  try {
    return inflateRawSync(packed.subarray(2), { maxOutputLength: Math.max(1, most) }).toString('latin1');
  } catch (fault) {
    return (fault as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE' ? 'grows' : null;
  }
}
