/** What is open is taken as it is, by name: all of it, or kind by kind; of a change that is not whole by as many people as agreed to its plan. */
import { sql } from 'kysely';
import { chunksOf } from '../../contract/chunks.js';
import { isReason } from '../../contract/evidence.js';
import { kindOfFinding } from '../../contract/finding.js';
import { refused, allowed } from '../../errors.js';
import type { Outcome } from '../../errors.js';
import type { Actor } from '../api.js';
import { storeNote } from '../attempts/evidence.js';
import { findingKeys } from '../attempts/finding-keys.js';
import { endStep, goodEnd } from '../attempts/life.js';
import type { AttemptRow } from '../attempts/rows.js';
import { isStillOpen } from '../attempts/taken-points.js';
import { keepWord } from '../attempts/word.js';
import { record } from '../audit/audit.js';
import { markAttempt } from '../cards/mark.js';
import type { Core, Unit } from '../core.js';
import { kindOf } from '../kinds/index.js';
import { endChange } from '../kinds/writing/verify-work.js';
import { judgeAcceptance, leads } from '../rights/policy.js';
import { settlers } from '../rights/settle.js';
import { namesOf } from '../roles/roster.js';
import type { KeptFinding, StoredWord } from '../schema.js';
import { decideOn, may, roleRefusal } from './decide.js';
import type { AttemptScene } from './decide.js';

export interface Acceptance {
  readonly attemptId: string;
  readonly note: string;
  readonly kinds?: readonly string[];
}

export const accept = (core: Core, by: Actor, order: Acceptance): Promise<Outcome<null>> =>
  decideOn(core, by, order.attemptId, async (scene) => {
    const { attempt, step, unit } = scene;
    const no = whyNot(scene);
    if (no !== null) return no;
    const note = order.note.trim();
    if (note === '') return refused('accept.needs-note', { step: step.id });
    if (!isReason(note)) return refused('reason.too-short', { step: step.id });
    const chosen = chosenOf(attempt, order.kinds);
    if (!chosen.ok) return chosen;

    const word: StoredWord = { by: by.personId, at: unit.at, reason: note };
    const said = { attempt: attempt.id, note: note.slice(0, 500) };
    await storeNote(unit, attempt, by.personId, note);
    if (await waitsForOthers(scene, word)) {
      await record(unit, by, 'accepted-by-one', step.id, said);
      await markAttempt(unit, attempt, step.phase);
      return allowed(null);
    }
    await keepAccepted(unit, attempt, chosen.value);
    await keepWord(unit, attempt, 'accepted', by, note);
    const left = attempt.findings.filter(isStillOpen).length - chosen.value.length;
    if (left > 0) {
      await keepTaken(unit, attempt, chosen.value, word);
      await record(unit, by, 'accepted-in-part', step.id, { ...said, count: chosen.value.length, left });
      await markAttempt(unit, attempt, step.phase);
      return allowed(null);
    }
    await unit.trx
      .updateTable('attempt')
      .set((row) => ({ carried_out_at: row.fn.coalesce('carried_out_at', sql<string>`${unit.at}`) }))
      .where('id', '=', attempt.id)
      .execute();
    await record(unit, by, 'accepted', step.id, said);
    if (kindOf(unit.core, step).undoneFromLedger) await endChange(unit, attempt);
    else await endStep(unit, attempt, goodEnd(attempt));
    return allowed(null);
  });

/** Whether it is a halt at all comes first, then whose it is. */
function whyNot(scene: AttemptScene): Outcome<never> | null {
  const { attempt, step, asked, roster } = scene;
  if (asked.whyNotAccept?.code === 'step.not-now') return { ok: false, refusal: asked.whyNotAccept };
  const no = roleRefusal(scene, 'approval.wrong-role', settlers(step));
  if (no !== null) return no;
  if (asked.whyNotAccept !== null) return { ok: false, refusal: asked.whyNotAccept };
  if (may(scene, 'accept')) return null;
  if (asked.byApprovers === true) {
    const others = roster.filter(({ id }) => asked.may.accept.includes(id));
    return refused('accept.not-alone', { step: step.id, who: namesOf(others) });
  }
  return (
    roleRefusal(scene, 'approval.wrong-role', leads) ?? refused('step.not-now', { step: step.id, state: attempt.state })
  );
}

/** What a later step fails for is not taken along with what is merely untidy. */
function chosenOf(
  { id, step_id, findings }: AttemptRow,
  kinds: readonly string[] | undefined,
): Outcome<readonly KeptFinding[]> {
  const open = findings.filter(isStillOpen);
  const chosen = kinds === undefined ? open : open.filter((point) => kinds.includes(kindOfFinding(point)));
  if (chosen.length === 0 && open.length > 0) return refused('accept.needs-kind', { step: step_id, attempt: id });
  const isMixed = new Set(chosen.map(kindOfFinding)).size > 1;
  return isMixed && chosen.some(({ failsLater }) => failsLater === true)
    ? refused('accept.apart', { step: step_id })
    : allowed(chosen);
}

/** True where somebody else has to take it as it is, too: their word stands beside the plan until then. */
async function waitsForOthers(
  { asked, attempt, step, roster, unit }: AttemptScene,
  word: StoredWord,
): Promise<boolean> {
  if (asked.byApprovers !== true) return false;
  const accepting = [...attempt.accepting, word];
  await unit.trx
    .updateTable('attempt')
    .set({ accepting: JSON.stringify(accepting) })
    .where('id', '=', attempt.id)
    .execute();
  return !judgeAcceptance(
    step,
    accepting.flatMap(({ by }) => by ?? []),
    roster,
  ).complete;
}

async function keepTaken(
  unit: Unit,
  attempt: AttemptRow,
  chosen: readonly KeptFinding[],
  taken: StoredWord,
): Promise<void> {
  const ones = new Set(chosen);
  const findings = attempt.findings.map((finding) => (ones.has(finding) ? { ...finding, taken } : finding));
  await unit.trx
    .updateTable('attempt')
    .set({ findings: JSON.stringify(findings) })
    .where('id', '=', attempt.id)
    .execute();
}

async function keepAccepted(unit: Unit, attempt: AttemptRow, open: readonly KeptFinding[]): Promise<void> {
  for (const chunk of chunksOf(open.flatMap(findingKeys), 500))
    await unit.trx
      .insertInto('accepted')
      .values(chunk.map((finding) => ({ step_id: attempt.step_id, finding })))
      .onConflict((conflict) => conflict.doNothing())
      .execute();
}
