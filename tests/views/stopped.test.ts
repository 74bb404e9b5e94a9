import type { Attempt } from '../../src/engine/state.js';
import { failOnMissingWords } from '../../src/locales/index.js';
import type { Card } from '../../src/views/api.js';
import { createViews } from '../../src/views/index.js';
import { anna, around, stop, irina, snapshotOf } from './samples.js';

failOnMissingWords();
const views = createViews();
const stopped = around({ stop });
const said = ({ content }: Card): string => JSON.stringify(content);
const card = (stepId: string, attempt: Partial<Attempt>): string =>
  said(views.step(snapshotOf(stepId, attempt), stopped, { person: null, lang: 'en' }, []));
const approvals = [{ person: irina, at: stop.at, vote: 'approve', reason: null } as const];

test('while writes are stopped, a card that asks for approval says what an approval would do', () => {
  expect(card('upn-to-initial-domain', { state: 'asking' })).toContain('approved, it waits until two people');
  expect(card('upn-to-initial-domain', { state: 'asking', direction: 'undo' })).toContain(
    'when two people approve this undo, it alone is written all the same',
  );
  expect(card('source-routing-address', { state: 'asking', direction: 'undo' })).toContain('approved, it waits');
});

test('what was approved during a stop says that it has not begun', () => {
  expect(card('upn-to-initial-domain', { state: 'working', approvals })).toContain('nothing is written yet');
});

test('an undo that two people let go on does not say that it is stopped, everything else does', () => {
  const undo = { state: 'running', direction: 'undo' } as const;
  expect(card('upn-to-initial-domain', { ...undo, despiteStop: true })).toContain('all other writes are stopped');
  expect(card('upn-to-initial-domain', { ...undo, despiteStop: false })).toContain('Stopped before the next object');
});

test('the card of the stop says what may be written meanwhile', () => {
  expect(said(views.stop(around({ stop: { ...stop, lifting: [] } }), { person: anna, lang: 'en' }, []))).toContain(
    'except an undo that two people approve',
  );
});
