import type { Engine } from './api.js';
import { loadEvidence } from './attempts/evidence.js';
import { answer } from './commands/answer.js';
import { approve } from './commands/approve.js';
import { refuse, takeBack } from './commands/say-no.js';
import { takeGoBack } from './commands/take-go-back.js';
import { vote } from './commands/vote.js';
import { accept } from './commands/accept.js';
import { again } from './commands/again.js';
import { loadChecksDone } from './queries/checks-done.js';
import { loadAttemptsOf, loadPlanPage, loadSteps, loadStepsInShort, loadStepWithAttempt } from './queries/snapshots.js';
import { declareNeeded, declareNotNeeded } from './commands/not-needed.js';
import { giveUp, handBack } from './commands/give-back.js';
import { attachFile, attachHeld, holdFile } from './commands/files.js';
import { attach, complete, take } from './commands/tasks.js';
import { kinds } from './kinds/index.js';
import { registerAsking } from './kinds/asking-work.js';
import { lookAtBlockers, registerBlockers } from './kinds/reading/blockers-work.js';
import { registerFits } from './kinds/fits-work.js';
import { registerMissingRights } from './attempts/missing-rights.js';
import { checkLog, readLog, record } from './audit/audit.js';
import { backOut } from './commands/back-out.js';
import { advance } from './progress/advance.js';
import { registerHours } from './progress/hours.js';
import { catchUp, giveBack, takeOver, takeUp } from './begin-process.js';
import { makeCore, transact, wake } from './core.js';
import type { Core } from './core.js';
import { beginEarly } from './commands/begin-early.js';
import { reschedule } from './commands/reschedule.js';
import { resume, stop } from './commands/stop.js';
import { accountFor, retry, steer } from './commands/transfers.js';
import type { EngineOptions } from './options.js';
import { cardsOpen } from './outbox/cards.js';
import { makeOutbox } from './outbox/outbox.js';
import { followMoves, registerReminders } from './outbox/reminders/remind.js';
import { readReminder } from './outbox/reminders/reminder.js';
import { assign, assignRoles, begin, unassign } from './commands/assign.js';
import { loadPeople, plainPerson, withRoles } from './roles/roster.js';
import { nextForPeopleAt } from './queries/for-people.js';
import { nextDueAt, rescheduleTimers, somethingUnderWay } from './schedule/work.js';
import { movedSince } from './queries/moved-since.js';
import { readBlockers } from './queries/blockers.js';
import { SharedReads } from './queries/shared-reads.js';
import { readMigration, readNext, readStatus } from './queries/status.js';

export type { EngineOptions, Log } from './options.js';
export { checkStoredLog, type LogCheck } from './audit/audit.js';
export { engineMigrations } from './schema.js';
export { engineQueues } from './schedule/work.js';

/** How long a stop waits for writes under way to come to the end of their object. */
const stopWithin = 10_000;

/** Registers its works with `options.jobs`; the tables (`engineMigrations`) must be there. Nothing runs before `start()`. */
export function createEngine(options: EngineOptions): Engine {
  const core = makeCore(options, async (unit) => {
    await advance(unit);
    await followMoves(unit);
  });
  registerAsking(core);
  registerFits(core);
  registerMissingRights(core);
  registerHours(core);
  registerBlockers(core);
  registerReminders(core);
  for (const kind of Object.values(kinds)) kind.register(core);
  options.jobs.onTakenOver(async () => {
    await takeOver(core);
    wake(core);
  });
  let unfollow = (): void => undefined;
  return {
    commands: commandsOf(core),
    queries: queriesOf(core),
    outbox: makeOutbox(core),
    async start() {
      await options.jobs.launch(() => takeUp(core));
      await core.calls.listen();
      unfollow = followClock(core);
      await rescheduleTimers(core);
      await catchUp(core);
    },
    async stop() {
      core.stopping.abort(new Error('the engine is stopping'));
      unfollow();
      core.calls.stop();
      await options.jobs.shutdown(stopWithin);
      await giveBack(core).catch((error: unknown) =>
        options.log('warn', 'what was under way waits for the next start', { error: String(error) }),
      );
    },
    nextDueAt: () => nextDueAt(core),
    nextForPeopleAt: () => nextForPeopleAt(core),
    onChange(listener) {
      core.changeListeners.add(listener);
      return () => core.changeListeners.delete(listener);
    },
    idle: async () => !(await somethingUnderWay(core)) && !(await cardsOpen(core)),
  };
}

