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
