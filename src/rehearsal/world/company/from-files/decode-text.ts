/** From the bytes of an export to its text. PowerShell 5 writes UTF-16, Excel in Russia Windows-1251, the portals UTF-8 with a BOM. */

export type Decoded =
  { readonly text: string; readonly encoding: string; readonly certain: boolean } | { readonly otherKind: OtherKind };

/** `html` is mostly the sign-in page that a browser got instead of the export. */
export type OtherKind = 'empty' | 'xlsx' | 'xls' | 'pdf' | 'html' | 'json' | 'binary';

export function decodeText(bytes: Buffer): Decoded {
  if (bytes.length === 0) return { otherKind: 'empty' };
  if (bytes.subarray(0, 4).equals(Buffer.from([0x50, 0x4b, 0x03, 0x04]))) return { otherKind: 'xlsx' };
  if (bytes.subarray(0, 4).equals(Buffer.from([0xd0, 0xcf, 0x11, 0xe0]))) return { otherKind: 'xls' };
  if (bytes.subarray(0, 5).toString('latin1') === '%PDF-') return { otherKind: 'pdf' };
  const decoded = decode(bytes);
  if (decoded === null) return { otherKind: 'binary' };
  const start = decoded.text.trimStart().slice(0, 200).toLowerCase();
  if (start === '') return { otherKind: 'empty' };
  if (/^<(!doctype html|html|head|\?xml|!--)/.test(start)) return { otherKind: 'html' };
  if (/^[[{]\s*["{[\]}]/.test(start)) return { otherKind: 'json' };
  return decoded;
}

function decode(bytes: Buffer): { text: string; encoding: string; certain: boolean } | null {
  const as = (encoding: string, label: string, certain: boolean): ReturnType<typeof decode> => ({
    // TextDecoder takes the byte order mark away.
    text: new TextDecoder(encoding).decode(bytes),
    encoding: label,
    certain,
  });
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
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), encoding: 'UTF-8', certain: true };
  } catch {
    // Not UTF-8: one of the single-byte code pages, told apart by where their letters lie.
    return singleByte(bytes, as);
  }
}

function singleByte(
  bytes: Buffer,
  as: (encoding: string, label: string, certain: boolean) => ReturnType<typeof decode>,
): ReturnType<typeof decode> {
  let dos = 0;
  let windows = 0;
  let neighbours = 0;
  for (let place = 0; place < bytes.length; place += 1) {
    const byte = bytes[place] as number;
    if (byte >= 0x80 && byte <= 0xaf) dos += 1;
    if ((byte >= 0xc0 && byte <= 0xdf) || byte >= 0xf0) windows += 1;
    if (byte >= 0xc0 && (bytes[place + 1] ?? 0) >= 0xc0) neighbours += 1;
  }
  if (dos > windows * 2 && dos > 3) return as('ibm866', 'code page 866', false);
  // Umlauts and accents stand alone between Latin letters; Cyrillic letters stand together.
  return neighbours > 0 ? as('windows-1251', 'Windows-1251', false) : as('windows-1252', 'Windows-1252', false);
}
