/** How objects of a kind look from outside: which properties they have, show, and are asked by. */
import type { CollectionName, Collections } from '../entities.js';
import { unknownProperty, unsupportedQuery } from './errors.js';
import type { Filterable } from './filter.js';
import type { Sortable } from './order.js';

export interface ObjectType extends Filterable, Sortable {
  readonly defaults: readonly string[];
  /** Directory objects are searched and sorted; nothing else is. */
  readonly isDirectoryObject: boolean;
  /** Collections, empty where nothing is kept. */
  readonly lists?: ReadonlySet<string>;
  /** Selected at a single object only. */
  readonly singleOnly?: ReadonlySet<string>;
  /** Documented, and kept by a service that is not here. */
  readonly elsewhere?: ReadonlySet<string>;
  readonly odataType?: string;
  /** Rows of a page where the service has other numbers than the directory. */
  readonly pages?: { readonly usual: number; readonly most: number };
}

export interface EntityType<Name extends CollectionName> extends ObjectType {
  readonly collection: Name;
  /** Where the page says something else than the stored property. */
  readonly view?: (entity: Collections[Name]) => object;
}

/** What `$select` names, or null when it names nothing. */
export function selectedProperties(
  query: URLSearchParams,
  type: ObjectType,
  of: 'list' | 'single',
): readonly string[] | null {
  const text = query.get('$select');
  if (text === null || text.trim() === '') return null;
  const names = text.split(',').map((name) => name.trim());
  if (names.includes('*')) return [...type.properties].filter((name) => type.singleOnly?.has(name) !== true);
  for (const name of names) {
    if (type.elsewhere?.has(name) === true)
      throw unsupportedQuery(`Unsupported Query: the rehearsal world does not keep '${name}' of a ${type.type}.`);
    if (!type.properties.has(name)) throw unknownProperty(name, type.type);
    if (of === 'list' && type.singleOnly?.has(name) === true)
      throw unsupportedQuery(`The property '${name}' is only supported when a single ${type.type} is read.`);
  }
  return names;
}

export function projected(
  whole: Readonly<Record<string, unknown>>,
  names: readonly string[] | null,
  type: ObjectType,
): Record<string, unknown> {
  const shown: Record<string, unknown> = {};
  if (type.odataType !== undefined) shown['@odata.type'] = type.odataType;
  for (const name of names ?? type.defaults) {
    shown[name] = whole[name] ?? (type.lists?.has(name) === true ? [] : null);
  }
  // The key is always there.
  if (shown['id'] === undefined) shown['id'] = whole['id'];
  return shown;
}

export const viewOf = <Name extends CollectionName>(
  entity: Collections[Name],
  type: EntityType<Name>,
): Readonly<Record<string, unknown>> => (type.view?.(entity) ?? entity) as Record<string, unknown>;

export const project = <Name extends CollectionName>(
  entity: Collections[Name],
  names: readonly string[] | null,
  type: EntityType<Name>,
): Record<string, unknown> => projected(viewOf(entity, type), names, type);
