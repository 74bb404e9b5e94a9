import { roles } from '../../src/contract/step.js';
import { domainToType } from '../../src/contract/typed-domain.js';
import { failOnMissingWords, stepWords } from '../../src/locales/index.js';
import { stepById } from '../../src/runbook/index.js';
import { createViews } from '../../src/views/index.js';
import type { Card, Reader } from '../../src/views/api.js';
import type { Person, StepSnapshot } from '../../src/engine/state.js';
import { buttonsOf, ofType, verbsOf } from './card-lint.js';
import { anna, around, dmitri, everyCard, stop, irina, marcus, nobody, sergei, steps } from './samples.js';

failOnMissingWords();
const views = createViews();
const channel: Reader = { person: null, lang: 'en' };
const forPerson = (person: Person): Reader => ({ person, lang: 'en' });
const step = (name: string): StepSnapshot => steps[name] as StepSnapshot;
const cardFor = (name: string, reader: Reader): Card => views.step(step(name), around(), reader, []);
const deciding = [
  'approve',
  'vote-go',
  'vote-no',
  'answer',
  'take',
  'complete',
  'accept',
  'again',
  'stop',
  'resume',
  'back-out',
  'assign-roles',
  'approve-no',
  'take-back',
  'hand-back',
  'give-up',
  'nothing-runs',
  'runs-as',
  'role-not-needed',
  'role-needed',
];

test('the channel’s cards carry no decision: only the start card has a button that does something', () => {
  const wrong = everyCard(views, channel).filter(
    ([name, card]) => name !== 'welcome' && verbsOf(card.content).some((verb) => deciding.includes(verb)),
  );
  expect(wrong.map(([name]) => name)).toEqual([]);
});

test('a person without a role gets no button that decides, on any step', () => {
  for (const name of Object.keys(steps))
    expect(verbsOf(cardFor(name, forPerson(nobody)).content).filter((verb) => deciding.includes(verb))).toEqual([]);
});

test('who may approve gets the approval of this very plan, who approved already does not get it twice', () => {
  const approve = ofType(cardFor('waiting for one more', forPerson(anna)).content, 'Action.Execute').find(
    (action) => action['verb'] === 'approve',
  );
  expect(approve?.['data']).toEqual({
    attemptId: step('waiting for one more').attempt?.id,
    planHash: step('waiting for one more').attempt?.plan?.hash,
  });
  expect(verbsOf(cardFor('waiting for one more', forPerson(irina)).content)).not.toContain('approve');
});

test('a plan with obstacles cannot be approved by anybody', () => {
  for (const person of [anna, irina, sergei])
    expect(verbsOf(cardFor('blocked', forPerson(person)).content)).not.toContain('approve');
});

test('a task to be put back shows the way back, never the way there', () => {
  const text = JSON.stringify(cardFor('undo task to agree', forPerson(anna)).content);
  const { instruction, undoInstruction = '' } = stepWords('en', 'mx-parked');

  expect(text).toContain(JSON.stringify(undoInstruction).slice(1, 40));
  for (const line of instruction) expect(text).not.toContain(JSON.stringify(line).slice(1, 40));
});

test('a final step asks to type the domain', () => {
  expect(
    ofType(cardFor('final with two domains', forPerson(anna)).content, 'Input.Text').map((input) => input['id']),
  ).toEqual(['typedDomain']);
});

test('the domain a final step asks for on the card is the one the engine takes, in either language', () => {
  for (const lang of ['en', 'ru'] as const) {
    const card = views.step(step('final with two domains'), around(), { person: anna, lang }, []);
    const asked = domainToType(
      around().status.movingDomains,
      step('final with two domains').attempt?.plan?.sample ?? [],
    );
    expect(asked).toBe('contoso.com');
    const [input] = ofType(card.content, 'Input.Text');
    expect(input).toMatchObject({ placeholder: asked, label: expect.stringMatching(/(Type|введите) contoso\.com/i) });
  }
});

