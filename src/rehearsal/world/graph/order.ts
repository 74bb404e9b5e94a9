/** `$orderby`: https://learn.microsoft.com/en-us/graph/aad-advanced-queries#support-for-sorting-by-properties-of-azure-ad-directory-objects */
import { GraphRefusal, unknownProperty, unsupportedQuery } from './errors.js';
import type { Level } from './filter-rows.js';

export interface Sortable {
  readonly type: string;
  readonly properties: ReadonlySet<string>;
  readonly sorts?: Readonly<Record<string, Level>>;
}

export interface Order {
  readonly advanced: boolean;
  compare(a: object, b: object): number;
}

export function compileOrder(text: string, type: Sortable): Order {
  const keys = text.split(',').map((part) => {
    const [, name, direction] = /^\s*(\w+)(?:\s+(asc|desc))?\s*$/.exec(part) ?? [];
    if (name === undefined)
      throw new GraphRefusal(400, 'BadRequest', `Invalid $orderby clause: Syntax error in '${text}'.`);
    if (!type.properties.has(name)) throw unknownProperty(name, type.type);
    const level = type.sorts?.[name];
    if (level === undefined) throw unsupportedQuery(`Unsupported sort property '${name}' for '${type.type}'.`);
    return { name, sign: direction === 'desc' ? -1 : 1, level };
  });
  const valueOf = (entity: object, name: string): string =>
    String((entity as Record<string, unknown>)[name] ?? '').toLowerCase();
  return {
    advanced: keys.some(({ level }) => level === 'advanced'),
    compare(a, b) {
      for (const { name, sign } of keys) {
        const [left, right] = [valueOf(a, name), valueOf(b, name)];
        if (left !== right) return left < right ? -sign : sign;
      }
      return 0;
    },
  };
}
