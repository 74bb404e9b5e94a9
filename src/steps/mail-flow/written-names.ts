/** What a pattern of a rule says in plain names: https://learn.microsoft.com/exchange/security-and-compliance/mail-flow-rules/conditions-and-exceptions */

/** More than these nobody writes by hand. */
const mostWritings = 100;

/** The text as it stands, and each name that it stands for where it is a pattern: `@(contoso|fabrikam)[.]com$`. */
export function writings(text: string): readonly string[] {
  const plain = text.replaceAll(/\\([.@-])/g, '$1').replaceAll(/\[\\?([.@-])\]/g, '$1');
  const chosen = choices([plain]);
  return [...new Set([text, ...chosen])];
}

/** The innermost bracket first, until none is left. */
function choices(texts: readonly string[]): readonly string[] {
  const next = texts.flatMap((text) => {
    const found = /\((?:\?:)?([^()]*)\)/.exec(text);
    if (found === null) return [text];
    const [whole, inside = ''] = found;
    const [before, after] = [text.slice(0, found.index), text.slice(found.index + whole.length)];
    return inside.split('|').map((one) => `${before}${one}${after}`);
  });
  const isAll = next.every((text, index) => text === texts[index]);
  return isAll || next.length > mostWritings ? next.slice(0, mostWritings) : choices(next);
}
