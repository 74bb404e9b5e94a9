/** Hosted SPF asks by names that hold the sender's address: `%{ir}.%{v}.%{d}.spf.filter.example`. https://www.rfc-editor.org/rfc/rfc7208#section-7 */
import { isIPv6 } from 'node:net';

export interface SpfFacts {
  readonly ip: string;
  /** Whose record is read just now, and in whose name the letter comes. */
  readonly domain: string;
  readonly sender: string;
}

const macro = /%\{([slodivhp])(\d*)(r?)([.\-+,/_=]*)\}|%%|%_|%-|%/gi;

const longestName = 253;

/** In lower case and without the last dot, and no longer than a name can be (section 7.3); null where a macro is none. */
export function expandMacros(text: string, facts: SpfFacts): string | null {
  let isWrong = false;
  const expanded = text.replace(macro, (whole, letter?: string, digits = '', reverse = '', delimiters = '') => {
    if (letter === undefined) {
      if (whole === '%') isWrong = true;
      return { '%%': '%', '%_': ' ', '%-': '%20' }[whole] ?? '';
    }
    const split = delimiters === '' ? '.' : String(delimiters);
    const parts = valueOf(letter.toLowerCase(), facts).split(new RegExp(`[${split.replace(/[\]\\^-]/g, '\\$&')}]`));
    if (reverse !== '') parts.reverse();
    return parts.slice(digits === '' ? 0 : -Number(digits)).join('.');
  });
  return isWrong ? null : withinAName(expanded.toLowerCase().replace(/\.$/, ''));
}

const withinAName = (name: string): string =>
  name.length > longestName && name.includes('.') ? withinAName(name.slice(name.indexOf('.') + 1)) : name;

/** Nobody writes: the postmaster of the domain does, as for a letter without a sender (section 4.3). */
function valueOf(letter: string, { ip, domain, sender }: SpfFacts): string {
  switch (letter) {
    case 's':
      return `postmaster@${sender}`;
    case 'l':
      return 'postmaster';
    case 'o':
    case 'h':
      return sender;
    case 'd':
      return domain;
    case 'i':
      return isIPv6(ip) ? [...nibblesOf(ip)].join('.') : ip;
    case 'v':
      return isIPv6(ip) ? 'ip6' : 'in-addr';
    default:
      return 'unknown';
  }
}

function nibblesOf(ip: string): string {
  const [head = '', tail] = ip.split('::');
  const groups = (part: string): readonly string[] =>
    part === '' ? [] : part.split(':').map((group) => group.padStart(4, '0'));
  const [first, last] = [groups(head), groups(tail ?? '')];
  const zeros = tail === undefined ? 0 : 8 - first.length - last.length;
  return [...first, ...Array.from({ length: zeros }, () => '0000'), ...last].join('');
}
