/**
 * The OPATH subset of `-Filter`: -eq -ne -like -notlike on recipient properties, joined by -and, -or, -not and brackets.
 * https://learn.microsoft.com/en-us/powershell/exchange/recipient-filters and https://learn.microsoft.com/en-us/powershell/exchange/filter-properties
 */
import { CmdletRefusal } from './refusal.js';

type Test = (view: Readonly<Record<string, unknown>>) => boolean;

const filterable = new Set(
  'Alias DisplayName EmailAddresses ExternalDirectoryObjectId ExternalEmailAddress ForwardingAddress ForwardingSmtpAddress Guid HiddenFromAddressListsEnabled IsDirSynced Name PrimarySmtpAddress RecipientType RecipientTypeDetails UserPrincipalName WindowsEmailAddress'
    .split(' ')
    .map((name) => name.toLowerCase()),
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
    const property = take();
    if (!filterable.has(property.toLowerCase())) {
      throw new CmdletRefusal(
        'Microsoft.Exchange.Configuration.Tasks.ParsingException',
        `"${property}" is not a recognized filterable property.`,
      );
    }
    const operator = take().toLowerCase();
    const wanted = literal(take());
    const read = (view: Readonly<Record<string, unknown>>): readonly unknown[] => {
      const name = Object.keys(view).find((key) => key.toLowerCase() === property.toLowerCase());
      const value = name === undefined ? null : view[name];
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
    const equal = (value: unknown): boolean =>
      typeof value === 'string' && typeof wanted === 'string'
        ? value.toLowerCase() === wanted.toLowerCase() ||
          // An address may be asked for with or without its type.
          value.slice(value.indexOf(':') + 1).toLowerCase() === wanted.toLowerCase()
        : (value ?? null) === wanted;
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
