/** Which address is the primary one, which domain is the company's, and which it was born with: by evidence, and never by a leftover. */
import { lines, load } from './support/export-tables.js';

const kernbach = (local: string): string => `${local}@kernbach.example`;
const heading = 'DisplayName,UserPrincipalName,Alias,PrimarySmtpAddress,RecipientTypeDetails,EmailAddresses';
const mailbox = (name: string, local: string, ...more: readonly string[]): string =>
  `${name},${kernbach(local)},${local},${kernbach(local)},UserMailbox,${[`SMTP:${kernbach(local)}`, ...more].join(' ')}`;
const mailboxes = lines(
  heading,
  mailbox('Anna Berg', 'anna.berg', `smtp:${kernbach('a.berg')}`, 'smtp:anna.berg@kbgruppe.onmicrosoft.com'),
  mailbox('Otto Klein', 'otto.klein', 'smtp:otto.klein@kbgruppe.onmicrosoft.com'),
);

describe('the primary address', () => {
  test('with one row for each address in a column of the singular is that of its own column, and all the rest are aliases', () => {
    const company = load({
      'addresses.csv': lines(
        '"DisplayName","PrimarySmtpAddress","SMTPAddress"',
        `"Anna Berg","${kernbach('anna.berg')}","${kernbach('anna.berg')}"`,
        `"Anna Berg","${kernbach('anna.berg')}","${kernbach('a.berg')}"`,
        `"Anna Berg","${kernbach('anna.berg')}","anna.berg@kbgruppe.onmicrosoft.com"`,
        `"Otto Klein","${kernbach('otto.klein')}","${kernbach('otto.klein')}"`,
      ),
    });
    expect(company.holder(kernbach('a.berg'))?.EmailAddresses).toEqual([
      `SMTP:${kernbach('anna.berg')}`,
      `smtp:${kernbach('a.berg')}`,
      'smtp:anna.berg@kbgruppe.onmicrosoft.com',
    ]);
    expect(company.source.initialDomain).toBe('kbgruppe.onmicrosoft.com');
    expect(company.codes).not.toContain('initial-domain-made');
  });

  test('is the sign-in name where a tool wrote all addresses in small letters; who has a licence has a mailbox', () => {
    const company = load({
      'users.csv': lines(
        'UserPrincipalName,DisplayName,Licenses,ProxyAddresses',
        `${kernbach('anna.berg')},Anna Berg,SPE_E3,"smtp:${kernbach('a.berg')},smtp:${kernbach('anna.berg')},smtp:anna.berg@kbgruppe.onmicrosoft.com"`,
        `${kernbach('otto.klein')},Otto Klein,SPE_E3,"smtp:${kernbach('klein')},smtp:${kernbach('o.klein')}"`,
        `${kernbach('ida.moll')},Ida Moll,,"smtp:${kernbach('ida.moll')}"`,
      ),
    });
    expect(company.primaryOf(kernbach('a.berg'))).toBe(kernbach('anna.berg'));
    expect(company.primaryOf(kernbach('o.klein'))).toBe(kernbach('klein'));
    expect(company.holder(kernbach('ida.moll'))).toBeUndefined();
    expect(company.source.initialDomain).toBe('kbgruppe.onmicrosoft.com');
    expect(company.finding('capitals-lost')?.values).toMatchObject({ count: 2 });
  });

  test('without a mailbox is still nobody’s, where the others have theirs in capitals', () => {
    const company = load({
      'users.csv': lines(
        'UserPrincipalName,DisplayName,Licenses,ProxyAddresses',
        `${kernbach('anna.berg')},Anna Berg,SPE_E3,SMTP:${kernbach('anna.berg')}`,
        `${kernbach('otto.klein')},Otto Klein,SPE_E3,smtp:${kernbach('otto.klein')}`,
      ),
    });
    expect(company.kindOf(kernbach('anna.berg'))).toBe('UserMailbox');
    expect(company.holder(kernbach('otto.klein'))).toBeUndefined();
  });

  test('is the one in capitals, and not what the attribute mail says; that they differ is said', () => {
    const company = load({
      'adusers.csv': lines(
        'DisplayName,UserPrincipalName,mail,proxyAddresses',
        `Anna Sommer,${kernbach('anna.sommer')},${kernbach('anna.berg')},SMTP:${kernbach('anna.sommer')};smtp:${kernbach('anna.berg')};smtp:anna@kbgruppe.onmicrosoft.com`,
        `Otto Klein,${kernbach('otto.klein')},${kernbach('otto.klein')},SMTP:${kernbach('otto.klein')}`,
      ),
    });
    expect(company.holder(kernbach('anna.berg'))?.EmailAddresses).toEqual([
      `SMTP:${kernbach('anna.sommer')}`,
      `smtp:${kernbach('anna.berg')}`,
      'smtp:anna@kbgruppe.onmicrosoft.com',
    ]);
    expect(company.finding('primary-of-list')).toMatchObject({
      line: 2,
      values: { column: 'mail', value: kernbach('anna.berg'), first: kernbach('anna.sommer') },
    });
    expect(company.codes.filter((code) => code === 'primary-of-list')).toHaveLength(1);
  });

  test('in capitals is not joined by a private address out of the attribute mail', () => {
    const company = load({
      'adusers.csv': lines(
        'DisplayName,UserPrincipalName,mail,proxyAddresses',
        `Anna Sommer,${kernbach('anna.sommer')},anna@privat.example,SMTP:${kernbach('anna.sommer')}`,
        `Otto Klein,${kernbach('otto.klein')},${kernbach('klein')},SMTP:${kernbach('otto.klein')}`,
      ),
    });
    expect(company.moving).toEqual(['kernbach.example']);
    expect(company.primaryOf(kernbach('klein'))).toBe(kernbach('otto.klein'));
    expect(company.codes.filter((code) => code === 'primary-of-list')).toHaveLength(2);
  });

  test('has a column of its own, and no other column of mail gives anybody an address or the company a domain', () => {
    const company = load({
      'mailboxes.csv': lines(
        'UserPrincipalName,DisplayName,EmailAddress,PrimarySmtpAddress',
        `${kernbach('anna.berg')},Anna Berg,anna@privat.example,${kernbach('anna.berg')}`,
        `${kernbach('otto.klein')},Otto Klein,otto@privat.example,${kernbach('otto.klein')}`,
      ),
    });
    expect(company.moving).toEqual(['kernbach.example']);
    expect(company.primaryOf(kernbach('otto.klein'))).toBe(kernbach('otto.klein'));
    expect(company.finding('column-twice')?.values).toMatchObject({ column: 'EmailAddress' });
  });

  test('of a list of users counts where the list of mailboxes has none', () => {
    const company = load({
      'mailboxes.csv': lines(
        'DisplayName;UserPrincipalName;RecipientTypeDetails;TotalItemSize',
        `Anna Sommer;${kernbach('ab017')};UserMailbox;4 GB`,
        `Otto Klein;${kernbach('ok022')};SharedMailbox;1 GB`,
      ),
      'users.csv': lines(
        'User principal name,Display name,Licenses,Block credential,Proxy addresses',
        `${kernbach('ab017')},Anna Sommer,Microsoft 365 E3,False,smtp:${kernbach('ab017')}+SMTP:${kernbach('anna.sommer')}+smtp:ab017@kbgruppe.onmicrosoft.com`,
        `${kernbach('ok022')},Otto Klein,Microsoft 365 E3,False,smtp:${kernbach('ok022')}+SMTP:${kernbach('otto.klein')}`,
      ),
    });
    expect(company.primaryOf(kernbach('ab017'))).toBe(kernbach('anna.sommer'));
    expect(company.primaryOf(kernbach('ok022'))).toBe(kernbach('otto.klein'));
    expect(company.kindOf(kernbach('ok022'))).toBe('SharedMailbox');
    expect(company.codes).not.toContain('no-primary');
  });
});

