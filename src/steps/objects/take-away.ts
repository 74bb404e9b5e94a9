/**
 * The way back of an account or mailbox that was made: only as it was made and still empty, into the bin, out of the bin, and the mailbox after
 * it, so that nothing of it holds a name or an address.
 */
import type { Applied, Observed } from '../../contract/change.js';
import type { StepContext } from '../../contract/context.js';
import type { DeletedMailbox, Mailbox } from '../../systems/exchange/types.js';
import type { GraphUser } from '../../systems/graph/types.js';
import { objectIdOf } from '../addresses/address-holders.js';
import type { TenantClients } from '../systems.js';
import { accountValue } from './accounts.js';
import { mailboxValue } from './mailboxes.js';
import { untouchedAmong } from './untouched.js';
import type { MadeValue, ObjectChange } from './value.js';

/** Seconds until the next service has heard of it. */
const nextLook = 60;

interface Left {
  readonly user: GraphUser | null;
  readonly inBin: boolean;
  readonly mailbox: Mailbox | null;
  readonly deleted: DeletedMailbox | null;
}

async function leftOf({ graph, exchange }: TenantClients, changes: readonly ObjectChange[]): Promise<readonly Left[]> {
  const ids = changes.map(({ object }) => object.id);
  const users = await graph.usersById(ids);
  const inBin = await graph.areInBin(ids);
  const mailboxes = await exchange.mailboxesById(ids);
  const deleted = users.includes(null) ? await exchange.deletedMailboxes() : [];
  return ids.map((id, index): Left => ({
    user: users[index] ?? null,
    inBin: inBin[index] === true,
    mailbox: mailboxes[index] ?? null,
    // One that a hold keeps cannot be deleted for good, and holds no address.
    deleted: deleted.find((one) => objectIdOf(one) === id && one.IsInactiveMailbox !== true) ?? null,
  }));
}

const madeFor = ({ before }: ObjectChange): string => before.userPrincipalName ?? before.primarySmtpAddress ?? '';

export async function observeLeft(
  tenant: TenantClients,
  { migration }: StepContext,
  changes: readonly ObjectChange[],
): Promise<readonly Observed[]> {
  const left = await leftOf(tenant, changes);
  const mailboxes = left.map(({ mailbox }) => mailbox);
  const untouched = await untouchedAmong(tenant, mailboxes, changes.map(madeFor), migration.movingDomains);
  const details = await tenant.exchange.mailboxesByAddress(
    changes.flatMap(({ object, before }) => (object.kind === 'mailbox' ? [before.primarySmtpAddress ?? ''] : [])),
  );
  const settings = new Map<string, MadeValue['calendarProcessing']>();
  const rooms = changes.filter(({ before }) => before.calendarProcessing != null).map(({ object }) => object.id);
  for (const [index, seen] of (await tenant.exchange.calendarProcessing(rooms)).entries())
    settings.set(rooms[index] ?? '', seen.seen ? (seen.items[0]?.settings ?? null) : null);
  return left.map(({ user, inBin, mailbox, deleted }, index): Observed => {
    const { object, before } = changes[index] as ObjectChange;
    if (user === null) {
      const state = inBin || mailbox !== null || deleted !== null ? 'removed' : 'absent';
      return { seen: true, value: { state } };
    }
    const isUntouched = mailbox === null || untouched.has(mailbox);
    if (object.kind === 'user') return { seen: true, value: { ...accountValue(user, before), untouched: isUntouched } };
    const detail = details.find((one) => one !== null && objectIdOf(one) === object.id) ?? null;
    if (detail === null) return { seen: true, value: { state: 'there', untouched: false } };
    return {
      seen: true,
      value: { ...mailboxValue(detail, settings.get(object.id) ?? null, before), untouched: isUntouched },
    };
  });
}

/** One stage of each; the next look sees how far it is. */
export async function takeAway(tenant: TenantClients, changes: readonly ObjectChange[]): Promise<readonly Applied[]> {
  const { graph, exchange } = tenant;
  const left = await leftOf(tenant, changes);
  const stages = [
    { of: ({ user }: Left) => user?.id, write: graph.deleteUsers },
    { of: ({ inBin }: Left, id: string) => (inBin ? id : undefined), write: graph.deleteForGood },
    { of: ({ deleted }: Left) => deleted?.Guid, write: exchange.purgeMailboxes },
  ];
  const answers = new Map<number, Applied>();
  for (const { of, write } of stages) {
    const now = left.flatMap((one, index) => {
      const id = answers.has(index) ? undefined : of(one, changes[index]?.object.id ?? '');
      return id === undefined ? [] : [{ index, id }];
    });
    const written = await write(now.map(({ id }) => id));
    for (const [at, { index }] of now.entries()) answers.set(index, written[at] ?? { result: 'in-doubt' });
  }
  return changes.map((_, index): Applied => {
    const answer = answers.get(index) ?? { result: 'done' };
    return answer.result === 'done' ? { result: 'not-done', retryAfter: nextLook, wrote: true } : answer;
  });
}
