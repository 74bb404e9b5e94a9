/** The last part of whatever path the sender gives, without what is not seen or turns the order of signs round: such a name looks like another. */
export function fileNameOf(given: string): { readonly name: string; readonly ending: string } | null {
  const last = given.normalize('NFC').split(/[/\\]/).at(-1) ?? '';
  const seen = last.replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}]/gu, '').replace(/[<>:"|?*]/g, '_');
  const trimmed = seen.replace(/\s+/gu, ' ').replace(/^[\s.]+|(?<![\s.])[\s.]+$/gu, '');
  const [, stem = '', ending = ''] = /^(.+)\.([a-z0-9]{1,8})$/iu.exec(trimmed) ?? [];
  if (stem.trim() === '') return null;
  return {
    name: `${[...stem.trim()].slice(0, mostSigns).join('')}.${ending.toLowerCase()}`,
    ending: ending.toLowerCase(),
  };
}

const mostSigns = 100;
