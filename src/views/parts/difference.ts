/** One planned change as a reader compares it: old → new, or what goes and what comes where a list changes. */
import type { Change } from '../../contract/change.js';
import type { Json } from '../../contract/json.js';
import { plainText } from '../words/plain-text.js';
import type { Words } from '../words/words.js';

/** Lines for one object; at most `most`, the last one saying how many more there are. */
export function differenceLines(change: Change, words: Words, most = 4, longest = 120): readonly string[] {
  const { before, after } = change;
  const records = isRecord(after) || isRecord(before);
  const keys = [...new Set([...keysOf(after), ...(isRecord(after) ? [] : keysOf(before))])];
  const lines = records
    ? keys.flatMap((key) =>
        propertyLines(key, memberOf(before, key), memberOf(after, key), words, longest).map((line) =>
          keys.length > 1 ? `${propertyName(key, words)}: ${line}` : line,
        ),
      )
    : propertyLines('', before, after, words, longest);
  if (lines.length <= most) return lines;
  return [...lines.slice(0, most - 1), words.say('and-more', { count: lines.length - most + 1 })];
}

/** The first difference, short enough for half a narrow card: an address does not break. The plan has it whole. */
export function example(change: Change, words: Words): string {
  const line = firstLine(change, words);
  return namesNobody.has(change.object.kind) ? `${plainText(change.object.label, 80)}: ${line}` : line;
}

/** A domain's state, or a right, has no name in it, as a sign-in name or an address has. */
const namesNobody: ReadonlySet<string> = new Set(['domain', 'delegation', 'delegation to a group']);

/** What becomes of a domain, without its name; null: the change is not one of a domain. */
export const domainLine = (change: Change, words: Words): string | null =>
  change.object.kind === 'domain' ? firstLine(change, words) : null;

function firstLine(change: Change, words: Words): string {
  const lines = differenceLines(change, words, 100, 26);
  // What becomes what says more than one address of many that comes along.
  return lines.find((one) => one.includes(' → ')) ?? lines[0] ?? '';
}

function propertyLines(
  key: string,
  before: Json | undefined,
  after: Json | undefined,
  words: Words,
  longest: number,
): readonly string[] {
  if (Array.isArray(after) || Array.isArray(before)) return listLines(key, before, after, words, longest);
  const was = textOf(key, before, words);
  const becomes = textOf(key, after, words);
  if (was === becomes) return [];
  const shown = (text: string): string => (text === '' ? words.say('none') : plainText(text, longest));
  return [`${shown(was)} → ${shown(becomes)}`];
}

const address = /^(smtp):(.*)$/i;

/** What goes and what comes. An address that stays and only becomes the primary one, or stops being it, is neither. */
function listLines(
  key: string,
  before: Json | undefined,
  after: Json | undefined,
  words: Words,
  longest: number,
): readonly string[] {
  const old = listOf(key, before, words);
  const wanted = listOf(key, after, words);
  const kept = (item: string, others: readonly string[]): string | undefined =>
    address.test(item) ? others.find((other) => other.toLowerCase() === item.toLowerCase()) : undefined;
  const named = (item: string): string => {
    const [, prefix, plain] = address.exec(item) ?? [];
    if (plain === undefined) return plainText(item, longest);
    return prefix === 'SMTP'
      ? words.say('list.primary', { address: plainText(plain, longest) })
      : plainText(plain, longest);
  };
  const bare = (item: string): string => plainText(address.exec(item)?.[2] ?? item, longest);
  return [
    ...old.flatMap((item) => (wanted.includes(item) || kept(item, wanted) !== undefined ? [] : [`− ${named(item)}`])),
    ...wanted.flatMap((item) => {
      if (old.includes(item)) return [];
      if (kept(item, old) === undefined) return [`\\+ ${named(item)}`];
      return [
        words.say(item.startsWith('SMTP:') ? 'list.now-primary' : 'list.no-longer-primary', { address: bare(item) }),
      ];
    }),
  ];
}

/** `userPrincipalName` as people say it, where there are words for it. */
const propertyName = (key: string, words: Words): string =>
  words.has(`chrome.property.${key}`) ? words.say(`property.${key}`) : plainText(key, 40);

const isRecord = (value: Json | undefined): value is { readonly [key: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const keysOf = (value: Json): readonly string[] => (isRecord(value) ? Object.keys(value) : []);
const memberOf = (value: Json, key: string): Json | undefined => (isRecord(value) ? value[key] : undefined);

const listOf = (key: string, value: Json | undefined, words: Words): readonly string[] =>
  Array.isArray(value)
    ? value.map((item: Json) => textOf(key, item, words))
    : value == null
      ? []
      : [textOf(key, value, words)];

/** States and switches in words; nothing reaches a reader as JSON. */
function textOf(key: string, value: Json | undefined, words: Words): string {
  if (value == null) return '';
  if (typeof value === 'boolean') return words.say(value ? 'yes' : 'no');
  if (typeof value === 'string')
    return words.has(`chrome.value.${key}.${value}`) ? words.say(`value.${key}.${value}`) : value;
  if (typeof value === 'number') return String(value);
  if (Array.isArray(value)) return value.map((item: Json) => textOf(key, item, words)).join(', ');
  return Object.entries(value)
    .map(
      ([name, member]) =>
        `${words.has(`chrome.property.${name}`) ? words.say(`property.${name}`) : name} ${textOf(name, member as Json, words)}`,
    )
    .join(', ');
}
