/** Objects of several kinds in one list: members of a group, references to a domain. https://learn.microsoft.com/en-us/graph/api/resources/directoryobject */
import { applicationType } from './applications.js';
import { contactType } from './contacts.js';
import { projected, type ObjectType } from './entity-type.js';
import { text } from './filter-rows.js';
import { groupType } from './group-properties.js';
import type { View } from './query.js';
import { userType } from './user-properties.js';

export const kinds = {
  '#microsoft.graph.user': userType,
  '#microsoft.graph.group': groupType,
  '#microsoft.graph.orgContact': contactType,
  '#microsoft.graph.application': applicationType,
} as const satisfies Readonly<Record<string, ObjectType>>;
export type Kind = keyof typeof kinds;

/** A property of any kind may be selected; an object that has no such property does not show it. */
export const directoryObjectType: ObjectType = {
  type: 'directoryObject',
  isDirectoryObject: true,
  properties: new Set(Object.values(kinds).flatMap(({ properties }) => [...properties])),
  defaults: [],
  filters: { displayName: text, mail: text },
  sorts: { displayName: 'advanced' },
};

export function shownAsIs(view: View, names: readonly string[] | null): object {
  const kind = String(view['@odata.type']) as Kind;
  const type: ObjectType = kinds[kind];
  const own = names?.filter((name) => type.properties.has(name)) ?? null;
  return { '@odata.type': kind, ...projected(view, own, type) };
}
