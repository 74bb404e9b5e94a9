/** What a button sent, checked against the contract: the client sends it, so nothing of it is believed but its form. */
import { z } from 'zod';
import { logFilterText } from '../../contract/log-filter.js';
import { roles } from '../../contract/step.js';
import { verbs, type Verb } from '../../contract/verbs.js';
import { cardKey } from '../channel/painter.js';

const wholeNumber = z
  .union([z.number(), z.string().regex(/^\d{1,9}$/)])
  .pipe(z.coerce.number().int().min(0).max(10_000_000));

/** Every field a verb may carry, and what it looks like. Numbers arrive as numbers or, through some clients, as strings. */
const fields = {
  attemptId: z.string().regex(/^[\w.:-]{1,120}$/),
  attemptIds: z
    .string()
    .regex(/^[\w.:-]{1,120}(?:,[\w.:-]{1,120}){0,11}$/)
    .transform((text) => [...new Set(text.split(','))]),
  planHash: z.string().regex(/^[0-9a-f]{64}$/),
  stepId: z.string().regex(/^[a-z0-9-]{1,80}$/),
  facts: z
    .string()
    .regex(/^(?:[0-9a-f]{8})?$/)
    .optional(),
  drawnAt: z
    .string()
    .regex(/^(?:\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z)?$/)
    .optional(),
  card: z.string().regex(cardKey),
  offset: wholeNumber,
  before: wholeNumber,
  filter: z.string().regex(logFilterText),
  role: z.enum(roles),
  roles: z
    .string()
    .transform((text) => text.split(','))
    .pipe(z.array(z.enum(roles)).max(roles.length)),
  kind: z.string().regex(/^[a-z-]{1,40}$/),
  fileIds: z
    .string()
    .regex(/^[0-9a-f-]{36}(?:,[0-9a-f-]{36}){0,4}$/)
    .transform((text) => text.split(',')),
} as const;

type FieldName = keyof typeof fields;
type FieldNames<V extends Verb> = (typeof verbs)[V]['fields'][number];
export type ButtonData<V extends Verb> = {
  readonly [N in FieldNames<V>]: N extends FieldName ? z.infer<(typeof fields)[N]> : never;
} & {
  /** What the person typed or chose, under the inputs' ids; empty ones are left out. */
  readonly inputs: Readonly<Record<string, string>>;
};

const inputText = z.string().max(4_000);
const inputName = /^[A-Za-z][\w.-]{0,63}$/;
const maxInputs = 40;

/** A card sends all its inputs with every button, so one verb's input beside another verb is no forgery; it is dropped. */
const inputsOfAnyVerb: ReadonlySet<string> = new Set(
  Object.values(verbs).flatMap(({ inputs }) => inputs as readonly string[]),
);

export type ParsedData<V extends Verb> =
  | { readonly ok: true; readonly data: ButtonData<V> }
  /** The first field that is missing, foreign or misshapen. */
  | { readonly ok: false; readonly field: string };

export const isVerb = (value: unknown): value is Verb => typeof value === 'string' && Object.hasOwn(verbs, value);

export function parseButtonData<V extends Verb>(verb: V, sent: unknown): ParsedData<V> {
  if (typeof sent !== 'object' || sent === null || Array.isArray(sent)) return { ok: false, field: 'data' };
  const { fields: fieldNames, inputs: inputNames } = verbs[verb] as {
    fields: readonly FieldName[];
    inputs: readonly string[];
  };
  const result: Record<string, unknown> = {};
  for (const name of fieldNames) {
    const value = fields[name].safeParse((sent as Record<string, unknown>)[name]);
    if (!value.success) return { ok: false, field: name };
    result[name] = value.data;
  }
  const inputs: Record<string, string> = {};
  const takesAnything = inputNames.includes('*');
  for (const [name, value] of Object.entries(sent)) {
    if ((fieldNames as readonly string[]).includes(name)) continue;
    // The fallback for clients without Action.Execute carries the verb among the data.
    if (name === 'verb' && value === verb) continue;
    const own = takesAnything ? inputName.test(name) && !Object.hasOwn(fields, name) : inputNames.includes(name);
    if (!own && !inputsOfAnyVerb.has(name)) return { ok: false, field: name.slice(0, 40) };
    const text = inputText.safeParse(value ?? '');
    if (!text.success) return { ok: false, field: name.slice(0, 40) };
    if (own && text.data.trim() !== '') inputs[name] = text.data.trim();
    if (Object.keys(inputs).length > maxInputs) return { ok: false, field: 'inputs' };
  }
  return { ok: true, data: { ...result, inputs } as ButtonData<V> };
}