describe('the initial domain', () => {
  test.each(['', '2026-11-20T08:15:00Z'])('is that of an account without a mailbox (deleted at: “%s”)', (deletedAt) => {
    const company = load({
      'users.csv': lines(
        'User principal name,Display name,Licenses,Proxy addresses,Soft deletion time stamp',
        `${kernbach('anna.berg')},Anna Berg,SPE_E3,SMTP:${kernbach('anna.berg')},`,
        `${kernbach('otto.klein')},Otto Klein,Unlicensed,smtp:otto.klein@kbgruppe.onmicrosoft.com,${deletedAt}`,
      ),
    });
    expect(company.source.initialDomain).toBe('kbgruppe.onmicrosoft.com');
  });

  test('that is made up says which others occur where nobody of the company has an address', () => {
    const company = load({
      'mailboxes.csv': lines(
        `${heading},Note`,
        `${mailbox('Anna Berg', 'anna.berg')},was anna@kbgruppe.onmicrosoft.com`,
      ),
    });
    expect(company.source.initialDomain).toBe('kernbach.onmicrosoft.com');
    expect(company.finding('initial-domain-made')).toBeUndefined();
    expect(company.finding('initial-domain-unproved')?.values).toMatchObject({
      domain: 'kernbach.onmicrosoft.com',
      list: 'kbgruppe.onmicrosoft.com',
    });
  });
});