test('the channel’s card is refreshed for those who may act, a personal one for its reader alone', () => {
  const { channelIds } = around();
  const ids = (card: Card): unknown => (card.content['refresh'] as { userIds: string[] } | undefined)?.userIds;
  expect(ids(cardFor('waiting for one more', channel))).toEqual(
    // Those who are asked, whoever approved and may withdraw it, and whoever may say no.
    [anna, sergei, irina, marcus].map((person) => channelIds.get(person.id)),
  );
  expect(ids(cardFor('waiting for one more', forPerson(anna)))).toEqual([channelIds.get(anna.id)]);
  expect(ids(cardFor('verified', channel))).toBeUndefined();
});

test('refresh names at most sixty people', () => {
  const crowd = Array.from({ length: 90 }, (_, n): Person => ({ ...irina, id: `p-${n}` }));
  const running = step('running');
  const { attempt } = running;
  if (attempt === null) throw new Error('nothing runs');
  const may = { ...attempt.may, stop: crowd.map(({ id }) => id) };
  const card = views.step({ ...running, attempt: { ...attempt, may } }, around({}, crowd), channel, []);
  expect((card.content['refresh'] as { userIds: string[] }).userIds).toHaveLength(60);
  expect(JSON.stringify(card.content).length * 2).toBeLessThan(28 * 1024);
});

test('only those who must act are mentioned, each once, under the text that stands in the card', () => {
  const card = views.step(step('waiting for one more'), around(), channel, [anna, dmitri]);
  const { entities } = card.content['msteams'] as { entities: { text: string; mentioned: { id: string } }[] };
  expect(entities.map(({ mentioned }) => mentioned.id)).toEqual(
    [anna, dmitri].map(({ id }) => around().channelIds.get(id)),
  );
  for (const { text } of entities) expect(JSON.stringify(card.content['body'])).toContain(text);
});

test('a task is offered to be taken, or to be said to be done in one press; whoever has it in hand only says that it is done', () => {
  const fieldsOf = (content: object): readonly unknown[] => {
    const inputs = (of: object): readonly Record<string, unknown>[] =>
      ['Input.Text', 'Input.Number', 'Input.Date'].flatMap((type) => ofType(of, type));
    const unfolded = ofType(content, 'Action.ShowCard').flatMap((button) => inputs(button));
    return inputs(content)
      .filter((input) => !unfolded.includes(input))
      .map(({ id, type }) => [id, type]);
  };
  for (const [untaken, taken] of [
    ['task', 'task taken'],
    ['records to set', 'records taken'],
  ] as const) {
    // The bot sees for itself: nothing more is asked for.
    const fields: readonly unknown[] = [];
    const first = cardFor(untaken, forPerson(dmitri)).content;
    expect(verbsOf(first)).toEqual(expect.arrayContaining(['take', 'complete']));
    expect(fieldsOf(first)).toEqual(fields);
    const then = cardFor(taken, forPerson(dmitri)).content;
    expect(verbsOf(then)).toContain('complete');
    expect(verbsOf(then)).not.toContain('take');
    expect(fieldsOf(then)).toEqual(fields);
    for (const name of [untaken, taken])
      expect(verbsOf(cardFor(name, forPerson(irina)).content)).not.toContain('complete');
  }
});

test('the card says what is wanted as evidence, to everybody; to whoever may give it, with a field of its kind', () => {
  const task = step('task');
  const asked = (id: string, reader: Reader, direction: 'do' | 'undo' = 'do'): string =>
    JSON.stringify(
      views.step(
        {
          ...task,
          step: stepById(id) as StepSnapshot['step'],
          attempt: task.attempt === null ? null : { ...task.attempt, direction },
        },
        around(),
        reader,
        [],
      ).content,
    );
  const ru: Reader = { person: dmitri, lang: 'ru' };

  for (const [id, type, wanted, placeholder] of [
    ['licence-redemption', 'Input.Number', 'the number of available licences', ''],
    ['holds-and-retention', 'Input.Text', 'the list of holds, with what was decided', 'https://'],
    ['mover-consent', 'Input.Text', 'the ids of both service principals', 'xxxxxxxx-'],
    ['session-check', 'Input.Text', 'who is signed in where', 'Who, where'],
    ['registration-transfer-early', 'Input.Text', 'the name of the new registrar', 'The name in full'],
  ] as const) {
    expect(asked(id, channel)).toContain(wanted);
    expect(asked(id, channel)).not.toContain('"type":"Input.');
    const mine = asked(id, forPerson(dmitri));
    for (const part of [`"type":"${type}","id":"note"`, wanted, placeholder]) expect(mine).toContain(part);
    expect(asked(id, ru)).toContain(stepWords('ru', id).evidence);
  }
  expect(asked('holds-and-retention', forPerson(dmitri), 'undo')).toContain('what was put back, and what it shows now');
  expect(asked('mx-parked', forPerson(dmitri))).toContain('nothing beyond “I have done it”');
  expect(asked('mx-parked', forPerson(dmitri))).not.toContain('"type":"Input.');
});

