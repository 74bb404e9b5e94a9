/**
 * What people and administrators have arranged in their mailboxes over the years: few things, each of which somebody trips over. Drawn from
 * streams of its own, so that who works in the company does not depend on it.
 */
import { cast } from '../../cast.js';
import type { Recipient } from '../entities.js';
import { seededStream } from '../seeded.js';
import { calendarRight, fullAccess, inside, outside, rule } from './arrangements.js';
import { delegations } from './delegations.js';
import { forwardingRules } from './forwarding-rules.js';
import { groupHabits, owners } from './group-habits.js';
import { languages } from './languages.js';
import { destinationMailFlow, sourceMailFlow } from './mail-flow.js';
import { sizesAndHolds } from './sizes-and-holds.js';
import type { TenantBuilder } from './tenant-builder.js';

/** Whom a habit may be given to, and how one is chosen; each of these answers with fewer when there are not enough. */
export interface Staff {
  /** With a mailbox, in a department: nobody whose name is a case of its own. */
  readonly people: readonly Recipient[];
  readonly shared: readonly Recipient[];
  readonly rooms: readonly Recipient[];
  readonly groups: readonly Recipient[];
  /** So many different ones, never the same again. */
  take(from: readonly Recipient[], count: number): readonly Recipient[];
}

export interface MovingDomains {
  readonly first: string;
  readonly second: string;
}

export function sourceHabits(builder: TenantBuilder, seed: number, mailboxes: number, on: MovingDomains): void {
  const each = 1 + Math.floor(mailboxes / 200);
  languages(builder, seededStream(seed + 4001));
  delegations(builder, staffOf(builder, seed + 4002), Math.max(2, Math.round(mailboxes / 40)));
  forwardingRules(builder, staffOf(builder, seed + 4003), each, on);
  sizesAndHolds(builder, staffOf(builder, seed + 4004), each);
  sourceMailFlow(builder, on);
  groupHabits(builder, staffOf(builder, seed + 4006), mailboxes);
}

export function destinationHabits(builder: TenantBuilder, seed: number, on: MovingDomains): void {
  const [first, second, third] = staffOf(builder, seed + 4005).take(staffOf(builder, 0).people, 3);
  const info = builder.recipients.find(({ DisplayName }) => DisplayName === 'Contoso info');
  if (first !== undefined && info !== undefined)
    builder.detail(first, { inboxRules: [rule(builder, first, 0, 'To Contoso', { ForwardTo: [inside(info)] })] });
  if (second !== undefined)
    builder.detail(second, {
      inboxRules: [rule(builder, second, 0, 'Retail', { RedirectTo: [outside(`sales@${on.second}`)] })],
    });
  if (second !== undefined && third !== undefined)
    builder.detail(third, {
      rights: [fullAccess(second.ExternalDirectoryObjectId)],
      folderRights: [calendarRight(second.ExternalDirectoryObjectId, ['Reviewer'])],
    });
  destinationMailFlow(builder, on);
  owners(builder);
  builder.licensing('licensed-staff', 'Licensed staff');
}

export function staffOf(builder: TenantBuilder, seed: number): Staff {
  const random = seededStream(seed);
  const inDepartment = new Set(builder.users.filter(({ department }) => department !== null).map(({ id }) => id));
  const ofCast = new Set(cast.flatMap(({ home, hostObjectId }) => [home.objectId, hostObjectId]));
  const live = builder.recipients.filter(({ WhenSoftDeleted }) => WhenSoftDeleted === null);
  const kind = (pattern: RegExp): readonly Recipient[] =>
    live.filter(({ RecipientTypeDetails }) => pattern.test(RecipientTypeDetails));
  const users = kind(/^UserMailbox$/).filter((one) => !ofCast.has(one.ExternalDirectoryObjectId) && !one.IsDirSynced);
  const departmental = users.filter((one) => inDepartment.has(one.ExternalDirectoryObjectId));
  const taken = new Set<string>();
  return {
    people: departmental.length > 0 ? departmental : users,
    shared: kind(/^SharedMailbox$/),
    rooms: kind(/^RoomMailbox$/),
    groups: kind(/^MailUniversalSecurityGroup$/),
    take(from, count) {
      const left = from.filter(({ Guid }) => !taken.has(Guid));
      const chosen: Recipient[] = [];
      while (chosen.length < count && left.length > 0)
        chosen.push(...left.splice(Math.floor(random() * left.length), 1));
      for (const { Guid } of chosen) taken.add(Guid);
      return chosen;
    },
  };
}
