/**
 * Compares two dumps of the world over every field. A program of its own: `node dist/rehearsal/compare.js BEFORE AFTER` prints one line
 * per difference and ends with 0 only when there is none. It knows nothing of the migration: only what may differ by nature.
 */
import { readFileSync } from 'node:fs';

export interface Difference {
  /** Such as `tenants.source.users[6f1c…].userPrincipalName`; objects of a list are named by their key, not their place. */
  readonly path: string;
  readonly before: unknown;
  readonly after: unknown;
}

/** A path pattern: `*` stands for one step. */
export interface AllowedDifference {
  readonly pattern: string;
  readonly why: string;
}

/** Fixed and short: nothing else may differ after a whole back-out. */
export const allowedDifferences: readonly AllowedDifference[] = [
  { pattern: 'tenants.*.domains[*].verificationText', why: 'a domain added again is proved by a new TXT value' },
  {
    pattern: 'dns.records[* TXT MS=*]',
    why: 'the proof stays in DNS until somebody tidies up, and each addition has its own',
  },
];

/** What an object of a list is known by: a record of DNS has no id, but there is no second one with its name, type and value. */
const keys: readonly ((item: Readonly<Record<string, unknown>>) => unknown)[] = [
  (item) => item['id'],
  (item) => item['Guid'],
  ({ name, type, data }) =>
    typeof name === 'string' && typeof data === 'string' ? `${name} ${String(type)} ${data}` : undefined,
];

export function compareDumps(
  before: unknown,
  after: unknown,
  allowed: readonly AllowedDifference[] = [],
): readonly Difference[] {
  const found: Difference[] = [];
  compare(before, after, '', found);
  const patterns = allowed.map(({ pattern }) => matcher(pattern));
  return found.filter((difference) => !patterns.some((pattern) => pattern.test(difference.path)));
}

function compare(before: unknown, after: unknown, path: string, found: Difference[]): void {
  if (before === after) return;
  if (Array.isArray(before) && Array.isArray(after)) return compareLists(before, after, path, found);
  if (isObject(before) && isObject(after)) {
    for (const name of new Set([...Object.keys(before), ...Object.keys(after)])) {
      compare(before[name], after[name], path === '' ? name : `${path}.${name}`, found);
    }
    return;
  }
  found.push({ path, before, after });
}

function compareLists(before: readonly unknown[], after: readonly unknown[], path: string, found: Difference[]): void {
  const key = keys.find((of) => [...before, ...after].every((item) => isObject(item) && typeof of(item) === 'string'));
  if (key !== undefined) {
    const index = (list: readonly unknown[]): Map<string, unknown> =>
      new Map(list.map((item) => [String(key(item as Record<string, unknown>)), item]));
    const [left, right] = [index(before), index(after)];
    for (const id of new Set([...left.keys(), ...right.keys()]))
      compare(left.get(id), right.get(id), `${path}[${id}]`, found);
    return;
  }
  // Lists without keys are sets of values here: a dump sorts those whose order means nothing.
  const texts = (list: readonly unknown[]): string[] => list.map((item) => JSON.stringify(item, inOneOrder));
  const [left, right] = [texts(before), texts(after)];
  if (left.length === right.length && left.every((text, i) => text === right[i])) return;
  found.push({ path, before, after });
}

/** For `JSON.stringify`: in which order somebody wrote the members of a value means nothing. */
const inOneOrder = (_: string, value: unknown): unknown =>
  isObject(value) ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))) : value;

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const matcher = (pattern: string): RegExp =>
  new RegExp(
    `^${pattern
      .split('*')
      .map((part) => part.replace(/[.[\]]/g, '\\$&'))
      .join('[^\\[\\]]+?')}$`,
  );

function main(files: readonly string[]): number {
  const [before, after] = files;
  if (before === undefined || after === undefined) {
    console.error('usage: compare BEFORE AFTER (two dumps of GET /world/state)');
    return 2;
  }
  const read = (file: string): unknown => JSON.parse(readFileSync(file, 'utf8')) as unknown;
  const differences = compareDumps(read(before), read(after), allowedDifferences);
  for (const { path, before: was, after: is } of differences) {
    console.log(`${path}: ${JSON.stringify(was)} -> ${JSON.stringify(is)}`);
  }
  console.log(`${differences.length} differences`);
  return differences.length === 0 ? 0 : 1;
}

if (require.main === module) process.exitCode = main(process.argv.slice(2));
