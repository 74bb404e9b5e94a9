/** On the way back nobody may take a step for the way there: wherever one that leads back is named, the arrow stands before it. */
import type { Need, StepSnapshot } from '../../src/engine/state.js';
import { failOnMissingWords } from '../../src/locales/index.js';
import type { Card, Reader } from '../../src/views/api.js';
import { createViews } from '../../src/views/index.js';
import { wordsIn } from '../../src/views/words/words.js';
import { anna, around, dmitri, irina, marcus, sergei, snapshotOf, status } from './samples.js';

failOnMissingWords();
const views = createViews();
const said = ({ content }: Card): string => String(content['fallbackText']);
const approval: Need = { kind: 'role', roles: ['project-manager', 'business-owner'], people: [anna, sergei] };
const mx = 'mx-parked';
const upn = 'upn-to-initial-domain';

const cardsOf = (
  steps: readonly StepSnapshot[],
  asking: readonly { readonly stepId: string; readonly needs: readonly Need[] }[],
  lang: Reader['lang'],
  state: 'under-way' | 'backing-out' = 'under-way',
): readonly Card[] => {
  const phases = status.phases.map((one) => ({
    ...one,
    running: [],
    attention: [],
    asking: one.phase === 'cutover' ? asking : [],
  }));
  const way = { phase: 'back-out' as const, total: 0, done: 0, next: null, times: null };
  const place = around({
    state,
    ...(state === 'under-way' ? {} : { phase: 'back-out' as const, turnBack: null, wayBack: { undone: 1, left: 2 } }),
    phases: [...phases, { ...way, running: [], asking: [], attention: [] }],
  });
  const waitedFor = asking.flatMap(({ stepId, needs }) => needs.map((need) => ({ stepId, need })));
  const reader: Reader = { person: dmitri, lang };
  return [
    views.next({ person: dmitri, todo: [], waitedFor, nextDueAt: null }, steps, place, reader),
    views.status(steps, place, reader),
    views.board('cutover', steps, place, reader),
  ];
};

test.each(['en', 'ru'] as const)('whoever waits reads that it is an undo that is waited for (%s)', (lang) => {
  const title = wordsIn(lang).titleById(mx);
  const undo = [snapshotOf(mx, { direction: 'undo', needs: [approval] })];
  const asking = [{ stepId: mx, needs: [approval] }];
  for (const card of cardsOf(undo, asking, lang)) expect(said(card)).toContain(`· ↩ ${title}`);
  for (const card of cardsOf(undo, asking, lang, 'backing-out')) expect(said(card)).toContain(`· ↩ ${title}`);
  // The way there carries none.
  for (const card of cardsOf([snapshotOf(mx, { needs: [approval] })], asking, lang))
    expect(said(card)).not.toContain('↩');
});

test('several in one line are told apart by their direction, too', () => {
  const steps = [
    snapshotOf(mx, { direction: 'undo', needs: [approval] }),
    snapshotOf(upn, { needs: [approval] }),
    snapshotOf('restore-dns', { needs: [approval] }),
  ];
  const asking = steps.map(({ step }) => ({ stepId: step.id, needs: [approval] }));
  const words = wordsIn('en');
  for (const card of cardsOf(steps, asking, 'en'))
    expect(said(card)).toContain(
      `· ↩ ${words.shortById(mx)}, ${words.shortById(upn)}, and ↩ ${words.shortById('restore-dns')}`,
    );
});

test('what was undone and is to be begun again leads forward, and carries no arrow', () => {
  const need: Need = { kind: 'begin-again', roles: ['source-admin'], people: [irina, marcus] };
  const undone = snapshotOf(upn, { direction: 'undo', state: 'undone', endedAt: status.now }, { state: 'undone' });
  for (const card of cardsOf([undone], [{ stepId: upn, needs: [need] }], 'en')) expect(said(card)).not.toContain('↩');
  const todo = [{ stepId: upn, attemptId: undone.attempt?.id ?? '', need }];
  const mine = views.next({ person: irina, todo, waitedFor: [], nextDueAt: null }, [undone], around(), {
    person: irina,
    lang: 'en',
  });
  expect(said(mine)).toContain('begin it again');
  expect(said(mine)).not.toContain('↩');
});
