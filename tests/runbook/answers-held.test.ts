/** What stands on who moves is found by what its code reads, the answers or what was frozen of them. */
import type { Core } from '../../src/engine/core.js';
import { dependantsOf, heldBy } from '../../src/engine/kinds/form/dependants.js';
import { runbook } from '../../src/runbook/index.js';
import { createActions, type Systems } from '../../src/steps/index.js';
import type { StepState } from '../../src/engine/state.js';

const anything: unknown = new Proxy(() => anything, { get: () => anything });
const core = { options: { runbook, actions: createActions(anything as Systems) } } as unknown as Core;
const standing = dependantsOf(core, 'migration-scope').map(({ id }) => id);

test('the objects that were made and the access that was opened stand on the mapping that was frozen', () => {
  expect(standing).toEqual(
    expect.arrayContaining([
      'mapping-still-true',
      'create-destination-objects',
      'source-full-access',
      'mover-access-check',
      'mover-access-open',
      'source-mailbox-access',
      'destination-full-access',
      'destination-mailbox-access',
    ]),
  );
  expect(standing).not.toContain('migration-scope');
});

test('objects made and access opened have a way back, and do not hold the mapping for ever', () => {
  const done = new Map(
    standing.filter((id) => /objects|access|still-true/.test(id)).map((id): [string, StepState] => [id, 'done']),
  );
  expect(heldBy(core, 'migration-scope', done)).toBeNull();
});
