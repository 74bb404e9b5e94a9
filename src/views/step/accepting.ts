/** What is taken as it is kind by kind, and what was taken already while the rest stays open. */
import { kindOfFinding, tellsOf } from '../../contract/finding.js';
import type { Point } from '../../engine/state.js';
import { choicesInput, type Input } from '../parts/inputs.js';
import { row, type Row } from '../parts/card-data.js';
import { momentOf } from '../words/moments.js';
import { plainLabel } from '../words/plain-text.js';
import { ofObject } from '../words/remarks.js';
import { lookOf } from '../words/signs.js';
import type { StepView } from './face.js';

/** Of each kind the first, and how many there are. */
interface PointsOfKind {
  readonly kind: string;
  readonly first: Point;
  readonly count: number;
  readonly failsLater: boolean;
}

function kindsOf(points: readonly Point[]): readonly PointsOfKind[] {
  const kinds = new Map<string, PointsOfKind>();
  for (const point of points) {
    const kind = kindOfFinding(point);
    const known = kinds.get(kind);
    kinds.set(kind, {
      kind,
      first: known?.first ?? point,
      count: (known?.count ?? 0) + tellsOf(point),
      failsLater: known?.failsLater === true || point.failsLater === true,
    });
  }
  return [...kinds.values()];
}

/** What was planned and approved as a whole is taken as a whole, and what holds a domain is of one kind whatever found it. */
export const isByKind = ({ snapshot, attempt }: StepView, points: readonly Point[]): boolean =>
  (snapshot.kind === 'check' || snapshot.kind === 'task') &&
  snapshot.step.scans === undefined &&
  attempt.troubles.length === 0 &&
  new Set(points.map(kindOfFinding)).size > 1;

/** What no later step fails for is proposed together; each thing that one does is accepted by itself. */
export function kindInput(view: StepView, points: readonly Point[]): readonly Input[] {
  if (!isByKind(view, points)) return [];
  const { words } = view;
  const kinds = kindsOf(points);
  const harmless = kinds.filter(({ failsLater }) => !failsLater);
  const proposed = harmless.length > 0 ? harmless : kinds.slice(0, 1);
  return [
    choicesInput({
      id: 'kinds',
      label: words.say('input.accept-kinds'),
      value: proposed.map(({ kind }) => kind).join(','),
      choices: kinds.map(({ kind, first, count, failsLater }) => ({
        title: plainLabel(
          words.say('choice.accept-kind', {
            count,
            fails: failsLater ? 'yes' : 'no',
            what: plainLabel(ofObject(first, words), 120),
          }),
          180,
        ),
        value: kind,
      })),
    }),
  ];
}

/** Of each kind one line: what, how many, and whose word it is. */
export const takenRows = ({ attempt, around, naming, words }: StepView): readonly Row[] =>
  kindsOf(attempt.findings.filter(({ taken }) => taken !== undefined)).map(({ first, count }) => {
    const look = lookOf('accepted');
    const by = first.taken?.by ?? null;
    const said = words.say('accepted-point', {
      what: ofObject(first, words).replace(/\.$/, ''),
      more: count - 1,
      who: by === null ? words.say('rests.by-somebody') : naming.name(by),
      time: momentOf(first.taken?.at ?? around.status.now, around.status.now),
    });
    return row(`${look.sign} ${said}`, look.color);
  });

/** One of those who have to has taken it as it is: the others read whose turn it is. */
export function acceptingLines({ attempt, around, naming, words }: StepView): readonly string[] {
  const given = attempt.accepting ?? [];
  const others = around.roster.filter(({ id }) => attempt.may.accept.includes(id));
  return given.slice(-1).map(({ by, at, reason }) =>
    words.say('warning.accepting', {
      name: by === null ? words.say('rests.somebody') : naming.name(by),
      time: momentOf(at, around.status.now),
      reason: plainLabel(reason ?? '', 160),
      who: others.length === 0 ? words.say('rests.by-somebody') : words.any(naming.names(others).slice(0, 6)),
    }),
  );
}
