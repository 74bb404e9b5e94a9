/**
 * Whether what was taken off the source stands at the destination: with the object that the mapping names. Where nobody has said who corresponds
 * to whom it is judged by what is certain without that: each address is held by one mailbox or group, and addresses that stood on one object stand
 * on one again.
 */
import type { Finding, ObjectRef } from '../../contract/finding.js';
import { groupKindOf } from '../../systems/exchange/groups.js';
import { mailboxKinds, type ExchangeRecipient } from '../../systems/exchange/types.js';
import { mostTelling } from '../most-telling.js';
import { objectIdOf } from './address-holders.js';
import { movingAddresses, primaryAddress } from './moving-addresses.js';
import { parseProxyAddress, sameAddress, smtpAddresses } from './proxy-address.js';
import { isNamed, type OwedList } from './owed.js';
import type { Holders } from './taken-from-source.js';

export type HolderKind = 'mailbox' | 'group' | 'contact' | 'guest' | 'mailUser' | 'publicFolder' | 'other';

const otherKinds: Readonly<Record<string, HolderKind>> = {
  MailContact: 'contact',
  GuestMailUser: 'guest',
  MailUser: 'mailUser',
  PublicFolder: 'publicFolder',
};

export const holderKindOf = (recipient: Pick<ExchangeRecipient, 'RecipientTypeDetails'>): HolderKind => {
  const { RecipientTypeDetails } = recipient;
  if (mailboxKinds.has(RecipientTypeDetails)) return 'mailbox';
  return groupKindOf(recipient) !== null ? 'group' : (otherKinds[RecipientTypeDetails] ?? 'other');
};

/** A list may have become a shared mailbox, and the other way round: that is for whoever maps to decide. */
export const receives = (recipient: ExchangeRecipient): boolean =>
  holderKindOf(recipient) === 'mailbox' || holderKindOf(recipient) === 'group';

export const holderRef = (recipient: ExchangeRecipient): ObjectRef => ({
  kind: holderKindOf(recipient),
  id: objectIdOf(recipient),
  label: recipient.DisplayName || recipient.PrimarySmtpAddress || recipient.Guid,
});

export interface Held {
  readonly of: Holders;
  readonly owed: readonly OwedList[];
  /** All recipients of the destination that hold an address on a moving domain; more do not matter. */
  readonly recipients: readonly ExchangeRecipient[];
}

/** By the address, in lower case. */
export function holdersOf(recipients: readonly ExchangeRecipient[]): ReadonlyMap<string, readonly ExchangeRecipient[]> {
  const holders = new Map<string, ExchangeRecipient[]>();
  for (const recipient of recipients) {
    for (const address of smtpAddresses(recipient.EmailAddresses)) {
      const key = address.toLowerCase();
      const known = holders.get(key);
      if (known === undefined) holders.set(key, [recipient]);
      else if (!known.includes(recipient)) known.push(recipient);
    }
  }
  return holders;
}

export function heldFindings({ of, owed, recipients }: Held): readonly Finding[] {
  const holders = holdersOf(recipients);
  const findings = owed.flatMap((list) => openOf(list, holders));
  if (findings.length > 0) return mostTelling(findings);
  const addresses = owed.reduce((sum, list) => sum + list.addresses.length, 0);
  const facts = { of, count: owed.length, addresses, recipients: recipients.length };
  return [{ status: 'passed', code: 'destination-addresses-held', facts }];
}

function openOf(list: OwedList, holders: ReadonlyMap<string, readonly ExchangeRecipient[]>): readonly Finding[] {
  const { addresses, to } = list;
  const heldBy = (address: string): readonly ExchangeRecipient[] => holders.get(address.toLowerCase()) ?? [];
  const missing = addresses.filter((address) => heldBy(address).length === 0);
  const inTheWay = addresses.flatMap((address) =>
    heldBy(address)
      .filter((holder) => !receives(holder))
      .map((holder) => ({ address, holder })),
  );
  const on = [...new Set(addresses.flatMap((address) => heldBy(address).filter(receives)))];
  return [
    ...(missing.length === 0 ? [] : [missingOf(list, missing)]),
    ...inTheWay.map(({ address, holder }) => heldByOther(address, holder)),
    ...(to === null ? apartOf(list, on) : elsewhereOf(list, to, heldBy)),
  ];
}

const missingOf = ({ object, to }: OwedList, missing: readonly string[]): Finding => {
  const facts = { count: missing.length, addresses: few(missing) };
  return to === null
    ? fail('destination-address-missing', object, facts)
    : fail('destination-address-owed', object, { ...facts, to: to.target });
};

/** Nobody has said on which object they belong, but on one. */
const apartOf = ({ object }: OwedList, on: readonly ExchangeRecipient[]): readonly Finding[] =>
  on.length <= 1
    ? []
    : [
        fail('destination-addresses-apart', object, {
          count: on.length,
          holders: few(on.map((one) => holderRef(one).label)),
        }),
      ];

