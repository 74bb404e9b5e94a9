/** Every way in which mail of a mailbox goes on to somewhere else, and whether it still does after the move. */
import type { MailFlowObject } from '../../systems/exchange/mail-flow.js';
import type { MailboxInDetail } from '../../systems/exchange/types.js';
import { textsOf } from '../../systems/exchange/values.js';
import { domainOf } from '../addresses/proxy-address.js';
import type { KnownPeople, WrittenAs } from './known-people.js';
import type { SettingsRead } from './settings-read.js';

/**
 * moves, stays: somebody of the tenant · outside: an address in no domain of the tenant · several: two share the name · nobody: nothing in
 * the tenant has the name
 */
export type Where = 'moves' | 'stays' | 'outside' | 'several' | 'nobody';

export interface ForwardRow {
  /** Of the mailbox; of a transport rule its own. */
  readonly id: string;
  readonly name: string;
  /** Whether whoever forwards moves; null: a rule of the whole tenant. */
  readonly moves: boolean | null;
  readonly how: 'address' | 'smtp' | 'rule' | 'transport';
  readonly rule: string | null;
  readonly to: string;
  readonly where: Where;
  /** The mailbox keeps a copy; null where it is not said. */
  readonly copy: boolean | null;
  /** Off, or passed over: where both forwards are set, Exchange takes the recipient and not the address. */
  readonly inForce: boolean;
}

export interface Target {
  readonly to: string;
  readonly where: Where;
}

/** An address, `"Ivan" [EX:/o=…]` or `"Ivan" [SMTP:ivan@elsewhere.example]` as rules show it, or a recipient's name. */
export function targetOf(
  written: string,
  known: KnownPeople,
  ownDomains: ReadonlySet<string>,
  as: WrittenAs = 'any',
): Target {
  const [, shown = '', type = '', value = ''] = /^\s*"?(.*?)"?\s*\[([A-Za-z]+):(.*)\]\s*$/.exec(written) ?? [];
  const address = type === '' ? written.replace(/^smtp:/i, '') : value;
  const names = type.toUpperCase() === 'EX' ? [value, shown] : [address];
  const meant = names.map((name) => known.meant(name, as)).find(({ found }) => found !== 'nobody');
  if (meant?.found === 'one') {
    // A contact stands for an address elsewhere, and a guest reads mail there.
    const outside = meant.who.kind === 'contact' || meant.who.kind === 'guest' || meant.who.kind === 'mailUser';
    const where = meant.who.moves ? 'moves' : outside ? 'outside' : 'stays';
    return { to: meant.who.label, where };
  }
  if (meant?.found === 'several') return { to: shown || address, where: 'several' };
  const domain = domainOf(address);
  const to = type.toUpperCase() === 'EX' ? shown || value : address;
  return { to, where: domain !== null && !ownDomains.has(domain) ? 'outside' : 'nobody' };
}

export function forwardsOf(
  mailbox: MailboxInDetail,
  read: Pick<SettingsRead, 'id' | 'name' | 'rules'>,
  moves: boolean,
  target: (written: string, as?: WrittenAs) => Target,
): readonly ForwardRow[] {
  const { ForwardingAddress: named, ForwardingSmtpAddress: smtp } = mailbox;
  const own = { id: read.id, name: read.name, moves };
  const copy = mailbox.DeliverToMailboxAndForward === true;
  const set = [
    ...(named ? [{ how: 'address' as const, written: named, inForce: true }] : []),
    ...(smtp ? [{ how: 'smtp' as const, written: smtp, inForce: !named }] : []),
  ];
  return [
    ...set.map(({ how, written, inForce }) => ({ ...own, how, rule: null, ...target(written, 'name'), copy, inForce })),
    ...read.rules.flatMap(({ name, enabled, how, to }) =>
      to.map((written): ForwardRow => ({
        ...own,
        how: 'rule',
        rule: name,
        ...target(written),
        copy: how !== 'redirect',
        inForce: enabled,
      })),
    ),
  ];
}

/** Actions of a transport rule that send a message to somebody it was not written to. */
const redirecting = ['RedirectMessageTo', 'BlindCopyTo', 'CopyTo', 'AddToRecipients'] as const;

export const transportForwards = (
  rules: readonly MailFlowObject[],
  target: (written: string) => Target,
): readonly ForwardRow[] =>
  rules.flatMap(({ id, name, enabled, properties }) =>
    redirecting.flatMap((action) =>
      textsOf(properties[action]).map((written): ForwardRow => ({
        id,
        name,
        moves: null,
        how: 'transport',
        rule: action,
        ...target(written),
        copy: action !== 'RedirectMessageTo',
        inForce: enabled,
      })),
    ),
  );