const commandsOf = (core: Core): Engine['commands'] => ({
  begin: (by, order) => begin(core, by, order),
  assign: (by, order) => assign(core, by, order),
  assignRoles: (by, order) => assignRoles(core, by, order),
  unassign: (by, order) => unassign(core, by, order),
  declareNotNeeded: (by, order) => declareNotNeeded(core, by, order),
  declareNeeded: (by, order) => declareNeeded(core, by, order),
  approve: (by, order) => approve(core, by, order),
  refuse: (by, order) => refuse(core, by, order),
  takeBack: (by, order) => takeBack(core, by, order),
  takeGoBack: (by, order) => takeGoBack(core, by, order),
  vote: async (by, order) => vote(core, by, order, order.vote === 'go' ? await movedSince(core, order) : null),
  answer: (by, order) => answer(core, by, order),
  take: (by, order) => take(core, by, order),
  attach: (by, order) => attach(core, by, order),
  attachFile: (by, order) => attachFile(core, by, order),
  holdFile: (by, order) => holdFile(core, by, order),
  attachHeld: (by, order) => attachHeld(core, by, order),
  complete: (by, order) => complete(core, by, order),
  reschedule: (by, order) => reschedule(core, by, order),
  beginEarly: (by, order) => beginEarly(core, by, order),
  handBack: (by, order) => handBack(core, by, order),
  giveUp: (by, order) => giveUp(core, by, order),
  again: (by, order) => again(core, by, order),
  accept: (by, order) => accept(core, by, order),
  pause: (by, order) => steer(core, by, order, 'pause'),
  goOn: (by, order) => steer(core, by, order, 'go-on'),
  halt: (by, order) => steer(core, by, order, 'halt'),
  retry: (by, order) => retry(core, by, order),
  accountFor: (by, order) => accountFor(core, by, order),
  stop: (by, order) => stop(core, by, order),
  resume: (by) => resume(core, by),
  backOut: (by, order) => backOut(core, by, order),
  lookAtBlockers: async () => {
    const report = await readBlockers(core);
    if (report !== null) await transact(core, (unit) => lookAtBlockers(unit, report));
  },
  recordRefusal: (by, refusal, stepId) =>
    transact(core, (unit) => {
      const step = stepId !== undefined && core.steps.has(stepId) ? stepId : null;
      return record(unit, by, 'refused', step, { ...refusal.facts, code: refusal.code });
    }),
});

const queriesOf = (core: Core, shared = new SharedReads()): Engine['queries'] => ({
  status: () => shared.ask('status', () => readStatus(core)),
  migration: () =>
    shared.ask('migration', async () => {
      const { facts, people } = await readMigration(core);
      return { facts, roster: withRoles(people).map(plainPerson) };
    }),
  next: (personId) => readNext(core, personId),
  roster: () => shared.ask('roster', async () => withRoles(await loadPeople(core.db)).map(plainPerson)),
  step: async (stepId) => (await loadSteps(core, [stepId]))[0] ?? null,
  attempt: (attemptId) => shared.ask(`attempt ${attemptId}`, () => loadStepWithAttempt(core, attemptId)),
  steps: () => shared.ask('steps', () => loadStepsInShort(core)),
  plan: (attemptId, page) => loadPlanPage(core, attemptId, page),
  checksDone: () => shared.ask('checks', () => loadChecksDone(core)),
  blockers: () => readBlockers(core),
  reminder: (key) => readReminder(core, key),
  attemptsOf: (stepId) => loadAttemptsOf(core, stepId),
  evidence: (evidenceId) => loadEvidence({ trx: core.db }, evidenceId),
  uploadUsed: async (link) =>
    (await core.db.selectFrom('evidence').select('id').where('link', '=', link).executeTakeFirst()) !== undefined,
  log: (page) => readLog(core, page),
  checkLog: () => checkLog(core),
});

/** One change of the clock after the other: two reschedulings at once could leave the older one last. */
function followClock(core: Core): () => void {
  let last: Promise<void> = Promise.resolve();
  return core.options.clock.onChange(() => {
    last = last
      .then(() => rescheduleTimers(core))
      .then(() => wake(core))
      .catch((error: unknown) => {
        core.options.log('error', 'timers did not follow the clock', { error: String(error) });
      });
  });
}
