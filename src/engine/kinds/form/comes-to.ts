/**
 * What answers come to. A table and the bot's own proposal may be the same mapping, and a table handed in again has another id: what was
 * frozen counts, however it got there, and whoever works from it has nothing to do anew.
 */
import { canonicalJson, type Json } from '../../../contract/json.js';
import { answersName, type Source } from '../../../contract/output.js';
import type { Form } from '../../../contract/decision.js';
import type { Unit } from '../../core.js';
import { frozenBy } from './judging.js';

type Answers = Readonly<Record<string, string>>;

export interface ComesTo {
  /** What the bot judged and froze, in canonical JSON; empty where it froze nothing. */
  readonly frozen: string;
  /** All that was answered besides. */
  readonly others: string;
}

export async function comesTo(unit: Unit, form: Form | null, answers: Answers): Promise<ComesTo> {
  const standing = form === null ? [] : frozenBy(form, answers);
  if (form === null || standing.length === 0) return { frozen: '', others: canonicalJson(answers) };
  const kept = await unit.trx
    .selectFrom('evidence')
    .select(['id', 'sha256'])
    .where(
      'id',
      'in',
      standing.map(({ evidence }) => evidence),
    )
    .execute();
  const hashes = new Map(kept.map(({ id, sha256 }) => [id, sha256]));
  const frozen = standing.map(({ name, outputs, evidence }) => ({ name, outputs, sha256: hashes.get(evidence) ?? '' }));
  const fields = waysToSay(form);
  const others = Object.fromEntries(Object.entries(answers).filter(([id]) => !fields.has(id)));
  return { frozen: canonicalJson(frozen as unknown as Json), others: canonicalJson(others) };
}

/** The fields that only say which one was meant: a file, what is ticked instead of it, what was asked because of it. */
function waysToSay({ fields, judged = [] }: Form): ReadonlySet<string> {
  const said = new Set(judged.map(({ field }) => field));
  for (const field of fields)
    if (field.kind === 'toggle' && said.has(field.id) && field.insteadOf !== undefined) said.add(field.insteadOf);
  for (const field of fields)
    if (field.kind === 'toggle' && [field.insteadOf, field.about].some((id) => id !== undefined && said.has(id)))
      said.add(field.id);
  return said;
}

/** What those who read it have to follow; null: nothing of it is otherwise. */
export function movedBetween(before: ComesTo, now: ComesTo): ((source: Source) => boolean) | null {
  const isFrozenOtherwise = before.frozen !== now.frozen;
  if (!isFrozenOtherwise && before.others === now.others) return null;
  return (source) => isFrozenOtherwise || ('name' in source && source.name === answersName);
}
