/**
 * `$search` over directory objects: clauses `"property:text"` joined by AND, OR and brackets.
 * https://learn.microsoft.com/en-us/graph/search-query-parameter#using-search-on-directory-object-collections
 */
import { GraphRefusal, unknownProperty, unsupportedQuery } from './errors.js';
import type { Filterable } from './filter.js';

type Test = (entity: object) => boolean;

const invalid = (search: string): GraphRefusal =>
  new GraphRefusal(400, 'BadRequest', `Invalid $search clause: Syntax error in '${search}'.`);

export function compileSearch(search: string, type: Filterable): Test {
  const tokens: string[] = [];
  const pattern = /\s*("(?:[^"\\]|\\.)*"|[()]|AND(?![A-Za-z])|OR(?![A-Za-z]))/y;
  const end = search.trimEnd().length;
  while (pattern.lastIndex < end) {
    const match = pattern.exec(search);
    if (match === null) throw invalid(search);
    tokens.push(match[1] as string);
  }
  let at = 0;
  const or = (): Test => {
    const tests = [and()];
    while (tokens[at] === 'OR') {
      at += 1;
      tests.push(and());
    }
    return (entity) => tests.some((test) => test(entity));
  };
  const and = (): Test => {
    const tests = [clause()];
    while (tokens[at] === 'AND') {
      at += 1;
      tests.push(clause());
    }
    return (entity) => tests.every((test) => test(entity));
  };
  const clause = (): Test => {
    const token = tokens[at];
    at += 1;
    if (token === '(') {
      const inner = or();
      if (tokens[at] !== ')') throw invalid(search);
      at += 1;
      return inner;
    }
    if (token?.startsWith('"') !== true) throw invalid(search);
    const said = /^(\w+):(.+)$/s.exec(token.slice(1, -1).replace(/\\(.)/gs, '$1'));
    if (said === null) throw invalid(search);
    return propertyTest(said[1] as string, said[2] as string, type);
  };
  const test = or();
  if (at < tokens.length) throw invalid(search);
  return test;
}

/** Words in display names and descriptions; of every other text its beginning. */
function propertyTest(name: string, wanted: string, type: Filterable): Test {
  if (!type.properties.has(name)) throw unknownProperty(name, type.type);
  const row = type.filters[name];
  if (row === undefined || row.kind !== undefined) {
    throw unsupportedQuery(`Unsupported property '${name}' in the $search clause.`);
  }
  const values = (entity: object): readonly string[] => {
    const value = (entity as Record<string, unknown>)[name];
    return (Array.isArray(value) ? value : [value]).filter((one): one is string => typeof one === 'string');
  };
  if (name !== 'displayName' && name !== 'description') {
    const lower = wanted.toLowerCase();
    return (entity) => values(entity).some((value) => value.toLowerCase().startsWith(lower));
  }
  const asked = words(wanted);
  return (entity) =>
    values(entity).some((value) => {
      const own = [...words(value), ...joined(value)];
      return asked.every((word) => own.some((one) => one.startsWith(word)));
    });
}

/** Cut at spaces, numbers, symbols, and where a small letter is followed by a capital. */
const words = (text: string): string[] =>
  (text.replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2').match(/\p{L}+|\p{N}+|[^\p{L}\p{N}\s]/gu) ?? []).map((one) =>
    one.toLowerCase(),
  );

/** `hello-world` is found by `helloworld` as well. */
const joined = (text: string): string[] =>
  text.split(/\s+/).map((part) => part.replace(/[^\p{L}\p{N}]/gu, '').toLowerCase());
