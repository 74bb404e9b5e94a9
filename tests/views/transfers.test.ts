import { failOnMissingWords } from '../../src/locales/index.js';
import type { Card, Reader, Surroundings } from '../../src/views/api.js';
import { createViews } from '../../src/views/index.js';
import { buttonsOf, ofType, verbsOf } from './card-lint.js';
import { anna, around, stop, hanna, irina, passOf, transfers } from './samples.js';

failOnMissingWords();
const views = createViews();
const english: Reader = { person: irina, lang: 'en' };
const russian: Reader = { person: irina, lang: 'ru' };
const channel: Reader = { person: null, lang: 'en' };
const card = (name: string, reader: Reader = english, where: Surroundings = around()): Card =>
  views.step(transfers[name] as NonNullable<(typeof transfers)[string]>, where, reader, []);
/** What a reader sees, with the blanks that Russian puts between digits as plain ones. */
const said = (one: Card): string => JSON.stringify(one.content).replace(/[\u00a0\u202f]/g, ' ');
const titles = (one: Card): readonly string[] =>
  buttonsOf(one.content).map(({ title }) => String(title).replace(/\s/g, ' '));
const stopped = around({ stop });

test('a planned pass asks for its items, by the hash of the plan', () => {
  const asked = card('pass planned');
  expect(said(asked)).toContain('You: read the plan, then approve 4,018 items.');
  expect(titles(asked)).toEqual(['See the plan', 'Ask why', 'Approve 4,018 items']);
  expect(buttonsOf(asked.content)[2]).toMatchObject({ verb: 'approve', style: 'positive' });
  expect(said(card('pass planned', russian))).toContain('одобрите 4 018 объектов');
  expect(said(card('pass planned anew'))).toContain('Approve the new plan (4,018)');
});

test('a running pass says how far it is, how large, and how long by the pace that was measured', () => {
  expect(said(card('pass running'))).toContain('412 of 4,018 · 1.2 GB of 9 GB · about 40 min left (measured)');
  expect(said(card('pass running', russian))).toContain(
    '412 из 4 018 · 1,2 ГБ из 9 ГБ · осталось около 40 мин (измерено)',
  );
  expect(said(card('pass running'))).toContain('204.8 MB a minute');
  expect(said(card('pass running, nothing measured'))).toContain('412 of 4,018 · 0 KB · pace not measured yet');
});

test('those who may steer it have the buttons, the one that ends it last; the others and the channel have none', () => {
  expect(titles(card('pass running'))).toEqual(['Ask why', 'Pause', 'Stop all writes…', 'Halt']);
  expect(titles(card('pass running', russian))).toEqual([
    'Спросить зачем',
    'Пауза',
    'Остановить изменения…',
    'Прекратить',
  ]);
  expect(titles(card('pass paused'))).toEqual(['Ask why', 'Go on', 'Halt']);
  expect(titles(card('pass paused', russian))).toContain('Продолжить');
  for (const reader of [channel, { person: hanna, lang: 'en' } as const])
    expect(verbsOf(card('pass paused', reader).content)).not.toEqual(
      expect.arrayContaining([expect.stringMatching(/pause|go-on|halt|retry/)]),
    );
  const refreshed = (card('pass running', channel).content['refresh'] as { userIds: readonly string[] }).userIds;
  expect(refreshed).toEqual([irina, anna].map(({ id }) => around().channelIds.get(id)).sort());
});

test('whoever stops all writes from its card says whether it pauses too', () => {
  const [toggle] = ofType(card('pass running').content, 'Input.Toggle');
  expect(toggle).toMatchObject({ id: 'transfers', title: 'Pause what runs outside, too', valueOn: 'true' });
});

test.each([
  ['pass starting', 'it is being started outside', 'работу запускают снаружи'],
  ['pass pausing', 'Being paused: the service has been asked', 'Ставится на паузу'],
  ['pass paused', 'Paused outside. It goes on when somebody lets it.', 'На паузе. Продолжится'],
  ['pass going on', 'Going on: the service has been asked', 'Продолжаем: службу попросили'],
  ['pass halting', 'Being halted', 'Прекращается'],
  ['pass not seen', 'somebody has to look at it', 'нужно на неё посмотреть'],
  ['pass running, some failed, round 2', '2 items have failed so far', 'пока не удалось: 2 объекта'],
  ['pass running, some failed, round 2', '2, with 37 of 4,018', '2: 37 из 4 018'],
  ['pass done', '4,018 of 4,018', '4 018 из 4 018'],
])('%s is said in both languages', (name, en, ru) => {
  expect(said(card(name))).toContain(en);
  expect(said(card(name, russian))).toContain(ru);
});

