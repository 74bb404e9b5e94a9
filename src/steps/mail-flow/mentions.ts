/** Where a rule, a connector or any other object says the name of a domain: in whatever property, as it stands or as a pattern writes it. */

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
 * A domain is named by itself, in an address, or as the end of a longer name, such as a host below it: all of them may have to change.
 * `contoso\.com` in a pattern is the same.
 */
export function mentionsOf(
  properties: Readonly<Record<string, unknown>>,
  movingDomains: readonly string[],
): readonly Mention[] {
  const named = movingDomains.map((domain) => ({ domain, pattern: patternOf(domain) }));
  const search = (names: readonly string[]): readonly Mention[] =>
    names.flatMap((property) =>
      textsIn(properties[property]).flatMap((text) =>
        named
          .filter(({ pattern }) => pattern.test(text))
          .map(({ domain }) => ({ property, domain, text: text.slice(0, longest) })),
      ),
    );
  const names = Object.keys(properties);
  const found = search(names.filter((name) => !repeating.has(name)));
  // Conditions that have no property of their own are told in the description alone.
  return found.length > 0 ? found : search(names.filter((name) => name === 'Description'));
}

function patternOf(domain: string): RegExp {
  // A name has letters, digits, hyphens and dots; a pattern may escape the last two.
  const written = domain
    .replaceAll(/[^\p{L}\p{N}.-]/gu, '')
    .replaceAll('-', '\\\\?-')
    .replaceAll('.', '\\\\?\\.');
  // `notcontoso.com` is another domain, and so is `contoso.com.mail`.
  return new RegExp(`(?<![\\p{L}\\p{N}-])${written}(?![\\p{L}\\p{N}-]|\\.[\\p{L}\\p{N}])`, 'iu');
}

function textsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return value.flatMap(textsIn);
  return value !== null && typeof value === 'object' ? Object.values(value).flatMap(textsIn) : [];
}
