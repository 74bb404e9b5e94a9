/** Whether the runbook can be trusted as data. Pure: gives the defects of any list of steps, for a guard test and for nobody else. */
import { phases, roles, type Phase, type Step, type StepKind, type Undo } from '../contract/step.js';
import { afterOf, cycleIn, reachableFrom, type Graph } from './graph.js';
import { undoneBefore } from './undo-order.js';

const lastGuideNumber = 115;

const riskOf: Readonly<Record<StepKind, readonly Step['risk'][]>> = {
  check: ['none'],
  decision: ['low'],
  gate: ['gate'],
  task: ['low', 'high'],
  transfer: ['low', 'high'],
  change: ['low', 'high', 'final'],
};

const undoOf: Readonly<Record<Phase, readonly Undo[]>> = {
  prepare: ['on-request', 'never'],
  stage: ['on-request', 'never'],
  eve: ['on-request', 'never'],
  cutover: ['with-back-out', 'never'],
  after: ['with-back-out', 'never'],
  'back-out': ['never'],
};

/** May still be open when the night begins: a tenant can refuse the domain until the source has let it go. */
const mayFollowGoNoGo: readonly string[] = ['add-domain-destination', 'domain-proof-destination'];

const place = (phase: Phase): number => phases.indexOf(phase);

export function defectsOf(steps: readonly Step[]): readonly string[] {
  const byId = new Map(steps.map((step) => [step.id, step]));
  const unknown = unknownReferences(steps, byId);
  const graph = afterOf(steps);
  return [
    ...steps.filter((step, index) => steps.findIndex((other) => other.id === step.id) !== index).map(duplicate),
    ...unknown,
    ...steps.flatMap(ownDefects),
    ...steps.flatMap((step) => orderDefects(step, byId)),
    ...timeDefects(steps, graph),
    ...cycleDefect('after', graph),
    ...cycleDefect('undo', undoneBefore(steps)),
    ...forgotten(steps, graph),
    ...guideDefects(steps),
  ];
}

const duplicate = (step: Step): string => `${step.id}: there are two of it`;

const unknownReferences = (steps: readonly Step[], byId: ReadonlyMap<string, Step>): string[] =>
  steps.flatMap((step) =>
    [...step.after, ...(step.undoAfter ?? []), ...(step.undoneBy ?? []), ...asList(step.afterUndoOf)]
      .filter((id) => !byId.has(id))
      .map((id) => `${step.id}: waits for ${id}, which does not exist`),
  );

const asList = (id: string | undefined): readonly string[] => (id === undefined ? [] : [id]);

/** What can be said of one step without looking at the others. */
function ownDefects(step: Step): string[] {
  const rules: readonly (readonly [boolean, string])[] = [
    [/^[a-z0-9]+(-[a-z0-9]+)*$/.test(step.id), 'its id is not in kebab case'],
    [step.roles.length > 0 && step.roles.every((role) => roles.includes(role)), 'nobody, or an unknown role, has it'],
    [step.kind !== 'gate' || step.roles.length > 1, 'a gate takes at least two roles'],
    [riskOf[step.kind].includes(step.risk), `a ${step.kind} cannot be of risk ${step.risk}`],
    [undoOf[step.phase].includes(step.undo), `undo ${step.undo} does not belong to the phase ${step.phase}`],
    // What a transfer moved, another one moves back: a step of its own.
    [step.undo === 'never' || ['change', 'task'].includes(step.kind), `a ${step.kind} leaves nothing to undo`],
    [step.risk !== 'final' || step.undo !== 'on-request', 'a final step is never undone alone, on request'],
    [step.undoneBy === undefined || step.undo === 'with-back-out', 'undoneBy without being undone in a back-out'],
    [step.afterUndoOf === undefined || step.phase === 'back-out', 'afterUndoOf outside the way back'],
    [step.undoAfter === undefined || step.undo === 'with-back-out', 'undoAfter without being undone in a back-out'],
    [step.window === undefined || step.window.from < step.window.until, 'its window ends before it begins'],
    [step.tooOldAfter === undefined || ['check', 'task', 'transfer'].includes(step.kind), 'nothing of it grows old'],
    [step.tooOldAfter === undefined || step.tooOldAfter > 0, 'it is too old at once'],
    [(step.notBefore ?? [{}]).length > 0, 'not before nothing'],
    [step.nightly !== true || step.kind === 'check', 'only a check may run every night'],
    [
      !isByHand(step) || step.evidence !== undefined,
      'people carry it out, and it does not say what shows that it is done',
    ],
    [step.about === undefined || step.after.includes(step.about), 'is about a check for which it does not wait'],
    [new Set(step.after).size === step.after.length, 'waits for the same step twice'],
  ];
  return rules.filter(([holds]) => !holds).map(([, defect]) => `${step.id}: ${defect}`);
}

