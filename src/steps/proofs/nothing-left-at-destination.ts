/** What of the moving domains is still at the destination once everything was taken back, people of the night and those who were there before apart. */
import type { StepContext } from '../../contract/context.js';
import type { Finding } from '../../contract/finding.js';
import { goneFindings } from '../addresses/held-at-destination.js';
import { domainOf } from '../addresses/proxy-address.js';
import { takenOff, type Holders } from '../addresses/taken-from-source.js';
import { domainRef } from '../domains/domain-value.js';
import { mostTelling } from '../most-telling.js';
import type { TenantClients } from '../systems.js';
import { isGuest, operatorsAmong } from '../users/operators.js';
import { userRef } from '../users/upn-scope.js';

export async function nothingLeft({ graph, exchange }: TenantClients, ctx: StepContext): Promise<readonly Finding[]> {
  const { movingDomains } = ctx.migration;
  const [domains, users, recipients] = await Promise.all([
    graph.domains(),
    graph.users(),
    exchange.recipientsOn(movingDomains),
  ]);
  const operators = new Set(operatorsAmong(users, 'destination', ctx).keys());
  const verified = new Set(domains.filter(({ isVerified }) => isVerified).map(({ id }) => id.toLowerCase()));
  const listed = new Set(domains.map(({ id }) => id.toLowerCase()));
  const named = users.filter(
    (user) =>
      !isGuest(user) && !operators.has(user.id) && movingDomains.includes(domainOf(user.userPrincipalName) ?? ''),
  );
  return [
    ...movingDomains.map((domain): Finding => ({
      ...(verified.has(domain)
        ? ({ status: 'failed', code: 'domain-still-at-destination' } as const)
        : ({ status: 'passed', code: 'domain-left-destination' } as const)),
      facts: { domain, listed: listed.has(domain) ? 'yes' : 'no' },
      object: domainRef(domain),
    })),
    ...mostTelling(
      named.map((user): Finding => ({
        status: 'failed',
        code: 'name-still-at-destination',
        facts: { name: user.userPrincipalName },
        object: userRef(user),
      })),
    ),
    ...(Object.keys(takenOff) as Holders[]).flatMap((of) => goneFindings(of, recipients, movingDomains, operators)),
  ];
}
