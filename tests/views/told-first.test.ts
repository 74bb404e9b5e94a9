/** What a person must not overlook: a vote that is open, writes that stand still, a gate whose T is not now. */
import type { MigrationStatus, Need, PhaseSummary, StepSnapshot } from '../../src/engine/state.js';
import { failOnMissingWords } from '../../src/locales/index.js';
import type { Card, Reader } from '../../src/views/api.js';
import { createViews } from '../../src/views/index.js';
import { mayOnly } from '../../src/engine/rights/moment.js';
import { buttonsOf, ofType, verbsOf } from './card-lint.js';
import { anna, around, dmitri, stop, irina, marcus, sergei, snapshotOf, status, steps } from './samples.js';

failOnMissingWords();
const views = createViews();
const english = (person = anna): Reader => ({ person, lang: 'en' });
const said = ({ content }: Card): string => String(content['fallbackText']);
const facts = ({ content }: Card): readonly { title: string; value: string }[] =>
  ofType(content, 'FactSet').flatMap((set) => set['facts'] as { title: string; value: string }[]);

const vote: Need = { kind: 'vote', roles: ['business-owner'], people: [sergei] };
const approval: Need = { kind: 'role', roles: ['source-admin'], people: [irina, marcus] };
const voting: Partial<MigrationStatus> = {
  phases: [
    ...status.phases,
    {
      phase: 'back-out',
      total: 1,
      done: 0,
      running: [],
      asking: [{ stepId: 'back-out-decision', needs: [vote] }],
      attention: [],
      next: null,
      times: null,
    } satisfies PhaseSummary,
  ],
};
const all: readonly StepSnapshot[] = Object.values(steps);

test('while the team votes on turning back, the status says so before anything else, and who has not answered', () => {
  expect(facts(views.status(all, around(voting), english()))[0]).toEqual({
    title: 'Vote',
    value: 'whether to turn back, open now · not answered yet: business owner (Sergei Volkov)',
  });
  expect(said(views.board('back-out', [], around(voting), english()))).toContain(
    'Sergei Volkov: say whether we turn back',
  );
  expect(said(views.status(all, around(), english()))).not.toContain('whether to turn back');
});

test('whoever may vote on turning back finds that vote before all else they are asked for, with its button', () => {
  const todo = [
    ...['upn-to-initial-domain', 'm365-groups-moved', 'mx-parked', 'group-aliases-removed'].map((stepId) => ({
      stepId,
      attemptId: `a-${stepId}`,
      need: approval,
    })),
    { stepId: 'back-out-decision', attemptId: 'a-vote', need: vote },
  ];
  const next = { person: sergei, todo, waitedFor: [], nextDueAt: null };
  const card = views.next(next, all, around(voting), english(sergei));
  expect(said(card).split('\n')[2]).toMatch(/↩ .*: say whether we turn back/);
  expect(buttonsOf(card.content)[1]).toMatchObject({ data: { card: 'attempt:a-vote' } });
});

test('the gate before the night shows T and how far away it is; a gate of another question does not', () => {
  const gate = steps['gate'] as StepSnapshot;
  const card = views.step(gate, around({ cutoverAt: '2026-12-14T19:00:00.000Z' }), english(irina), []);
  expect(facts(card)).toContainEqual({
    title: 'T',
    value: '{{DATE(2026-12-14T19:00:00Z, SHORT)}} {{TIME(2026-12-14T19:00:00Z)}} · T − 14 d',
  });
  expect(said(card)).toContain(
    '▲ With the last go the night is agreed, and nobody’s name or address changes before T. That is in 14 days.',
  );
  const other = views.step(steps['turning back'] as StepSnapshot, around(), english(sergei), []);
  expect(facts(other).map(({ title }) => title)).not.toContain('T');
});

test('while writes stand still, the status and everybody’s next thing say since when, by whom, and who let them go on', () => {
  const next = { person: irina, todo: [], waitedFor: [], nextDueAt: null };
  const asked = (over: Partial<MigrationStatus>): readonly Card[] => [
    views.status(all, around(over), english(irina)),
    views.next(next, all, around(over), english(irina)),
  ];
  const board = (over: Partial<MigrationStatus>): Card => views.board('cutover', all, around(over), english(irina));
  const stopped =
    'All writes are stopped since 19:11 UTC by Irina Sokolova. Two people with a role let them go on with /resume.';
  for (const card of [...asked({ stop }), board({ stop })]) expect(said(card)).toContain(`▲ ${stopped}`);
  for (const card of asked({ stop })) expect(said(card)).toContain(`${stopped} 1 of 2 said so: Anna Lindqvist.`);
  for (const lifting of [[], [{ ...anna, roles: [] }]])
    for (const card of asked({ stop: { ...stop, lifting } })) expect(said(card)).toContain('Nobody has said so yet');
  for (const card of [...asked({}), board({})]) expect(said(card)).not.toContain('/resume');
});

