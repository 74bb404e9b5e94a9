/** Text from tenants is shown and never interpreted: Markdown, mentions and line breaks in it have no effect. Names keep their look as far as a reader can tell. */

/** Characters that no name needs and that would change how the card is drawn: line breaks, controls, characters that turn the direction of writing. */
const invisible = /[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]+/g;
const wordJoiner = '\u2060';

/** For places that show text as it is: button titles, choices, placeholders, fallback text. */
export function plainLabel(text: string, longest = 80): string {
  const flat = text.replace(invisible, ' ').replace(/\s+/g, ' ').trim();
  return (
    clip(flat, longest)
      // `<at>` of a name would become a mention as soon as the same name is mentioned in earnest.
      .replaceAll('<', '‹')
      .replaceAll('>', '›')
      // `{{DATE(…)}}` is computed by the client, `${…}` by whoever expands the card once more.
      .replace(/\{(?=\{)/g, `{${wordJoiner}`)
      .replace(/\$(?=\{)/g, `$${wordJoiner}`)
  );
}

/** For TextBlocks and facts, where the client reads Markdown. */
export function plainText(text: string, longest = 80): string {
  return (
    plainLabel(text, longest)
      .replace(/[\\`*[\]~|]/g, '\\$&')
      // An underscore inside a word means nothing to Markdown, and sign-in names are full of them.
      .replace(/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, '\\_')
      .replace(/^([#+>-])/, '\\$1')
      .replace(/^(\d+)([.)])/, '$1\\$2')
      // A bare address would become a link that leads out of the project.
      .replace(/:\/\//g, `:${wordJoiner}//`)
      .replace(/\bwww\./gi, (match) => `${match.slice(0, 3)}${wordJoiner}.`)
  );
}

/** The name inside `<at>…</at>`: the same characters must stand in the card and in its entity, so nothing may need an escape. */
export const mentionName = (name: string): string => plainLabel(name.replace(/[\\`*[\]~|_#<>{}$]/g, ' '), 60);

/** Card text as a screen reader or a notification says it. */
export function spoken(cardText: string): string {
  return cardText
    .replace(/<\/?at>/g, '')
    .replace(/\{\{DATE\((\d{4}-\d\d-\d\d)T[^)]*\)\}\}/g, '$1')
    .replace(/\{\{TIME\(\d{4}-\d\d-\d\dT(\d\d:\d\d)[^)]*\)\}\}/g, '$1 UTC')
    .replace(/\[([^\]\\]+)\]\([^)\s]+\)/g, '$1')
    .replace(/\*\*([^*]+)\*\*/g, '$1')
    .replace(/\\([\\`*[\]~|_#+>.)-])/g, '$1');
}

function clip(text: string, longest: number): string {
  const letters = Array.from(text);
  return letters.length <= longest ? text : `${letters.slice(0, longest - 1).join('')}…`;
}
