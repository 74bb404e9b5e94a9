/** Hours as people read them: from when, since when, and why a word of theirs no longer counts. */
import type { StepSnapshot } from '../../src/engine/state.js';
import { createViews } from '../../src/views/index.js';
import { anna, around, irina, steps } from './samples.js';

const views = createViews();
const card = (name: string, person: typeof anna | null, more: Partial<StepSnapshot> = {}): string =>
  JSON.stringify(
    views.step({ ...(steps[name] as StepSnapshot), ...more }, around(), { person, lang: 'en' }, []).content,
  );

test('a vote stands with its date and its time, a no as well as a go', () => {
  const shown = card('gate with a no', null);
  expect(shown).toContain('go · Anna Lindqvist {{DATE(2026-11-30T19:02:00Z, SHORT)}} {{TIME(2026-11-30T19:02:00Z)}}');
  expect(shown).toContain('no · Dmitri Orlov {{DATE(2026-11-30T19:03:00Z, SHORT)}} {{TIME(2026-11-30T19:03:00Z)}}');
});

test.each([
  ['too-old', undefined, 'because a go counts for 12 hours'],
  ['facts-changed', 'inventory', 'is not as it was'],
  ['short-of-time', 'inventory', 'because this T leaves too little time for'],
] as const)('a go that lapsed says why: %s', (why, moved, said) => {
  const lapsed = [
    {
      person: anna,
      at: '2026-11-29T19:02:00.000Z',
      vote: 'go' as const,
      why,
      ...(moved === undefined ? {} : { moved }),
    },
  ];
  expect(card('gate', null, { lapsed })).toContain(said);
});

test('the gate of T says that a go to it has no hours, once there is a T to say go to; no other gate says so', () => {
  expect(card('T that leaves too little time', irina)).toContain('A go to T has no hours');
  for (const name of ['gate with a form', 'gate']) expect(card(name, irina)).not.toContain('has no hours');
});

test('whoever votes on another T reads the one that it takes the place of, who moves it and why', () => {
  const moved = steps['T that leaves too little time'] as StepSnapshot;
  const attempt = moved.attempt as NonNullable<StepSnapshot['attempt']>;
  const go = { person: anna, at: '2026-11-30T19:02:00.000Z', vote: 'go' as const };
  const shown = (reason: string | null, cutoverAt: string | null): string =>
    JSON.stringify(
      views.step(
        { ...moved, attempt: { ...attempt, approvals: [{ ...go, reason }] } },
        around({ cutoverAt }),
        { person: irina, lang: 'en' },
        [],
      ).content,
    );
  const was = '2026-12-05T18:00:00.000Z';
  expect(shown('the vendor is ill', was)).toMatch(
    /T until now: {{DATE\(2026-12-05T18:00:00Z, SHORT\)}} .*\(2026-12-05 18:00 UTC\)\. Anna Lindqvist moves it: “the vendor is ill”/,
  );
  expect(shown(null, was)).toMatch(/T until now: .*2026-12-05 18:00 UTC\)"/);
  for (const none of [null, '2026-12-12T20:00:00.000Z']) expect(shown('so it is', none)).not.toContain('T until now');
});

test.each([
  ['en', '2 steps have too little time before this T', 'The earliest T that leaves enough'],
  ['ru', '2026-12-14 19:12 UTC', ''],
] as const)(
  'the welcome card tells whoever starts with a T that is too early, and the earliest that would do (%s)',
  (lang, ...said) => {
    const leadTimes = { late: ['inventory', 'blocklists'], needed: [], earliest: '2026-12-14T19:12:00.000Z' };
    const shown = (more: object) => JSON.stringify(views.welcome(around(more), { person: anna, lang }).content);
    for (const part of said) expect(shown({ leadTimes })).toContain(part);
    expect(shown({})).not.toContain('2026-12-14');
    expect(shown({ leadTimes: { ...leadTimes, late: [] } })).not.toContain('2026-12-14');
  },
);

test('what is early says from when; only a lead may begin it, and is asked why', () => {
  expect(card('before its hour', irina)).toContain('offered from {{DATE(2026-12-02T18:00:00Z, SHORT)}}');
  expect(card('before its hour', irina)).not.toContain('begin-early');
  expect(card('before its hour', anna)).toMatch(/"id":"reason".*"isRequired":true.*"verb":"begin-early"/);
  expect(card('begun before its hour', null)).toContain('no way back is wanted');
});

test('the gate names what is too old for the night, and since when', () => {
  expect(card('gate on something too old', null)).toContain(
    'All mailboxes: full pass on the eve: last done {{DATE(2026-11-28T18:00:00Z, SHORT)}}',
  );
});

test('whoever votes on a T reads what it leaves too little time for, and the earliest that would do', () => {
  expect(card('T that leaves too little time', irina)).toMatch(/2 steps have too little time.*2026-12-14 19:12 UTC/);
});

test('what was read of the company stands beside it by name: MX, directory, registration and passes, each with its end and what was assumed', () => {
  const shown = card('T that leaves too little time', irina);
  expect(shown).toMatch(
    /MX of contoso\.com lives 86,400 s: lowered now, that holds everywhere from {{DATE\(2026-12-01/,
  );
  expect(shown).toMatch(/310 synced objects\) takes up to 72 h .*it is through at {{DATE\(2026-12-03/);
  expect(shown).toMatch(/may take 5 days: .*{{DATE\(2026-12-05/);
  expect(shown).toMatch(/4,018 mailboxes takes about 547 h.*Assumed, sizes are not known: 10 GB a mailbox, 750 MB\/h/);
});

test('whoever proposes T reads the earliest first, and why not earlier in the details', () => {
  const shown = card('gate with a form', anna);
  expect(shown).toMatch(/Earliest T.*2026-12-14 19:12 UTC/);
  expect(shown).toContain('MX of contoso.com lives 86,400 s');
  expect(card('T that leaves too little time', irina)).not.toContain('Earliest T');
});

test.each([
  ['agreed', 'en', 'the old T (2026-12-03 21:00 UTC) holds'],
  [
    'given',
    'en',
    'No T is agreed yet: until all have said go, the plan counts from the one given at the start (2026-12-03',
  ],
  ['none', 'en', 'No T is agreed yet: until all have said go, there is none'],
  ['none', 'ru', 'T ещё не согласовано: пока все не ответят «да», его нет'],
] as const)(
  'whoever moves T is told what holds meanwhile (%s, %s), and what the new one leaves too little time for',
  (holds, lang, said) => {
    const leadTimes = steps['T that leaves too little time']?.leadTimes ?? { late: [], needed: [], earliest: null };
    const text = views.rescheduled(
      { holds, cutoverAt: holds === 'none' ? null : '2026-12-03T21:00:00.000Z', leadTimes },
      lang,
    );
    expect(text).toContain(said);
    expect(text).toMatch(/86.400.*2026-12-14 19:12 UTC/s);
    expect(text).not.toContain('{{');
  },
);