/** Nobody's code, or a task that the bot describes and watches. */
const isByHand = ({ kind, action }: Step): boolean =>
  kind !== 'decision' && kind !== 'gate' && (action === undefined || kind === 'task');

function orderDefects(step: Step, byId: ReadonlyMap<string, Step>): string[] {
  const late = step.after.filter((id) => place(byId.get(id)?.phase ?? 'prepare') > place(step.phase));
  const notUndone = (step.undoAfter ?? []).filter((id) => byId.get(id)?.undo === 'never');
  const forward = (step.undoneBy ?? []).filter((id) => byId.has(id) && byId.get(id)?.phase !== 'back-out');
  const early = step.after.length === 0 && step.phase !== 'prepare';
  return [
    ...late.map((id) => `${step.id}: waits for ${id} of a later phase`),
    ...forward.map((id) => `${step.id}: is undone by ${id}, which is no step of a back-out`),
    ...notUndone.map((id) => `${step.id}: is to be undone after ${id}, which never is`),
    ...(early ? [`${step.id}: waits for nothing, so it would be offered on the first day`] : []),
  ];
}

/** Times by which nobody could go: counted from what has no end yet when the step's turn comes, or from a T nobody has agreed. */
function timeDefects(steps: readonly Step[], graph: Graph): string[] {
  const gate = steps.find(({ beginsTheNight }) => beginsTheNight === true);
  const beforeNight = gate === undefined ? new Set<string>() : reachableFrom(graph, gate.id);
  const setsT = steps.filter((step) => step.setsT === true).map(({ id }) => id);
  return steps.flatMap((step) => {
    const under = reachableFrom(graph, step.id);
    const strangers = (step.notBefore ?? []).flatMap(({ after }) =>
      after === undefined || (after !== step.id && under.has(after)) ? [] : [after],
    );
    const onT = (step.notBefore ?? []).some(({ after }) => after === undefined);
    return [
      ...strangers.map((id) => `${step.id}: is timed by ${id}, for which it does not wait`),
      ...(onT && !setsT.some((id) => under.has(id)) ? [`${step.id}: is timed by T before anybody has agreed it`] : []),
      ...(step.tooOldAfter !== undefined && !beforeNight.has(step.id) ? [`${step.id}: grows old for no gate`] : []),
    ];
  });
}

function cycleDefect(what: string, graph: Graph): string[] {
  const cycle = cycleIn(graph);
  return cycle ? [`${what}: ${cycle.join(' → ')} goes round in a circle`] : [];
}

/** Steps whose result nobody waits for: an edge was left out. */
function forgotten(steps: readonly Step[], graph: Graph): string[] {
  const standsOn = (id: string): ReadonlySet<string> => reachableFrom(graph, id);
  const beforeNight = standsOn('go-no-go');
  const beforeEnd = standsOn('closing-report');
  const beforeBack = standsOn('back-out-proof');
  return steps.flatMap((step) => {
    if (step.onRequest === true) return [];
    if (step.phase === 'back-out')
      return beforeBack.has(step.id) || step.afterUndoOf !== undefined
        ? []
        : [`${step.id}: back-out-proof does not wait`];
    const needed = place(step.phase) <= place('eve') && !mayFollowGoNoGo.includes(step.id);
    return [
      ...(needed && !beforeNight.has(step.id) ? [`${step.id}: go-no-go does not wait for it`] : []),
      ...(beforeEnd.has(step.id) ? [] : [`${step.id}: closing-report does not wait for it`]),
    ];
  });
}

function guideDefects(steps: readonly Step[]): string[] {
  const covered = new Set(steps.flatMap((step) => step.guide));
  const wanted = Array.from({ length: lastGuideNumber }, (_, index) => String(index + 1));
  return [
    ...wanted.filter((number) => !covered.has(number)).map((number) => `guide ${number}: no step carries it`),
    ...[...covered].filter((number) => !wanted.includes(number)).map((number) => `guide ${number}: does not exist`),
  ];
}
