import type { Role } from '../../contract/step.js';
import { personToAssign } from '../channel/people.js';
import { changed, refusedOrAsked } from '../turns/assign-roles.js';
import { nearestRole, roleOf } from '../typed/role-words.js';
import { answering, refusing, type Reply, type Turn } from '../turns/turn.js';
import type { Command } from './command.js';

/** `/assign source admin @Irina`, or the person first: mentions are out of the text before the role is read. */
export const assign: Command = {
  word: 'assign',
  synonyms: ['назначить', 'назначь'],
  personal: false,
  run: (turn, rest) =>
    withRoleAndPerson(turn, rest, async (role, member) => {
      const before = await holding(turn, role);
      const people = [...new Set([...before, member.aadObjectId])];
      const person = personToAssign(member, turn.domains, await turn.langOf(member.aadObjectId));
      const outcome = await turn.engine.commands.assign(turn.actor, { role, person, anyway: false });
      if (!outcome.ok) return refusedOrAsked(turn, outcome.refusal, [{ role, people }]);
      const given =
        people.length === before.length ? [] : [{ role, given: [member.name], taken: [], holders: people.length }];
      return changed(turn, given, given.length === 0 ? [] : [member.aadObjectId]);
    }),
};

/** The way back from a wrong `/assign`. */
export const unassign: Command = {
  word: 'unassign',
  synonyms: ['снять', 'сними'],
  personal: false,
  run: (turn, rest) =>
    withRoleAndPerson(turn, rest, (role, member) =>
      answering(turn.engine.commands.unassign(turn.actor, { role, personId: member.aadObjectId }), async () => {
        const left = await holding(turn, role);
        return changed(turn, [{ role, given: [], taken: [member.name], holders: left.length }], []);
      }),
    ),
};

type Effect = (role: NonNullable<ReturnType<typeof roleOf>>, member: Turn['member']) => Promise<Reply>;

const holding = async (turn: Turn, role: Role): Promise<readonly string[]> =>
  (await turn.engine.queries.roster()).filter(({ roles }) => roles.includes(role)).map(({ id }) => id);

async function withRoleAndPerson(turn: Turn, rest: string, effect: Effect): Promise<Reply> {
  const typedName = /(?:^|\s)(@\S+)/.exec(rest)?.[1];
  if (typedName !== undefined) return refusing('assign.not-picked', { typed: typedName.slice(0, 60) });
  const words = rest.replace(/^((to|as|the|role|роль|на|как)\s+)+/i, '').replace(/\s+(to|на|для)$/i, '');
  if (words === '' || turn.mentioned.length !== 1) return refusing('assign.incomplete');
  const role = roleOf(words);
  if (role === null) {
    return refusing('assign.unknown-role', { typed: words.slice(0, 60), nearest: nearestRole(words) });
  }
  const [member] = turn.mentioned;
  return effect(role, member as Turn['member']);
}
