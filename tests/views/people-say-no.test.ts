/** What people see who say no, take a word back, hand work back, or find that nobody could do it. */
import type { Role } from '../../src/contract/step.js';
import { failOnMissingWords } from '../../src/locales/index.js';
import { createViews } from '../../src/views/index.js';
import { lookOf, signOf } from '../../src/views/words/signs.js';
import type { Person, StepSnapshot } from '../../src/engine/state.js';
import { buttonsOf, verbsOf } from './card-lint.js';
import {
  anna,
  around,
  dmitri,
  hanna,
  irina,
  marcus,
  roleChanges,
  roster,
  sergei,
  spare,
  spared,
  steps,
} from './samples.js';

failOnMissingWords();
const views = createViews();
const card = (name: string, person: Person | null, lang: 'en' | 'ru' = 'en') =>
  views.step(steps[name] as StepSnapshot, around(), { person, lang }, []).content;
const titles = (name: string, person: Person | null) => buttonsOf(card(name, person)).map(({ title }) => String(title));
const said = (content: unknown): string => JSON.stringify(content);

test('whoever is asked to approve can say no with the reason; the safe button stands first', () => {
  expect(titles('waiting for two', irina)).toEqual([
    'See the plan',
    'Ask why',
    'No, because…',
    'Approve 4,018 changes',
  ]);
  expect(titles('task to agree', anna)).toContain('No, because…');
  expect(titles('pass planned', anna)).toContain('No, because…');
  expect(verbsOf(card('waiting for two', hanna))).not.toContain('approve-no');
});

test.each([
  ['en', 'Marcus Weber said no: nothing of this runs', 'Marcus Weber: no · Nina is on leave'],
  ['ru', 'Marcus Weber: «нет». Ничего не выполняется', 'Marcus Weber: нет · Nina is on leave'],
] as const)(
  'a no stands on the card of everybody, with its reason and a sign that is no blue one (%s)',
  (lang, ...words) => {
    for (const person of [null, anna, irina]) {
      const content = card('refused by one', person, lang);
      for (const line of words) expect(said(content)).toContain(line);
      expect(said(content)).toContain('"text":"▲ ');
    }
    expect(lookOf(signOf(steps['refused by one'] as StepSnapshot)).sign).toBe('▲');
  },
);

test('whoever said no takes it back, whoever approved withdraws, and a lead has it planned again', () => {
  expect(titles('refused by one', marcus)).toEqual(['See the plan', 'Ask why', 'Take back my no', 'Plan it again']);
  expect(titles('refused by one', irina)).toContain('Withdraw my approval');
  expect(titles('refused by one', sergei)).toContain('Plan it again');
  expect(titles('about to begin', anna)).toContain('Withdraw my approval');
  expect(titles('about to begin', marcus)).toEqual(['Ask why', 'No, because…']);
});

test.each([
  ['waiting for two', 'en', 'unchanged, what was said stands'],
  ['pass planned', 'ru', 'без изменений, всё сказанное в силе'],
] as const)('a plan that came out the same says when it was looked at again (%s)', (name, lang, words) => {
  const snapshot = steps[name] as StepSnapshot;
  const lookedAt = '2026-11-30T02:14:00.000Z';
  const looked = { ...snapshot, attempt: { ...(snapshot.attempt as NonNullable<typeof snapshot.attempt>), lookedAt } };
  const { content } = views.step(looked, around(), { person: null, lang }, []);
  expect(said(content)).toContain(`{{TIME(2026-11-30T02:14:00Z)}}: ${words}`);
  expect(said(card(name, null, lang))).not.toContain(words);
});

test('/next tells a lead who said no and why, and whoever said it that it stands', () => {
  const snapshot = steps['refused by one'] as StepSnapshot;
  const attempt = snapshot.attempt;
  const todo = (attempt?.needs ?? []).map((need) => ({ stepId: snapshot.step.id, attemptId: attempt?.id ?? '', need }));
  const next = (person: Person) =>
    said(
      views.next({ person, todo, waitedFor: [], nextDueAt: null }, [snapshot], around(), { person, lang: 'en' })
        .content,
    );
  expect(next(sergei)).toContain('Marcus Weber said no (“Nina is on leave until Monday”)');
  expect(next(marcus)).toContain('your no of');
  expect(next(marcus)).toContain('Take back my no');
});