test('whoever may attach gets a link of their own to the upload page; a file that lies there is shown with its name made harmless, and who left it', () => {
  const task = step('task taken');
  if (task.attempt === null) throw new Error('nothing is asked');
  const file = {
    id: 'ev-9',
    name: '[x](http://evil) **список**.csv',
    note: null,
    by: dmitri,
    bytes: 2048,
    at: '2026-11-30T19:02:00.000Z',
    contentType: 'text/csv',
    sha256: 'ab'.repeat(32),
  };
  const attempt = {
    ...task.attempt,
    may: { ...task.attempt.may, attach: [dmitri.id] },
    evidence: [file, { ...file, id: 'ev-10', by: irina }],
  };
  const asked: unknown[] = [];
  const near = { ...around(), uploadLink: (upload: object) => (asked.push(upload), 'https://bot/uploads/one') };
  const wanting = stepById('holds-and-retention') as StepSnapshot['step'];
  const cardOf = (reader: Reader): object => views.step({ ...task, step: wanting, attempt }, near, reader, []).content;

  const links = (reader: Reader) => ofType(cardOf(reader), 'Action.OpenUrl').map(({ url }) => url);
  expect(links(forPerson(dmitri))).toEqual(['https://bot/uploads/one']);
  expect(asked).toEqual([{ attemptId: attempt.id, personId: dmitri.id, lang: 'en', files: 2 }]);
  expect([links(forPerson(irina)), links(channel)]).toEqual([[], []]);
  const text = JSON.stringify((cardOf(channel) as { body: unknown }).body);
  expect(text).not.toContain('(http://evil)');
  expect(text.match(/ev-(9|10)\.csv/g)).toEqual(['ev-9.csv', 'ev-10.csv']);
  expect(text).toContain('Dmitri Orlov attached');
  expect(buttonsOf(cardOf(forPerson(dmitri))).length).toBeLessThanOrEqual(5);
});

test.each(['en', 'ru'] as const)(
  'of several files the bad one is named, and why it is refused is said to the end (%s)',
  (lang) => {
    const why = views.refusalText({ code: 'upload.unknown', facts: { ending: 'exe' } }, lang);
    expect(why.length).toBeGreaterThan(120);
    const said = views.refusalText({ code: 'upload.one-of-several', facts: { count: 3, file: 'a.exe', why } }, lang);
    expect(said).toContain('a.exe');
    expect(said.endsWith(why.slice(-30))).toBe(true);
  },
);

test.each(['en', 'ru'] as const)('an answer that shows nothing is refused in %s with what is wanted', (lang) => {
  const wanted = stepWords(lang, 'holds-and-retention').evidence;
  for (const code of ['evidence.nothing', 'evidence.file'])
    expect(views.refusalText({ code, facts: { step: 'holds-and-retention', wanted: 'file' } }, lang)).toContain(wanted);
  const undo = views.refusalText({ code: 'evidence.one-word', facts: { step: 'dns-switch', wanted: 'undo' } }, lang);
  expect(undo).toContain({ en: 'what was put back', ru: 'что возвращено' }[lang]);
});

