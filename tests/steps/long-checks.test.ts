import { rowsOf } from './support/engine-in-the-world.js';
import { createActions } from '../../src/steps/index.js';
import { answersName } from '../../src/contract/output.js';
import { runbook } from '../../src/runbook/index.js';
import type { Systems } from '../../src/steps/systems.js';

/** Only what the steps say of themselves is asked. */
const nowhere = new Proxy({}, { get: () => nowhere }) as Systems;
const actions = createActions(nowhere);

const long = runbook.filter(({ action }) => {
  const code = action === undefined ? undefined : actions.get(action);
  return code?.kind === 'check' && code.inParts !== undefined;
});

test('what is read for hours is read when its turn comes, or somebody asks: not every night, not by a scan, not for an answer that changed', () => {
  expect(long.map(({ id }) => id)).toEqual(['mailbox-sizes', 'mailbox-settings', 'backup-source-calendar-delegation']);
  for (const { id, nightly, scans, readsRoster } of rowsOf(long.map(({ id }) => id))) {
    expect([id, nightly, scans, readsRoster]).toEqual([id, undefined, undefined, undefined]);
    const reads = actions.get(id)?.reads ?? [];
    expect(reads.filter((source) => 'name' in source && source.name === answersName)).toEqual([]);
  }
});
