/** A tenant refused something for want of a right: the card names which one, and has the commands that grant it. */
import { markAttempt } from '../cards/mark.js';
import { actionOf, stepOf } from '../core.js';
import type { Core, Unit } from '../core.js';
import { enqueueWork, finishWork, registerWork, transactAs } from '../schedule/work.js';
import type { Ticket } from '../schedule/work.js';
import { storeAnew } from './evidence.js';
import { loadAttempt } from './rows.js';

const name = 'engine.missing-rights';

/** What is asked for beside the halt itself: people are called at once, and read a moment later what is missing. */
export const lookForMissingRights = (unit: Unit, attemptId: string): Promise<void> =>
  enqueueWork(unit, { key: `rights:${attemptId}`, name, input: { attemptId } });

export const registerMissingRights = (core: Core): void =>
  registerWork(
    core,
    name,
    (ticket, input) => carry(core, ticket, String(input['attemptId'])),
    async (ticket, _input, error) => {
      core.options.log('warn', 'which right is missing could not be seen', { error: String(error) });
      await transactAs(core, ticket, (unit) => finishWork(unit, ticket));
    },
  );

async function carry(core: Core, ticket: Ticket, attemptId: string): Promise<void> {
  const attempt = await loadAttempt({ trx: core.db }, attemptId);
  const step = attempt === null ? undefined : stepOf(core, attempt.step_id);
  const code = step === undefined ? undefined : actionOf(core, step);
  const missing = code === undefined ? undefined : await core.options.missingRights?.(code);
  await transactAs(core, ticket, async (unit) => {
    await finishWork(unit, ticket);
    const present = await loadAttempt(unit, attemptId);
    if (present === null || step === undefined || missing === undefined || missing.findings.length === 0) return;
    if (present.state !== 'attention') return;
    for (const file of missing.files) await storeAnew(unit, present, file);
    const told = new Set(missing.findings.map(({ code: one }) => one));
    const findings = [...missing.findings, ...present.findings.filter((one) => !told.has(one.code))];
    await unit.trx
      .updateTable('attempt')
      .set({ findings: JSON.stringify(findings) })
      .where('id', '=', present.id)
      .execute();
    await markAttempt(unit, present, step.phase);
  });
}
