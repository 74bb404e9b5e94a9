/** `/roles`: who holds what, who is missing, and what was just changed. */
import { roles, type Role } from '../../contract/step.js';
import type { RoleChange } from '../../engine/state.js';
import type { Card, Reader, RolesTold, Surroundings } from '../api.js';
import { press } from '../parts/buttons.js';
import { row } from '../parts/card-data.js';
import { cardOf } from '../parts/envelope.js';
import { namingFor } from '../words/naming.js';
import { plainText } from '../words/plain-text.js';
import { assignment, capital, emptyRoles, emptyRolesLine, holdersOf } from '../parts/role-assignment.js';
import { spareButtons } from '../parts/spare-roles.js';
import { wordsIn, type Words } from '../words/words.js';

export function rolesCard(around: Surroundings, reader: Reader, told?: RolesTold): Card {
  const words = wordsIn(reader.lang);
  if (told?.kind === 'asked') return askedCard(around, told, words);
  const empty = emptyRoles(around).length;
  const changed = told === undefined ? null : changesIn(told.changes, words);
  return cardOf(
    'roles',
    {
      title: words.say('roles.title'),
      state: changed !== null || empty === 0 ? 'done' : 'attention',
      sentence: changed ?? (empty === 0 ? words.say('roles.full') : words.say('roles.empty', { count: empty })),
      facts: roles.map((role) => ({
        title: capital(words.say(`role.${role}`)),
        // The id is what `/assign` takes in either language.
        value: `${whoHolds(role, around, words)} · ${role}`,
      })),
      rows: (around.status.spare ?? []).map((one) =>
        row(
          words.say('roles.spare', {
            role: words.say(`role.${one.role}`),
            id: one.role,
            because: words.remark(one.because),
          }),
        ),
      ),
      // What is missing is no part of what was done.
      warnings: changed === null ? [] : emptyRolesLine(around, words),
      buttons: [
        press('see-next', {}, words.say('button.see-next')),
        ...spareButtons(around, reader, words),
        ...assignment(around, reader, words),
      ],
      foot: words.say('roles.foot'),
      details: [words.say('roles.detail')],
    },
    words,
  );
}

function whoHolds(role: Role, around: Surroundings, words: Words): string {
  const naming = namingFor([], around.channelIds);
  const holders = around.roster.filter((person) => person.roles.includes(role));
  if (holders.length > 0)
    return holders.map((person) => `${naming.name(person)} (${words.say(`company.${person.company}`)})`).join(', ');
  const spared = (around.status.notNeeded ?? []).find((one) => one.role === role);
  return spared === undefined
    ? `▲ ${words.say('nobody-yet')}`
    : `– ${words.say('roles.not-needed', { name: plainText(spared.name, 60), reason: plainText(spared.reason, 160) })}`;
}

const mostChanges = 6;

/** `Anna is project manager now; nobody is DNS admin any more.` */
function changesIn(changes: readonly RoleChange[], words: Words): string {
  if (changes.length === 0) return words.say('roles.unchanged');
  const names = (all: readonly string[]): string => words.all(all.map((name) => plainText(name, 60)));
  const lines = changes.flatMap(({ role, given, taken, holders }) => {
    const params = { role: words.say(`role.${role}`) };
    return [
      ...(given.length === 0 ? [] : [words.say('roles.given', { ...params, who: names(given), count: given.length })]),
      ...(taken.length === 0
        ? []
        : [
            words.say(holders === 0 ? 'roles.taken-from-all' : 'roles.taken', {
              ...params,
              who: names(taken),
              count: taken.length,
            }),
          ]),
    ];
  });
  const rest = lines.length - mostChanges;
  const shown = [...lines.slice(0, mostChanges), ...(rest > 0 ? [words.say('and-more', { count: rest })] : [])];
  return `${capital(shown.join('; '))}.`;
}

/** Nothing is changed yet: the same order once more, with the question in front of it. */
function askedCard(
  around: Surroundings,
  { wanted, who, role }: Extract<RolesTold, { kind: 'asked' }>,
  words: Words,
): Card {
  const changed = wanted.filter((one) => differs(one, around));
  return cardOf(
    'roles',
    {
      title: words.say('roles.title'),
      state: 'attention',
      sentence: words.say('roles.other-company', { who: plainText(who, 60), role: words.say(`role.${role}`) }),
      inputs: changed.map((one) => holdersOf(one.role, one.people, around, words)),
      buttons: [
        press('see-next', {}, words.say('button.see-next')),
        press(
          'assign-roles-anyway',
          { roles: changed.map((one) => one.role).join(',') },
          words.say('button.give-roles-anyway'),
        ),
      ],
      foot: words.say('roles.foot'),
    },
    words,
  );
}

function differs({ role, people }: { role: Role; people: readonly string[] }, { roster }: Surroundings): boolean {
  const now = roster.filter((person) => person.roles.includes(role)).map(({ id }) => id);
  return now.length !== people.length || now.some((id) => !people.includes(id));
}
