/** How a parameter's value is read in the type its page gives it. */
import { badArgument } from './refusal.js';

/** One or several of an enumeration: a list, or a text with commas between them. */
export function enumerated(name: string, given: unknown, valid: readonly string[], type: string): readonly string[] {
  const values: readonly unknown[] =
    typeof given === 'string' ? given.split(',') : Array.isArray(given) ? given : [given];
  return [
    ...new Set(
      values.map((value) => {
        const text = String(value).trim().toLowerCase();
        const known = valid.find((one) => one.toLowerCase() === text);
        if (known === undefined)
          throw badArgument(
            name,
            `Cannot convert value "${String(value)}" to type "${type}". The possible enumeration values are "${valid.join(', ')}".`,
          );
        return known;
      }),
    ),
  ];
}

export function required(parameters: Readonly<Record<string, unknown>>, name: string): string {
  const value = parameters[name];
  if (typeof value !== 'string' || value === '') throw badArgument(name, 'A value is required.');
  return value;
}

export function truthOrNull(name: string, value: unknown): boolean | null {
  if (value === null || typeof value === 'boolean') return value;
  throw badArgument(name, `Cannot convert value "${String(value)}" to type "System.Nullable\`1[System.Boolean]".`);
}

/** A list replaces the whole, a typed hashtable adds and removes, null empties. */
export function listAfter(name: string, current: readonly string[], given: unknown): readonly string[] {
  if (given === null) return [];
  if (typeof given === 'string') return [given];
  if (Array.isArray(given)) return given.map(String);
  const table = given as Readonly<Record<string, unknown>>;
  if (typeof given !== 'object' || table['@odata.type'] !== '#Exchange.GenericHashTable')
    throw badArgument(name, 'Cannot convert the value to type "MultiValuedProperty".');
  const values = (wanted: string): readonly string[] => {
    const key = Object.keys(table).find((one) => one.toLowerCase() === wanted);
    const value = key === undefined ? [] : table[key];
    return (Array.isArray(value) ? value : [value]).map(String);
  };
  const removed = values('remove').map((one) => one.toLowerCase());
  const kept = current.filter((one) => !removed.includes(one.toLowerCase()));
  const had = new Set(kept.map((one) => one.toLowerCase()));
  return [...kept, ...values('add').filter((one) => !had.has(one.toLowerCase()))];
}