test('the gate before the night says that nothing people notice changes before T, and how far away T still is', () => {
  const said = (cutoverAt: string | null, lang: Reader['lang'], name = 'gate'): string =>
    JSON.stringify(views.step(step(name), around({ cutoverAt }), { person: irina, lang }, []).content);
  const hoursAhead = (hours: number): string =>
    new Date(Date.parse(around().status.now) + hours * 3_600_000).toISOString();

  const early =
    '▲ With the last go the night is agreed, and nobody’s name or address changes before T. That is in 12 days.';
  expect(said(hoursAhead(12 * 24 + 3), 'en')).toContain(early);
  expect(said(hoursAhead(12 * 24 + 3), 'en', 'gate with a no')).toContain(early);
  expect(said(hoursAhead(14), 'en')).toContain('That is in 14 hours.');
  expect(said(hoursAhead(12 * 24), 'ru')).toContain(
    '▲ С последним «да» ночь согласована, и раньше T ничьё имя и ничей адрес не меняются. До T ещё 12 дней.',
  );
  for (const close of [hoursAhead(12), hoursAhead(0), null]) {
    expect(said(close, 'en')).toContain('"With the last go the night is agreed. It begins by itself: ');
    expect(said(close, 'ru')).toContain('"С последним «да» ночь согласована. Она начнётся сама: ');
    expect(said(close, 'en')).not.toContain('That is in');
  }
  expect(said(hoursAhead(-26), 'en')).toContain('▲ With the last go the cutover begins now; T was 26 h ago.');
  expect(said(hoursAhead(-17 * 24), 'ru')).toContain('T было 17 дн. назад');
  expect(said(hoursAhead(300), 'en', 'gate with a form')).not.toMatch(/the cutover begins|the night is agreed/);
});

test('a name that was typed and not picked is told of the list after @, in either language', () => {
  const refusal = { code: 'assign.not-picked', facts: { typed: '@Irina' } };
  expect(views.refusalText(refusal, 'en')).toContain('pick the name from the list that appears after @');
  expect(views.refusalText(refusal, 'ru')).toContain('выберите имя из списка, который появится после @');
});

test('/roles shows every role as it is typed, in either language', () => {
  for (const lang of ['en', 'ru'] as const) {
    const [facts] = ofType(views.roles(around(), { person: anna, lang }).content, 'FactSet');
    const values = (facts?.['facts'] as { value: string }[]).map(({ value }) => value);
    expect(values.map((value) => value.split(' · ').at(-1))).toEqual([...roles]);
  }
});

test('/help says where T is changed after the start, in either language', () => {
  for (const [lang, sentence] of [
    ['en', 'T is agreed, or changed, in step 46'],
    ['ru', 'T согласуют и меняют в шаге 46'],
  ] as const)
    expect(JSON.stringify(views.help({ person: anna, lang }).content)).toContain(sentence);
  expect(stepById('cutover-date')?.guide).toEqual(['46']);
});

test('a gate that heard a no can still be voted on', () => {
  expect(verbsOf(cardFor('gate with a no', forPerson(irina)).content)).toEqual(
    expect.arrayContaining(['vote-go', 'vote-no']),
  );
});

test('whoever asked to lift the stop is not asked again, everybody else with a role is', () => {
  const stopped = around({ stop });
  expect(verbsOf(views.stop(stopped, forPerson(anna), []).content)).not.toContain('resume');
  expect(verbsOf(views.stop(stopped, forPerson(irina), []).content)).toContain('resume');
  expect(verbsOf(views.stop(stopped, forPerson(nobody), []).content)).not.toContain('resume');
});

test('every change card says how it is put back', () => {
  for (const name of ['waiting for two', 'final with two domains', 'running', 'undo waiting'])
    expect(JSON.stringify(cardFor(name, channel).content)).toMatch(
      /Can be undone|After this, undoing|This is the way back/,
    );
});

test('the plan leads back to its step and on to its next rows', () => {
  const card = everyCard(views, channel).find(([name]) => name === 'plan')?.[1] as Card;
  expect(buttonsOf(card.content).map((button) => button['verb'] ?? button['type'])).toEqual([
    'refresh',
    'Action.OpenUrl',
    'see-plan',
    'see-plan',
  ]);
});
