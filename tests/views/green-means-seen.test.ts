/** A claim is not a finding: the two never share a sign, a colour or a number, on any card and in both languages. */
import type { Step } from '../../src/contract/step.js';
import type { Finding } from '../../src/contract/finding.js';
import { mayOnly } from '../../src/engine/rights/moment.js';
import type { Attempt, MigrationStatus, StepSnapshot } from '../../src/engine/state.js';
import { stepById } from '../../src/runbook/index.js';
import { failOnMissingWords } from '../../src/locales/index.js';
import type { Card, Reader } from '../../src/views/api.js';
import { createViews } from '../../src/views/index.js';
import { lookOf, signOf } from '../../src/views/words/signs.js';
import { buttonsOf, verbsOf } from './card-lint.js';
import { anna, around, brief, dmitri, entries, sergei, snapshotOf, status, steps } from './samples.js';

failOnMissingWords();
const views = createViews();
const english: Reader = { person: null, lang: 'en' };
const languages = ['en', 'ru'] as const;
const said = ({ content }: Card): string => String(content['fallbackText']);
const told = (snapshot: StepSnapshot, reader: Reader = english): string =>
  said(views.step(snapshot, around(), reader, []));
const sample = (name: string): StepSnapshot => steps[name] as StepSnapshot;

const at = '2026-11-30T19:06:00.000Z';
const endOf = (stepId: string, over: Partial<Attempt>): StepSnapshot =>
  snapshotOf(stepId, { state: 'done', endedAt: at, takenBy: dmitri, ...over });

test('what is seen, said, taken as it is and decided has a sign and a look each of its own', () => {
  const ends = ['verified', 'task done', 'taken as it is', 'decision done', 'gate agreed', 'undone by hand'];
  expect(ends.map((name) => signOf(sample(name)))).toEqual([
    'verified',
    'said',
    'accepted',
    'decided',
    'agreed',
    'undone-said',
  ]);
  const looks = (['verified', 'said', 'accepted', 'decided'] as const).map(lookOf);
  expect(new Set(looks.map(({ sign }) => sign)).size).toBe(4);
  expect(new Set(looks.map(({ color }) => color)).size).toBe(4);
  expect(looks.filter(({ color, style }) => color === 'Good' || style === 'good')).toHaveLength(1);
});

test.each(languages)('without a reading nothing is green, whatever code the step has (%s)', (lang) => {
  for (const stepId of ['mx-ttl-lowering', 'inventory', 'upn-to-initial-domain', 'mx-parked']) {
    const text = told(endOf(stepId, {}), { person: null, lang });
    expect(text.split('\n')[0]).toContain(lang === 'en' ? '✎ said to be done' : '✎ со слов');
    expect(text).toContain(lang === 'en' ? 'Dmitri Orlov says: done, 19:06 UTC' : 'Dmitri Orlov говорит: сделано');
    expect(text).not.toMatch(/✓|no change was needed|in order|менять было нечего|в порядке/);
  }
});

test.each([
  ['read back', 'verified', 'Nothing to do: 4,018 changed, 0 left, read back from the tenant.'],
  ['looked at', 'check done', 'Nothing to do: the bot looked, and the one thing it looked at is as it should be.'],
  ['watched', 'task done and seen', 'Dmitri Orlov said so at 19:08 UTC, and the bot has seen it: 2 things as wanted.'],
  ['nothing left', 'done without a change', 'the bot read the tenant, and there was nothing to change.'],
  ['by word', 'task done', 'Dmitri Orlov says: done, 19:06 UTC.'],
  ['put back by word', 'undone by hand', 'Dmitri Orlov says: put back, 19:40 UTC.'],
  ['as it is', 'taken as it is', 'Taken as it is by Anna Lindqvist, 19:06 UTC: “Leaves on Friday”.'],
  ['decided', 'decision done', 'Nothing to do: decided by Anna Lindqvist, 19:06 UTC.'],
  ['agreed', 'gate agreed', 'Nothing to do: agreed by Anna Lindqvist and Dmitri Orlov, 19:03 UTC.'],
])('the card says what its end rests on: %s', (_, name, sentence) => {
  expect(told(sample(name))).toContain(sentence);
});

