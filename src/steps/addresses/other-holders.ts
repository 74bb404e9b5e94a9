/**
 * Who at the destination holds a moving address and cannot receive for it: mail users, guests of the source company, public folders, accounts
 * without a mailbox. Contacts are told apart: they have a step of their own.
 */
import type { StepContext } from '../../contract/context.js';
import type { Systems } from '../systems.js';
import { operatorsAmong } from '../users/operators.js';
import { objectIdOf } from './address-holders.js';
import { holderKindOf, holderRef, receives, type HolderKind } from './held-at-destination.js';
import { movingAddresses } from './moving-addresses.js';
import { parseProxyAddress } from './proxy-address.js';

/** A `type`: it is kept as JSON. */
export type OtherHolder = {
  readonly id: string;
  readonly name: string;
  readonly kind: HolderKind;
  /** Plain, on the moving domains. */
  readonly addresses: readonly string[];
  /** On the roster or protected: settled with that person, never cleared in bulk. */
  readonly isOperator: boolean;
};

export async function otherHolders({ destination }: Systems, ctx: StepContext): Promise<readonly OtherHolder[]> {
  const { graph, exchange } = destination;
  const { movingDomains } = ctx.migration;
  const [users, recipients, folders] = await Promise.all([
    graph.users(),
    exchange.recipientsOn(movingDomains),
    exchange.mailPublicFolders(),
  ]);
  const operators = operatorsAmong(users, 'destination', ctx);
  const known = new Set(recipients.map(objectIdOf));
  const plain = (addresses: readonly string[]): readonly string[] => plainMoving(addresses, movingDomains);
  const inExchange = [...new Map([...recipients, ...folders].map((one) => [one.Guid, one])).values()]
    .filter((one) => !receives(one))
    .map((one) => {
      const { id, label } = holderRef(one);
      return { id, name: label, kind: holderKindOf(one), addresses: plain(one.EmailAddresses) };
    });
  // The directory hears from Exchange, and an account without a mailbox stands there alone.
  const inDirectory = users
    .filter(({ id, assignedLicenses }) => !known.has(id) && assignedLicenses.length === 0)
    .map(({ id, displayName, userPrincipalName, proxyAddresses }) => ({
      id,
      name: displayName || userPrincipalName,
      kind: 'other' as const,
      addresses: plain(proxyAddresses),
    }));
  return [...inExchange, ...inDirectory]
    .filter(({ addresses }) => addresses.length > 0)
    .map((holder) => ({ ...holder, isOperator: operators.has(holder.id) }));
}

export const plainMoving = (addresses: readonly string[], movingDomains: readonly string[]): readonly string[] =>
  movingAddresses(addresses, movingDomains).map((text) => parseProxyAddress(text).value);
