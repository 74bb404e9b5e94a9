/** Steps of the runbook that cards speak of in a way of their own, found by what makes them special. */
import type { Step } from '../../contract/step.js';
import { afterOf, reachableFrom } from '../../runbook/graph.js';
import { runbook } from '../../runbook/index.js';

const idOf = (special: (step: Step) => boolean): string => runbook.find(special)?.id ?? '';

/** The gate at which the team decides to go back. */
export const decisionOfBackOut = idOf(({ decidesBackOut }) => decidesBackOut === true);

/** The check that looks first for what holds the domains, and then every night. */
export const firstScan = idOf(({ scans }) => scans === 'from-day-one');

const line = idOf((step) => step.line === true);
const dependencies = afterOf(runbook);

/** The domain's leaving and everything that stands on it: undoing one of those touches both tenants. */
export const beyondTheLine: ReadonlySet<string> = new Set(
  runbook
    .filter(({ id, phase }) => phase !== 'back-out' && reachableFrom(dependencies, id).has(line))
    .map(({ id }) => id),
);
