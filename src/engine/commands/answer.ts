import { canonicalJson } from '../../contract/json.js';
import { answersName } from '../../contract/output.js';
import { allowed, refused } from '../../errors.js';
import type { Outcome } from '../../errors.js';
import type { Actor } from '../api.js';
import { endStep } from '../attempts/life.js';
import { storeOutputs } from '../attempts/outputs.js';
import type { AttemptRow } from '../attempts/rows.js';
import { record } from '../audit/audit.js';
import { kindNameOf } from '../core.js';
import type { Core, Unit } from '../core.js';
import { decideOn, roleRefusal } from './decide.js';
import { agreeCutover, whyNoT } from './cutover.js';
import { readForm } from '../kinds/form/read-form.js';
import { castVote, whyNoVote } from './vote.js';

/** A decision is done with its answers. Of a gate with a form the answers are the first `go`, and the others vote on them. */
export const answer = (
  core: Core,
  by: Actor,
  order: { attemptId: string; answers: Record<string, string> },
): Promise<Outcome<null>> =>
  decideOn(core, by, order.attemptId, async (scene) => {
    const { attempt, step, unit } = scene;
    const treatment = kindNameOf(core, step);
    if (treatment === 'gate') {
      const no = whyNoVote(scene);
      if (no !== null) return no;
    } else {
      if (treatment !== 'decision' || attempt.state !== 'asking')
        return refused('approval.not-asked', { step: step.id });
      const no = roleRefusal(scene, 'approval.wrong-role', step.roles);
      if (no !== null) return no;
    }
    const read = readForm(core.options.forms[step.id] ?? [], order.answers);
    if (!read.ok) return read;
    const no = whyNoT(unit, step, read.value);
    if (no !== null) return no;
    const answers = JSON.stringify(read.value);
    await unit.trx.updateTable('attempt').set({ answers }).where('id', '=', attempt.id).execute();
    await record(unit, by, 'answered', step.id, { attempt: attempt.id, ...read.value });
    if (treatment === 'gate') {
      // Votes were about the answers as they stood.
      if (canonicalJson(attempt.answers) !== canonicalJson(read.value))
        await unit.trx.deleteFrom('approval').where('attempt_id', '=', attempt.id).execute();
      await castVote({ ...scene, attempt: { ...attempt, answers: read.value } }, 'go', null);
      return allowed(null);
    }
    await keepAnswers(unit, attempt, read.value);
    await agreeCutover(unit, step, read.value);
    await endStep(unit, attempt, 'done');
    return allowed(null);
  });

/** Typed answers are what later steps read. */
const keepAnswers = (unit: Unit, attempt: AttemptRow, answers: Readonly<Record<string, string>>): Promise<void> =>
  storeOutputs(unit, attempt, [{ name: answersName, value: answers }]);
