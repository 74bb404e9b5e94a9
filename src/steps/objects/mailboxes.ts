/** Shared mailboxes, rooms and equipment: made, then given what they had at the source. */
import { afterAWrite, type Applied, type Observed } from '../../contract/change.js';
import type { StepContext } from '../../contract/context.js';
import { fulfils } from '../../contract/json.js';
import type { CalendarProcessing, NewMailbox } from '../../systems/exchange/new-mailboxes.js';
import type { MailboxInDetail } from '../../systems/exchange/types.js';
import { objectIdOf } from '../addresses/address-holders.js';
import { parseProxyAddress, sameAddress } from '../addresses/proxy-address.js';
import type { TenantClients } from '../systems.js';
import { aliasAsWanted, aliasOf, ownName, type MadeValue, type ObjectChange } from './value.js';
import { writeTo } from './write-to.js';

type Exchange = Pick<TenantClients, 'exchange'>;

export async function observeMailboxes(
  { exchange }: Exchange,
  changes: readonly ObjectChange[],
): Promise<readonly Observed[]> {
  const mailboxes = await exchange.mailboxesByAddress(changes.map(addressIn));
  const settings = await settingsOf({ exchange }, changes, mailboxes);
  return changes.map(({ after }, index): Observed => {
    const mailbox = mailboxes[index];
    if (mailbox === null || mailbox === undefined) return { seen: true, value: { state: 'absent' } };
    const made = [{ kind: 'mailbox', id: objectIdOf(mailbox) }];
    return { seen: true, value: mailboxValue(mailbox, settings.get(objectIdOf(mailbox)) ?? null, after), made };
  });
}

const addressIn = ({ after, before }: ObjectChange): string =>
  after.primarySmtpAddress ?? before.primarySmtpAddress ?? '';

/** By object id, of those whose change is about them; one that could not be read is not there. */
async function settingsOf(
  { exchange }: Exchange,
  changes: readonly ObjectChange[],
  mailboxes: readonly (MailboxInDetail | null)[],
): Promise<ReadonlyMap<string, CalendarProcessing>> {
  const ids = mailboxes.flatMap((mailbox, index) =>
    mailbox !== null && changes[index]?.after.calendarProcessing !== undefined ? [objectIdOf(mailbox)] : [],
  );
  const seen = await exchange.calendarProcessing(ids);
  return new Map(
    ids.flatMap((id, index) => {
      const one = seen[index];
      const [booking] = one?.seen === true ? one.items : [];
      return booking === undefined ? [] : [[id, booking.settings] as const];
    }),
  );
}

export function mailboxValue(
  mailbox: MailboxInDetail,
  settings: CalendarProcessing | null,
  wanted: MadeValue,
): MadeValue {
  const address = wanted.primarySmtpAddress ?? '';
  const primary = mailbox.PrimarySmtpAddress ?? '';
  return {
    state: 'there',
    displayName: mailbox.DisplayName ?? '',
    primarySmtpAddress: sameAddress(primary, address) ? address : primary,
    recipientTypeDetails: mailbox.RecipientTypeDetails,
    x500: wanted.x500 != null && hasX500(mailbox, wanted.x500) ? wanted.x500 : null,
    ...aliasAsWanted(wanted),
    ...(wanted.hidden === undefined ? {} : { hidden: mailbox.HiddenFromAddressListsEnabled === true }),
    ...(wanted.calendarProcessing === undefined ? {} : { calendarProcessing: settings }),
  };
}

export const hasX500 = ({ EmailAddresses }: Pick<MailboxInDetail, 'EmailAddresses'>, dn: string): boolean =>
  EmailAddresses.map(parseProxyAddress).some(({ type, value }) => type === 'x500' && sameAddress(value, dn));

export async function makeMailboxes(
  { exchange }: Exchange,
  ctx: StepContext,
  changes: readonly ObjectChange[],
): Promise<readonly Applied[]> {
  const present = await exchange.mailboxesByAddress(changes.map(addressIn));
  const missing = changes.filter((_, index) => present[index] == null);
  const created = await exchange.createMailboxes(missing.map(newMailbox));
  const begun = changes.map((change, index) => {
    const mailbox = present[index];
    if (mailbox != null) return { id: objectIdOf(mailbox), mailbox, applied: done };
    const applied = created[missing.indexOf(change)] ?? { result: 'in-doubt' as const };
    const id = applied.result === 'done' ? (applied.made?.[0]?.id ?? null) : null;
    return { id, mailbox: null, applied };
  });
  const rest = begun.flatMap(({ id, mailbox }, index) => {
    const after = changes[index]?.after;
    return id === null || after === undefined ? [] : [{ index, id, mailbox, after }];
  });
  const written = new Map(rest.map(({ index }): [number, Applied] => [index, done]));
  await writeTo(
    ctx,
    written,
    rest.filter(({ mailbox, after }) => after.x500 != null && !(mailbox !== null && hasX500(mailbox, after.x500))),
    (some) =>
      exchange.setMailboxEmailAddresses(
        some.map(({ id, after }) => ({ mailboxId: id, add: [`X500:${after.x500 ?? ''}`], remove: [] })),
      ),
  );
  await hideAmong({ exchange }, ctx, written, rest);
  const settings = await settingsOf({ exchange }, changes, present);
  await writeTo(
    ctx,
    written,
    rest.filter(
      ({ id, after }) => after.calendarProcessing != null && !fulfils(after.calendarProcessing, settings.get(id) ?? {}),
    ),
    (some) =>
      exchange.setCalendarProcessing(
        some.map(({ id, after }) => ({ mailboxId: id, settings: after.calendarProcessing ?? {} })),
      ),
  );
  return begun.map(({ applied }, index): Applied => {
    const answer = written.get(index);
    if (answer === undefined || applied.result !== 'done') return applied;
    return afterAWrite(answer, applied.made ?? []);
  });
}

const done: Applied = { result: 'done' };

/** Those that were hidden at the source, and are not here yet. */
export const hideAmong = (
  { exchange }: Exchange,
  ctx: StepContext,
  written: Map<number, Applied>,
  mailboxes: readonly {
    readonly index: number;
    readonly id: string;
    readonly mailbox: Pick<MailboxInDetail, 'HiddenFromAddressListsEnabled'> | null;
    readonly after: MadeValue;
  }[],
): Promise<void> =>
  writeTo(
    ctx,
    written,
    mailboxes.filter(({ mailbox, after }) => after.hidden === true && mailbox?.HiddenFromAddressListsEnabled !== true),
    (some) => exchange.hideMailboxes(some.map(({ id }) => id)),
  );

const kinds: Readonly<Record<string, NewMailbox['kind']>> = {
  SharedMailbox: 'Shared',
  RoomMailbox: 'Room',
  EquipmentMailbox: 'Equipment',
};

const newMailbox = ({ object, after }: ObjectChange): NewMailbox => {
  const { recipientTypeDetails = '', displayName, primarySmtpAddress = '' } = after;
  return {
    kind: kinds[recipientTypeDetails] ?? 'Shared',
    name: ownName(primarySmtpAddress, object.id),
    displayName: displayName || primarySmtpAddress,
    alias: after.alias ?? aliasOf(primarySmtpAddress),
    primarySmtpAddress,
  };
};
