/** Who shall hold which roles, from the form or from a typed line: done, or asked about first. */
import { roles as allRoles, type Role } from '../../contract/step.js';
import type { RoleChange } from '../../engine/state.js';
import type { Refusal } from '../../errors.js';
import type { PersonToAssign } from '../../engine/api.js';
import { holdersInput } from '../../views/parts/role-assignment.js';
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
  return outcome.ok ? changed(turn, outcome.value) : refusedOrAsked(turn, outcome.refusal, wanted);
}

export const changed = async (turn: Turn, changes: readonly RoleChange[]): Promise<Reply> =>
  withCard(turn.views.roles(await turn.around(), turn.openly, { kind: 'changed', changes }));

/** Whoever gives the role is asked with the same order ready to be sent once more. */
export async function refusedOrAsked(turn: Turn, refusal: Refusal, wanted: readonly Wanted[]): Promise<Reply> {
  const role = allRoles.find((one) => one === refusal.facts['role']);
  if (refusal.code !== 'role.other-company' || role === undefined) return { kind: 'refused', refusal };
  const told = { kind: 'asked', wanted, who: String(refusal.facts['who']), role } as const;
  return withCard(turn.views.roles(await turn.around(), turn.openly, told));
}
