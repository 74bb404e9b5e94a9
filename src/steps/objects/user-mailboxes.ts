/** What a licence brings, minutes or hours later: waited for, and given the address by which old letters know its owner. */
import type { Applied, Observed } from '../../contract/change.js';
import type { StepContext } from '../../contract/context.js';
import { objectIdOf } from '../addresses/address-holders.js';
import type { TenantClients } from '../systems.js';
import { hasX500, hideAmong } from './mailboxes.js';
import { lookEvery, mayStillCome, soon } from './not-yet-seen.js';
import { untouchedAmong } from './untouched.js';
import type { ObjectChange } from './value.js';
import { writeTo } from './write-to.js';

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
    const isHidden = mailbox.HiddenFromAddressListsEnabled === true;
    // Until it has both it counts as not there: what is written is no more than that.
    const isWhole = (x500 !== null || after.x500 == null) && (isHidden || after.hidden !== true);
    const value = {
      state: isWhole || isBack ? 'there' : 'absent',
      x500,
      userPrincipalName,
      // The whole mailbox goes with its account: nobody asks there.
      ...(isBack && before.hidden !== undefined ? { hidden: before.hidden } : {}),
      ...(!isBack && after.hidden !== undefined ? { hidden: isHidden } : {}),
      ...(isBack ? { untouched: untouched?.has(mailbox) === true } : {}),
    };
    return { seen: true, value, made: [{ kind: 'address', id: objectIdOf(mailbox) }] };
  });
}

export async function writeToUserMailboxes(
  systems: TenantClients,
  ctx: StepContext,
  changes: readonly ObjectChange[],
): Promise<readonly Applied[]> {
  const isBack = ctx.direction === 'undo';
  const mailboxes = await mailboxesOf(systems, changes, isBack);
  const there = changes.flatMap((change, index) => {
    const mailbox = mailboxes[index];
    return mailbox == null ? [] : [{ index, change, mailbox, id: objectIdOf(mailbox) }];
  });
  const written = new Map(there.map(({ index }): [number, Applied] => [index, { result: 'done' }]));
  await writeTo(
    ctx,
    written,
    there.filter(({ change }) => (change.after.x500 ?? change.before.x500) != null),
    (some) =>
      systems.exchange.setMailboxEmailAddresses(
        some.map(({ change, id: mailboxId }) => {
          const address = [`X500:${change.after.x500 ?? change.before.x500 ?? ''}`];
          return isBack ? { mailboxId, add: [], remove: address } : { mailboxId, add: address, remove: [] };
        }),
      ),
  );
  // On the way back the whole mailbox goes with its account.
  if (!isBack)
    await hideAmong(
      systems,
      ctx,
      written,
      there.map(({ index, id, mailbox, change: { after } }) => ({
        index,
        id,
        mailbox,
        after,
      })),
    );
  const accounts = await licensedAmong(
    systems,
    changes.filter((_, index) => !written.has(index)),
  );
  return changes.map((change, index): Applied => {
    const answer = written.get(index);
    if (answer === undefined) return notThereYet(ctx, change, accounts.has(change));
    const id = there.find((one) => one.index === index)?.id;
    return answer.result === 'done' && !isBack && id !== undefined
      ? { ...answer, made: [{ kind: 'address', id }] }
      : answer;
  });
}

async function licensedAmong(
  { graph }: TenantClients,
  changes: readonly ObjectChange[],
): Promise<ReadonlySet<ObjectChange>> {
  const users = await graph.usersByPrincipalName(changes.map(({ after }) => after.userPrincipalName ?? ''));
  return new Set(changes.filter((_, index) => (users[index]?.assignedLicenses ?? []).length > 0));
}

function notThereYet(ctx: StepContext, { object }: ObjectChange, isLicensed: boolean): Applied {
  if (mayStillCome(ctx, isLicensed ? undefined : soon)) return { result: 'not-done', retryAfter: lookEvery };
  const code = isLicensed ? 'mailbox-does-not-come' : 'licence-not-given';
  return { result: 'refused', remark: { code, facts: { name: object.label }, object } };
}