test('whoever has a task in hand can give it back or say that it cannot be done; a lead can free it', () => {
  expect(titles('task taken', dmitri)).toEqual(['Ask why', 'I cannot do it…', 'I have done it']);
  expect(verbsOf(card('task taken', dmitri))).toEqual(expect.arrayContaining(['hand-back', 'give-up']));
  expect(titles('task taken', anna)).toContain('Free it for others');
  expect(titles('task', dmitri)).toEqual(['Ask why', 'Take the task', 'I have done it']);
  expect(said(card('task handed back', dmitri))).toContain('It was in hand and was given back at');
});

test('what cannot be done says who says so and why, and lets the leads begin it anew or accept it', () => {
  const content = card('task given up', sergei);
  expect(said(content)).toContain('Dmitri Orlov says that it cannot be done: The registrar is closed');
  expect(titles('task given up', sergei)).toEqual(
    expect.arrayContaining(['Begin this step again', 'Accept with a note…']),
  );
});

test('what waits for a role that nobody holds stands still from the beginning, by sign and word', () => {
  for (const name of ['task that nobody may do', 'waiting, nobody holds the role']) {
    expect(said(card(name, null))).toContain('▲ attention');
    expect(lookOf(signOf(steps[name] as StepSnapshot)).sign).toBe('▲');
  }
  expect(said(card('task', null))).toContain('◔ waiting');
});

test('only where a lead could do without the role the card says how', () => {
  const line = (dispensable: readonly Role[]) =>
    said(
      views.step(
        steps['task that nobody may do'] as StepSnapshot,
        around({ dispensable }),
        { person: null, lang: 'en' },
        [],
      ).content,
    );
  expect(line(['migration-operator'])).toContain('a lead types /notneeded');
  expect(line([])).not.toContain('/notneeded');
});

const roles = (person: Person, told?: Parameters<typeof views.roles>[2], over = {}) =>
  views.roles(around(over), { person, lang: 'en' }, told).content;

test('a change of roles is green, and its sentence names who got what and what nobody has any more', () => {
  const content = said(roles(anna, { kind: 'changed', changes: roleChanges }));
  expect(content).toContain('Anna Lindqvist is project manager now; nobody is DNS admin any more.');
  expect(content).toContain('✓ done');
});

test('one form gives out all roles at once, by picker, to whoever may; a stranger to the side is asked about first', () => {
  expect(verbsOf(roles(anna))).toContain('assign-roles');
  expect(verbsOf(roles(sergei))).not.toContain('assign-roles');
  const form = said(roles(anna));
  expect(form).toContain(
    '"choices.data":{"type":"Data.Query","dataset":"graph.microsoft.com/users?scope=currentContext"}',
  );
  expect(form).toContain(`"id":"holders.source-admin","label":"Source admin","value":"${irina.id},${marcus.id}"`);

  const wanted = [{ role: 'source-admin' as const, people: [irina.id, marcus.id, hanna.id] }];
  const asked = roles(anna, { kind: 'asked', wanted, who: hanna.name, role: 'source-admin' });
  expect(said(asked)).toContain('Hanna Berg works for the other company and would be source admin of this side');
  expect(said(asked)).toContain(`"value":"${irina.id},${marcus.id},${hanna.id}"`);
  expect(verbsOf(asked)).toEqual(['see-next', 'assign-roles-anyway']);
});

test('the roster proposes what has nothing to do with its evidence, to leads, and shows what is not needed and who said so', () => {
  const over = { spare, notNeeded: [spared] };
  for (const lead of [anna, sergei])
    expect(verbsOf(roles(lead, undefined, over))).toEqual(expect.arrayContaining(['role-not-needed', 'role-needed']));
  expect(verbsOf(roles(irina, undefined, over))).not.toContain('role-not-needed');
  const content = said(roles(anna, undefined, over));
  expect(content).toContain('none is synced');
  expect(content).toContain('not needed · Anna Lindqvist: The business tests');
  expect(roster.length).toBeGreaterThan(0);
});

test('the help names the word that takes a role away, and those for a role that nobody needs', () => {
  const help = said(views.help({ person: null, lang: 'en' }).content);
  for (const word of ['/unassign', '/notneeded', '/needed']) expect(help).toContain(word);
});
