import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadCompanyFrom } from '../../src/rehearsal/world/company/from-files/load-company-from.js';
import { madeUpDestination } from '../../src/rehearsal/world/company/made-up-destination.js';

test.each([
  [['contoso.com', 'contosogroup.onmicrosoft.com'], 'fabrikam.com'],
  [['contoso.com', 'Fabrikam.com', 'contosogroup.onmicrosoft.com'], 'northwindtraders.com'],
  [['stores.fabrikam.com', 'stores.onmicrosoft.com'], 'northwindtraders.com'],
  [['contoso.com', 'fabrikamworld.onmicrosoft.com'], 'northwindtraders.com'],
  [['contoso.com', 'fabrikamworld.mail.onmicrosoft.com', 'fabrikamworld.onmicrosoft.com'], 'northwindtraders.com'],
  [['fabrikam.com', 'northwindtraders.com', 'fabrikam.onmicrosoft.com'], 'adatum.com'],
  [['notfabrikam.com', 'notfabrikam.onmicrosoft.com'], 'fabrikam.com'],
])('who has %j moves to %s', (domains, own) => {
  expect(madeUpDestination(domains).own).toBe(own);
});

test('a company that is called like the made-up destination gets another one, and nothing of its own is there already', () => {
  const folder = mkdtempSync(join(tmpdir(), 'changeover-called-alike-'));
  try {
    const rows = ['anna.berg', 'jan.kohl', 'eva.lind', 'ole.vik'].map((local) => {
      const at = (domain: string): string => `${local}@${domain}`;
      return `"${at('fabrikam.com')}","${local}","${at('fabrikam.com')}","SMTP:${at('fabrikam.com')} smtp:${at('fabrikamworld.onmicrosoft.com')}"`;
    });
    const head = '"UserPrincipalName","Alias","PrimarySmtpAddress","EmailAddresses"';
    writeFileSync(join(folder, 'Backup_Source_Mailboxes.csv'), [head, ...rows].join('\r\n'));
    const { company } = loadCompanyFrom(folder, 1);
    const { source, destination } = company.tenants;

    expect([source.initialDomain, company.movingDomains]).toEqual(['fabrikamworld.onmicrosoft.com', ['fabrikam.com']]);
    expect(destination).toMatchObject({
      displayName: 'Northwind Traders',
      initialDomain: 'northwindtraders.onmicrosoft.com',
    });
    expect(destination.domains.map(({ id }) => id)).toEqual([
      'northwindtraders.com',
      'northwindtraders.onmicrosoft.com',
    ]);
    expect(destination.users.filter(({ userPrincipalName }) => /@fabrikam/.test(userPrincipalName))).toEqual([]);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
