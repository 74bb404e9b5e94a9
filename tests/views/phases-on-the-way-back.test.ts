/** The sign of a phase while the team turns back, and after: nothing runs where nothing runs, and nothing is done that was undone or never reached. */
import type { MigrationStatus, PhaseSummary, StepSnapshot } from '../../src/engine/state.js';
import { failOnMissingWords } from '../../src/locales/index.js';
import type { Card, Reader } from '../../src/views/api.js';
import { createViews } from '../../src/views/index.js';
import { wordsIn } from '../../src/views/words/words.js';
import { around, snapshotOf, status } from './samples.js';

failOnMissingWords();
const views = createViews();
const said = ({ content }: Card): string => String(content['fallbackText']);
const undone = (id: string): StepSnapshot => snapshotOf(id, { state: 'done' }, { state: 'undone' });
const steps: readonly StepSnapshot[] = [
  snapshotOf('inventory', { state: 'done' }),
  snapshotOf('source-routing-address', { state: 'done' }, { toBeUndone: true }),
  undone('upn-to-initial-domain'),
  undone('default-domain-source'),
  snapshotOf('compare-tenants', null),
];
const phases = (done: Readonly<Record<string, number>>): readonly PhaseSummary[] => [
  ...status.phases.map((one) => ({
    ...one,
    done: done[one.phase] ?? one.done,
    running: [],
    asking: [],
    attention: [],
    next: null,
    times: null,
  })),
  { phase: 'back-out', total: 1, done: 1, running: [], asking: [], attention: [], next: null, times: null },
];
const over: Partial<MigrationStatus> = {
  state: 'backed-out',
  phase: 'back-out',
  turnBack: null,
  phases: phases({ cutover: 4 }),
  remains: { undone: ['upn-to-initial-domain'], stays: ['inventory'] },
};
const turning: Partial<MigrationStatus> = {
  ...over,
  state: 'backing-out',
  remains: null,
  wayBack: { undone: 2, left: 1 },
};

test.each(['en', 'ru'] as const)('in the status, by sign: undone, left as it was, never reached (%s)', (lang) => {
  const words = wordsIn(lang);
  const reader: Reader = { person: null, lang };
  const counts = (done: number, total: number, phase: string): string =>
    words.say('status.other', { phase: words.say(`phase.${phase}`), done, total });
  for (const place of [turning, over]) {
    const text = said(views.status(steps, around(place), reader));
    expect(text).toContain(`↩ ${counts(4, 27, 'cutover')}`);
    expect(text).toContain(`– ${counts(0, 8, 'after')}`);
    expect(text).not.toMatch(/[●✓] \S+ \d/);
  }
  // Its undo is still to come.
  const [, stays] = steps;
  expect(stays?.step.phase).toBeDefined();
  const phase = stays?.step.phase ?? 'prepare';
  expect(said(views.board(phase, steps, around(turning), reader))).toContain(words.sign('to-undo'));
  expect(said(views.board(phase, steps.slice(2), around(over), reader))).toContain(words.sign('left'));
});

test.each(['en', 'ru'] as const)('on its board, by sign and word (%s)', (lang) => {
  const words = wordsIn(lang);
  const reader: Reader = { person: null, lang };
  for (const place of [turning, over]) {
    expect(said(views.board('cutover', steps, around(place), reader))).toContain(words.sign('turned-back'));
    expect(said(views.board('after', steps, around(place), reader))).toContain(words.sign('not-reached'));
    expect(said(views.board('eve', steps, around(place), reader))).toContain(words.sign('left'));
  }
  // What runs, runs.
  const running = (turning.phases ?? []).map((one) =>
    one.phase === 'cutover' ? { ...one, running: ['default-domain-source'] } : one,
  );
  const busy = said(views.board('cutover', steps, around({ ...turning, phases: running }), reader));
  expect(busy).toContain(words.sign('backing-out'));
});