/** With somebody who can receive for them, and whom the mapping does not mean. */
function elsewhereOf(
  { object, addresses }: OwedList,
  to: NonNullable<OwedList['to']>,
  heldBy: (address: string) => readonly ExchangeRecipient[],
): readonly Finding[] {
  const others = (address: string): readonly ExchangeRecipient[] =>
    heldBy(address).filter((one) => receives(one) && !isNamed(to, one));
  const astray = addresses.filter((address) => others(address).length > 0);
  if (astray.length === 0) return [];
  const holders = [...new Set(astray.flatMap(others))].map((one) => holderRef(one).label);
  const facts = { count: astray.length, addresses: few(astray), holders: few(holders), to: to.target };
  return [fail('destination-address-elsewhere', object, facts)];
}

/** Whoever cannot receive for the address keeps it from whoever shall. */
export const heldByOther = (address: string, holder: ExchangeRecipient): Finding => ({
  status: 'failed',
  code: 'destination-address-held-by-other',
  facts: { address, holder: holderRef(holder).label, kind: holderKindOf(holder) },
  object: holderRef(holder),
});

/** Going back: what must be off before the domain can leave, read from whoever receives; `leftOut` are people's own to settle. */
export function goneFindings(
  of: Holders,
  recipients: readonly ExchangeRecipient[],
  movingDomains: readonly string[],
  leftOut: ReadonlySet<string>,
): readonly Finding[] {
  const kind: HolderKind = of === 'mailboxes' ? 'mailbox' : 'group';
  const findings = recipients.flatMap((recipient): Finding[] => {
    if (holderKindOf(recipient) !== kind || leftOut.has(objectIdOf(recipient))) return [];
    const [first, ...more] = movingAddresses(recipient.EmailAddresses, movingDomains);
    if (first === undefined) return [];
    const object = holderRef(recipient);
    const address = few([first, ...more].map((text) => parseProxyAddress(text).value));
    return [
      { status: 'failed', code: 'address-still-on-moving-domain', facts: { name: object.label, address }, object },
    ];
  });
  return findings.length > 0
    ? mostTelling(findings)
    : [{ status: 'passed', code: 'destination-addresses-gone', facts: { of, domains: movingDomains.join(', ') } }];
}

export function primaryFindings({ of, owed, recipients }: Held): readonly Finding[] {
  const holders = holdersOf(recipients);
  const withPrimary = owed.filter(({ primary }) => primary !== null);
  const wantedOf = new Map<ExchangeRecipient, { readonly object: ObjectRef; readonly primaries: string[] }>();
  const findings: Finding[] = [];
  for (const list of withPrimary) {
    const { primary, to } = list;
    const address = primary ?? '';
    const there = (holders.get(address.toLowerCase()) ?? []).filter(receives);
    const holder = to === null ? there[0] : there.find((one) => isNamed(to, one));
    if (holder === undefined) {
      const astray = to === null ? [] : elsewhereOf({ ...list, addresses: [address] }, to, () => there);
      findings.push(...(astray.length > 0 ? astray : [missingOf(list, [address])]));
      continue;
    }
    const known = wantedOf.get(holder);
    if (known === undefined) wantedOf.set(holder, { object: holderRef(holder), primaries: [address] });
    else known.primaries.push(address);
  }
  for (const [holder, { object, primaries }] of wantedOf) {
    const present = primaryAddress(holder.EmailAddresses) ?? '';
    // Two that became one keep one of their two addresses in front.
    if (primaries.some((address) => sameAddress(address, present))) continue;
    findings.push(fail('destination-primary-differs', object, { present, wanted: few(primaries) }));
  }
  if (findings.length > 0) return mostTelling(findings);
  const facts = { of, count: wantedOf.size };
  return [{ status: 'passed', code: 'destination-primaries-set', facts }];
}

/** Going back: mail must leave under the former address again, before the aliases go. */
export function primariesBackFindings(
  of: Holders,
  recipients: readonly ExchangeRecipient[],
  movingDomains: readonly string[],
  leftOut: ReadonlySet<string>,
): readonly Finding[] {
  const kind: HolderKind = of === 'mailboxes' ? 'mailbox' : 'group';
  const findings = recipients.flatMap((recipient): Finding[] => {
    if (holderKindOf(recipient) !== kind || leftOut.has(objectIdOf(recipient))) return [];
    const primary = primaryAddress(recipient.EmailAddresses);
    if (primary === null || movingAddresses([`SMTP:${primary}`], movingDomains).length === 0) return [];
    return [fail('destination-primary-stays', holderRef(recipient), { present: primary })];
  });
  return findings.length > 0
    ? mostTelling(findings)
    : [{ status: 'passed', code: 'destination-primaries-back', facts: { of, domains: movingDomains.join(', ') } }];
}

const fail = (code: Finding['code'], object: ObjectRef, facts: Finding['facts']): Finding => ({
  status: 'failed',
  code,
  facts: { name: object.label, ...facts },
  object,
});

const mostNames = 3;
const few = (names: readonly string[]): string =>
  names.length > mostNames ? `${names.slice(0, mostNames).join(', ')} …` : names.join(', ');
