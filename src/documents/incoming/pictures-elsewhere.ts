/** Pictures of kinds that are not kept, because not everybody's machine shows them: whoever sends one is told how it becomes one that is. */

export type PictureElsewhere = 'HEIC' | 'AVIF' | 'WebP' | 'GIF' | 'BMP' | 'TIFF';

export function pictureElsewhere(content: Buffer): PictureElsewhere | null {
  const head = content.toString('latin1', 0, 12);
  // ISO/IEC 23008-12, annex B: the brand that its writer names first.
  if (/^....ftyp(?:hei[cmsx]|hev[cmsx]|mif1|msf1)/s.test(head)) return 'HEIC';
  if (/^....ftypavi[fs]/s.test(head)) return 'AVIF';
  if (/^RIFF....WEBP/s.test(head)) return 'WebP';
  if (/^GIF8[79]a/.test(head)) return 'GIF';
  if (/^BM....\0\0\0\0/s.test(head)) return 'BMP';
  return /^(?:II\*\0|MM\0\*)/.test(head) ? 'TIFF' : null;
}
