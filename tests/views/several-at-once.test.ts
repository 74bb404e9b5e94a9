/** Like tasks of one person are reported in one press, each with what shows it: on the board of their phase, and in `/next`. */
import type { Attempt, StepSnapshot } from '../../src/engine/state.js';
import { failOnMissingWords } from '../../src/locales/index.js';
import type { Card } from '../../src/views/api.js';
import { createViews } from '../../src/views/index.js';
import { evidenceOf, reportedIn } from '../../src/views/parts/several-tasks.js';
import { buttonsOf, elements, ofType } from './card-lint.js';
import { anna, around, dmitri, irina, likeTasks, steps } from './samples.js';

failOnMissingWords();
const views = createViews();
const board = (shown: readonly StepSnapshot[], person: typeof anna | null): Card =>
  views.board('prepare', shown, around(), { person, lang: 'en' });
const report = ({ content }: Card) =>
  ofType(content['body'], 'Action.Execute').find(({ verb }) => verb === 'complete-several');
const idsOn = (card: Card): readonly string[] =>
  String((report(card)?.['data'] as { attemptIds?: string } | undefined)?.attemptIds ?? '')
    .split(',')
    .filter((id) => id !== '');
const ids = likeTasks.map(({ attempt }) => attempt?.id);

test('the board offers whoever has several to report them in one press, with a field for each that asks what each wants', () => {
  const card = board(likeTasks, irina);
  expect(idsOn(card)).toEqual(ids);
  const fields = elements(card.content['body']).filter(({ type }) => String(type).startsWith('Input.'));
  expect(fields.map(({ id, type }) => [id, type])).toEqual([
    [`note.${ids[0]}`, 'Input.Text'],
    [`note.${ids[1]}`, 'Input.Text'],
    [`note.${ids[2]}`, 'Input.Number'],
  ]);
  expect(String(fields[2]?.['label'])).toMatch(/^33\b.*In digits/);
  expect(fields.filter(({ isRequired }) => isRequired === true)).toEqual([]);
  expect(buttonsOf(card.content).map(({ title }) => title)).toContain('Report up to 3 tasks as done…');
});

test('it is their own form of the board, which Teams keeps fresh for them; nobody else is offered anything', () => {
  expect(board(likeTasks, irina).content['refresh']).toMatchObject({ action: { data: { card: 'board:prepare' } } });
  expect((board(likeTasks, null).content['refresh'] as { userIds: string[] }).userIds).toHaveLength(1);
  for (const person of [null, anna, dmitri]) expect(idsOn(board(likeTasks, person))).toEqual([]);
  expect(board([likeTasks[0] as StepSnapshot], irina).content['refresh']).toBeUndefined();
});

test('in /next it stands beside the buttons that open each of them', () => {
  const todo = likeTasks.map(({ step, attempt }) => ({
    stepId: step.id,
    attemptId: attempt?.id ?? '',
    need: attempt?.needs[0] as Attempt['needs'][number],
  }));
  const next = { person: irina, todo, waitedFor: [], nextDueAt: null };
  const card = views.next(next, likeTasks, around(), { person: irina, lang: 'ru' });
  expect(idsOn(card)).toEqual(ids);
  expect(buttonsOf(card.content)).toHaveLength(4);
});

test.each<[string, Partial<StepSnapshot>, Partial<Attempt>]>([
  ['what the bot watches', { step: { ...(steps['task'] as StepSnapshot).step } }, {}],
  ['what is of high risk', { step: { ...(likeTasks[0] as StepSnapshot).step, risk: 'high' } }, {}],
  ['what is put back', {}, { direction: 'undo' }],
  ['what somebody said and the bot saw otherwise', {}, { state: 'attention' }],
  ['a decision', { kind: 'decision' }, {}],
  ['a vote', { kind: 'gate' }, {}],
])('%s is reported on its own card alone', (_, over, attempt) => {
  const [first, ...others] = likeTasks as [StepSnapshot, ...StepSnapshot[]];
  const other = { ...first, ...over, attempt: { ...(first.attempt as Attempt), ...attempt } };
  expect(idsOn(board([other, ...others], irina))).toEqual(ids.slice(1));
});

test('one alone needs no other press than its own, and no more than six stand in one form', () => {
  expect(report(board([likeTasks[0] as StepSnapshot], irina))).toBeUndefined();
  const many = Array.from({ length: 9 }, (_, n) => {
    const one = likeTasks[n % 3] as StepSnapshot;
    return { ...one, attempt: { ...(one.attempt as Attempt), id: `task-${n}` } };
  });
  expect(idsOn(board(many, irina))).toHaveLength(6);
});

test('what is left empty is not reported, and a task that wants nothing is ticked', () => {
  const inputs = { 'note.a-1': 'seen on all three', 'done.b-1': 'true', 'done.c-1': 'false', 'note.d-1': ' ' };
  expect(reportedIn(['a-1', 'b-1', 'c-1', 'd-1', 'e-1'], inputs)).toEqual(['a-1', 'b-1']);
  expect([evidenceOf('a-1', inputs), evidenceOf('b-1', inputs)]).toEqual(['seen on all three', undefined]);
});
