/** One line per button of the contract: what it asks of the engine, and what the person who pressed sees at once (the channel follows through the outbox). */
import { decisionOfBackOut } from '../../views/words/special-steps.js';
import type { Verb } from '../../contract/verbs.js';
import { layBeside } from '../files/receive.js';
import { readLogFilter } from '../../contract/log-filter.js';
import { logPage } from '../commands/log.js';
import { begin } from '../commands/start.js';
import { next } from '../commands/next.js';
import type { ButtonData } from './button-data.js';
import { assignRoles } from './assign-roles.js';
import { completeSeveral } from './complete-several.js';
import { answering, refusing, withCard, type Reply, type Turn } from './turn.js';
import { moveTo, rescheduled } from '../commands/reschedule.js';
import { cutoverTyped, inUtc } from '../typed/utc-time.js';

type Handler<V extends Verb> = (turn: Turn, data: ButtonData<V>) => Promise<Reply>;
export type VerbTable = { readonly [V in Verb]: Handler<V> };

export const verbTable: VerbTable = {
  begin: (turn, { inputs }) =>
    begin(
      { ...turn, openly: turn.personally },
      cutoverTyped(inputs['cutoverDate'] ?? '', inputs['cutoverTime'] ?? '', turn.zone),
    ),
  approve: (turn, { attemptId, planHash, inputs }) =>
    answering(
      turn.engine.commands.approve(turn.actor, {
        attemptId,
        planHash,
        ...(inputs['typedDomain'] === undefined ? {} : { typedDomain: inputs['typedDomain'] }),
      }),
      () => attemptCard(turn, attemptId),
    ),
  'approve-no': (turn, { attemptId, inputs }) =>
    answering(turn.engine.commands.refuse(turn.actor, { attemptId, reason: inputs['reason'] ?? '' }), () =>
      attemptCard(turn, attemptId),
    ),
  'take-back': (turn, { attemptId }) =>
    answering(turn.engine.commands.takeBack(turn.actor, { attemptId }), () => attemptCard(turn, attemptId)),
  'vote-go': (turn, { attemptId, facts, drawnAt }) =>
    answering(
      turn.engine.commands.vote(turn.actor, {
        attemptId,
        vote: 'go',
        ...(facts === undefined || drawnAt === undefined || facts === '' ? {} : { facts, drawnAt }),
      }),
      () => attemptCard(turn, attemptId),
    ),
  'take-go-back': (turn, { attemptId, inputs }) =>
    answering(turn.engine.commands.takeGoBack(turn.actor, { attemptId, reason: inputs['reason'] ?? '' }), () =>
      attemptCard(turn, attemptId),
    ),
  'vote-no': (turn, { attemptId, inputs }) =>
    answering(turn.engine.commands.vote(turn.actor, { attemptId, vote: 'no', ...reasonIn(inputs) }), () =>
      attemptCard(turn, attemptId),
    ),
  answer: async (turn, { attemptId, inputs }) => {
    const answers = inUtc(inputs, turn.zone);
    if (!answers.ok) return { kind: 'refused', refusal: answers.refusal };
    return answering(turn.engine.commands.answer(turn.actor, { attemptId, answers: answers.value }), () =>
      attemptCard(turn, attemptId),
    );
  },
  take: (turn, { attemptId }) =>
    answering(turn.engine.commands.take(turn.actor, { attemptId }), () => attemptCard(turn, attemptId)),
  complete: (turn, { attemptId, inputs }) =>
    answering(
      turn.engine.commands.complete(turn.actor, {
        attemptId,
        ...(inputs['note'] === undefined ? {} : { note: inputs['note'] }),
      }),
      () => attemptCard(turn, attemptId),
    ),
  'complete-several': (turn, { attemptIds, inputs }) => completeSeveral(turn, attemptIds, inputs),
  'attach-files': (turn, { fileIds, inputs }) => {
    const [attemptId = '', field] = (inputs['task'] ?? '').split('/');
    return layBeside(turn, { attemptId, ...(field === undefined ? {} : { field }) }, fileIds);
  },
  'hand-back': (turn, { attemptId, inputs }) =>
    answering(
      turn.engine.commands.handBack(turn.actor, {
        attemptId,
        ...(inputs['reason'] === undefined ? {} : { note: inputs['reason'] }),
      }),
      () => attemptCard(turn, attemptId),
    ),
  'give-up': (turn, { attemptId, inputs }) =>
    answering(turn.engine.commands.giveUp(turn.actor, { attemptId, reason: inputs['reason'] ?? '' }), () =>
      attemptCard(turn, attemptId),
    ),
  accept: (turn, { attemptId, inputs }) =>
    answering(
      turn.engine.commands.accept(turn.actor, {
        attemptId,
        note: inputs['note'] ?? '',
        // What is chosen of several arrives as one text.
        ...(inputs['kinds'] === undefined ? {} : { kinds: inputs['kinds'].split(',').filter((kind) => kind !== '') }),
      }),
      () => attemptCard(turn, attemptId),
    ),
  again: (turn, { stepId }) =>
    answering(turn.engine.commands.again(turn.actor, { stepId }), () => stepCard(turn, stepId)),
  reschedule: (turn, { inputs }) =>
    rescheduled(turn, moveTo(inputs['newDate'] ?? '', inputs['newTime'] ?? '', turn.zone, inputs['moveReason'] ?? '')),
  'begin-early': (turn, { stepId, inputs }) =>
    answering(turn.engine.commands.beginEarly(turn.actor, { stepId, reason: inputs['reason'] ?? '' }), () =>
      stepCard(turn, stepId),
    ),
  pause: (turn, { attemptId }) =>
    answering(turn.engine.commands.pause(turn.actor, { attemptId }), () => attemptCard(turn, attemptId)),
  'go-on': (turn, { attemptId }) =>
    answering(turn.engine.commands.goOn(turn.actor, { attemptId }), () => attemptCard(turn, attemptId)),
  halt: (turn, { attemptId }) =>
    answering(turn.engine.commands.halt(turn.actor, { attemptId }), () => attemptCard(turn, attemptId)),
  retry: (turn, { attemptId }) =>
    answering(turn.engine.commands.retry(turn.actor, { attemptId }), () => attemptCard(turn, attemptId)),
  'nothing-runs': (turn, { attemptId, inputs }) =>
    answering(turn.engine.commands.accountFor(turn.actor, { attemptId, reason: inputs['reason'] ?? '' }), () =>
      attemptCard(turn, attemptId),
    ),
  'runs-as': (turn, { attemptId, inputs }) => {
    const order = { attemptId, outsideId: inputs['outsideId'] ?? '', reason: inputs['reason'] ?? '' };
    return answering(turn.engine.commands.accountFor(turn.actor, order), () => attemptCard(turn, attemptId));
  },
  // The card that was pressed stays as it is: the stop has a card of its own, its one line is answer enough.
  stop: (turn, { inputs }) =>
    answering(
      turn.engine.commands.stop(turn.actor, inputs['transfers'] === 'true' ? { transfers: 'pause' } : {}),
      async () => ({
        kind: 'text',
        text: turn.views.stop(await turn.around(), turn.personally, []).summary,
      }),
    ),
  resume: (turn) =>
    answering(turn.engine.commands.resume(turn.actor), async () =>
      withCard(turn.views.stop(await turn.around(), turn.personally, [])),
    ),
  'back-out': (turn, { inputs }) =>
    answering(turn.engine.commands.backOut(turn.actor, reasonIn(inputs)), async () => {
      const step = await turn.engine.queries.step(decisionOfBackOut);
      const around = await turn.wholeAround();
      return withCard(
        step === null
          ? turn.views.status(await turn.engine.queries.steps(), around, turn.personally)
          : turn.views.step(step, around, turn.personally, []),
      );
    }),
  'undo-step': (turn, { stepId }) =>
    answering(turn.engine.commands.backOut(turn.actor, { stepId }), () => stepCard(turn, stepId)),
  refresh: async (turn, { card }) => {
    const painted = await turn.painter.paint(card, turn.personally);
    return painted === null ? refusing('card.gone') : withCard(painted);
  },
  'see-plan': async (turn, { attemptId, offset }) => {
    const step = await turn.engine.queries.attempt(attemptId);
    if (step === null) return refusing('card.gone');
    const changes = await turn.engine.queries.plan(attemptId, { offset, limit: 10 });
    return withCard(turn.views.plan(step, changes, offset, await turn.around(), turn.personally));
  },
  'see-changed': async (turn, { attemptId }) => {
    const step = await turn.engine.queries.attempt(attemptId);
    return step === null
      ? refusing('card.gone')
      : withCard(turn.views.changed(step, await turn.around(), turn.personally));
  },
  'ask-why': async (turn, { attemptId }) => {
    const step = await turn.engine.queries.attempt(attemptId);
    return step === null ? refusing('card.gone') : withCard(turn.views.why(step, await turn.around(), turn.personally));
  },
  'see-blockers': async (turn, { kind, offset }) =>
    withCard(
      turn.views.blockers(
        await turn.engine.queries.blockers(),
        kind,
        offset,
        await turn.wholeAround(),
        turn.personally,
      ),
    ),
  'see-log': (turn, { filter, before }) => logPage(turn, readLogFilter(filter), before, turn.personally),
  'see-next': (turn) => next.run(turn, ''),
  'see-status': async (turn) =>
    withCard(turn.views.status(await turn.engine.queries.steps(), await turn.wholeAround(), turn.personally)),
  'see-checks': async (turn, { offset }) =>
    withCard(turn.views.checks(await turn.engine.queries.checksDone(), offset, await turn.around(), turn.personally)),
  'role-not-needed': (turn, { role, inputs }) =>
    answering(turn.engine.commands.declareNotNeeded(turn.actor, { role, reason: inputs['reason'] ?? '' }), async () =>
      withCard(turn.views.roles(await turn.around(), turn.personally)),
    ),
  'role-needed': (turn, { role }) =>
    answering(turn.engine.commands.declareNeeded(turn.actor, { role }), async () =>
      withCard(turn.views.roles(await turn.around(), turn.personally)),
    ),
  'assign-roles': (turn, { roles, inputs }) => assignRoles(turn, roles, inputs, false),
  'assign-roles-anyway': (turn, { roles, inputs }) => assignRoles(turn, roles, inputs, true),
};

async function stepCard(turn: Turn, stepId: string): Promise<Reply> {
  const step = await turn.engine.queries.step(stepId);
  if (step === null) return refusing('card.gone');
  return withCard(turn.views.step(step, await turn.around(), turn.personally, []));
}

async function attemptCard(turn: Turn, attemptId: string): Promise<Reply> {
  const painted = await turn.painter.paint(`attempt:${attemptId}`, turn.personally);
  return painted === null ? refusing('card.gone') : withCard(painted);
}

const reasonIn = (inputs: Readonly<Record<string, string>>): { reason?: string } =>
  inputs['reason'] === undefined ? {} : { reason: inputs['reason'] };
