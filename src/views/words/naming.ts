/** Names of people on one card. Those who must act are mentioned, and only where their name really stands in the text. */
import type { Need, Person } from '../../engine/state.js';
import { mentionName, plainText } from './plain-text.js';

export interface MentionEntity {
  readonly type: 'mention';
  readonly text: string;
  readonly mentioned: { readonly id: string; readonly name: string };
}

export interface Naming {
  name(person: Person): string;
  names(people: readonly Person[]): readonly string[];
  /** Those to be mentioned whom no sentence has named yet. */
  unnamed(): readonly Person[];
  entities(): readonly MentionEntity[];
}

export function namingFor(mention: readonly Person[], channelIds: ReadonlyMap<string, string>): Naming {
  const wanted = new Map(mention.map((person) => [person.id, person]));
  const named = new Map<string, MentionEntity>();

  const name = (person: Person): string => {
    if (!wanted.has(person.id)) return plainText(person.name, 60);
    const shown = mentionName(person.name);
    const text = `<at>${shown}</at>`;
    named.set(person.id, {
      type: 'mention',
      text,
      mentioned: { id: channelIds.get(person.id) ?? person.id, name: shown },
    });
    return text;
  };
  return {
    name,
    names: (people) => people.map(name),
    unnamed: () => [...wanted.values()].filter((person) => !named.has(person.id)),
    entities: () => [...named.values()],
  };
}

/** Everybody an attempt waits for, each once. */
export function awaited(needs: readonly Need[]): readonly Person[] {
  return [...new Map(needs.flatMap((need) => need.people).map((person) => [person.id, person])).values()];
}
