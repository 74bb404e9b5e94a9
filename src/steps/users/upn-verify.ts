import type { FindingCode } from '../../contract/finding-codes.js';
import type { StepContext } from '../../contract/context.js';
import type { Finding } from '../../contract/finding.js';
import { objectIdOf } from '../addresses/address-holders.js';
import { sameAddress, sameAddresses } from '../addresses/proxy-address.js';
import { mostTelling } from '../most-telling.js';
import type { TenantClients } from '../systems.js';
import { addressesToRestore, type UpnChange } from './upn-value.js';
import { isOnMovingDomain, upnScope, userRef } from './upn-scope.js';

/** The tenant as a whole, in complete lists: every name as planned, nobody in scope left over, Exchange has followed. */
export async function verifyNames(
  { graph, exchange }: TenantClients,
  ctx: StepContext,
  changes: readonly UpnChange[],
): Promise<readonly Finding[]> {
  const [users, mailboxes] = await Promise.all([graph.users(), exchange.mailboxes()]);
  const userOf = new Map(users.map((user) => [user.id, user]));
  const mailboxOf = new Map(mailboxes.map((mailbox) => [objectIdOf(mailbox), mailbox]));
  const failed: Finding[] = [];
  const fail = (code: FindingCode, change: UpnChange, facts: Finding['facts']): unknown =>
    failed.push({ status: 'failed', code, facts: { name: change.object.label, ...facts }, object: change.object });

  for (const change of changes) {
    const { userPrincipalName } = change.after;
    const user = userOf.get(change.object.id);
    const mailbox = mailboxOf.get(change.object.id);
    const addresses = addressesToRestore(change);
    if (user === undefined) fail('user-gone', change, {});
    else if (user.userPrincipalName !== userPrincipalName) {
      fail('name-not-as-planned', change, { wanted: userPrincipalName, present: user.userPrincipalName });
    } else if (mailbox !== undefined && !sameAddress(mailbox.UserPrincipalName, userPrincipalName)) {
      // The steps after this one read addresses: they must not begin while Exchange still rewrites them.
      fail('exchange-not-followed', change, { wanted: userPrincipalName, present: mailbox.UserPrincipalName });
    } else if (addresses !== undefined && !sameAddresses(mailbox?.EmailAddresses ?? [], addresses)) {
      fail('addresses-not-as-before', change, {});
    }
  }
  if (ctx.direction === 'undo') {
    return failed.length > 0
      ? mostTelling(failed)
      : [{ status: 'passed', code: 'names-restored', facts: { count: changes.length } }];
  }
  const planned = new Set(changes.map(({ object }) => object.id));
  const { movingDomains } = ctx.migration;
  for (const user of upnScope(users, ctx).inScope.filter(({ id }) => !planned.has(id))) {
    failed.push({
      status: 'failed',
      code: 'name-appeared-on-moving-domain',
      facts: { name: user.userPrincipalName },
      object: userRef(user),
    });
  }
  if (failed.length > 0) return mostTelling(failed);
  const staying = users.filter((user) => isOnMovingDomain(user, movingDomains)).length;
  return [
    {
      status: 'passed',
      code: 'names-off-moving-domains',
      facts: { count: changes.length, users: users.length, staying },
    },
  ];
}
