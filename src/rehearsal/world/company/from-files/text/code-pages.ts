/**
 * Which single-byte code page a text is in, told by the letters of the languages that are written with it. The right page gives words of
 * one alphabet; a wrong one mixes alphabets, puts capitals into words, or gives signs that stand in no word.
 */

/** Windows' and the DOS pages of Europe. https://encoding.spec.whatwg.org/#names-and-labels */
const pages = [
  ['windows-1252', 'Windows-1252'],
  ['windows-1251', 'Windows-1251'],
  ['windows-1250', 'Windows-1250'],
  ['ibm866', 'code page 866'],
  ['koi8-r', 'KOI8-R'],
  ['koi8-u', 'KOI8-U'],
  ['cp850', 'code page 850'],
  ['windows-1253', 'Windows-1253'],
  ['windows-1254', 'Windows-1254'],
  ['windows-1255', 'Windows-1255'],
  ['windows-1256', 'Windows-1256'],
  ['windows-1257', 'Windows-1257'],
] as const;
export type Page = (typeof pages)[number][0];

const western: readonly Page[] = ['windows-1252', 'cp850'];
const cyrillic: readonly Page[] = ['windows-1251', 'ibm866', 'koi8-r'];
const russian = 'абвгдеёжзийклмнопрстуфхцчшщъыьэюя';

/** The letters beyond a to z of each language, and the pages it is written in. */
const languages: readonly (readonly [letters: string, pages: readonly Page[]])[] = [
  ['äöüß', [...western, 'windows-1250']],
  // Without ÿ, which hardly any name has: in Windows-1251 its place is я's.
  ['àâçéèêëîïôœùûü', western],
  ['áéíñóúü', western],
  ['àáâãçéêíóôõúü', western],
  ['àèéìòóù', western],
  ['åäöéæøüšž', western],
  ['áðéíóúýþæö', western],
  ['éëèïöü', western],
  [russian, cyrillic],
  [`${russian}ґєії`, ['windows-1251', 'koi8-u']],
  [`${russian}іў`, ['windows-1251']],
  [`абвгдђежзијклљмнњопрстћуфхцчџш`, ['windows-1251']],
  ['ąćęłńóśźż', ['windows-1250']],
  ['áčďéěíňóřšťúůýž', ['windows-1250']],
  ['áäčďéíĺľňóôŕšťúýž', ['windows-1250']],
  ['áéíóöőúüű', ['windows-1250']],
  ['ăâîşţșțéö', ['windows-1250']],
  ['čćđšž', ['windows-1250']],
  ['αάβγδεέζηήθιίϊΐκλμνξοόπρσςτυύϋΰφχψωώ', ['windows-1253']],
  ['çğıöşüâîûİ', ['windows-1254']],
  ['אבגדהוזחטיךכלםמןנסעףפץצקרשת', ['windows-1255']],
  ['ءآأؤإئابةتثجحخدذرزسشصضطظعغـفقكلمنهوىيپچژگ', ['windows-1256']],
  ['āčēģīķļņšūž', ['windows-1257']],
  ['ąčęėįšųūž', ['windows-1257']],
  ['äõöüšž', ['windows-1257']],
];

/**
 * The upper halves of what the platform does not decode as it should: 850 it does not know, and Node reads Windows-1252 as Latin-1, without
 * Š, Œ and the dashes. https://www.unicode.org/Public/MAPPINGS/VENDORS/MICSFT/
 */
const latin1 = Array.from({ length: 96 }, (_, n) => String.fromCharCode(0xa0 + n)).join('');
const upperHalves: Readonly<Partial<Record<Page, string>>> = {
  cp850:
    'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐└┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u00ad±‗¾¶§÷¸°¨·¹³²■\u00a0',
  'windows-1252': `€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ${latin1}`,
};

const decoders = new Map<Page, InstanceType<typeof TextDecoder>>(
  pages.flatMap(([page]) => (upperHalves[page] === undefined ? [[page, new TextDecoder(page)] as const] : [])),
);

export function decodeAs(page: Page, bytes: Uint8Array): string {
  const upper = upperHalves[page];
  if (upper === undefined) return decoders.get(page)?.decode(bytes) ?? '';
  let text = '';
  for (const byte of bytes) text += byte < 0x80 ? String.fromCharCode(byte) : upper.charAt(byte - 0x80);
  return text;
}

/** A file has many lines and few forms of words: more than these say nothing new. */
const mostSample = 60_000;

export interface Letters {
  readonly encoding: string;
  readonly texts: readonly string[];
  /** Places of lines that are in another page than the rest. */
  readonly others: readonly number[];
  /** Another page that fits as well and gives other letters: nobody can tell without knowing the people. */
  readonly rival: { readonly encoding: string; readonly words: readonly string[] } | null;
}

/**
 * The likeliest page of all the lines together, and of single lines the one that fits them much better. `seen`: letters of which other files
 * of the same people are certain.
 */