test('days after T the board does not reckon in minutes with the plan of a night that is over', () => {
  const turnBack = { until: '2026-11-30T21:30:00.000Z', undoSeconds: 660, passed: true, needsBothTenants: false };
  const told = (now: string): string | undefined =>
    facts(views.board('cutover', all, around({ turnBack, now }), english())).find(({ title }) => title === 'Turn back')
      ?.value;
  expect(told('2026-12-17T18:00:00.000Z')).toBe('▲ still possible; the time planned for it is long over');
  expect(told('2026-11-30T22:00:00.000Z')).toContain('11 min');
});

const undoneStep = 'upn-to-initial-domain';
const undone = snapshotOf(
  undoneStep,
  { direction: 'undo', state: 'undone', endedAt: status.now, may: mayOnly({ repeat: [irina, anna] }) },
  { state: 'undone' },
);
const beginAgain: Need = { kind: 'begin-again', roles: ['source-admin'], people: [irina, anna] };

test('a step that was undone alone is named in the status, its board and /next, with who may begin it again and what waits for it', () => {
  const list = [
    undone,
    snapshotOf('groups-primary-to-initial-domain', null),
    snapshotOf('sip-licences-removed', null, { state: 'not-applicable' }),
    snapshotOf('mailbox-aliases-removed', null),
  ];
  const phases = status.phases.map((one) =>
    one.phase === 'cutover'
      ? { ...one, running: [], asking: [{ stepId: undoneStep, needs: [beginAgain] }] }
      : { ...one, attention: [] },
  );
  const place = around({ phases });
  const line =
    /Irina Sokolova or Anna Lindqvist: begin it again \(it was undone\) · 67, 68 .* · 69–70 and 71–72 wait for it/;
  for (const card of [
    views.status(list, place, english(dmitri)),
    views.board('cutover', list, place, english(dmitri)),
    views.next(
      { person: dmitri, todo: [], waitedFor: [{ stepId: undoneStep, need: beginAgain }], nextDueAt: null },
      list,
      place,
      english(dmitri),
    ),
  ])
    expect(said(card)).toMatch(line);
  const mine = views.next(
    {
      person: irina,
      todo: [{ stepId: undoneStep, attemptId: undone.attempt?.id ?? '', need: beginAgain }],
      waitedFor: [],
      nextDueAt: null,
    },
    list,
    place,
    english(irina),
  );
  expect(said(mine)).toMatch(/67, 68 .*: begin it again \(it was undone\) · 69–70 and 71–72 wait for it/);
});

test('the card of a step that was undone brings whoever may begin it again their button, in the channel too', () => {
  const { channelIds } = around();
  const inChannel = views.step(undone, around(), { person: null, lang: 'en' }, []);
  expect((inChannel.content['refresh'] as { userIds: string[] } | undefined)?.userIds).toEqual(
    [anna, irina].map(({ id }) => channelIds.get(id)),
  );
  expect(verbsOf(views.step(undone, around(), english(irina), []).content)).toContain('again');
  expect(said(inChannel)).toContain('waits until somebody begins it again: Anna Lindqvist or Irina Sokolova.');
  const byOthers = snapshotOf(
    'remove-domain-source',
    { state: 'done', endedAt: status.now, may: mayOnly({ repeat: [irina, anna] }) },
    { state: 'undone' },
  );
  expect(verbsOf(views.step(byOthers, around(), english(irina), []).content)).toContain('again');
});

test('where the card of a step stood that came to a halt, a line says when, and that it goes on below; nobody takes it for the step’s card', () => {
  const { content } = views.moved(steps['attention'] as StepSnapshot, around(), { person: null, lang: 'en' });
  expect(String(content['fallbackText'])).toContain('This came to a halt at 19:00 UTC. It goes on in a new card below');
  expect(verbsOf(content)).toEqual(['refresh']);
  for (const { text } of ofType(content, 'TextBlock')) expect(String(text)).not.toMatch(/^[a-z0-9]+(-[a-z0-9]+)+ · /);
});

test('/next during a stop says that writes are stopped, not that there is nothing to do, and gives whoever may lift it their button', () => {
  const nothing = { todo: [], waitedFor: [{ stepId: 'mx-parked', need: approval }], nextDueAt: null };
  const told = (person: typeof anna, lang: Reader['lang'] = 'en'): Card =>
    views.next({ ...nothing, person }, all, around({ stop }), { person, lang });
  const mine = told(irina);
  expect(said(mine).split('\n')[0]).toContain('▲ stopped');
  expect(said(mine)).toContain(
    'You: all writes are stopped. When they may go on, say so with /resume. It takes two of: Anna Lindqvist, Sergei Volkov, Irina Sokolova, Marcus Weber, Dmitri Orlov, and Hanna Berg.',
  );
  expect(said(mine)).not.toContain('nothing');
  expect(verbsOf(mine.content)).toContain('resume');
  expect(said(mine)).toContain('read and approve');
  expect(said(told(irina, 'ru'))).toContain('Все изменения остановлены');
  const asked = told(anna);
  expect(said(asked)).toContain('You said that they may go on. One more of these must: Sergei Volkov,');
  expect(verbsOf(asked.content)).not.toContain('resume');
  const outsider = views.next(null, all, around({ stop }), english(anna));
  expect(said(outsider)).toContain('You hold no role');
});

