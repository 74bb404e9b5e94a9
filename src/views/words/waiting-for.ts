/** `source admin (Irina, Marcus); project manager or business owner (Anna, Sergei)` */
import type { Need } from '../../engine/state.js';
import type { Naming } from './naming.js';
import type { Words } from './words.js';

export function waitingFor(needs: readonly Need[], words: Words, naming: Naming): string {
  return needs.map((need) => one(need, words, naming)).join('; ');
}

function one(need: Need, words: Words, naming: Naming): string {
  const who = need.people.length === 0 ? words.say('nobody-yet') : naming.names(need.people).slice(0, 6).join(', ');
  const roles = need.roles.length === 0 ? '' : words.roles(need.roles);
  const asked = roles === '' ? who : `${roles} (${who})`;
  if (need.kind === 'second-person') return words.say('need.second-person', { asked });
  if (need.kind === 'other-company') return words.say('need.other-company', { asked });
  return asked;
}

/** People only: `Anna or Sergei`. */
export function anyOf(needs: readonly Need[], words: Words, naming: Naming): string {
  const people = [...new Map(needs.flatMap((need) => need.people).map((person) => [person.id, person])).values()];
  return people.length === 0 ? words.say('nobody-yet') : words.any(naming.names(people).slice(0, 6));
}
