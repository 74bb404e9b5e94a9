/**
 * What people carry out at the portals, and which role of the directory it takes there: of a line any one is enough, least privileged first.
 * https://learn.microsoft.com/entra/identity/role-based-access-control/delegate-by-task
 */
import type { Side } from '../../contract/step.js';

export interface ByHand {
  readonly step: string;
  readonly side: Side | 'both';
  readonly anyOf: readonly [string, ...string[]];
}

const global = 'Global Administrator';
const exchange = ['Exchange Administrator', global] as const;
const users = ['User Administrator', global] as const;

export const byHand: readonly ByHand[] = [
  // Whatever the app lacks, somebody has to grant: to permissions of Microsoft Graph only these two consent.
  { step: 'source-admin-rights', side: 'both', anyOf: ['Privileged Role Administrator', global] },
  // Permissions of Exchange are consented to by these as well.
  {
    step: 'mover-consent',
    side: 'both',
    anyOf: ['Cloud Application Administrator', 'Application Administrator', global],
  },
  { step: 'im-federation', side: 'both', anyOf: ['Teams Administrator', global] },
  { step: 'directory-sync-off', side: 'source', anyOf: ['Hybrid Identity Administrator', global] },
  { step: 'federated-to-managed', side: 'source', anyOf: ['Hybrid Identity Administrator', global] },
  { step: 'sip-licences-removed', side: 'source', anyOf: ['License Administrator', ...users] },
  { step: 'mail-flow-destination', side: 'destination', anyOf: exchange },
  { step: 'forwarding-removed-destination', side: 'destination', anyOf: exchange },
  { step: 'contacts-removed-destination', side: 'destination', anyOf: exchange },
  { step: 'address-holders-cleared', side: 'destination', anyOf: exchange },
  { step: 'user-aliases-destination', side: 'destination', anyOf: exchange },
  { step: 'group-aliases-destination', side: 'destination', anyOf: exchange },
  { step: 'primary-address-users', side: 'destination', anyOf: exchange },
  { step: 'primary-address-groups', side: 'destination', anyOf: exchange },
  { step: 'shared-mailbox-names', side: 'destination', anyOf: exchange },
  {
    step: 'mover-consent-removed',
    side: 'both',
    anyOf: ['Cloud Application Administrator', 'Application Administrator', global],
  },
];

export const adminOf = { source: 'source-admin', destination: 'destination-admin' } as const;

/** By the role that is least, who has to hold one of these and for which steps. */
export function neededByHand(
  side: Side,
): readonly { readonly anyOf: ByHand['anyOf']; readonly steps: readonly string[] }[] {
  const found = new Map<string, { anyOf: ByHand['anyOf']; steps: string[] }>();
  for (const { step, anyOf } of byHand.filter((one) => one.side === side || one.side === 'both')) {
    const known = found.get(anyOf[0]);
    if (known === undefined) found.set(anyOf[0], { anyOf, steps: [step] });
    else known.steps.push(step);
  }
  return [...found.values()];
}
