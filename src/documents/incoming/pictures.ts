/** Pictures: every part of one is walked to its end, so that nothing is cut off and nothing hangs behind it. */
import { allowed, refused, type Outcome } from '../../errors.js';
import { damaged, moreBehind, type Objection } from './judged.js';

const pngSignature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
export const looksLikePng = (content: Buffer): boolean => content.subarray(0, 8).equals(pngSignature);
export const looksLikeJpeg = (content: Buffer): boolean =>
  content.subarray(0, 3).equals(Buffer.from([0xff, 0xd8, 0xff]));

/** More than any screen or camera gives: whoever opens it would need gigabytes. */
const mostPixels = 120_000_000;
const tooManyPixels = (width: number, height: number): boolean => width * height > mostPixels;

/** https://www.w3.org/TR/png-3/#5DataRep */
export function objectionToPng(content: Buffer): Objection {
  let at = pngSignature.length;
  let hasData = false;
  while (at + 12 <= content.length) {
    const length = content.readUInt32BE(at);
    const type = content.toString('latin1', at + 4, at + 8);
    const next = at + 12 + length;
    if (next > content.length || !/^[A-Za-z]{4}$/.test(type)) return damaged('PNG');
    if (crc32(content, at + 4, at + 8 + length) !== content.readUInt32BE(at + 8 + length)) return damaged('PNG');
    if (at === pngSignature.length) {
      if (type !== 'IHDR' || length !== 13) return damaged('PNG');
      const [width, height] = [content.readUInt32BE(at + 8), content.readUInt32BE(at + 12)];
      if (width === 0 || height === 0) return damaged('PNG');
      if (tooManyPixels(width, height)) return refused('upload.grows', { kind: 'PNG' });
    }
    hasData ||= type === 'IDAT';
    if (type === 'IEND') return !hasData ? damaged('PNG') : next === content.length ? null : moreBehind('PNG');
    at = next;
  }
  return damaged('PNG');
}

const crcTable = Uint32Array.from({ length: 256 }, (_, byte) => {
  let crc = byte;
  for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? 0xedb88320 ^ (crc >>> 1) : crc >>> 1;
  return crc;
});

function crc32(content: Buffer, from: number, to: number): number {
  let crc = 0xffffffff;
  for (let at = from; at < to; at += 1) crc = (crcTable[(crc ^ (content[at] ?? 0)) & 0xff] ?? 0) ^ (crc >>> 8);
  return (crc ^ 0xffffffff) >>> 0;
}

const isFrame = (marker: number): boolean => marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
const standsAlone = (marker: number): boolean => marker === 0x01 || (marker >= 0xd0 && marker <= 0xd7);

/**
 * Up to where a JPEG is kept. Phones lay further pictures behind the first, for brighter screens or in other sizes
 * (https://developer.android.com/media/platform/hdr-image-format), and cameras and scanners zeros up to a round size; both stay.
 * Whatever else is found there, such as a film or its maker's notes, is no evidence, and nothing that anybody has looked at.
 */
export function keptOfJpeg(content: Buffer): Outcome<number> {
  const first = endOfJpeg(content, 0);
  if (!first.ok) return first;
  for (let kept = first.value; ;) {
    let at = kept;
    while (content[at] === 0) at += 1;
    if (at === content.length) return allowed(at);
    if (!looksLikeJpeg(content.subarray(at))) return allowed(kept);
    const next = endOfJpeg(content, at);
    if (!next.ok) return allowed(kept);
    kept = next.value;
  }
}

/** https://www.w3.org/Graphics/JPEG/itu-t81.pdf, annex B */
function endOfJpeg(content: Buffer, from: number): Outcome<number> {
  let at = from + 2;
  let hasFrame = false;
  let hasScan = false;
  while (at + 2 <= content.length) {
    if (content[at] !== 0xff) return damaged('JPEG');
    const marker = content[at + 1] ?? 0;
    // Any number of fill bytes may stand before a marker.
    if (marker === 0xff) at += 1;
    else if (marker === 0xd9) return hasFrame && hasScan ? allowed(at + 2) : damaged('JPEG');
    else if (standsAlone(marker)) at += 2;
    else {
      if (at + 4 > content.length) return damaged('JPEG');
      const length = content.readUInt16BE(at + 2);
      if (length < 2 || at + 2 + length > content.length) return damaged('JPEG');
      if (isFrame(marker)) {
        if (length < 8) return damaged('JPEG');
        hasFrame = true;
        if (tooManyPixels(content.readUInt16BE(at + 7), content.readUInt16BE(at + 5)))
          return refused('upload.grows', { kind: 'JPEG' });
      }
      at += 2 + length;
      if (marker === 0xda) {
        hasScan = true;
        at = endOfScan(content, at);
      }
    }
  }
  return damaged('JPEG');
}

/** Where the first marker stands that does not belong to the scan. */
function endOfScan(content: Buffer, from: number): number {
  for (let at = content.indexOf(0xff, from); at !== -1; at = content.indexOf(0xff, at + 1)) {
    const next = content[at + 1] ?? 0;
    if (next !== 0x00 && !(next >= 0xd0 && next <= 0xd7)) return at;
  }
  return content.length;
}
