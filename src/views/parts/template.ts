/** Card templates from `cards/`: read once, their shared parts put in, and filled with data. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Template } from 'adaptivecards-templating';

const folder = join(__dirname, '..', '..', '..', 'cards');
const loaded = new Map<string, Template>();

export const templateNames = [
  'welcome',
  'board',
  'step',
  'stop',
  'status',
  'next',
  'roles',
  'plan',
  'why',
  'blockers',
  'log',
  'help',
  'refusal',
  'which-task',
] as const;
export type TemplateName = (typeof templateNames)[number];

export function expand(name: TemplateName, data: object): Record<string, unknown> {
  const template = loaded.get(name) ?? new Template(readTemplate(name));
  loaded.set(name, template);
  return template.expand({ $root: data }) as Record<string, unknown>;
}

/** The template as the templating library takes it: `{"$part": "head"}` replaced by `cards/parts/head.json`. */
export const readTemplate = (name: TemplateName): object => withParts(read(`${name}.json`)) as object;

const read = (file: string): unknown => JSON.parse(readFileSync(join(folder, file), 'utf8')) as unknown;

function withParts(value: unknown): unknown {
  if (Array.isArray(value)) return value.flatMap((item) => withParts(item));
  if (typeof value !== 'object' || value === null) return value;
  const record = value as Record<string, unknown>;
  if (typeof record['$part'] === 'string') return withParts(read(join('parts', `${record['$part']}.json`)));
  return Object.fromEntries(Object.entries(record).map(([key, member]) => [key, withParts(member)]));
}
