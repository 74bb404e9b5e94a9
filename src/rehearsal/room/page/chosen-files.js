/** What somebody is about to send along: which of the chosen files go with the message, and why another does not. */

/** As Teams takes them in one message, and as large as the room keeps one. */
export const most = 10;
export const largest = 32 * 1024 * 1024;

/** @returns the files that go along, and of those that do not the first with the reason: `tooMany`, `tooLarge` */
export function choose(before, more) {
  const files = [...before];
  let refused = null;
  for (const file of more) {
    const why = files.length >= most ? 'tooMany' : file.size > largest ? 'tooLarge' : null;
    if (why === null) {
      // The same file chosen twice is meant once.
      if (!files.some((one) => isSame(one, file))) files.push(file);
    } else refused ??= { name: file.name, why };
  }
  return { files, refused };
}

const isSame = (one, other) =>
  one.name === other.name && one.size === other.size && one.lastModified === other.lastModified;

/** `12 KB`, `3.4 MB`, in the words of the language. */
export function sizeText(bytes, locale) {
  const [amount, unit] =
    bytes < 1024 * 1024 ? [Math.ceil(bytes / 1024), 'kilobyte'] : [bytes / 1024 / 1024, 'megabyte'];
  return new Intl.NumberFormat(locale, { style: 'unit', unit, maximumFractionDigits: 1 }).format(amount);
}
