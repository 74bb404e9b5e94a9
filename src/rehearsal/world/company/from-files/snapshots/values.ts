/** One object as JSON from a file: nothing in it is taken for what it should be before it was looked at. */
export type Value = Readonly<Record<string, unknown>>;

export const isValue = (value: unknown): value is Value =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Every id of the directory and of Exchange is one. */
export const isGuid = (value: unknown): value is string =>
  typeof value === 'string' && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(value);

/** Null: nothing, or not a text. */
export const textIn = (value: Value, name: string): string | null => {
  const member = value[name];
  return typeof member === 'string' && member !== '' ? member : null;
};

export const truthIn = (value: Value, name: string): boolean | null => {
  const member = value[name];
  return typeof member === 'boolean' ? member : null;
};

export const numberIn = (value: Value, name: string): number | null => {
  const member = value[name];
  return typeof member === 'number' && Number.isFinite(member) ? member : null;
};

/** A list, or the lines of a table's cell. */
export function textsIn(value: Value, name: string): readonly string[] {
  const member = value[name];
  if (Array.isArray(member)) return member.filter((one): one is string => typeof one === 'string');
  return typeof member === 'string' && member !== '' ? member.split('\n') : [];
}

/** A list of objects, or each of them as JSON on a line of a table's cell. */
export function valuesIn(value: Value, name: string): readonly Value[] {
  const member = value[name];
  if (Array.isArray(member)) return member.filter(isValue);
  return textsIn(value, name).flatMap((line) => {
    try {
      const parsed: unknown = JSON.parse(line);
      return isValue(parsed) ? [parsed] : [];
    } catch {
      return [];
    }
  });
}