test('a pass that was paused is not shown as running', () => {
  expect(card('pass paused').summary).toContain('paused');
  expect(card('pass paused', russian).summary).toContain('на паузе');
});

test('a pass that ended with failures names them, as many as fit, and retries exactly those', () => {
  const ended = card('pass ended with failures');
  expect(said(ended)).toContain('It ended outside: 37 of 4,018 are not done. You: retry them');
  expect(said(ended)).toContain('Ivan Petrov 1: ');
  expect(said(ended)).toContain('32 more');
  expect(titles(ended)).toEqual(['Ask why', 'Plan it again', 'Accept with a note…', 'Retry 37']);
  expect(buttonsOf(ended.content)[3]).toMatchObject({ verb: 'retry' });
  expect(titles(card('pass ended with failures', russian)).at(-1)).toBe('Повторить (37)');
  expect(said(card('pass halted'))).toContain('It was halted: 3,606 of 4,018 are not done.');
  expect(said(card('pass halted', russian))).toContain('Работа прекращена: не готово 3 606 из 4 018.');
});

test('a run that may still go on is looked at or halted, never accepted, retried or planned again', () => {
  expect(buttonsOf(card('pass not seen').content).map(({ verb }) => verb)).toEqual(['ask-why', 'again', 'halt']);
  expect(titles(card('pass not seen'))).toEqual(['Ask why', 'Look again', 'Halt']);
});

test.each(['pass whose start nobody can tell of', 'pass put aside, being halted'])(
  '%s: whoever looked where it runs says under which id, or that nothing does, and what that rests on',
  (name) => {
    const shown = card(name);
    expect(titles(shown)).toContain('I looked where it runs…');
    expect(verbsOf(shown.content)).toEqual(expect.arrayContaining(['runs-as', 'nothing-runs']));
    expect(ofType(shown.content, 'Input.Text').map(({ id, isRequired }) => [id, isRequired === true])).toEqual([
      ['outsideId', false],
      ['reason', true],
    ]);
    expect(said(card(name, russian))).toContain('Там ничего не идёт');
    for (const reader of [channel, { person: hanna, lang: 'en' } as const])
      expect(verbsOf(card(name, reader).content)).not.toContain('nothing-runs');
    const { userIds } = card(name, channel).content['refresh'] as { userIds: readonly string[] };
    expect(userIds).toContain(around().channelIds.get(irina.id));
  },
);

test('during a stop it says whether it waits, goes on or is paused by the stop, and offers neither stopping nor going on', () => {
  expect(said(card('pass starting', english, stopped))).toContain('not started yet: it begins when two people');
  expect(said(card('pass running', english, stopped))).toContain('goes on outside. Nothing new is started.');
  expect(said(card('pass running', russian, stopped))).toContain('продолжается снаружи. Новое не запускается.');
  expect(verbsOf(card('pass running', english, stopped).content)).not.toContain('stop');
  expect(verbsOf(card('pass paused', english, stopped).content)).not.toContain('go-on');
  const { outside } = transfers['pass paused']?.attempt ?? {};
  const byStop = passOf({
    state: 'running',
    outside: { ...(outside as NonNullable<typeof outside>), pausedByStop: true },
  });
  expect(said(views.step(byStop, stopped, english, []))).toContain('Paused by the stop.');
});

test('put aside by a team that turned back, it says how far it was and that what has arrived stays', () => {
  expect(said(card('pass put aside'))).toContain('halted at 412 of 4,018. What has arrived stays where it is.');
  expect(said(card('pass put aside', russian))).toContain('прекращена на 412 из 4 018');
  expect(said(card('pass put aside, being halted'))).toContain('It is being halted, at 412 of 4,018');
  expect(said(card('pass put aside, being halted'))).toContain('fetch failed');
});
