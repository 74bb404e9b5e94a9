/**
 * The `$filter` grammar of directory objects that this world answers.
 * https://learn.microsoft.com/en-us/graph/filter-query-parameter and https://learn.microsoft.com/en-us/graph/aad-advanced-queries
 */
import { GraphRefusal, unsupportedQuery } from './errors.js';
import { levelOf, type FilterRow, type FilterRows } from './filter-rows.js';

type Value = string | number | boolean | null;
/** A value, and how it was written: dates and GUIDs stand bare. */
interface Literal {
  readonly value: Value;
  readonly kind: 'text' | 'number' | 'boolean' | 'null' | 'date' | 'guid';
}

/** What an entity type lets itself be filtered by. */
export interface Filterable {
  readonly type: string;
  /** Every property of the type; a name outside it is a bad request. */
  readonly properties: ReadonlySet<string>;
  readonly filters: FilterRows;
}

export interface CompiledFilter {
  readonly advanced: boolean;
  readonly matches: (entity: object) => boolean;
}

type Token = { readonly kind: 'word' | 'string' | 'number' | 'punctuation'; readonly text: string };

const invalid = (text: string): GraphRefusal => new GraphRefusal(400, 'BadRequest', `Invalid filter clause: ${text}`);

function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  const pattern = /\s*(?:'((?:[^']|'')*)'|(-?\d+(?:\.\d+)?)(?![\w-])|([A-Za-z_$@][\w./$@:-]*|\d[\w:.+-]*)|([(),]))/y;
  let rest = 0;
  while (rest < text.trimEnd().length) {
    pattern.lastIndex = rest;
    const match = pattern.exec(text);
    if (match === null) throw invalid(`Syntax error at position ${rest} in '${text}'.`);
    rest = pattern.lastIndex;
    if (match[1] !== undefined) tokens.push({ kind: 'string', text: match[1].replaceAll("''", "'") });
    else if (match[2] !== undefined) tokens.push({ kind: 'number', text: match[2] });
    else if (match[3] !== undefined) tokens.push({ kind: 'word', text: match[3] });
    else tokens.push({ kind: 'punctuation', text: match[4] as string });
  }
  return tokens;
}

