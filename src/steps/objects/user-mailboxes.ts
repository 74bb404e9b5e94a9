/** What a licence brings, minutes or hours later: waited for, and given the address by which old letters know its owner. */
import type { Applied, Observed } from '../../contract/change.js';
import type { StepContext } from '../../contract/context.js';
import { objectIdOf } from '../addresses/address-holders.js';
import type { TenantClients } from '../systems.js';
import { hasX500 } from './mailboxes.js';
import { lookEvery, mayStillCome } from './not-yet-seen.js';
import { untouchedAmong } from './untouched.js';
import type { ObjectChange } from './value.js';

type Exchange = Pick<TenantClients, 'exchange'>;

const mailboxesOf = ({ exchange }: Exchange, changes: readonly ObjectChange[], isBack: boolean) =>
  isBack
    ? exchange.mailboxesById(changes.map(({ object }) => object.id))
    : exchange.mailboxesByAddress(changes.map(({ after }) => after.userPrincipalName ?? ''));

export async function observeUserMailboxes(
  systems: Exchange,
  { direction, migration }: StepContext,
  changes: readonly ObjectChange[],
): Promise<readonly Observed[]> {
  const isBack = direction === 'undo';
  const mailboxes = await mailboxesOf(systems, changes, isBack);
  const untouched = isBack
    ? await untouchedAmong(
        systems,
        mailboxes,
        changes.map(({ before }) => before.userPrincipalName ?? ''),
        migration.movingDomains,
      )
    : null;
  return changes.map(({ before, after }, index): Observed => {
    const mailbox = mailboxes[index];
    const dn = after.x500 ?? before.x500 ?? '';
    const userPrincipalName = after.userPrincipalName ?? before.userPrincipalName ?? '';
    if (mailbox === null || mailbox === undefined)
      return { seen: true, value: { state: isBack ? 'there' : 'absent', x500: null, userPrincipalName } };
    const x500 = hasX500(mailbox, dn) ? dn : null;
    // Without the address it counts as not there: what is written is the address alone.
    const state = x500 === null && !isBack ? 'absent' : 'there';
    const value = {
      state,
      x500,
      userPrincipalName,
      ...(isBack ? { untouched: untouched?.has(mailbox) === true } : {}),
    };
    return { seen: true, value, made: [{ kind: 'address', id: objectIdOf(mailbox) }] };
  });
}

export async function writeToUserMailboxes(
  systems: Exchange,
  ctx: StepContext,
  changes: readonly ObjectChange[],
): Promise<readonly Applied[]> {
  const isBack = ctx.direction === 'undo';
  const mailboxes = await mailboxesOf(systems, changes, isBack);
  const there = changes.flatMap((change, index) => {
    const mailbox = mailboxes[index];
    return mailbox == null ? [] : [{ change, mailboxId: objectIdOf(mailbox) }];
  });
  const answers = await systems.exchange.setMailboxEmailAddresses(
    there.map(({ change, mailboxId }) => {
      const address = [`X500:${change.after.x500 ?? change.before.x500 ?? ''}`];
      return isBack ? { mailboxId, add: [], remove: address } : { mailboxId, add: address, remove: [] };
    }),
  );
  return changes.map((change): Applied => {
    const at = there.findIndex((one) => one.change === change);
    const mailboxId = there[at]?.mailboxId;
    if (mailboxId === undefined) return notThereYet(ctx, change);
    const answer = answers[at] ?? { result: 'in-doubt' };
    return answer.result === 'done' && !isBack ? { ...answer, made: [{ kind: 'address', id: mailboxId }] } : answer;
  });
}

function notThereYet(ctx: StepContext, { object }: ObjectChange): Applied {
  if (mayStillCome(ctx)) return { result: 'not-done', retryAfter: lookEvery };
  return { result: 'refused', remark: { code: 'mailbox-does-not-come', facts: { name: object.label }, object } };
}
