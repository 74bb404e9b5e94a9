/** "Nothing to do" stands only where nobody has anything to do: not beside a task in somebody's hands, a stop, or a T that leaves too little time. */
import type { MigrationStatus, PhaseSummary } from '../../src/engine/state.js';
import { failOnMissingWords } from '../../src/locales/index.js';
import type { Card, Reader } from '../../src/views/api.js';
import { createViews } from '../../src/views/index.js';
import { wordsIn } from '../../src/views/words/words.js';
import { anna, around, dmitri, need, status, steps, stop } from './samples.js';

failOnMissingWords();
const views = createViews();
const said = ({ content }: Card): string => String(content['fallbackText']);
const all = Object.values(steps);
const channel: Reader = { person: null, lang: 'en' };
const runs = 'Nothing to do: the bot is at work.';

const ofCutover = (over: Partial<PhaseSummary>, more: Partial<MigrationStatus> = {}): Partial<MigrationStatus> => ({
  phases: status.phases.map((one) =>
    one.phase === 'cutover' ? { ...one, running: [], asking: [], attention: [], times: null, ...over } : one,
  ),
  ...more,
});
const board = (over: Partial<PhaseSummary>, more: Partial<MigrationStatus> = {}, reader = channel): string =>
  said(views.board('cutover', all, around(ofCutover(over, more)), reader));
const inHand = [{ stepId: 'mx-parked', by: dmitri }];

test('where the bot alone is at work nobody has anything to do', () => {
  expect(board({ running: ['default-domain-source'], inHand: [] })).toContain(runs);
});

test.each([
  ['en', 'One step is in hand: Dmitri Orlov.', 'Dmitri Orlov: has it in hand', ' The bot is at work on the rest.'],
  ['ru', '1 шаг в работе у людей: Dmitri Orlov.', 'Dmitri Orlov: взято в работу', ' Остальное делает бот.'],
] as const)(
  'what somebody has in hand is theirs, on the board and in the status (%s)',
  (lang, sentence, line, rest) => {
    const reader: Reader = { person: null, lang };
    const title = wordsIn(lang).titleById('mx-parked');
    const alone = board({ running: ['mx-parked'], inHand }, {}, reader);
    expect(alone).toContain(sentence);
    expect(alone).not.toContain(rest);
    expect(alone).toContain(`${line} · ${title}`);
    expect(board({ running: ['default-domain-source', 'mx-parked'], inHand }, {}, reader)).toContain(sentence + rest);
    const told = said(views.status(all, around(ofCutover({ running: ['mx-parked'], inHand })), reader));
    expect(told).toContain(`${line} · ${title}`);
  },
);

test.each([
  ['en', 'Stands still: nothing is written until two people let writes go on.', '▲ stopped'],
  ['ru', 'Стоит: ничего не пишется, пока двое не разрешат запись снова.', '▲ остановлено'],
] as const)(
  'what a stop holds back stands still and waits for two people, and the board says so (%s)',
  (lang, sentence, sign) => {
    const reader: Reader = { person: null, lang };
    const held = { ...stop, goesOn: [{ stepId: 'default-domain-source', left: 4 }] };
    const told = board({ running: ['default-domain-source'] }, { stop: held }, reader);
    expect(told).toContain(sentence);
    expect(told).toContain(sign);
    // What only reads, or is undone in spite of the stop, goes on; still nobody reads that nothing is to be done.
    expect(board({ running: ['default-domain-source', 'mx-parked'], inHand }, { stop: held }, reader)).toContain(
      wordsIn(lang).say('board.stopped-rest'),
    );
    const reads = board({ running: ['no-dependencies-left'] }, { stop: held }, reader);
    expect(reads).not.toContain(sentence);
    expect(reads).not.toContain(wordsIn(lang).say('nothing-to-do'));
  },
);

test('on the way back, too: an undo that the stop holds back stands still', () => {
  const held = { ...stop, goesOn: [{ stepId: 'default-domain-source', left: 4, undo: true as const }] };
  const back = { state: 'backing-out', phase: 'back-out', turnBack: null, wayBack: { undone: 2, left: 3 } } as const;
  const phases = [
    ...(ofCutover({ running: ['default-domain-source'] }).phases ?? []).map((one) => ({ ...one, attention: [] })),
    { phase: 'back-out', total: 1, done: 1, running: [], asking: [], attention: [], next: null, times: null } as const,
  ];
  for (const phase of ['cutover', 'back-out'] as const) {
    const told = said(views.board(phase, all, around({ ...back, phases, stop: held }), channel));
    expect(told).toContain('Stands still: nothing is written until two people let writes go on.');
    expect(told).toContain('▲ stopped');
  }
});

test.each([
  ['en', 'T leaves it too little time.'],
  ['ru', 'T оставляет ему мало времени.'],
] as const)('a phase that ends after T has something for the leads, whatever runs (%s)', (lang, sentence) => {
  const late = {
    running: ['im-federation'],
    times: { plannedEnd: status.now, expectedEnd: '2026-12-14T03:00:00.000Z', endedAt: null, slipMinutes: 900 },
  };
  const over = {
    phases: status.phases.map((one) => (one.phase === 'stage' ? { ...one, attention: [], ...late } : one)),
    cutoverAt: '2026-12-01T00:00:00.000Z',
  };
  const words = wordsIn(lang);
  const told = said(views.board('stage', all, around(over), { person: null, lang }));
  expect(told).toContain(sentence);
  expect(told).not.toContain(words.say('board.runs'));
});

test('one person who owes the same answer for several roles is named once', () => {
  const asking = [
    {
      stepId: 'go-no-go',
      needs: [need('vote', ['project-manager'], [anna]), need('vote', ['test-lead'], [anna])],
    },
  ];
  const told = board({ asking });
  expect(told.split('Anna Lindqvist: say go or no')).toHaveLength(2);
});
