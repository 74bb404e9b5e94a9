/**
 * The OPATH subset of `-Filter`: -eq -ne -like -notlike on recipient properties, joined by -and, -or, -not and brackets.
 * https://learn.microsoft.com/en-us/powershell/exchange/recipient-filters and https://learn.microsoft.com/en-us/powershell/exchange/filter-properties
 */
import { CmdletRefusal } from './refusal.js';

type Test = (view: Readonly<Record<string, unknown>>) => boolean;

/** As views spell them, by their names in lower case: the service does not care. */
const filterable = new Map(
  'Alias DisplayName EmailAddresses ExternalDirectoryObjectId ExternalEmailAddress ForwardingAddress ForwardingSmtpAddress Guid HiddenFromAddressListsEnabled IsDirSynced Name PrimarySmtpAddress RecipientType RecipientTypeDetails UserPrincipalName WindowsEmailAddress'
    .split(' ')
    .map((name) => [name.toLowerCase(), name]),
);

const broken = (filter: string): CmdletRefusal =>
  new CmdletRefusal(
    'Microsoft.Exchange.Configuration.Tasks.ParsingException',
    `Cannot bind parameter 'Filter' to the target. Exception setting "Filter": "Invalid filter syntax: ${filter}"`,
  );

export function compileOpath(filter: string): Test {
  const tokens =
    filter.match(/'(?:[^']|'')*'|"(?:[^"]|"")*"|[()]|-[A-Za-z]+|\$[A-Za-z]+|[^\s()]+/g)?.map((token) => token) ?? [];
  let at = 0;
  const take = (): string => {
    const token = tokens[at];
    if (token === undefined) throw broken(filter);
    at += 1;
    return token;
  };
  const isNext = (word: string): boolean => tokens[at]?.toLowerCase() === word;
  const or = (): Test => {
    let left = and();
    while (isNext('-or')) {
      take();
      const [a, b] = [left, and()];
      left = (view) => a(view) || b(view);
    }
    return left;
  };
  const and = (): Test => {
    let left = not();
    while (isNext('-and')) {
      take();
      const [a, b] = [left, not()];
      left = (view) => a(view) && b(view);
    }
    return left;
  };
  const not = (): Test => {
    if (isNext('-not')) {
      take();
      const inner = not();
      return (view) => !inner(view);
    }
    if (isNext('(')) {
      take();
      const inner = or();
      if (take() !== ')') throw broken(filter);
      return inner;
    }
    return comparison();
  };
  const comparison = (): Test => {
    const asked = take();
    const property = filterable.get(asked.toLowerCase());
    if (property === undefined) {
      throw new CmdletRefusal(
        'Microsoft.Exchange.Configuration.Tasks.ParsingException',
        `"${asked}" is not a recognized filterable property.`,
      );
    }
    const operator = take().toLowerCase();
    const wanted = literal(take());
    const read = (view: Readonly<Record<string, unknown>>): readonly unknown[] => {
      const value = view[property] ?? null;
      return Array.isArray(value) ? value : [value];
    };
    const like = (): ((value: unknown) => boolean) => {
      const pattern = new RegExp(
        `^${String(wanted)
          .split('*')
          .map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'))
          .join('.*')}$`,
        'i',
      );
      return (value) => typeof value === 'string' && pattern.test(value);
    };
    const wantedText = typeof wanted === 'string' ? wanted.toLowerCase() : null;
    const equal = (value: unknown): boolean => {
      if (typeof value !== 'string' || wantedText === null) return (value ?? null) === wanted;
      const text = value.toLowerCase();
      // An address may be asked for with or without its type.
      return text === wantedText || text.slice(text.indexOf(':') + 1) === wantedText;
    };
    switch (operator) {
      case '-eq':
        return (view) => read(view).some(equal);
      case '-ne':
        return (view) => !read(view).some(equal);
      case '-like': {
        const fits = like();
        return (view) => read(view).some(fits);
      }
      case '-notlike': {
        // On a list the service tests each value by itself: one that does not fit is enough.
        const fits = like();
        return (view) => read(view).some((value) => !fits(value));
      }
      default:
        throw broken(filter);
    }
  };
  const test = or();
  if (at < tokens.length) throw broken(filter);
  return test;
}

function literal(token: string): string | boolean | null {
  if (/^\$true$/i.test(token)) return true;
  if (/^\$false$/i.test(token)) return false;
  if (/^\$null$/i.test(token)) return null;
  const quote = token.charAt(0);
  return quote === "'" || quote === '"' ? token.slice(1, -1).replaceAll(quote + quote, quote) : token;
}
