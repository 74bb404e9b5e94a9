/** Roles that somebody declared not needed: nobody waits for them, and what only they could do falls away. */
import { isHighRisk, type Role, type Step } from '../../contract/step.js';
import type { NotNeeded } from '../state.js';

type Spared = readonly Pick<NotNeeded, 'role'>[];

/** Whose turn a step is without them; a step that nobody else could do keeps its roles. */
export function withoutRoles(step: Step, spared: Spared): Step {
  if (spared.length === 0) return step;
  const roles = step.roles.filter((role) => !spared.some((one) => one.role === role));
  return roles.length === 0 || roles.length === step.roles.length ? step : { ...step, roles };
}

/** The declaration for which a step falls away; undefined: somebody can still do it. A gate is a vote, never a task of one role. */
export const fallsAwayFor = ({ kind, roles }: Step, spared: readonly NotNeeded[]): NotNeeded | undefined =>
  kind !== 'gate' && roles.every((role) => spared.some((one) => one.role === role))
    ? spared.find(({ role }) => roles.includes(role))
    : undefined;

/** Steps of high risk that nobody could do any more: with any of them the role is needed, whatever somebody says. */
export const neededFor = (runbook: readonly Step[], role: Role, spared: Spared): readonly Step[] =>
  runbook.filter(
    (step) =>
      step.kind !== 'gate' &&
      isHighRisk(step) &&
      step.roles.includes(role) &&
      step.roles.every((one) => one === role || spared.some((other) => other.role === one)),
  );

/** No migration goes without the two who lead it. */
export const isLeading = (role: Role): boolean => role === 'project-manager' || role === 'business-owner';

export const mayBeSpared = (runbook: readonly Step[], role: Role, spared: Spared): boolean =>
  !isLeading(role) && neededFor(runbook, role, spared).length === 0;