export function compileFilter(text: string, type: Filterable): CompiledFilter {
  const tokens = tokenize(text);
  let at = 0;
  let advanced = false;
  const peek = (): Token | undefined => tokens[at];
  const next = (): Token => {
    const token = tokens[at];
    if (token === undefined) throw invalid(`Syntax error: the expression ends too early in '${text}'.`);
    at += 1;
    return token;
  };
  const expect = (punctuation: string): void => {
    if (next().text !== punctuation) throw invalid(`Syntax error: '${punctuation}' expected in '${text}'.`);
  };
  const isWord = (word: string): boolean => peek()?.kind === 'word' && peek()?.text.toLowerCase() === word;

  /** Checks that this operator may be used on this property with these values, and whether it needs the advanced index. */
  const admit = (property: string, operator: string, literals: readonly Literal[], inAny: boolean): void => {
    const name = property.split('/')[0] as string;
    if (!type.properties.has(name)) {
      throw new GraphRefusal(
        400,
        'BadRequest',
        `Invalid filter clause: Could not find a property named '${name}' on type 'microsoft.graph.${type.type}'.`,
      );
    }
    const row = type.filters[property];
    const unsupported = unsupportedQuery(
      `Unsupported or invalid query filter clause specified for property '${property}' of resource '${type.type.charAt(0).toUpperCase()}${type.type.slice(1)}'.`,
    );
    // A collection is looked into with `any`, and nothing else is.
    if (row === undefined || (row.list === true) !== inAny) throw unsupported;
    for (const one of literals) {
      const level = levelOf(row, operator, one.kind === 'null');
      if (level === undefined) throw unsupported;
      checkKind(row, one, operator);
      if (property.endsWith('/$count') && one.value !== 0) throw unsupported;
      if (level === 'advanced') advanced = true;
    }
  };

  type Test = (entity: object) => boolean;
  const disjunction = (): Test => {
    const tests = [conjunction()];
    while (isWord('or')) {
      next();
      tests.push(conjunction());
    }
    return tests.length === 1 ? (tests[0] as Test) : (entity) => tests.some((test) => test(entity));
  };
  const conjunction = (): Test => {
    const tests = [negation()];
    while (isWord('and')) {
      next();
      tests.push(negation());
    }
    return tests.length === 1 ? (tests[0] as Test) : (entity) => tests.every((test) => test(entity));
  };
  const negation = (): Test => {
    if (!isWord('not')) return primary();
    next();
    // `not` is an advanced query whatever it stands before.
    advanced = true;
    const test = negation();
    return (entity) => !test(entity);
  };
  const primary = (): Test => {
    if (peek()?.text === '(' && peek()?.kind === 'punctuation') {
      next();
      const inner = disjunction();
      expect(')');
      return inner;
    }
    const word = next();
    if (word.kind !== 'word') throw invalid(`Syntax error at '${word.text}' in '${text}'.`);
    const lower = word.text.toLowerCase();
    if (lower === 'startswith' || lower === 'endswith') return stringFunction(lower, null);
    if (word.text.endsWith('/any')) return anyOf(word.text.slice(0, -'/any'.length));
    return comparison(word.text, null);
  };
  const stringFunction = (
    name: 'startswith' | 'endswith',
    variable: { name: string; property: string } | null,
  ): Test => {
    expect('(');
    const path = next().text;
    const property = variable !== null && path === variable.name ? variable.property : path;
    expect(',');
    const given = literal();
    const wanted = String(given.value).toLowerCase();
    expect(')');
    admit(property, name === 'startswith' ? 'startsWith' : 'endsWith', [given], variable !== null);
    const fits = (value: unknown): boolean =>
      typeof value === 'string' &&
      (name === 'startswith' ? value.toLowerCase().startsWith(wanted) : value.toLowerCase().endsWith(wanted));
    return variable === null
      ? (entity) => fits(valueOf(entity, property))
      : (element) => fits((element as Boxed).value);
  };
  const anyOf = (property: string): Test => {
    expect('(');
    const variable = next().text;
    // `p:endsWith(p,'x')` reaches us as one word up to the bracket.
    const colon = variable.indexOf(':');
    if (colon < 0) throw invalid(`Syntax error: a lambda variable is expected in '${text}'.`);
    const name = variable.slice(0, colon);
    const following = variable.slice(colon + 1);
    const test = lambdaBody(following, { name, property });
    expect(')');
    return (entity) => {
      const values = valueOf(entity, property);
      return Array.isArray(values) && values.some((value) => test({ value } satisfies Boxed));
    };
  };
  const lambdaBody = (firstWord: string, variable: { name: string; property: string }): Test => {
    const start = firstWord === '' ? next().text : firstWord;
    const lower = start.toLowerCase();
    if (lower === 'startswith' || lower === 'endswith') return stringFunction(lower, variable);
    if (start === variable.name) return comparison(variable.property, variable);
    if (start.startsWith(`${variable.name}/`)) {
      const member = start.slice(variable.name.length + 1);
      return comparison(`${variable.property}/${member}`, variable, member);
    }
    throw invalid(`Syntax error at '${start}' in '${text}'.`);
  };
  const literal = (): Literal => {
    const token = next();
    if (token.kind === 'string') return { value: token.text, kind: 'text' };
    if (token.kind === 'number') return { value: Number(token.text), kind: 'number' };
    if (token.text === 'true' || token.text === 'false') return { value: token.text === 'true', kind: 'boolean' };
    if (token.text === 'null') return { value: null, kind: 'null' };
    if (dateForm.test(token.text) && !Number.isNaN(Date.parse(token.text))) return { value: token.text, kind: 'date' };
    if (guidForm.test(token.text)) return { value: token.text, kind: 'guid' };
    throw invalid(`Could not find a property named '${token.text}' on type 'microsoft.graph.${type.type}'.`);
  };
  const comparison = (property: string, variable: { name: string } | null, member?: string): Test => {
    const operator = next().text.toLowerCase();
    const read = (entity: object): unknown => {
      if (variable === null) return valueOf(entity, property);
      const { value } = entity as Boxed;
      return member === undefined ? value : (value as Record<string, unknown>)[member];
    };
    if (operator === 'in') {
      expect('(');
      const values = [literal()];
      while (peek()?.text === ',') {
        next();
        values.push(literal());
      }
      expect(')');
      admit(property, 'in', values, variable !== null);
      return (entity) => values.some(({ value }) => equal(read(entity), value));
    }
    if (!['eq', 'ne', 'ge', 'le', 'gt', 'lt'].includes(operator)) {
      throw invalid(`Syntax error: '${operator}' is not an operator in '${text}'.`);
    }
    const given = literal();
    admit(property, operator, [given], variable !== null);
    return (entity) => compare(operator, read(entity), given.value);
  };

  const matches = disjunction();
  if (at < tokens.length) throw invalid(`Syntax error at '${tokens[at]?.text}' in '${text}'.`);
  return { advanced, matches };
}

const dateForm = /^\d{4}-\d\d-\d\d(T[\d:.]+(Z|[+-]\d\d:\d\d))?$/;
const guidForm = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const edm = { text: 'String', number: 'Int32', boolean: 'Boolean', date: 'DateTimeOffset', guid: 'Guid', null: 'Null' };

function checkKind(row: FilterRow, { kind }: Literal, operator: string): void {
  const wanted = row.kind ?? 'text';
  if (kind === 'null' || kind === wanted) return;
  throw invalid(
    `A binary operator with incompatible types was detected. Found operand types 'Edm.${edm[wanted]}' and 'Edm.${edm[kind]}' for operator kind '${operator}'.`,
  );
}

interface Boxed {
  readonly value: unknown;
}

function valueOf(entity: object, path: string): unknown {
  const [name, segment] = path.split('/') as [string, string | undefined];
  const value = (entity as Record<string, unknown>)[name];
  if (segment === '$count') return Array.isArray(value) ? value.length : 0;
  return value;
}

const equal = (left: unknown, right: Value): boolean =>
  typeof left === 'string' && typeof right === 'string'
    ? left.toLowerCase() === right.toLowerCase()
    : (left ?? null) === right;

function compare(operator: string, left: unknown, right: Value): boolean {
  if (operator === 'eq') return equal(left, right);
  if (operator === 'ne') return !equal(left, right);
  if (left === null || left === undefined || right === null) return false;
  const [a, b] =
    typeof right === 'number' ? [Number(left), right] : [String(left).toLowerCase(), String(right).toLowerCase()];
  if (operator === 'ge') return a >= b;
  if (operator === 'le') return a <= b;
  return operator === 'gt' ? a > b : a < b;
}
