/** Guide 25–28: which mailboxes have no address on the initial domain, and which they get. */
import type { StepContext } from '../../contract/context.js';
import type { Mailbox } from '../../systems/exchange/types.js';
import { operatorsAmong, type Operator } from '../users/operators.js';
import { addressHolders, objectIdOf, type Everyone } from './address-holders.js';
import { assignLocalParts, type Assigned } from './local-part-collisions.js';
import { mailboxRef } from './mailbox-ref.js';
import { primaryAddress } from './moving-addresses.js';
import { domainOf, smtpAddresses } from './proxy-address.js';
import type { Renamed } from './renamed.js';

export interface NewRoutingAddresses {
  /** Those that have none, and are nobody's who works on the night. */
  readonly wanting: readonly Mailbox[];
  readonly ofOperators: readonly (readonly [Mailbox, Operator])[];
  /** Null: it has no primary address to take the name from. */
  addressOf(mailbox: Mailbox): string | null;
  readonly renamed: readonly Renamed[];
}

export function newRoutingAddresses(
  mailboxes: readonly Mailbox[],
  everyone: Everyone,
  ctx: Pick<StepContext, 'migration' | 'roster' | 'protectedAccounts'>,
): NewRoutingAddresses {
  const initialDomain = ctx.migration.initialDomain.source;
  const operators = operatorsAmong(everyone.users, 'source', ctx);
  const without = mailboxes.filter((mailbox) => addressesOn(mailbox, initialDomain).length === 0);
  const wanting = without.filter((mailbox) => !operators.has(objectIdOf(mailbox)));
  const locals = assignLocalParts({
    kind: 'address',
    claimants: wanting.map((mailbox) => ({ id: objectIdOf(mailbox), address: primaryOf(mailbox) })),
    holders: addressHolders(everyone),
    targetDomain: initialDomain,
    movingDomains: ctx.migration.movingDomains,
  });
  const at = ({ local }: Assigned): string => `${local}@${initialDomain}`;
  return {
    wanting,
    ofOperators: without.flatMap((mailbox) => {
      const operator = operators.get(objectIdOf(mailbox));
      return operator === undefined ? [] : [[mailbox, operator] as const];
    }),
    addressOf(mailbox) {
      const assigned = locals.get(objectIdOf(mailbox));
      return assigned === undefined ? null : at(assigned);
    },
    renamed: wanting.flatMap((mailbox): readonly Renamed[] => {
      const assigned = locals.get(objectIdOf(mailbox));
      if (assigned === undefined || assigned.renamed === null) return [];
      return [{ object: mailboxRef(mailbox), from: primaryOf(mailbox), to: at(assigned), why: assigned.renamed }];
    }),
  };
}

export const addressesOn = (mailbox: Mailbox, domain: string): readonly string[] =>
  smtpAddresses(mailbox.EmailAddresses).filter((address) => domainOf(address) === domain.toLowerCase());

export const primaryOf = (mailbox: Mailbox): string =>
  primaryAddress(mailbox.EmailAddresses) ?? mailbox.PrimarySmtpAddress ?? '';
