import { attachers, mayOnly } from '../../rights/moment.js';
import type { Asked, Moment } from '../../rights/moment.js';
import { approving, holdersOf, judgeAcceptance, judgeApprovals } from '../../rights/policy.js';
import { sayingNo } from '../../rights/say-no.js';
import { isIncomplete, isPlannedAnew, mayBeRepeated, settleNeeds, settlers } from '../../rights/settle.js';

/** Of whatever is agreed to by the hash of its plan; `more`: what the kind lets people do beside it. */
export function askedOfPlan(
  moment: Moment,
  whyNotAccept: Asked['whyNotAccept'],
  more: Parameters<typeof mayOnly>[0] = {},
): Asked {
  const { step, attempt, roster, votes, unsettled } = moment;
  const settling = holdersOf(roster, settlers(step));
  const asking = attempt?.state === 'asking';
  const { needs } = judgeApprovals(step, votes, roster);
  const isPlanned = attempt?.plan != null && attempt.plan.blockers.length === 0;
  const byApprovers = whyNotAccept === null && attempt !== null && isIncomplete(attempt);
  return {
    waitsFor: unsettled,
    needs: asking ? needs : attempt?.state === 'attention' ? settleNeeds(step, roster) : [],
    may: mayOnly({
      approve: asking && isPlanned && unsettled.length === 0 ? needs.flatMap(({ people }) => people) : [],
      ...sayingNo(moment, approving(step)),
      attach: attachers(moment),
      repeat: mayBeRepeated(moment) || isPlannedAnew(moment) ? settling : [],
      accept: whyNotAccept !== null ? [] : byApprovers ? couldAccept(moment, attempt.accepting) : settling,
      ...more,
    }),
    whyNotAccept,
    byApprovers,
  };
}

/** Whoever is still missing; nobody is asked twice. */
const couldAccept = (
  { step, roster }: Pick<Moment, 'step' | 'roster'>,
  accepting: NonNullable<Moment['attempt']>['accepting'],
): Moment['roster'] =>
  judgeAcceptance(
    step,
    accepting.flatMap(({ by }) => by ?? []),
    roster,
  ).needs.flatMap(({ people }) => people);
