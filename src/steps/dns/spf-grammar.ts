/** The terms of an SPF record, by the grammar of https://www.rfc-editor.org/rfc/rfc7208#section-12 */
import { isIPv4, isIPv6 } from 'node:net';

const mechanisms = ['all', 'include', 'a', 'mx', 'ptr', 'ip4', 'ip6', 'exists'] as const;
export type Mechanism = (typeof mechanisms)[number];

export interface Directive {
  readonly sign: string;
  readonly mechanism: Mechanism;
  /** A name, perhaps with macros, or an address; empty: the domain itself. */
  readonly value: string;
  /** How long its network is, for addresses of either kind. */
  readonly four: number;
  readonly six: number;
}

export interface SpfTerms {
  readonly directives: readonly Directive[];
  readonly redirect: string | null;
}

export interface Sorted {
  readonly read: readonly string[];
  /** One of them spoils the whole record, wherever it stands: section 4.6. */
  readonly broken: readonly string[];
}

export function sortedTerms(text: string): Sorted {
  const read: string[] = [];
  const broken: string[] = [];
  for (const term of termsOf(text)) (isTerm(term) && !isSecond(term, read) ? read : broken).push(term);
  return { read, broken };
}

/** Each of the two that are known stands once at most: section 6. */
function isSecond(term: string, before: readonly string[]): boolean {
  const name = nameOf(term);
  return ['redirect', 'exp'].includes(name) && before.some((one) => nameOf(one) === name);
}

const nameOf = (term: string): string => (modifierOf(term)?.name ?? '').toLowerCase();

/** Without what spoils it; otherwise as it is written. */
export function readable(text: string): string {
  const { read, broken } = sortedTerms(text);
  return broken.length === 0 ? text : ['v=spf1', ...read].join(' ');
}

/** Null where it is none. */
export function readSpf(text: string): SpfTerms | null {
  const { read, broken } = sortedTerms(text);
  if (broken.length > 0) return null;
  const redirect = read.find((term) => nameOf(term) === 'redirect');
  return {
    directives: read.flatMap((term) => directiveOf(term) ?? []),
    redirect: redirect === undefined ? null : (modifierOf(redirect)?.value ?? null),
  };
}

/** Blanks stand between them, and nothing else does. */
const termsOf = (text: string): readonly string[] =>
  text
    .replace(/^v=spf1/i, '')
    .split(' ')
    .filter((term) => term !== '');

function isTerm(term: string): boolean {
  const modifier = modifierOf(term);
  if (modifier === null) return directiveOf(term) !== null;
  return /^(?:redirect|exp)$/i.test(modifier.name) ? isName(modifier.value) : tokensOf(modifier.value) !== null;
}

function modifierOf(term: string): { readonly name: string; readonly value: string } | null {
  const [, name, value] = /^([a-z][a-z0-9_.-]*)=(.*)$/is.exec(term) ?? [];
  return name === undefined || value === undefined ? null : { name, value };
}

function directiveOf(term: string): Directive | null {
  const [, sign = '', word = '', rest = ''] = /^([+?~-]?)([a-z0-9]+)(.*)$/is.exec(term) ?? [];
  const mechanism = mechanisms.find((one) => one === word.toLowerCase());
  if (mechanism === undefined) return null;
  const read = partsOf(mechanism, rest);
  return read === null ? null : { sign: sign === '' ? '+' : sign, mechanism, four: 32, six: 128, ...read };
}

type Parts = Pick<Directive, 'value'> & Partial<Pick<Directive, 'four' | 'six'>>;

/** What stands behind the mechanism's own name. */
function partsOf(mechanism: Mechanism, rest: string): Parts | null {
  const value = rest.slice(1);
  switch (mechanism) {
    case 'all':
      return rest === '' ? { value: '' } : null;
    case 'include':
    case 'exists':
      return rest.startsWith(':') && isName(value) ? { value } : null;
    case 'ptr':
      return rest === '' || (rest.startsWith(':') && isName(value)) ? { value } : null;
    case 'a':
    case 'mx': {
      const { name = '', four = '32', six = '128' } = withNetworks.exec(rest)?.groups ?? {};
      const isNamed = name === '' || (name.startsWith(':') && isName(name.slice(1)));
      return isNamed && isLength(four, 32) && isLength(six, 128)
        ? { value: name.slice(1), four: Number(four), six: Number(six) }
        : null;
    }
    case 'ip4':
    case 'ip6': {
      const [address = '', ...lengths] = value.split('/');
      const most = mechanism === 'ip4' ? 32 : 128;
      const [length = String(most)] = lengths;
      // Which interface of one host is meant is nothing of other hosts.
      const isAddress = mechanism === 'ip4' ? isIPv4(address) : isIPv6(address) && !address.includes('%');
      if (!rest.startsWith(':') || !isAddress || lengths.length > 1 || !isLength(length, most)) return null;
      return { value: address, [mechanism === 'ip4' ? 'four' : 'six']: Number(length) };
    }
  }
}

const withNetworks = /^(?<name>.*?)(?:\/(?<four>\d+))?(?:\/\/(?<six>\d+))?$/s;

const isLength = (digits: string, most: number): boolean =>
  /^(?:0|[1-9]\d{0,2})$/.test(digits) && Number(digits) <= most;

/** Macros of explanations (c, r, t) are of their texts alone: section 7.2. */
const token = /%(?:[%_-]|\{[slodiphv](?:0*[1-9]\d*)?r?[.\-+,/_=]*\})|[\x21-\x24\x26-\x7e]/gi;

function tokensOf(text: string): readonly string[] | null {
  const tokens = text.match(token) ?? [];
  return tokens.join('') === text ? tokens : null;
}

/** It ends in a macro, or in a point and a top level: letters, digits and hyphens, and not digits alone. */
function isName(text: string): boolean {
  const tokens = tokensOf(text);
  if (tokens === null) return false;
  if (tokens.at(-1)?.startsWith('%') === true) return true;
  const plain = text.replace(/\.$/, '');
  const top = plain.slice(plain.lastIndexOf('.') + 1);
  return plain.includes('.') && /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/i.test(top) && /[a-z-]/i.test(top);
}
