/** One comparison of a filter. https://learn.microsoft.com/en-us/powershell/exchange/filter-properties says what each property takes. */
import { isSmtp, parseProxyAddress } from '../proxy-addresses.js';
import type { FilterableProperty, FilterKind } from './filterable.js';
import { CmdletRefusal } from './refusal.js';

export type Literal = string | number | boolean | null;
export type Test = (view: Readonly<Record<string, unknown>>) => boolean;
export type Operator = 'eq' | 'ne' | 'like' | 'notlike' | 'lt' | 'le' | 'gt' | 'ge';
export const operators: readonly Operator[] = ['eq', 'ne', 'like', 'notlike', 'lt', 'le', 'gt', 'ge'];

const refuse = (why: string): CmdletRefusal =>
  new CmdletRefusal(
    'Microsoft.Exchange.Configuration.Tasks.ParsingException',
    `Cannot bind parameter 'Filter' to the target. Exception setting "Filter": "${why}"`,
  );

const guidForm = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** The value in the property's own type, or the refusal. */
function converted({ name, kind }: FilterableProperty, value: Literal): Literal {
  const cannot = (type: string): CmdletRefusal =>
    refuse(`Cannot convert value "${String(value)}" of property "${name}" to type "${type}".`);
  if (value === null) return null;
  if (kind === 'boolean') {
    if (typeof value !== 'boolean') throw cannot('System.Boolean');
    return value;
  }
  if (typeof value === 'boolean') throw cannot('System.String');
  const text = String(value);
  if (kind === 'guid' && !guidForm.test(text)) throw cannot('System.Guid');
  if (kind === 'date') {
    const at = Date.parse(/[zZ]|[+-]\d\d:?\d\d$/.test(text) ? text : `${text} UTC`);
    if (Number.isNaN(at)) throw cannot('System.DateTime');
    return at;
  }
  if (typeof kind !== 'string') {
    const known = kind.find((one) => one.toLowerCase() === text.toLowerCase());
    if (known === undefined) throw cannot(name);
    return known;
  }
  return text;
}

const takesWildcards = (kind: FilterKind): boolean => kind === 'text' || kind === 'addresses';

export function comparisonOf(property: FilterableProperty, operator: Operator, given: Literal): Test {
  const { name, kind, reads } = property;
  const isLike = operator === 'like' || operator === 'notlike';
  if (isLike && (!takesWildcards(kind) || typeof given !== 'string')) {
    throw refuse(`The operator "-${operator}" is not supported on the property "${name}".`);
  }
  const wanted = isLike ? given : converted(property, given);
  const values = (view: Readonly<Record<string, unknown>>): readonly unknown[] =>
    reads.flatMap((one): readonly unknown[] => {
      const value = view[one] ?? null;
      // Of a list the service tests each value by itself; an empty one holds nothing.
      return Array.isArray(value) ? (value.length === 0 ? [null] : value) : [value];
    });
  const like = isLike ? likeness(String(given), kind) : null;
  const equal = like ?? equality(wanted, kind);
  switch (operator) {
    case 'eq':
    case 'like':
      return (view) => values(view).some(equal);
    case 'ne':
      return (view) => !values(view).some(equal);
    case 'notlike':
      // One value that does not fit is enough.
      return (view) => values(view).some((value) => !equal(value));
    default:
      return (view) => values(view).some((value) => isOrdered(operator, comparable(value, kind), wanted));
  }
}

function equality(wanted: Literal, kind: FilterKind): (value: unknown) => boolean {
  // Texts that were never set and empty ones are the same to a directory.
  if (wanted === null) return (value) => value === null || value === undefined || value === '';
  if (kind === 'addresses') return sameAddress(String(wanted));
  if (typeof wanted !== 'string') return (value) => comparable(value, kind) === wanted;
  const lower = wanted.toLowerCase();
  return (value) => typeof value === 'string' && value.toLowerCase() === lower;
}

/** A whole address needs no `smtp:` before it; one of another type does. */
function sameAddress(wanted: string): (value: unknown) => boolean {
  const lower = wanted.toLowerCase();
  const bare = isSmtp(wanted) ? parseProxyAddress(wanted).value.toLowerCase() : null;
  return (value) => {
    if (typeof value !== 'string') return false;
    return isSmtp(value) && bare !== null
      ? parseProxyAddress(value).value.toLowerCase() === bare
      : value.toLowerCase() === lower;
  };
}

/** A pattern meets the value as it is kept, with its prefix. */
function likeness(pattern: string, kind: FilterKind): (value: unknown) => boolean {
  if (!pattern.includes('*')) return equality(pattern, kind);
  const expression = new RegExp(
    `^${pattern
      .split('*')
      .map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'))
      .join('.*')}$`,
    'is',
  );
  return (value) => typeof value === 'string' && expression.test(value);
}

const comparable = (value: unknown, kind: FilterKind): unknown =>
  kind === 'date' ? Date.parse(String(value)) : typeof value === 'string' ? value.toLowerCase() : value;

function isOrdered(operator: 'lt' | 'le' | 'gt' | 'ge', value: unknown, wanted: Literal): boolean {
  if (value === null || value === undefined || wanted === null || typeof wanted === 'boolean') return false;
  const [a, b] = typeof wanted === 'number' ? [Number(value), wanted] : [String(value), wanted.toLowerCase()];
  if (operator === 'lt') return a < b;
  if (operator === 'le') return a <= b;
  return operator === 'gt' ? a > b : a >= b;
}
