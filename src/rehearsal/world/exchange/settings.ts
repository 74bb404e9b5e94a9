/** Settings of one recipient beside the recipient itself: what their parameters take, and which of them differ from a new one's. */
import type { CmdletCall } from './cmdlet.js';
import { guidsAfter } from './named-recipients.js';
import { badArgument } from './refusal.js';
import { enumerated, listAfter } from './values.js';

export type SettingKind =
  | 'boolean'
  | 'text'
  | 'texts'
  /** Recipients, kept by Guid. */
  | 'recipients'
  | { readonly least: number; readonly most: number }
  | { readonly oneOf: readonly string[]; readonly type: string };

export interface Setting {
  readonly kind: SettingKind;
  /** Of a new one. */
  readonly usual: unknown;
}
export type Settings = Readonly<Record<string, Setting>>;
export type Values = Readonly<Record<string, unknown>>;

export const yesNo = (usual: boolean): Setting => ({ kind: 'boolean', usual });
export const optionalText: Setting = { kind: 'text', usual: null };
export const named: Setting = { kind: 'recipients', usual: [] };
export const oneOf = (type: string, ...values: readonly [string, ...string[]]): Setting => ({
  kind: { oneOf: values, type },
  usual: values[0],
});
export const numberIn = (least: number, most: number, usual: number | null): Setting => ({
  kind: { least, most },
  usual,
});

/** All of them as they stand, those that nobody touched as a new one has them. */
export const wholeSettings = (settings: Settings, special: Values = {}): Record<string, unknown> =>
  Object.fromEntries(Object.entries(settings).map(([name, { usual }]) => [name, special[name] ?? usual]));

/** What the call leaves of them: only what differs from a new one's; undefined when nothing does. */
export function settingsAfter(call: CmdletCall, settings: Settings, special: Values = {}): Values | undefined {
  const after = wholeSettings(settings, special);
  for (const [name, { kind }] of Object.entries(settings))
    if (call.parameters[name] !== undefined) after[name] = converted(call, name, kind, after[name]);
  return specialOf(settings, after);
}

export function specialOf(settings: Settings, values: Values): Values | undefined {
  const special = Object.entries(values).filter(
    ([name, value]) => settings[name] !== undefined && JSON.stringify(value) !== JSON.stringify(settings[name].usual),
  );
  return special.length === 0 ? undefined : Object.fromEntries(special);
}

function converted(call: CmdletCall, name: string, kind: SettingKind, before: unknown): unknown {
  const value = call.parameters[name];
  if (kind === 'recipients') return guidsAfter(call, name, before as readonly string[]);
  if (kind === 'texts') return [...listAfter(name, before as readonly string[], value)].sort();
  if (kind === 'text') {
    if (value === null || value === '') return null;
    if (typeof value === 'string') return value;
    throw badArgument(name, 'Cannot convert the value to type "System.String".');
  }
  if (kind === 'boolean') {
    if (typeof value === 'boolean') return value;
    throw badArgument(name, `Cannot convert value "${String(value)}" to type "System.Boolean".`);
  }
  if ('oneOf' in kind) return enumerated(name, value, kind.oneOf, kind.type)[0];
  const number = typeof value === 'string' && /^-?\d+$/.test(value) ? Number(value) : value;
  if (typeof number !== 'number' || !Number.isInteger(number))
    throw badArgument(name, `Cannot convert value "${String(value)}" to type "System.Int32".`);
  if (number < kind.least || number > kind.most)
    throw badArgument(name, `The value must be between ${kind.least} and ${kind.most}.`);
  return number;
}
