/** Who shall hold which roles, from the form or from a typed line: done, or asked about first. */
import { roles as allRoles, type Role } from '../../contract/step.js';
import type { RoleChange } from '../../engine/state.js';
import type { Refusal } from '../../errors.js';
import type { PersonToAssign } from '../../engine/api.js';
import { holdersInput } from '../../views/parts/role-assignment.js';
import type { Member } from '../channel/connector.js';
import { personToAssign } from '../channel/people.js';
import { refusing, withCard, type Reply, type Turn } from './turn.js';

export const assignRoles = (
  turn: Turn,
  roles: readonly Role[],
  inputs: Readonly<Record<string, string>>,
  anyway: boolean,
): Promise<Reply> =>
  setHolders(
    { ...turn, openly: turn.personally },
    roles.map((role) => ({ role, people: idsIn(inputs[holdersInput(role)]) })),
    anyway,
  );

const idsIn = (text = ''): readonly string[] => [
  ...new Set(
    text
      .split(/[,;\s]+/)
      .map((id) => id.toLowerCase())
      .filter((id) => id !== ''),
  ),
];

interface Wanted {
  readonly role: Role;
  readonly people: readonly string[];
}

async function setHolders(turn: Turn, wanted: readonly Wanted[], anyway: boolean): Promise<Reply> {
  const found = new Map<string, PersonToAssign>();
  const known = await turn.engine.queries.roster();
  for (const id of new Set(wanted.flatMap(({ people }) => people))) {
    const member = await turn.memberOf(id);
    const before = known.find((person) => person.id.toLowerCase() === id.toLowerCase());
    if (member !== null) found.set(id, personToAssign(member, turn.domains, await turn.langOf(member.aadObjectId)));
    // Whoever left the channel may keep a role.
    else if (before !== undefined)
      found.set(id, { ...before, personId: before.id, email: null, userPrincipalName: null });
    else return refusing('assign.not-in-channel', { typed: id.slice(0, 60) });
  }
  const roles = wanted.map(({ role, people }) => ({ role, people: people.flatMap((id) => found.get(id) ?? []) }));
  const outcome = await turn.engine.commands.assignRoles(turn.actor, { roles, anyway });
  if (!outcome.ok) return refusedOrAsked(turn, outcome.refusal, wanted);
  const given = roles.flatMap(({ role, people }) => {
    const names = outcome.value.find((change) => change.role === role)?.given ?? [];
    return people.flatMap(({ name, personId }) => (names.includes(name) ? personId : []));
  });
  return changed(turn, outcome.value, given);
}

/** `given`: ids of those who hold a role more than before. */
export async function changed(turn: Turn, changes: readonly RoleChange[], given: readonly string[]): Promise<Reply> {
  const card = turn.views.roles(await turn.around(), turn.openly, { kind: 'changed', changes });
  const people = await askedNow(turn, given);
  const called = people.length === 0 ? {} : { calling: { people, text: turn.views.called(turn.painter.channelLang) } };
  return { kind: 'card', card, ...called };
}

/** The cards that ask them hang in the channel already, and were posted when nobody had the role: nobody was called. */
async function askedNow(turn: Turn, given: readonly string[]): Promise<readonly Member[]> {
  const people: Member[] = [];
  for (const id of new Set(given)) {
    if (id === turn.actor.personId || ((await turn.engine.queries.next(id))?.todo ?? []).length === 0) continue;
    const member = await turn.memberOf(id);
    if (member !== null) people.push(member);
  }
  return people;
}

/** Whoever gives the role is asked with the same order ready to be sent once more. */
export async function refusedOrAsked(turn: Turn, refusal: Refusal, wanted: readonly Wanted[]): Promise<Reply> {
  const role = allRoles.find((one) => one === refusal.facts['role']);
  if (refusal.code !== 'role.other-company' || role === undefined) return { kind: 'refused', refusal };
  const told = { kind: 'asked', wanted, who: String(refusal.facts['who']), role } as const;
  return withCard(turn.views.roles(await turn.around(), turn.openly, told));
}
