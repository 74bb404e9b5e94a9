import { personToAssign } from '../channel/people.js';
import { nearestRole, roleOf } from '../typed/role-words.js';
import { answering, refusing, withCard, type Reply, type Turn } from '../turns/turn.js';
import type { Command } from './command.js';

/** `/assign source admin @Irina`, or the person first: mentions are out of the text before the role is read. */
export const assign: Command = {
  word: 'assign',
  synonyms: ['назначить', 'назначь'],
  personal: false,
  run: (turn, rest) =>
    withRoleAndPerson(turn, rest, (role, member) =>
      turn
        .langOf(member.aadObjectId)
        .then((lang) =>
          turn.engine.commands.assign(turn.actor, { role, person: personToAssign(member, turn.domains, lang) }),
        ),
    ),
};

/** The way back from a wrong `/assign`. */
export const unassign: Command = {
  word: 'unassign',
  synonyms: ['снять', 'сними'],
  personal: false,
  run: (turn, rest) =>
    withRoleAndPerson(turn, rest, (role, member) =>
      turn.engine.commands.unassign(turn.actor, { role, personId: member.aadObjectId }),
    ),
};

type Effect = (
  role: NonNullable<ReturnType<typeof roleOf>>,
  member: Turn['member'],
) => ReturnType<Turn['engine']['commands']['unassign']>;

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
  return answering(effect(role, member as Turn['member']), async () =>
    withCard(turn.views.roles(await turn.around(), turn.openly)),
  );
}
