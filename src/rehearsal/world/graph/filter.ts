/**
 * The `$filter` grammar of directory objects that this world answers.
 * https://learn.microsoft.com/en-us/graph/filter-query-parameter and https://learn.microsoft.com/en-us/graph/aad-advanced-queries
 */
import { GraphRefusal, unsupportedQuery } from './errors.js';

type Literal = string | number | boolean | null;

/** What an entity type lets itself be filtered by: the operators that need no advanced query, per property. */
export interface Filterable {
  readonly type: string;
  /** Every property of the type; a name outside it is a bad request. */
  readonly properties: ReadonlySet<string>;
  readonly basic: Readonly<Record<string, readonly string[]>>;
  /** Operators that work with `ConsistencyLevel: eventual` and `$count=true` alone. */
  readonly advanced: Readonly<Record<string, readonly string[]>>;
}

export interface CompiledFilter {
  readonly advanced: boolean;
  readonly matches: (entity: object) => boolean;
}

type Token = { readonly kind: 'word' | 'string' | 'number' | 'punctuation'; readonly text: string };

const invalid = (text: string): GraphRefusal => new GraphRefusal(400, 'BadRequest', `Invalid filter clause: ${text}`);

function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  const pattern = /\s*(?:'((?:[^']|'')*)'|(-?\d+(?:\.\d+)?)(?![\w-])|([A-Za-z_$@][\w./$@:-]*)|([(),]))/y;
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

  /** Checks that this operator may be used on this property and whether it needs the advanced index. */
  const admit = (property: string, operator: string): void => {
    const name = property.split('/')[0] as string;
    if (!type.properties.has(name)) {
      throw new GraphRefusal(
        400,
        'BadRequest',
        `Invalid filter clause: Could not find a property named '${name}' on type 'microsoft.graph.${type.type}'.`,
      );
    }
    if (type.basic[property]?.includes(operator) === true) return;
    if (type.advanced[property]?.includes(operator) === true) {
      advanced = true;
      return;
    }
    throw unsupportedQuery(
      `Unsupported or invalid query filter clause specified for property '${property}' of resource '${type.type.charAt(0).toUpperCase()}${type.type.slice(1)}'.`,
    );
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
    const wanted = String(literal()).toLowerCase();
    expect(')');
    admit(property, name === 'startswith' ? 'startsWith' : 'endsWith');
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
    if (token.kind === 'string') return token.text;
    if (token.kind === 'number') return Number(token.text);
    if (token.text === 'true') return true;
    if (token.text === 'false') return false;
    if (token.text === 'null') return null;
    // Dates and GUIDs stand without quotes.
    return token.text;
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
      admit(property, 'in');
      return (entity) => values.some((value) => equal(read(entity), value));
    }
    if (!['eq', 'ne', 'ge', 'le', 'gt', 'lt'].includes(operator)) {
      throw invalid(`Syntax error: '${operator}' is not an operator in '${text}'.`);
    }
    const value = literal();
    admit(property, operator);
    return (entity) => compare(operator, read(entity), value);
  };

  const matches = disjunction();
  if (at < tokens.length) throw invalid(`Syntax error at '${tokens[at]?.text}' in '${text}'.`);
  return { advanced, matches };
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

const equal = (left: unknown, right: Literal): boolean =>
  typeof left === 'string' && typeof right === 'string'
    ? left.toLowerCase() === right.toLowerCase()
    : (left ?? null) === right;

function compare(operator: string, left: unknown, right: Literal): boolean {
  if (operator === 'eq') return equal(left, right);
  if (operator === 'ne') return !equal(left, right);
  if (left === null || left === undefined || right === null) return false;
  const [a, b] =
    typeof right === 'number' ? [Number(left), right] : [String(left).toLowerCase(), String(right).toLowerCase()];
  if (operator === 'ge') return a >= b;
  if (operator === 'le') return a <= b;
  return operator === 'gt' ? a > b : a < b;
}
