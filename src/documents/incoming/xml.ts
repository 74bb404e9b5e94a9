/** Parts of a workbook, read from front to back once: a stranger's file must not be able to make that long. Nothing here follows a declaration. */

export interface Element {
  /** `name`: as in a pattern, because the prefix of a name is its writer's choice. */
  readonly attribute: (name: string) => string | null;
  readonly inside: string;
  /** Where the text goes on behind it. */
  readonly end: number;
}

const mostOfTag = 2_000;

/** Those of that name, whatever its prefix, in which none of the same name stands. It ends where one does not end. */
export function* each(text: string, name: string): Generator<Element> {
  const opening = new RegExp(`<(?:\\w+:)?${name}(?=[\\s/>])`, 'g');
  for (let found = opening.exec(text); found !== null; found = opening.exec(text)) {
    const from = opening.lastIndex;
    const bracket = text.indexOf('>', from);
    if (bracket === -1) return;
    const closing = `</${found[0].slice(1)}>`;
    const isEmpty = text[bracket - 1] === '/';
    const until = isEmpty ? bracket + 1 : text.indexOf(closing, bracket);
    if (until === -1) return;
    const tag = text.slice(from, Math.min(bracket, from + mostOfTag));
    const end = isEmpty ? until : until + closing.length;
    yield {
      attribute: (wanted) => new RegExp(`\\s${wanted}=["']([^"']*)["']`).exec(tag)?.[1] ?? null,
      inside: isEmpty ? '' : text.slice(bracket + 1, until),
      end,
    };
    opening.lastIndex = end;
  }
}

/** A text may be in pieces of different looks; how Japanese is read aloud is none of it. */
export function textIn(inside: string): string {
  let rest = '';
  let at = 0;
  for (const { end, inside: aloud } of each(inside, 'rPh')) {
    rest += inside.slice(at, Math.max(at, end - aloud.length));
    at = end;
  }
  return [...each(rest + inside.slice(at), 't')].map((piece) => unescaped(piece.inside)).join('');
}

/**
 * What XML cannot hold stands in a workbook's texts by its number, and such a number that is text has its first line escaped:
 * ECMA-376, part 1, 22.9.2.19.
 */
export const cellTextIn = (text: string): string =>
  text.replace(/_x([\da-f]{4})_/gi, (_, code: string) => String.fromCharCode(parseInt(code, 16)));

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

export const unescaped = (text: string): string =>
  text.replace(
    /&(?:#(\d{1,7})|#x([\da-f]{1,6})|(\w{1,8}));/gi,
    (whole, decimal?: string, hex?: string, name?: string) => {
      if (name !== undefined) return entities[name] ?? whole;
      const code = decimal === undefined ? parseInt(hex ?? '', 16) : Number(decimal);
      return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '';
    },
  );