test('what was taken as it is still names what was open', () => {
  expect(told(sample('taken as it is')).split('\n')[0]).toContain('△ taken as it is');
  expect(told(sample('taken as it is'))).toMatch(/\n✕ /);
  const { attempt } = sample('taken as it is');
  const well: Finding = { status: 'passed', code: 'no-other-holders', facts: { left: 0, domains: 'contoso.com' } };
  const many = endOf('operator-accounts', {
    ...attempt,
    restsOn: { on: 'accepted', by: anna, at, reason: 'Seen by me.', atTheEnd: true },
    findings: [...Array.from({ length: 8 }, () => well), ...(attempt?.findings ?? [])],
  });
  expect(told(many)).toMatch(/\n✕ /);
  expect(told(many)).toContain('“Seen by me”. Nothing to do');
});

test.each(languages)('the old card of a decision that is asked again says so, and offers nothing (%s)', (lang) => {
  const card = views.step(
    { ...sample('decision answered before, asked again since') },
    around(),
    { person: anna, lang },
    [],
  );
  expect(said(card).split('\n')[0]).toContain(lang === 'en' ? '◔ asked again' : '◔ спрошено снова');
  expect(said(card)).toContain(lang === 'en' ? 'hold until that one is answered' : 'Пока там не ответят');
  expect(said(card)).not.toMatch(/decided|решено/);
  expect(verbsOf(card.content)).not.toContain('again');
});

const ns = (status: Finding['status'], name: string): Finding => ({
  status,
  code: 'record-missing',
  facts: { server: name, name: 'contoso.com', type: 'TXT', value: 'MS=ms1' },
});
const contradicted = (state: 'verifying' | 'attention'): StepSnapshot =>
  snapshotOf('mx-parked', {
    state,
    takenBy: dmitri,
    said: { by: dmitri, at: '2026-11-30T19:02:00.000Z' },
    plan: brief([{ action: 'publish', name: 'contoso.com', type: 'TXT', value: 'MS=ms1', ttl: 300 }]),
    findings: [ns('failed', 'ns2.contoso.com'), ns('passed', 'ns1.contoso.com')],
    lookedAt: at,
    may: mayOnly(
      state === 'verifying'
        ? { repeat: [dmitri], complete: [dmitri] }
        : { repeat: [dmitri, anna], complete: [dmitri], accept: [dmitri, anna] },
    ),
  });

test.each(['verifying', 'attention'] as const)(
  'while a claim is contradicted the card says who said it and when, and what is seen instead, by server (%s)',
  (state) => {
    const text = told(contradicted(state));
    expect(text).toContain('Dmitri Orlov said at 19:02 UTC that it is done. Seen: ');
    expect(text).toContain('ns2.contoso.com');
    expect(text.split('\n')[0]).not.toContain('✓');
    expect(told(contradicted(state), { person: null, lang: 'ru' })).toContain('Dmitri Orlov: «сделано»');
  },
);

test('whoever said so may do it and say so again; a lead has it looked at', () => {
  const again = (state: 'verifying' | 'attention', person: typeof anna): unknown =>
    buttonsOf(views.step(contradicted(state), around(), { person, lang: 'en' }, []).content).find(
      ({ verb }) => verb === 'again',
    )?.['title'];
  expect(again('verifying', dmitri)).toBe('I have done it now');
  expect(again('attention', dmitri)).toBe('I have done it now');
  expect(again('attention', anna)).toBe('Check it again');
  expect(again('verifying', anna)).toBeUndefined();
});

const finished: Partial<MigrationStatus> = {
  state: 'finished',
  phase: 'after',
  phases: status.phases.map((one) => ({
    ...one,
    done: one.total,
    running: [],
    asking: [],
    attention: [],
    next: null,
    times: null,
  })),
  byWord: ['mx-ttl-lowering'],
};

test('counts keep them apart: on the board, in its line in the status, and zero is left out', () => {
  const prepare = '24 verified, 5 on somebody’s word, 1 taken as it is, 9 decided, 5 not needed';
  expect(said(views.board('prepare', [], around(), english))).toContain(`44 of 44 steps · ${prepare}`);
  const card = said(views.status([], around(), english));
  expect(card).toContain(`✎ Phase 1 · Prepare: 44 of 44 · ${prepare}`);
  expect(card).toContain('✓ Phase 3 · Eve: 3 of 3 · 2 verified, 1 decided');
  expect(card).toContain('11 of 27 steps · 8 verified, 2 on somebody’s word, 1 decided');
});