describe('a domain that nobody can own', () => {
  test('does not move: the accounts sign in with their address, and it is said', () => {
    const company = load({
      'adusers.csv': lines(
        'DisplayName,SamAccountName,UserPrincipalName,mail,proxyAddresses',
        `Anna Berg,aberg,aberg@kernbach.local,${kernbach('anna.berg')},SMTP:${kernbach('anna.berg')};smtp:anna.berg@kbgruppe.onmicrosoft.com`,
        `Otto Klein,oklein,oklein@kernbach.local,${kernbach('otto.klein')},SMTP:${kernbach('otto.klein')};smtp:oklein@kernbach.local`,
        'Ida Moll,imoll,imoll@kernbach.local,,',
      ),
    });
    expect(company.moving).toEqual(['kernbach.example']);
    expect(company.user(kernbach('anna.berg'))?.displayName).toBe('Anna Berg');
    expect(company.user('imoll@kbgruppe.onmicrosoft.com')?.displayName).toBe('Ida Moll');
    expect(company.finding('names-unroutable')?.values).toMatchObject({ count: 3, list: 'kernbach.local' });
    expect(company.finding('domain-unroutable')?.values).toMatchObject({ domain: 'kernbach.local' });
    expect(company.holder('oklein@kernbach.local')).toBeUndefined();
  });

  test('gives its sign-in names to one person in both exports, and to the members of groups', () => {
    const company = load({
      'adusers.csv': lines(
        'DisplayName,UserPrincipalName,mail',
        `Anna Berg,aberg@kernbach.local,${kernbach('anna.berg')}`,
      ),
      'cloud.csv': lines(heading, mailbox('Anna Berg', 'anna.berg')),
      'groups.csv': lines(
        'Group name,Group primary email,Group members',
        `Bau,${kernbach('bau')},aberg@kernbach.local`,
      ),
    });
    expect(company.source.users.filter(({ displayName }) => displayName === 'Anna Berg')).toHaveLength(1);
    expect(company.membersOf('Bau')).toEqual([kernbach('anna.berg')]);
  });
});

describe('a file that breaks off in the middle of its last address', () => {
  const cut = (end: string): string =>
    [
      'DisplayName,UserPrincipalName,RecipientTypeDetails,PrimarySmtpAddress,EmailAddresses',
      `Anna Berg,${kernbach('anna.berg')},UserMailbox,${kernbach('anna.berg')},SMTP:${kernbach('anna.berg')};smtp:anna.berg@kbgruppe.onmicrosoft.com`,
      `Ida Moll,${kernbach('ida.moll')},UserMailbox,${kernbach('ida.moll')},SMTP:${kernbach('ida.moll')};smtp:${end}`,
    ].join('\r\n');

  test.each(['moll@kernbach.exa', 'moll@kbgruppe.on', 'moll@kernbach.', 'moll@ker'])(
    'has no domain of it: %s is named',
    (end) => {
      const company = load({ 'mailboxes.csv': cut(end) });
      expect(company.moving).toEqual(['kernbach.example']);
      expect(company.holder(kernbach('ida.moll'))?.EmailAddresses).toEqual([`SMTP:${kernbach('ida.moll')}`]);
      expect(company.finding('file-cut')).toMatchObject({ file: 'mailboxes.csv', line: 3, values: { value: end } });
    },
  );

  test('and one that ends with a whole address and no line break has lost nothing', () => {
    const company = load({ 'mailboxes.csv': cut(kernbach('moll')) });
    expect(company.primaryOf(kernbach('moll'))).toBe(kernbach('ida.moll'));
    expect(company.codes).not.toContain('file-cut');
  });
});

test('a domain that was never verified does not move, and is named', () => {
  const company = load({
    'domains.csv': lines(
      'Tenant,Domain,AuthenticationType,IsAdminManaged,IsDefault,IsInitial,IsRoot,IsVerified,SupportedServices',
      'kbgruppe.onmicrosoft.com,kernbach.example,Managed,True,True,False,True,True,Email',
      'kbgruppe.onmicrosoft.com,neu.example,Managed,True,False,False,True,False,',
      'kbgruppe.onmicrosoft.com,kbgruppe.onmicrosoft.com,Managed,True,False,True,True,True,Email',
    ),
    'mailboxes.csv': mailboxes,
  });
  expect(company.moving).toEqual(['kernbach.example']);
  expect(company.source.domains.map((one) => one.id)).not.toContain('neu.example');
  expect(company.finding('domain-unverified')).toMatchObject({ line: 3, values: { domain: 'neu.example' } });
});

test('an address on a subdomain of an accepted domain is named as one that keeps it from leaving', () => {
  const company = load({
    'AcceptedDomains.csv': lines(
      'Name,DomainName,DomainType,Default,MatchSubDomains',
      'kernbach.example,kernbach.example,InternalRelay,True,True',
      'kbgruppe.onmicrosoft.com,kbgruppe.onmicrosoft.com,Authoritative,False,False',
    ),
    'mailboxes.csv': lines(
      heading,
      mailbox('Anna Berg', 'anna.berg', 'smtp:a.berg@labor.kernbach.example', 'smtp:x@fremd.example'),
    ),
  });
  expect(company.moving).toEqual(['kernbach.example']);
  expect(company.finding('address-of-subdomain')?.values).toMatchObject({
    address: 'a.berg@labor.kernbach.example',
    domain: 'labor.kernbach.example',
    parent: 'kernbach.example',
  });
  expect(company.finding('address-of-other-domain')?.values).toMatchObject({ address: 'x@fremd.example' });
});
