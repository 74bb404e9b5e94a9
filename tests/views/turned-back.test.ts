import type { BackOutOutline, Need, PhaseSummary, StepSnapshot } from '../../src/engine/state.js';
import { failOnMissingWords, stepWords } from '../../src/locales/index.js';
import { runbook } from '../../src/runbook/index.js';
import type { Card, Reader } from '../../src/views/api.js';
import { createViews } from '../../src/views/index.js';
import { elements, lint, ofType, verbsOf } from './card-lint.js';
import { anna, around, brief, irina, snapshotOf, status, steps as allSteps } from './samples.js';

failOnMissingWords();
const views = createViews();
const channel: Reader = { person: null, lang: 'en' };
const said = ({ content }: Card): string => String(content['fallbackText']);
const facts = ({ content }: Card): Record<string, string> =>
  Object.fromEntries(
    ofType(content, 'FactSet').flatMap((set) =>
      (set['facts'] as { title: string; value: string }[]).map(({ title, value }) => [title, value]),
    ),
  );

const need: Need = { kind: 'role', roles: ['source-admin'], people: [irina] };
const quiet = (summary: PhaseSummary): PhaseSummary => ({
  ...summary,
  running: [],
  asking: [],
  attention: [],
  next: null,
  times: null,
});
const wayBack: PhaseSummary = {
  phase: 'back-out',
  total: 4,
  done: 3,
  running: [],
  asking: [],
  attention: [],
  next: null,
  times: null,
};
const forward = status.phases.map(quiet);
const turning = around({
  state: 'backing-out',
  phase: 'back-out',
  turnBack: null,
  wayBack: { undone: 2, left: 3 },
  phases: [
    ...forward.map((one) =>
      one.phase === 'cutover'
        ? { ...one, running: ['default-domain-source'], asking: [{ stepId: 'upn-to-initial-domain', needs: [need] }] }
        : one,
    ),
    wayBack,
  ],
});
const turned = around({
  state: 'backed-out',
  phase: 'back-out',
  turnBack: null,
  phases: [...forward, { ...wayBack, done: 4 }],
  remains: { undone: ['default-domain-source', 'upn-to-initial-domain'], stays: ['source-routing-address'] },
});
const undone = (id: string): StepSnapshot => snapshotOf(id, { state: 'done' }, { state: 'undone' });
const steps = [
  undone('upn-to-initial-domain'),
  undone('default-domain-source'),
  snapshotOf('source-routing-address', { state: 'done' }),
  snapshotOf('inventory', { state: 'done' }),
  snapshotOf('remove-domain-source', null),
];

test('while the migration turns back, every board says so and where to look', () => {
  const there = views.board('prepare', steps, turning, channel);
  expect(said(there)).toContain('the migration is turning back. Look at Phase 4 · Cutover.');
  const here = views.board('cutover', steps, turning, channel);
  expect(said(here)).toMatch(/waiting[\s\S]*The migration is turning back. One step waits for people./);
  expect(facts(here)['Now']).toBe('↩ 66 · Initial domain as default at the source');
  expect(facts(here)['Next']).toBeUndefined();
});

test('while the migration turns back, the status and the back-out’s board tell the whole way back, whatever its threads', () => {
  for (const card of [views.status(steps, turning, channel), views.board('back-out', steps, turning, channel)]) {
    expect(facts(card)['Waiting for']).toContain('Irina Sokolova: read and approve · 67, 68');
    expect(said(card)).toContain('2 of 5 steps undone');
    expect(said(card)).not.toContain('this phase is done');
  }
});

test('a step that still waits for its undo says so, and asks nobody to type anything', () => {
  const card = views.step(
    snapshotOf('mailbox-aliases-removed', { state: 'done' }, { toBeUndone: true }),
    turning,
    channel,
    [],
  );
  expect(said(card)).toContain('Will be undone when its turn comes');
  expect(said(card)).not.toContain('/backout');
});

