import { nothingOnPremises } from '../../src/steps/users/nothing-on-premises.js';

const cloud = {
  domains: [{ id: 'contoso.com' }, { id: 'contoso.onmicrosoft.com' }],
  users: [{ onPremisesSyncEnabled: null }, { onPremisesSyncEnabled: false }],
  groups: [{ onPremisesSyncEnabled: null }],
  contacts: [],
};

test('an Exchange admin on premises has nothing to do where neither tenant syncs anything or routes mail there, and only then', () => {
  expect(nothingOnPremises([cloud, cloud])).toEqual([
    { role: 'onprem-exchange-admin', because: { code: 'nothing-on-premises', facts: { users: 4 } } },
  ]);
  for (const hybrid of [
    { ...cloud, domains: [...cloud.domains, { id: 'contoso.mail.onmicrosoft.com' }] },
    { ...cloud, users: [{ onPremisesSyncEnabled: true }] },
    { ...cloud, groups: [{ onPremisesSyncEnabled: true }] },
    { ...cloud, contacts: [{ onPremisesSyncEnabled: true }] },
  ])
    for (const tenants of [
      [cloud, hybrid],
      [hybrid, cloud],
    ])
      expect(nothingOnPremises(tenants)).toEqual([]);
});
