/** The rights of the source as they would be at the destination: both people through the mapping, and by name who has nobody there. */
import type { Remark } from '../../contract/finding.js';
import type { ExchangeRecipient } from '../../systems/exchange/types.js';
import { objectIdOf } from '../addresses/address-holders.js';
import { smtpAddresses } from '../addresses/proxy-address.js';
import { hasMailbox } from '../users/mapping/objects.js';
import type { MappedRow } from '../users/mapping/row.js';
import type { RightKind, SourceRight } from './source-right.js';

export interface WantedRight {
  readonly mailbox: ExchangeRecipient;
  readonly trustee: ExchangeRecipient;
  readonly right: RightKind;
  /** Of a folder that every mailbox has: by its type it is found whatever it is called there. */
  readonly folderType: string | null;
  readonly rights: readonly string[];
  readonly flags: readonly string[];
}

export interface Wanted {
  readonly wanted: readonly WantedRight[];
  readonly leftOut: readonly Remark[];
}

/** A mailbox has each of them from the start; a folder that people made comes with the mail. */
const everyMailboxHas: ReadonlySet<string> = new Set(['Root', 'Inbox', 'Calendar', 'Contacts', 'Tasks', 'Notes']);
/** Whoever can stand in an access list: https://learn.microsoft.com/powershell/module/exchange/add-mailboxpermission#-user */
const securityGroup = 'MailUniversalSecurityGroup';

export const isGroup = ({ RecipientTypeDetails }: ExchangeRecipient): boolean => RecipientTypeDetails === securityGroup;

export function throughMapping(
  rights: readonly SourceRight[],
  mapping: readonly MappedRow[],
  destination: readonly ExchangeRecipient[],
): Wanted {
  const targetOf = targetsOf(mapping, destination);
  const rowOf = new Map(mapping.map((row) => [row.sourceId, row]));
  const wanted = new Map<string, WantedRight>();
  const leftOut: Remark[] = [];
  let everybody = 0;
  for (const one of rights) {
    const row = rowOf.get(one.mailboxId);
    // Only mailboxes that move have somebody who misses a right.
    if (row === undefined || row.wave === null || !hasMailbox(row.kind)) continue;
    if (one.trusteeId === null && one.trustee === 'everybody') {
      everybody += 1;
      continue;
    }
    const facts = { name: one.mailbox, trustee: one.trustee, right: one.right, folder: one.folder ?? '' };
    const left = (code: Remark['code'], more: Remark['facts'] = {}): void =>
      void leftOut.push({ code, facts: { ...facts, ...more } });
    if (one.denied) left('delegate-denied');
    else if (one.trusteeId === null) left('delegate-unknown', { why: whyUnknown(one) });
    else if (one.right === 'fullAccess' && !one.rights.includes('FullAccess'))
      left('delegate-other-right', { rights: one.rights.join(', ') });
    else if (one.right === 'folder' && !everyMailboxHas.has(one.folderType ?? '')) left('delegate-own-folder');
    else {
      const mailbox = targetOf(one.mailboxId);
      const trustee = targetOf(one.trusteeId);
      if (mailbox === null) left('delegate-mailbox-not-there', { target: row.target });
      else if (trustee === null) left('delegate-without-target');
      else if (!canHold(trustee, one.right)) left('delegate-not-a-principal', { kind: trustee.RecipientTypeDetails });
      else if (objectIdOf(mailbox) !== objectIdOf(trustee)) {
        const right: WantedRight = {
          mailbox,
          trustee,
          right: one.right,
          folderType: one.right === 'folder' ? one.folderType : null,
          rights: one.right === 'folder' ? one.rights : [one.right],
          flags: one.flags,
        };
        // Two of the source may have become one.
        const key = [objectIdOf(mailbox), objectIdOf(trustee), right.right, right.folderType].join(' ');
        if (!isNothing(right) && !wanted.has(key)) wanted.set(key, right);
      }
    }
  }
  return {
    wanted: [...wanted.values()],
    leftOut: [
      ...(everybody === 0 ? [] : [{ code: 'delegates-of-everybody', facts: { count: everybody } } as const]),
      ...leftOut,
    ],
  };
}

const isNothing = ({ rights }: WantedRight): boolean => rights.every((one) => one === 'None');

const whyUnknown = ({ trustee }: SourceRight): string =>
  trustee === 'several' || trustee === 'nobody' ? trustee : 'outside';

/** Send on behalf names people by a name that only mailboxes are asked for here. */
const canHold = (trustee: ExchangeRecipient, right: RightKind): boolean =>
  hasMailbox(trustee.RecipientTypeDetails) || (isGroup(trustee) && right !== 'onBehalf');

function targetsOf(mapping: readonly MappedRow[], destination: readonly ExchangeRecipient[]) {
  const byId = new Map(destination.map((one) => [objectIdOf(one), one]));
  const byAddress = new Map(
    destination.flatMap((one) =>
      smtpAddresses(one.EmailAddresses).map((address) => [address.toLowerCase(), one] as const),
    ),
  );
  const targets = new Map(
    mapping.flatMap(({ sourceId, action, target, targetId }) => {
      if (action === 'leave') return [];
      // A contact or guest of theirs stands there until the night: whoever takes its place is known by the address.
      const found = (action === 'same' ? byId.get(targetId ?? '') : undefined) ?? byAddress.get(target.toLowerCase());
      return found === undefined ? [] : [[sourceId, found] as const];
    }),
  );
  return (sourceId: string): ExchangeRecipient | null => targets.get(sourceId) ?? null;
}
