/** Guide 64: nobody whose name or addresses are to change is still mastered by a directory on premises, which would refuse it or write it back. */
import { defineCheck } from '../../contract/check.js';
import type { Finding } from '../../contract/finding.js';
import { movingAddresses } from '../addresses/moving-addresses.js';
import { domainOf } from '../addresses/proxy-address.js';
import { mostTelling } from '../most-telling.js';
import type { Systems } from '../systems.js';
import { operatorsAmong } from './operators.js';

export const directorySyncCheck = ({ source: { graph } }: Systems) =>
  defineCheck({
    name: 'directory-sync-check',
    calls: { source: ['graph.users', 'graph.groups'] },
    async run(ctx) {
      const { movingDomains } = ctx.migration;
      const [users, groups] = await Promise.all([graph.users(), graph.groups()]);
      const operators = operatorsAmong(users, 'source', ctx);
      const onMoving = (addresses: readonly string[], name = ''): boolean =>
        movingDomains.includes(domainOf(name) ?? '') || movingAddresses(addresses, movingDomains).length > 0;
      const inScope = {
        users: users.filter((one) => !operators.has(one.id) && onMoving(one.proxyAddresses, one.userPrincipalName)),
        groups: groups.filter((one) => onMoving(one.proxyAddresses)),
      };
      const synced = [
        ...inScope.users
          .filter(({ onPremisesSyncEnabled }) => onPremisesSyncEnabled === true)
          .map(({ id, userPrincipalName }): Finding => stillSynced('user', id, userPrincipalName)),
        ...inScope.groups
          .filter(({ onPremisesSyncEnabled }) => onPremisesSyncEnabled === true)
          .map(({ id, displayName, mail }): Finding => stillSynced('group', id, mail ?? displayName ?? id)),
      ];
      const facts = { users: inScope.users.length, groups: inScope.groups.length };
      const findings: readonly Finding[] =
        synced.length > 0 ? mostTelling(synced, { named: true }) : [{ status: 'passed', code: 'nobody-synced', facts }];
      return { findings, evidence: [] };
    },
  });

const stillSynced = (kind: 'user' | 'group', id: string, label: string): Finding => ({
  status: 'failed',
  code: 'still-synced',
  facts: { name: label },
  object: { kind, id, label },
});
