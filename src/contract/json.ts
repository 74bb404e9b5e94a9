import { createHash } from 'node:crypto';

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** JSON with the keys of every object in code-unit order and no blanks: equal values give equal text. */
export function canonicalJson(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (value !== null && typeof value === 'object') {
    const record = value as { readonly [key: string]: Json };
    const members = Object.keys(record)
      .sort()
      .map((key) => `${JSON.stringify(key)}:${canonicalJson(record[key] as Json)}`);
    return `{${members.join(',')}}`;
  }
  return JSON.stringify(value);
}

/** SHA-256 over the canonical JSON, in lower-case hexadecimal. */
export const hashOf = (value: Json): string => createHash('sha256').update(canonicalJson(value)).digest('hex');

/**
 * Whether what was observed is what is wanted. Objects are compared over the wanted keys only, because a service
 * may set more than it was asked to (a new sign-in name rewrites addresses); everything else is compared whole.
 */
export function fulfils(wanted: Json, observed: Json): boolean {
  if (wanted !== null && observed !== null && isRecord(wanted) && isRecord(observed)) {
    return Object.keys(wanted).every((key) => key in observed && fulfils(wanted[key] as Json, observed[key] as Json));
  }
  return canonicalJson(wanted) === canonicalJson(observed);
}

const isRecord = (value: Json): value is { readonly [key: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
