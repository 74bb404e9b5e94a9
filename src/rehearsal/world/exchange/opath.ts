/**
 * OPATH, the language of `-Filter`: comparisons of one property with one value, joined by -and, -or, -not and brackets.
 * https://learn.microsoft.com/en-us/powershell/exchange/recipient-filters#additional-opath-syntax-information: text in quotation marks, whole
 * numbers with or without them, `$true`, `$false` and `$null` without, and a hyphen before every operator.
 */
import { filterableProperty } from './filterable.js';
import { comparisonOf, type Literal, type Operator, operators, type Test } from './opath-comparison.js';
import { CmdletRefusal } from './refusal.js';

const broken = (filter: string): CmdletRefusal =>
  new CmdletRefusal(
    'Microsoft.Exchange.Configuration.Tasks.ParsingException',
    `Cannot bind parameter 'Filter' to the target. Exception setting "Filter": "Invalid filter syntax: ${filter}"`,
  );

type Token =
  | { readonly kind: 'word' | 'operator' | 'bracket'; readonly text: string }
  | { readonly kind: 'value'; readonly value: Literal };

const systemValues: Readonly<Record<string, Literal>> = { $true: true, $false: false, $null: null };

function tokensOf(filter: string): readonly Token[] {
  const pattern =
    /\s*(?:('(?:[^']|'')*'|"(?:[^"]|"")*")|([()])|-([A-Za-z]+)|(\$[A-Za-z]+)|(-?\d+)(?![\w.])|([A-Za-z]\w*))/y;
  const tokens: Token[] = [];
  const end = filter.trimEnd().length;
  while (pattern.lastIndex < end) {
    const match = pattern.exec(filter);
    if (match === null) throw broken(filter);
    const [, quoted, bracket, operator, system, number, word] = match;
    if (quoted !== undefined) {
      const quote = quoted.charAt(0);
      tokens.push({ kind: 'value', value: quoted.slice(1, -1).replaceAll(quote + quote, quote) });
    } else if (system !== undefined) {
      const value = systemValues[system.toLowerCase()];
      if (value === undefined) throw broken(filter);
      tokens.push({ kind: 'value', value });
    } else if (number !== undefined) tokens.push({ kind: 'value', value: Number(number) });
    else if (bracket !== undefined) tokens.push({ kind: 'bracket', text: bracket });
    else if (operator !== undefined) tokens.push({ kind: 'operator', text: operator.toLowerCase() });
    else tokens.push({ kind: 'word', text: word as string });
  }
  return tokens;
}

export function compileOpath(given: unknown, cmdlet: string): Test {
  if (typeof given !== 'string') throw broken(JSON.stringify(given));
  const filter = given;
  const tokens = tokensOf(filter);
  let at = 0;
  const take = (): Token => {
    const token = tokens[at];
    if (token === undefined) throw broken(filter);
    at += 1;
    return token;
  };
  const isNext = (kind: 'operator' | 'bracket', text: string): boolean => {
    const token = tokens[at];
    return token?.kind === kind && token.text === text;
  };
  const or = (): Test => {
    let left = and();
    while (isNext('operator', 'or')) {
      take();
      const [a, b] = [left, and()];
      left = (view) => a(view) || b(view);
    }
    return left;
  };
  const and = (): Test => {
    let left = not();
    while (isNext('operator', 'and')) {
      take();
      const [a, b] = [left, not()];
      left = (view) => a(view) && b(view);
    }
    return left;
  };
  const not = (): Test => {
    if (isNext('operator', 'not')) {
      take();
      const inner = not();
      return (view) => !inner(view);
    }
    if (isNext('bracket', '(')) {
      take();
      const inner = or();
      if (!isNext('bracket', ')')) throw broken(filter);
      take();
      return inner;
    }
    return comparison();
  };
  const comparison = (): Test => {
    const asked = take();
    if (asked.kind !== 'word') throw broken(filter);
    const operator = take();
    if (operator.kind !== 'operator' || !operators.includes(operator.text as Operator)) throw broken(filter);
    const wanted = take();
    if (wanted.kind !== 'value') throw broken(filter);
    const property = filterableProperty(cmdlet, asked.text);
    if (property === undefined) {
      throw new CmdletRefusal(
        'Microsoft.Exchange.Configuration.Tasks.ParsingException',
        `Cannot bind parameter 'Filter' to the target. Exception setting "Filter": ""${asked.text}" is not a recognized filterable property. For a complete list of filterable properties see the command help."`,
      );
    }
    return comparisonOf(property, operator.text as Operator, wanted.value);
  };
  const test = or();
  if (at < tokens.length) throw broken(filter);
  return test;
}
