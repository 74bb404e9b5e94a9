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
  if (need.kind === 'no') return words.say('need.no', { asked: who });
  if (need.kind === 'other-company') return words.say('need.other-company', { asked });
  return asked;
}

/** People only: `Anna or Sergei`. */
export function anyOf(needs: readonly Need[], words: Words, naming: Naming): string {
  const people = [...new Map(needs.flatMap((need) => need.people).map((person) => [person.id, person])).values()];
  return people.length === 0 ? words.say('nobody-yet') : words.any(naming.names(people).slice(0, 6));
}

/**
 * At a gate every role must answer, and any of its people may: `source admin (Irina or Marcus) and DNS admin (Dmitri)`. What the same people
 * lack for several roles is one answer.
 */
export function answersMissing(
  needs: readonly Need[],
  words: Words,
  naming: Naming,
): { readonly count: number; readonly who: string } {
  const groups = new Map<string, Need>();
  for (const need of needs) {
    const people = need.people.map(({ id }) => id).join(' ');
    const key = `${need.kind} ${people === '' ? need.roles.join(' ') : people}`;
    groups.set(key, { ...need, roles: [...new Set([...(groups.get(key)?.roles ?? []), ...need.roles])] });
  }
  const who = [...groups.values()].map((need) => {
    const names =
      need.people.length === 0 ? words.say('nobody-yet') : words.any(naming.names(need.people).slice(0, mostNames));
    const asked = need.kind === 'vote' ? words.eachRole(need.roles) : words.roles(need.roles);
    const told = `${asked} (${names})`;
    return need.kind === 'second-person' ? words.say('need.second-person', { asked: told }) : told;
  });
  return { count: groups.size, who: words.all(who) };
}

const mostNames = 6;
