/** Where a rule, a connector or any other object says the name of a domain: in whatever property, as it stands or as a pattern writes it. */
import { domainToASCII, domainToUnicode } from 'node:url';
import { writings } from './written-names.js';

export interface Mention {
  readonly property: string;
  readonly domain: string;
  /** What stands there, as far as a person wants to read. */
  readonly text: string;
}

/** They repeat what others say, or say what no person wrote. */
const repeating: ReadonlySet<string> = new Set([
  'Description',
  'Identity',
  'DistinguishedName',
  'OrganizationId',
  'OrganizationalUnitRoot',
  'OriginatingServer',
  'ExchangeVersion',
  'Conditions',
  'Exceptions',
  'Actions',
  'RuleXml',
]);

const longest = 200;

/**
 * A domain is named by itself, in an address, as the end of a longer name, such as a host below it, or in the name of its exchanger at
 * Microsoft: all of them may have to change. In a pattern it is the same however the pattern writes it.
 */
export function mentionsOf(
  properties: Readonly<Record<string, unknown>>,
  movingDomains: readonly string[],
): readonly Mention[] {
  const named = movingDomains.map((domain) => ({ domain, patterns: patternsOf(domain) }));
  const search = (names: readonly string[]): readonly Mention[] =>
    names.flatMap((property) =>
      textsIn(properties[property]).flatMap((text) => {
        const written = writings(text);
        return named
          .filter(({ patterns }) => patterns.some((pattern) => written.some((one) => pattern.test(one))))
          .map(({ domain }) => ({ property, domain, text: text.slice(0, longest) }));
      }),
    );
  const names = Object.keys(properties);
  const found = search(names.filter((name) => !repeating.has(name)));
  // Conditions that have no property of their own are told in the description alone.
  return found.length > 0 ? found : search(names.filter((name) => name === 'Description'));
}

function patternsOf(domain: string): readonly RegExp[] {
  // A name of another script stands in its own letters or in those of DNS.
  const names = [...new Set([domain, domainToUnicode(domain), domainToASCII(domain)])].filter((name) => name !== '');
  return [...names.map(patternOf), exchangerOf(domainToASCII(domain) || domain)];
}

function patternOf(name: string): RegExp {
  // `notcontoso.com` is another domain, and so is `contoso.com.mail`.
  return new RegExp(`(?<![\\p{L}\\p{N}-])${literal(name)}(?![\\p{L}\\p{N}-]|\\.[\\p{L}\\p{N}])`, 'iu');
}

/** Where mail of a domain comes in at Microsoft: https://learn.microsoft.com/microsoft-365/enterprise/external-domain-name-system-records */
const exchangerOf = (domain: string): RegExp =>
  new RegExp(
    `(?<![\\p{L}\\p{N}-])${literal(domain.replaceAll('.', '-'))}\\.(mail\\.protection\\.|[a-z0-9-]+\\.mx\\.microsoft)`,
    'iu',
  );

/** A name has letters, digits, hyphens and dots. */
const literal = (name: string): string => name.replaceAll(/[^\p{L}\p{N}.-]/gu, '').replaceAll('.', '\\.');

function textsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return value.flatMap(textsIn);
  return value !== null && typeof value === 'object' ? Object.values(value).flatMap(textsIn) : [];
}