test('whose vote no longer counts is told on the card and why, and it is shown as given no more', () => {
  const name = 'waiting for one more';
  const one = steps[name] as StepSnapshot;
  const lapsed = (vote: 'approve' | 'go', why: 'no-role' | 'roles-changed' | 'other-answers') => ({
    lapsed: [{ person: irina, vote, at: '2026-11-30T19:02:00.000Z', why }],
  });
  const told = (snapshot: StepSnapshot, lang: Reader['lang'] = 'en'): Card =>
    views.step(snapshot, around(), { person: null, lang }, []);
  const card = told({ ...one, ...lapsed('approve', 'no-role') });
  expect(said(card)).toContain('▲ Irina Sokolova: the approval of 19:02 UTC no longer counts, because the role');
  expect(facts(card).map(({ title }) => title)).not.toContain('Approved');
  const gate = steps['gate'] as StepSnapshot;
  expect(said(told({ ...gate, ...lapsed('go', 'roles-changed') }))).toContain('the go of 19:02 UTC no longer counts');
  expect(said(told({ ...gate, ...lapsed('go', 'other-answers') }, 'ru'))).toContain('с тех пор предложено другое');
  const log = { number: 7, at: status.now, person: anna, what: 'unassigned', stepId: null, hash: 'ab' };
  const entry = { ...log, facts: { role: 'source-admin', name: 'Irina Sokolova' } };
  expect(said(views.log([entry], { entries: 7, brokenAt: null }, around(), english()))).toContain(
    'took the role source admin from Irina Sokolova, whose votes and approvals by it no longer count',
  );
});

test('the gate before the night shows what is open, what stands still and what rests on somebody’s word, above the votes', () => {
  const readiness = {
    open: ['mx-ttl-lowering'],
    halted: [],
    byWord: ['im-federation', 'domain-availability'],
    accepted: ['domain-blockers'],
    seen: 9,
  };
  const gate = { ...(steps['gate'] as StepSnapshot), readiness };
  const text = said(views.step(gate, around(), { person: null, lang: 'en' }, []));
  expect(text).toMatch(
    /✓ Nothing stands still\n▲ 1 step is open: .* · .*\n▲ 1 step was accepted with open points: .*\n✎ 2 steps rest on somebody’s word: nobody else saw it\n✓ 9 steps were read by the bot itself\n/,
  );
  expect(text.indexOf('✎')).toBeLessThan(text.indexOf('has not answered'));
});

const votes = (...needs: readonly Need[]): string =>
  said(views.step(snapshotOf('go-no-go', { needs }), around(), { person: null, lang: 'en' }, [])).split('\n')[1] ?? '';
const ofRole = (role: Need['roles'][number], ...people: Need['people']): Need => ({
  kind: 'vote',
  roles: [role],
  people,
});

test('a gate says how many answers it lacks, role by role: one of a role is enough, and every role must answer', () => {
  expect(votes(ofRole('dns-admin', dmitri))).toBe('One answer is missing: DNS admin (Dmitri Orlov).');
  expect(votes(ofRole('source-admin', irina, marcus))).toBe(
    'One answer is missing: source admin (Irina Sokolova or Marcus Weber).',
  );
  expect(votes(ofRole('source-admin', irina, marcus), ofRole('dns-admin', dmitri))).toBe(
    '2 answers are missing: source admin (Irina Sokolova or Marcus Weber) and DNS admin (Dmitri Orlov).',
  );
  // One press counts for all roles of a person.
  expect(votes(ofRole('source-admin', irina), ofRole('dns-admin', irina))).toBe(
    'One answer is missing: source admin and DNS admin (Irina Sokolova).',
  );
  expect(votes(ofRole('dns-admin'), ofRole('test-lead'))).toBe(
    '2 answers are missing: DNS admin (nobody yet) and test lead (nobody yet).',
  );
  expect(votes({ kind: 'second-person', roles: ['source-admin'], people: [irina, marcus] })).toBe(
    'One answer is missing: someone else: source admin (Irina Sokolova or Marcus Weber).',
  );
});

test('a gate is the step of each of its roles, every other step that of any', () => {
  const whose = (id: string): string | undefined =>
    facts(views.why(snapshotOf(id, {}), around(), english())).find(({ title }) => title === 'Whose step')?.value;
  expect(whose('back-out-decision')).toBe('project manager and business owner');
  expect(whose('user-aliases-destination')).toBe('destination admin or on-premises Exchange admin');
});

test('steps that are not needed are one line of their board, and no card of their own', () => {
  const aside = ['federated-to-managed', 'sip-licences-removed'].map((id) =>
    snapshotOf(id, null, { state: 'not-applicable' }),
  );
  const details = (list: readonly StepSnapshot[], lang: Reader['lang'] = 'en'): readonly string[] =>
    ofType(views.board('cutover', list, around(), { person: null, lang }).content, 'TextBlock').map(({ text }) =>
      String(text),
    );
  expect(details(aside)).toContain('– 2 steps are not needed: 63 and 65');
  expect(details(aside, 'ru')).toContain('– 2 шага не нужны: 63 и 65');
  expect(details([]).join(' ')).not.toContain('not needed');
});
