/** Guide 95: what the mover was given is taken back, exactly that: what the ledger says was written, and nothing that somebody had before. */
import { defineChange, type Change, type PlanDraft } from '../../contract/change.js';
import type { StepContext, Written } from '../../contract/context.js';
import type { Finding, Remark } from '../../contract/finding.js';
import { fulfils } from '../../contract/json.js';
import { exchangePace } from '../addresses/whole-list.js';
import { mostTelling } from '../most-telling.js';
import type { Systems } from '../systems.js';
import { callsOf, doorsOf, isOfOrganization, type Access } from './doors.js';
import { appIdsIn, withoutApp, type Ews } from './ews-door.js';
import { notAsWritten } from './not-as-written.js';

/** The steps that opened something to the mover. */
const openedBy = ['source-full-access', 'destination-full-access', 'mover-access-open'] as const;

const calls = [...callsOf.rights, ...callsOf.ews];
export const callsOfDoors = { source: calls, destination: calls };

export const serviceAccessRemoved = (systems: Systems) => {
  const doors = doorsOf(systems);
  return defineChange<Access>({
    name: 'service-access-removed',
    calls: callsOfDoors,
    ...exchangePace,
    ...doors,

    async plan(ctx): Promise<PlanDraft<Access>> {
      const written = (await Promise.all(openedBy.map((step) => ctx.written(step)))).flat() as Written<Access>[];
      const back = written.map((one) => doors.invert(one.change, one.observedBefore, one.made) as Change<Access>);
      const seen = await doors.observe(ctx, back);
      const changes: Change<Access>[] = [];
      const blockers: Remark[] = [];
      const leftOut: Remark[] = [];
      for (const [at, change] of back.entries()) {
        const { object, before, after } = change;
        const facts = { name: object.label, kind: object.kind };
        const found = seen[at];
        if (found?.seen !== true) blockers.push({ code: 'access-unseen', facts: { ...facts, text: found?.why ?? '' } });
        else if (fulfils(after, found.value)) leftOut.push({ code: 'left-out-closed-already', facts, object });
        else if (fulfils(before, found.value)) changes.push(change);
        else if (isOfOrganization(change)) changes.push(oursOnly(change, found.value as Ews));
        else leftOut.push({ code: 'left-out-changed-since', facts, object });
      }
      const emptied = changes.filter(({ after }) => 'allowedAppIds' in after && closesToAll(after));
      return {
        changes,
        blockers,
        warnings: emptied.map(({ object }) => ({
          code: 'ews-for-nobody' as const,
          facts: { name: object.label },
          object,
        })),
        leftOut,
        undoSeconds: 60,
      };
    },

    async verify(ctx: StepContext, changes) {
      const wrong = await notAsWritten(systems, ctx, changes);
      const code = ctx.direction === 'undo' ? 'mover-access-given-back' : 'mover-access-taken';
      return wrong.length > 0 ? mostTelling(wrong) : [{ status: 'passed', code, facts: { count: changes.length } }];
    },
  });
};

/** Others have changed the list since: the applications that our write had added go, and the switch stays as they have it. */
function oursOnly(change: Change<Access>, now: Ews): Change<Access> {
  const [written, was] = [change.before, change.after] as [Ews, Ews];
  const had = new Set(appIdsIn(was.allowedAppIds));
  const ours = appIdsIn(written.allowedAppIds).filter((app) => !had.has(app));
  const present = { ewsEnabled: now.ewsEnabled, allowedAppIds: now.allowedAppIds };
  return { ...change, before: present, after: ours.reduce(withoutApp, present) };
}

const closesToAll = ({ ewsEnabled, allowedAppIds }: Ews): boolean =>
  ewsEnabled === true && appIdsIn(allowedAppIds).length === 0;

/** On a way back: the mover, which has to bring mail back, has what was taken from it. */
export async function moverHasItAgain(systems: Systems, ctx: StepContext): Promise<readonly Finding[]> {
  const taken = (await ctx.takenBack('service-access-removed')) as readonly Written<Access>[];
  if (taken.length === 0) return [];
  const back = taken.map(
    ({ change, observedBefore, made }) => doorsOf(systems).invert(change, observedBefore, made) as Change<Access>,
  );
  const wrong = await notAsWritten(systems, ctx, back);
  return wrong.length > 0
    ? mostTelling(wrong, { named: true })
    : [{ status: 'passed', code: 'mover-access-given-back', facts: { count: back.length } }];
}
