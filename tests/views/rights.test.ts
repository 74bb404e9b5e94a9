import { mayOnly } from '../../src/engine/rights/moment.js';
import { rightsOf } from '../../src/views/parts/rights.js';
import { dmitri, irina, snapshotOf } from './samples.js';

test('what somebody has taken is offered to others only when that person can no longer report it', () => {
  const taken = (complete: readonly (typeof irina)[]) =>
    snapshotOf('mx-parked', { state: 'running', takenBy: dmitri, may: mayOnly({ take: [irina], complete }) });

  expect(rightsOf(irina, taken([dmitri])).take).toBe(false);
  expect(rightsOf(irina, taken([])).take).toBe(true);
  expect(rightsOf(null, taken([])).take).toBe(false);
});