test('once the way back is through, status, boards and next agree that it is over and nothing is waited for', () => {
  const state = views.status(steps, turned, channel);
  expect(said(state)).toContain('✓ backed out');
  expect(said(state)).toContain('is over. Nothing is waited for.');
  expect(facts(state)).toMatchObject({ Left: '2 steps were undone, 1 stays done, whether it can be undone or not' });
  expect(JSON.stringify(state.content)).toContain(stepWords('en', 'source-routing-address').title);

  const cutover = views.board('cutover', steps, turned, channel);
  expect(said(cutover)).toMatch(/backed out[\s\S]*is over. 2 steps were undone, nothing is left/);
  expect(said(views.board('back-out', steps, turned, channel))).toContain('Nothing is waited for');

  const nothing = { person: anna, todo: [], waitedFor: [], nextDueAt: null };
  const next = views.next(nothing, steps, turned, { person: anna, lang: 'en' });
  expect(said(next)).toContain('is over; nothing is waited for');

  for (const card of [state, cutover, next])
    expect(said(card)).not.toMatch(/We are in|under way|Nobody yet|later than planned|Next:/);
});

test('what stays and can be put right is named with whoever has to: on the status, the boards, in /next and on its card', () => {
  const putRight: Need = { kind: 'put-right', roles: ['source-admin'], people: [irina] };
  const left = around({
    ...turned.status,
    remains: {
      undone: [],
      stays: ['source-routing-address'],
      toPutRight: [{ stepId: 'source-routing-address', needs: [putRight] }],
    },
  });
  const state = views.status(steps, left, channel);
  const title = stepWords('en', 'source-routing-address').title;
  expect(said(state)).toContain('One thing that stays is to be put right.');
  expect(said(state)).not.toContain('Nothing is waited for');
  expect(facts(state)['To put right']).toMatch(new RegExp(`^Irina Sokolova: put right what stays of it · .*${title}$`));
  const phase = runbook.find(({ id }) => id === 'source-routing-address')?.phase ?? 'prepare';
  expect(said(views.board(phase, steps, left, channel))).toContain('one of that is to be put right');
  expect(said(views.board(phase, steps, left, channel))).not.toContain('Nothing to do');
  expect(said(views.board('cutover', steps, left, channel))).toContain('Nothing to do');
  expect(said(views.board('back-out', [], left, channel))).toContain('One thing that stays is to be put right');

  const item = { stepId: 'source-routing-address', attemptId: 'source-routing-address-1', need: putRight };
  const next = { person: irina, todo: [item], waitedFor: [], nextDueAt: null };
  const own: Reader = { person: irina, lang: 'en' };
  expect(said(views.next(next, steps, left, own))).toContain('put right what stays of it');
  const card = (reader: Reader) =>
    views.step(snapshotOf('source-routing-address', { state: 'done' }, { undoable: true }), left, reader, []);
  expect(verbsOf(card(own).content)).toContain('undo-step');
  expect(verbsOf(card({ person: anna, lang: 'en' }).content)).not.toContain('undo-step');
  expect(lint(state.content)).toEqual([]);
});

test('once the way back is through its board counts what the status counts, and nothing else', () => {
  const board = said(views.board('back-out', [], turned, channel));
  expect(board).toContain(facts(views.status(steps, turned, channel))['Left']);
  expect(board).not.toMatch(/\d of \d|▓/);
});

test('a board of the way back that nobody goes shows no progress, and says that there is nothing to undo', () => {
  const asked = around({ phases: [...status.phases, { ...wayBack, total: 0, done: 0 }] });
  const board = said(views.board('back-out', steps, asked, channel));
  expect(board).toContain('nobody has turned back, so nothing is to be undone');
  expect(board).not.toMatch(/0 of 0|▓/);
});

test('whoever votes on turning back finds as many steps that stay in the list as the number says', () => {
  const onRequest = runbook.filter(({ undo }) => undo === 'on-request').slice(0, 16);
  expect(onRequest).toHaveLength(16);
  const vote = allSteps['turning back'] as StepSnapshot;
  const outline = vote.backOut as BackOutOutline;
  const snapshot = { ...vote, backOut: { ...outline, onRequest: onRequest.map(({ id }) => id) } };
  const { content } = views.step(snapshot, around(), channel, []);
  expect(String(content['fallbackText'])).toContain('16 steps from before the night stay');
  const details = elements(content).find((node) => node['id'] === 'details');
  const lines = ofType(details, 'TextBlock').map((block) => String(block['text']));
  expect(lines.filter((line) => line.startsWith('– '))).toHaveLength(16);
  expect(lines.join('\n')).not.toMatch(/and \d+ more/);
});