export function decodeByLetters(lines: readonly Uint8Array[], seen: ReadonlySet<string>): Letters {
  const foreign = lines.flatMap((line, place) => (line.some((byte) => byte >= 0x80) ? [place] : []));
  let size = 0;
  const sample = foreign
    .map((place) => lines[place] as Uint8Array)
    .filter((line) => {
      size += line.length;
      return size <= mostSample;
    });
  const [first, ...less] = ranked(sample, seen);
  const chosen = first?.page ?? 'windows-1252';
  const others: number[] = [];
  const isForeign = new Set(foreign);
  const texts = lines.map((line, place) => {
    const text = decodeAs(chosen, line);
    if (!isForeign.has(place)) return text;
    const fit = fitOf(chosen, [text], seen);
    // At home in the page of the file: no reason to look further.
    if (fit.letters < 3 || fit.score > 0) return text;
    const [own] = ranked([line], seen);
    if (own === undefined || own.score < fit.letters) return text;
    const instead = decodeAs(own.page, line);
    if (instead === text) return text;
    others.push(place);
    return instead;
  });
  return { encoding: nameOf(chosen), texts, others, rival: rivalOf(first, less, sample) };
}

function rivalOf(first: Rank | undefined, less: readonly Rank[], sample: readonly Uint8Array[]): Letters['rival'] {
  if (first === undefined) return null;
  const mine = sample.map((line) => decodeAs(first.page, line));
  for (const { page, score } of less) {
    // Of many letters a page that fits a little less is no rival.
    if (first.score - score > Math.max(1, first.letters * 0.1) || score < first.letters / 2) return null;
    const theirs = sample.map((line) => decodeAs(page, line));
    const words = mine.flatMap((text, n) => differingWords(text, theirs[n] as string));
    if (words.length > 0) return { encoding: nameOf(page), words: [...new Set(words)] };
  }
  return null;
}

/** `Þube / Şube`. */
function differingWords(mine: string, theirs: string): string[] {
  const words = (text: string): string[] => text.split(/[^\p{L}\p{M}'-]+/u).filter((word) => word !== '');
  const [ours, others] = [words(mine), words(theirs)];
  return ours.flatMap((word, n) => (word === others[n] ? [] : [`${word} / ${others[n] ?? ''}`]));
}

const nameOf = (page: Page): string => pages.find(([one]) => one === page)?.[1] ?? page;

interface Rank {
  readonly page: Page;
  readonly score: number;
  readonly letters: number;
}

function ranked(lines: readonly Uint8Array[], seen: ReadonlySet<string>): readonly Rank[] {
  return pages
    .map(([page]) => ({
      page,
      ...fitOf(
        page,
        lines.map((line) => decodeAs(page, line)),
        seen,
      ),
    }))
    .sort((a, b) => b.score - a.score);
}

const alphabets = languages.map(([letters, ofPages]) => ({
  letters: new Set([...letters, ...letters.toUpperCase()]),
  pages: new Set(ofPages),
}));

/** A point for each letter of the language that fits best, three less for what a text in that language does not have. */
function fitOf(
  page: Page,
  texts: readonly string[],
  seen: ReadonlySet<string>,
): { readonly score: number; readonly letters: number } {
  const fitting = alphabets.filter(({ pages: ofPages }) => ofPages.has(page));
  const scores = fitting.map(() => 0);
  let letters = 0;
  let faults = 0;
  for (const text of texts) {
    let before = '';
    for (const one of text) {
      if (one > '\u007f') {
        if (/\p{L}/u.test(one)) {
          letters += 1;
          if (seen.has(one)) faults -= 0.5;
          fitting.forEach(({ letters: alphabet }, place) => {
            scores[place] = (scores[place] as number) + (alphabet.has(one) ? 1 : -3);
          });
          // `Kеre`: two alphabets in one word; `иВАН`: a capital behind a small letter.
          if (isLetter(before) && isLatin(before) !== isLatin(one)) faults += 2;
          if (isSmall(before) && isCapital(one)) faults += 2;
          // Names begin with a capital, where there are any.
          if (!isLetter(before) && isSmall(one)) faults += 0.2;
          if (isCapital(before) && isCapital(one)) faults += 0.3;
          if (atEnds.has(before)) faults += 2;
          // Icelandic has þ at the beginning, but for compounds; in its place Windows-1254 has ş.
          if (one === 'þ' && isLetter(before)) faults += 0.3;
          // Accented letters mostly stand alone.
          if (before > '\u007f' && isLatin(before) && isLatin(one)) faults += 0.6;
        } else if (isLetter(before) || !usualSigns.has(one)) faults += usualSigns.has(one) ? 0.2 : 1.5;
      } else if (isLetter(one) && before > '\u007f' && isLetter(before) && isLatin(before) !== isLatin(one))
        faults += 2;
      else if (isSmall(before) && before > '\u007f' && isCapital(one)) faults += 2;
      before = one;
    }
  }
  return { score: Math.max(...scores) - faults, letters };
}

/** Letters that have this form at the end of a word alone. */
const atEnds = new Set('ςךםןףץ');
const usualSigns = new Set('«»“”„‘’‚–—…№§°€©®\u00a0·•');
const isLetter = (text: string): boolean => /^\p{L}$/u.test(text);
const isLatin = (text: string): boolean => /^\p{Script=Latin}$/u.test(text);
const isSmall = (text: string): boolean => /^\p{Ll}$/u.test(text);
const isCapital = (text: string): boolean => /^\p{Lu}$/u.test(text);
