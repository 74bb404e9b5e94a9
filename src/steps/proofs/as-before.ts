/** What the ledger of the steps that are undone recorded of the source before the night, and how what is there now differs from it. */
import type { StepContext } from '../../contract/context.js';
import type { Finding, ObjectRef } from '../../contract/finding.js';
import type { ExchangeRecipient } from '../../systems/exchange/types.js';
import type { GraphUser } from '../../systems/graph/types.js';
import { objectIdOf } from '../addresses/address-holders.js';
import { sameAddresses } from '../addresses/proxy-address.js';
import { takenOff, type Holders } from '../addresses/taken-from-source.js';
import { addressesIn } from '../addresses/whole-list.js';
import type { UpnValue } from '../users/upn-value.js';

interface Before<Value> {
  readonly object: ObjectRef;
  readonly was: Value;
}

/** A row of the evidence. */
export interface Difference {
  readonly kind: string;
  readonly objectId: string;
  readonly name: string;
  readonly what: 'signInName' | 'addresses' | 'gone';
  readonly before: string;
  readonly now: string;
}

export interface Judged {
  readonly findings: readonly Finding[];
  readonly differences: readonly Difference[];
}

/** Of each object what the earliest of the undone steps saw. */
export async function listsBefore(
  ctx: Pick<StepContext, 'takenBack'>,
  of: Holders,
): Promise<readonly Before<readonly string[]>[]> {
  const first = new Map<string, Before<readonly string[]>>();
  for (const step of takenOff[of]) {
    for (const { change, observedBefore } of await ctx.takenBack(step)) {
      const { object } = change;
      const was = addressesIn(observedBefore);
      if (was.length > 0 && !first.has(object.id)) first.set(object.id, { object, was });
    }
  }
  return [...first.values()];
}

export async function namesBefore(ctx: Pick<StepContext, 'takenBack'>): Promise<readonly Before<string>[]> {
  return (await ctx.takenBack('upn-to-initial-domain')).map(({ change, observedBefore }) => ({
    object: change.object,
    was: (observedBefore as UpnValue).userPrincipalName,
  }));
}

export function judgeNames(before: readonly Before<string>[], users: readonly GraphUser[]): Judged {
  const present = new Map(users.map((user) => [user.id, user.userPrincipalName]));
  return judged(
    before.map(({ object, was }) => {
      const now = present.get(object.id);
      if (now === undefined) return gone(object, was);
      if (now === was) return null;
      const finding = fail('sign-in-name-not-as-before', object, { wanted: was, present: now });
      return { finding, difference: differenceOf(object, 'signInName', was, now) };
    }),
    { code: 'sign-in-names-as-before', facts: { count: before.length } },
  );
}

export function judgeLists(
  of: Holders,
  before: readonly Before<readonly string[]>[],
  recipients: readonly ExchangeRecipient[],
): Judged {
  const present = new Map(recipients.map((one) => [objectIdOf(one), one.EmailAddresses]));
  return judged(
    before.map(({ object, was }) => {
      const now = present.get(object.id);
      if (now === undefined) return gone(object, was.join(' '));
      if (sameAddresses(now, was)) return null;
      const facts = { missing: few(beyond(was, now)), more: few(beyond(now, was)) };
      const finding = fail('addresses-differ-from-before', object, facts);
      return { finding, difference: differenceOf(object, 'addresses', was.join(' '), now.join(' ')) };
    }),
    { code: 'source-addresses-as-before', facts: { of, count: before.length } },
  );
}

type One = { readonly finding: Finding; readonly difference: Difference };

function judged(each: readonly (One | null)[], passed: Pick<Finding, 'code' | 'facts'>): Judged {
  const open = each.filter((one) => one !== null);
  if (open.length === 0)
    return { findings: each.length === 0 ? [] : [{ status: 'passed', ...passed }], differences: [] };
  return { findings: open.map(({ finding }) => finding), differences: open.map(({ difference }) => difference) };
}

const gone = (object: ObjectRef, was: string): One => ({
  finding: fail('address-holder-gone', object),
  difference: differenceOf(object, 'gone', was, ''),
});

const fail = (code: Finding['code'], object: ObjectRef, facts: Finding['facts'] = {}): Finding => ({
  status: 'failed',
  code,
  facts: { name: object.label, ...facts },
  object,
});

const differenceOf = (
  { kind, id, label }: ObjectRef,
  what: Difference['what'],
  before: string,
  now: string,
): Difference => ({ kind, objectId: id, name: label, what, before, now });

const beyond = (these: readonly string[], those: readonly string[]): readonly string[] => {
  const known = new Set(those);
  return these.filter((one) => !known.has(one));
};

const mostNames = 3;
const few = (names: readonly string[]): string =>
  names.length === 0 ? '–' : `${names.slice(0, mostNames).join(', ')}${names.length > mostNames ? ' …' : ''}`;