test.each(languages)('finished says how much of it was seen, and how much rests on words (%s)', (lang) => {
  const text = said(views.status([], around(finished), { person: null, lang }));
  expect(text.split('\n')[0]).toContain(lang === 'en' ? '✓ finished' : '✓ завершено');
  expect(text).toContain(lang === 'en' ? '7 on somebody’s word' : 'со слов 7');
});

test('through, and not green: the status, the board of the phase and everybody’s next thing name the steps, and nothing says finished', () => {
  const open = sample('taken as it is');
  const notGreen = { ...finished, notGreen: [open.step.id] };
  const next = { person: sergei, todo: [], waitedFor: [], nextDueAt: null };
  const title = /Through, and not green: [^.]*Accounts of/;
  const card = said(views.status([open], around(notGreen), english));
  expect(card).toMatch(title);
  expect(card).not.toMatch(/finished|✓ Phase 1/);
  const board = said(views.board(open.step.phase, [open], around(notGreen), english));
  expect(board).toMatch(title);
  expect(board.split('\n')[0]).toContain('△ through, not green');
  expect(said(views.next(next, [open], around(notGreen), english))).toContain('All is through, and not green: ');
  expect(said(views.next(next, [], around(finished), english))).toContain('The migration is finished');
});

test.each(languages)(
  'what was prepared and taken as it is stands by name beside finished: in the status, on the closing card and in everybody’s next thing (%s)',
  (lang) => {
    const reader = { person: null, lang } as const;
    const taken = sample('taken as it is');
    const asIs = { ...finished, takenAsIs: [taken.step.id] };
    const named = lang === 'en' ? /△ Taken as it is: [^\n]*Accounts of/ : /△ Принято как есть: [^\n]*Учётные записи/;
    const closing: StepSnapshot = {
      ...sample('check done'),
      step: stepById('closing-report') as Step,
      takenAsIs: asIs.takenAsIs,
    };
    const next = { person: sergei, todo: [], waitedFor: [], nextDueAt: null };
    for (const card of [
      views.status([taken], around(asIs), reader),
      views.step(closing, around(asIs), reader, []),
      views.next(next, [], around(asIs), reader),
    ])
      expect(said(card)).toMatch(named);
    expect(said(views.status([taken], around(asIs), reader)).split('\n')[0]).toMatch(/✓ (finished|завершено)/);
    for (const card of [
      views.status([], around(finished), reader),
      views.step(sample('check done'), around(asIs), reader, []),
    ])
      expect(said(card)).not.toMatch(named);
  },
);

test.each(languages)('in the log nobody’s word is called done (%s)', (lang) => {
  const entry = (what: string, person: typeof anna | null, facts: Record<string, string>): string => {
    const one = { ...(entries[0] as (typeof entries)[number]), what, person, stepId: 'mx-ttl-lowering', facts };
    return said(views.log([one], { entries: 1, brokenAt: null }, around(), { person: anna, lang }));
  };
  const english = lang === 'en';
  expect(entry('completed', dmitri, {})).toContain(
    english ? 'Dmitri Orlov: says that it is done' : 'говорит, что сделано',
  );
  expect(entry('step-done', null, { on: 'said', by: 'Dmitri Orlov' })).toContain(
    english ? 'on a word alone: Dmitri Orlov says that it is done' : 'пройдено со слов: Dmitri Orlov',
  );
  expect(entry('step-done', null, { on: 'seen' })).toContain(english ? 'verified' : 'проверено');
  expect(entry('step-done', null, {})).toContain(english ? 'through' : 'пройдено');
  expect(entry('through', null, { steps: 'operator-accounts' })).toContain(english ? 'not green' : 'не зелёные');
});

test('on the way back what is undone on a word is counted apart, too', () => {
  const howUndone = { seen: 3, said: 2, accepted: 0, decided: 0, notNeeded: 0 };
  const own = { phase: 'back-out' as const, total: 1, done: 1, running: [], asking: [], attention: [] };
  const phases = [...status.phases, { ...own, next: null, times: null }];
  const back = { state: 'backing-out' as const, phase: 'back-out' as const, phases, howUndone };
  const card = said(views.status([], around({ ...back, wayBack: { undone: 5, left: 4, next: null } }), english));
  expect(card).toContain('5 of 9 steps undone · 3 verified, 2 on somebody’s word');
  const remains = { undone: ['mx-parked'], stays: [] };
  const over = said(views.status([], around({ ...back, state: 'backed-out', wayBack: null, remains }), english));
  expect(over).toContain('of those undone: 3 verified, 2 on somebody’s word');
});