test('what is itself a way back promises no way back of its own', () => {
  const asked: Need[] = [{ kind: 'role', roles: ['project-manager'], people: [anna] }];
  const plan = brief([]);
  for (const snapshot of [
    snapshotOf('mx-parked', { direction: 'undo', plan, needs: asked }),
    snapshotOf('mx-parked', { direction: 'undo', needs: [{ ...need, kind: 'evidence' }] }),
    snapshotOf('restore-dns', { plan, needs: asked }),
    snapshotOf('restore-dns', { state: 'done' }),
  ])
    for (const card of [views.step(snapshot, turning, channel, []), views.why(snapshot, turning, channel)])
      expect(JSON.stringify(card.content)).not.toMatch(/an be undone|annot be undone|Way back/);
  expect(said(views.step(snapshotOf('mx-parked', { plan, needs: asked }), around(), channel, []))).toContain(
    'Can be undone by hand',
  );
});

test('a step of the way back that was asked for anew is not said to be put aside by turning back; one that leads forward is', () => {
  const withdrawn = { state: 'withdrawn', endedAt: status.now } as const;
  const told = (snapshot: StepSnapshot): string => said(views.step(snapshot, turning, channel, []));
  for (const snapshot of [
    snapshotOf('no-dependencies-left-destination', { ...withdrawn, state: 'replaced' }),
    snapshotOf('mx-parked', { ...withdrawn, direction: 'undo' }),
  ])
    expect(told(snapshot)).toContain('a newer one took its place');
  expect(told(snapshotOf('mx-parked', withdrawn))).toContain('the team turned back before');
});

test('a way back reads without a complaint in both languages', () => {
  for (const lang of ['en', 'ru'] as const)
    for (const place of [turning, turned]) {
      const reader = { person: anna, lang };
      const nothing = { person: anna, todo: [], waitedFor: [{ stepId: 'mx-parked', need }], nextDueAt: null };
      const cards = [
        views.status(steps, place, reader),
        views.board('cutover', steps, place, reader),
        views.board('back-out', steps, place, reader),
        views.next(nothing, steps, place, reader),
      ];
      for (const card of cards) {
        expect(lint(card.content)).toEqual([]);
        expect(JSON.stringify(card.content)).not.toMatch(/⟨|undefined/);
      }
    }
});

test.each(['en', 'ru'] as const)('an undo says how the undo is proved, and never how the way there is (%s)', (lang) => {
  const reader: Reader = { person: null, lang };
  const record = { action: 'publish', name: 'contoso.com', type: 'MX', value: '10 mx.example', ttl: 300 } as const;
  const proofs = {
    change: /(before the first write|до первой записи)/,
    records: /name server|сервер/,
    watched: /The bot looks again|Бот смотрит снова/,
    task: /their word|слов/,
  };
  for (const [id, attempt, proof, more] of [
    ['upn-to-initial-domain', { plan: brief([]) }, proofs.change, {}],
    ['mx-parked', { plan: brief([record]) }, proofs.records, {}],
    ['user-aliases-destination', { plan: brief([]) }, proofs.watched, { kind: 'task' }],
    ['dns-switch', { needs: [{ ...need, kind: 'evidence' as const }] }, proofs.task, {}],
  ] as const) {
    const snapshot = snapshotOf(id, { ...attempt, direction: 'undo' }, more);
    for (const card of [views.step(snapshot, turning, reader, []), views.why(snapshot, turning, reader)]) {
      const text = ofType(card.content, 'TextBlock')
        .map((block) => String(block['text']))
        .concat(Object.values(facts(card)))
        .join('\n');
      expect(text).toMatch(proof);
      expect(text).not.toContain(stepWords(lang, id).proof);
    }
  }
});
