/** One planned change as a reader compares it: old → new, or what goes and what comes where a list changes. */
import type { Change } from '../contract/change.js';
import type { Json } from '../contract/json.js';
import { plainText } from './plain-text.js';
import type { Words } from './words.js';

/** Lines for one object; at most `most`, the last one saying how many more there are. */
export function differenceLines(change: Change, words: Words, most = 4, longest = 120): readonly string[] {
  const { before, after } = change;
  const lines = isRecord(after)
    ? Object.keys(after).flatMap((key) => {
        const named = Object.keys(after).length > 1;
        return propertyLines(isRecord(before) ? before[key] : null, after[key], words, longest).map((line) =>
          named ? `${plainText(key, 40)}: ${line}` : line,
        );
      })
    : propertyLines(before, after, words, longest);
  if (lines.length <= most) return lines;
  return [...lines.slice(0, most - 1), words.say('and-more', { count: lines.length - most + 1 })];
}

/** The first difference, short enough for half a narrow card: an address does not break. The plan has it whole. */
export function example(change: Change, words: Words): string {
  const lines = differenceLines(change, words, 100, 26);
  // What becomes what says more than one address of many that comes along.
  return lines.find((line) => line.includes(' → ')) ?? lines[0] ?? '';
}

function propertyLines(
  before: Json | undefined,
  after: Json | undefined,
  words: Words,
  longest: number,
): readonly string[] {
  if (Array.isArray(after) || Array.isArray(before)) {
    const old = listOf(before);
    const wanted = listOf(after);
    return [
      ...old.filter((item) => !wanted.includes(item)).map((item) => `− ${plainText(item, longest)}`),
      ...wanted.filter((item) => !old.includes(item)).map((item) => `\\+ ${plainText(item, longest)}`),
    ];
  }
  const was = textOf(before);
  const becomes = textOf(after);
  if (was === becomes) return [];
  return [
    `${was === '' ? words.say('none') : plainText(was, longest)} → ${becomes === '' ? words.say('none') : plainText(becomes, longest)}`,
  ];
}

const isRecord = (value: Json | undefined): value is { readonly [key: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const listOf = (value: Json | undefined): readonly string[] =>
  Array.isArray(value) ? value.map((item: Json) => textOf(item)) : value == null ? [] : [textOf(value)];

const textOf = (value: Json | undefined): string =>
  value == null ? '' : typeof value === 'string' ? value : JSON.stringify(value);
