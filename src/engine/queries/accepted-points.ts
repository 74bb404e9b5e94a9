/** What was taken as it is in steps that count as done: whoever begins the night reads it by name, and not as a number. */
import { kindOfFinding, tellsOf } from '../../contract/finding.js';
import type { Finding, Remark } from '../../contract/finding.js';
import type { Core } from '../core.js';
import type { KeptFinding, StoredWord } from '../schema.js';
import type { AcceptedPoints, Person } from '../state.js';

/** Steps in the order given; of each step what a later one fails for first. */
export async function loadAcceptedPoints(
  core: Core,
  stepIds: readonly string[],
  people: ReadonlyMap<string, Person>,
): Promise<readonly AcceptedPoints[]> {
  if (stepIds.length === 0) return [];
  const rows = await core.db
    .selectFrom('step')
    .innerJoin('attempt', 'attempt.id', 'step.attempt_id')
    .select(['step.id as step_id', 'attempt.findings', 'attempt.troubles', 'attempt.accepted', 'attempt.accepting'])
    .where('step.id', 'in', stepIds)
    .execute();
  const points = stepIds
    .flatMap((id) => rows.filter((row) => row.step_id === id))
    .flatMap((row) => pointsOf(row, people));
  return [...points.filter(({ failsLater }) => failsLater), ...points.filter(({ failsLater }) => !failsLater)];
}

interface Accepted {
  readonly step_id: string;
  readonly findings: readonly KeptFinding[];
  readonly troubles: readonly Remark[];
  readonly accepted: StoredWord | null;
  readonly accepting: readonly StoredWord[];
}

function pointsOf(
  { step_id: stepId, findings, troubles, accepted, accepting }: Accepted,
  people: ReadonlyMap<string, Person>,
): readonly AcceptedPoints[] {
  const open = findings.filter(({ status }) => status !== 'passed');
  const kinds = new Map<string, (Remark & Partial<KeptFinding>)[]>();
  for (const point of [...troubles, ...open] as (Remark & Partial<Finding>)[])
    kinds.set(kindOfFinding(point), [...(kinds.get(kindOfFinding(point)) ?? []), point]);
  return [...kinds.values()].flatMap((points): AcceptedPoints[] => {
    const [first] = points;
    if (first === undefined) return [];
    const words = accepting.length > 0 ? accepting : points.flatMap(({ taken }) => taken ?? accepted ?? []);
    const by = [...new Set(words.flatMap((word) => word.by ?? []))].flatMap((id) => people.get(id) ?? []);
    const failsLater = points.some((point) => point.failsLater === true);
    return [
      {
        stepId,
        first,
        count: points.reduce((sum, point) => sum + tellsOf(point), 0),
        failsLater,
        by,
        at:
          words
            .map(({ at }) => at)
            .sort()
            .at(-1) ?? '',
      },
    ];
  });
}
