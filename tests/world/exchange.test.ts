import { openBench, type Bench } from './harness.js';

let bench: Bench;
beforeEach(async () => {
  bench = await openBench();
});
afterEach(() => bench.close());

const text = (answer: { body: { error: { innererror: { internalexception: { message: string } } } } }): string =>
  answer.body.error.innererror.internalexception.message;
const mailbox = async (address: string) =>
  (await bench.cmdlet('source', 'Get-Mailbox', { Identity: address })).body.value[0];
const add = (...addresses: string[]) => ({ '@odata.type': '#Exchange.GenericHashTable', add: addresses });
const remove = (...addresses: string[]) => ({ '@odata.type': '#Exchange.GenericHashTable', remove: addresses });

test('Get-Mailbox finds by Guid, object id, address and sign-in name, with types beside the values', async () => {
  const found = await mailbox('ivan.petrov@contoso.com');
  expect(found['Guid@odata.type']).toBe('#Guid');
  for (const identity of [found.Guid, found.ExternalDirectoryObjectId, 'smtp:Ivan.Petrov@contoso.com']) {
    expect((await mailbox(identity)).Guid).toBe(found.Guid);
  }
  const absent = await bench.cmdlet('source', 'Get-Mailbox', { Identity: 'nobody@contoso.com' });
  expect(absent.status).toBe(400);
  expect(absent.body.error.details[0].message).toContain('ManagementObjectNotFoundException');
});

test('the pages of a list are had by posting the same body to the next link, with the same anchor', async () => {
  const whole = (await bench.cmdlet('source', 'Get-Recipient', { ResultSize: 'Unlimited' })).body.value;
  const seen: string[] = [];
  let query: string | undefined = '?$select=Guid,EmailAddresses';
  let pages = 0;
  while (query !== undefined) {
    const { body } = await bench.cmdlet(
      'source',
      'Get-Recipient',
      { ResultSize: 'Unlimited' },
      { query, headers: { prefer: 'odata.maxpagesize=20' } },
    );
    seen.push(...body.value.map((one: { Guid: string }) => one.Guid));
    expect(
      Object.keys(body.value[0])
        .filter((name) => !name.includes('@'))
        .sort(),
    ).toEqual(['EmailAddresses', 'Guid']);
    const link: string | undefined = body['@odata.nextLink'];
    query = link?.slice(link.indexOf('?'));
    pages += 1;
  }
  expect(pages).toBeGreaterThan(2);
  expect(seen).toEqual(whole.map((one: { Guid: string }) => one.Guid));
});

test('OPATH finds every holder of a domain, whatever its kind', async () => {
  const { body } = await bench.cmdlet('source', 'Get-Recipient', {
    Filter: "EmailAddresses -like '*@contoso-retail.com'",
    ResultSize: 'Unlimited',
  });
  const kinds = new Set(body.value.map((one: { RecipientTypeDetails: string }) => one.RecipientTypeDetails));
  for (const kind of ['UserMailbox', 'SharedMailbox', 'GuestMailUser', 'MailUniversalDistributionGroup'])
    expect(kinds).toContain(kind);
  const shared = await bench.cmdlet('source', 'Get-Mailbox', {
    Filter: "RecipientTypeDetails -eq 'SharedMailbox' -and (Alias -like 'in*' -or Alias -eq 'sales')",
  });
  expect(shared.body.value.map((one: { Alias: string }) => one.Alias).sort()).toEqual(
    expect.arrayContaining(['info', 'sales', 'sales']),
  );
  expect((await bench.cmdlet('source', 'Get-Mailbox', { Filter: "Colour -eq 'x'" })).status).toBe(400);
});

test('addresses are added, removed and replaced; a write of the same list says that nothing was modified', async () => {
  const { Guid, EmailAddresses } = await mailbox('ivan.petrov@contoso.com');
  const extra = 'smtp:ip.extra@contosogroup.onmicrosoft.com';
  expect((await bench.cmdlet('source', 'Set-Mailbox', { Identity: Guid, EmailAddresses: add(extra) })).status).toBe(
    200,
  );
  expect((await mailbox(Guid)).EmailAddresses).toEqual([...EmailAddresses, extra]);
  const again = await bench.cmdlet('source', 'Set-Mailbox', { Identity: Guid, EmailAddresses: add(extra) });
  expect(again.body['@adminapi.warnings'][0]).toContain('no settings');
  await bench.cmdlet('source', 'Set-Mailbox', {
    Identity: Guid,
    EmailAddresses: remove('IP.extra@contosogroup.onmicrosoft.com'),
  });
  expect((await mailbox(Guid)).EmailAddresses).toEqual(EmailAddresses);
  await bench.cmdlet('source', 'Set-Mailbox', {
    Identity: Guid,
    WindowsEmailAddress: 'ip@contosogroup.onmicrosoft.com',
  });
  expect(await mailbox(Guid)).toMatchObject({
    PrimarySmtpAddress: 'ip@contosogroup.onmicrosoft.com',
    WindowsEmailAddress: 'ip@contosogroup.onmicrosoft.com',
  });
  await bench.cmdlet('source', 'Set-Mailbox', { Identity: Guid, EmailAddresses });
  expect([...(await mailbox(Guid)).EmailAddresses].sort()).toEqual([...EmailAddresses].sort());
});

test('Exchange refuses two primaries, a foreign domain, an address or sign-in name of another, and says whose it is', async () => {
  const { Guid, EmailAddresses } = await mailbox('ivan.petrov@contoso.com');
  const set = (list: unknown) => bench.cmdlet('source', 'Set-Mailbox', { Identity: Guid, EmailAddresses: list });
  expect(text(await set([...EmailAddresses, 'SMTP:second@contoso.com']))).toContain('multiple primary');
  expect(text(await set(add('smtp:x@fabrikam.com')))).toContain('not an accepted domain');
  const taken = await set(add('smtp:K.Brandt@contosogroup.onmicrosoft.com'));
  expect(text(taken)).toContain('is already being used by the proxy addresses');
  expect(text(taken)).toContain((await mailbox('karl.brandt@contoso.com')).Name);
  expect(text(await set(add('smtp:z.lang@contoso.com')))).toContain('Zoe Lang');
  expect(text(await set(add('smtp:o.stein@contosogroup.onmicrosoft.com')))).toContain('ObjectConflict');
  expect(text(await set(remove('ivan.petrov@contoso.com')))).toContain("can't be removed");
  expect((await mailbox(Guid)).EmailAddresses).toEqual(EmailAddresses);
});

test('Exchange refuses an address that is none, one on a subdomain nobody has verified, and the 334th of one object', async () => {
  const { Guid, EmailAddresses } = await mailbox('ivan.petrov@contoso.com');
  const set = (list: unknown) => bench.cmdlet('source', 'Set-Mailbox', { Identity: Guid, EmailAddresses: list });
  const long = 'a'.repeat(64);
  for (const local of [`${long}a`, '.ivan', 'ivan.', 'i..van', 'ü'.repeat(33)])
    expect([local, text(await set(add(`smtp:${local}@contoso.com`)))]).toEqual([
      local,
      expect.stringContaining("isn't correct"),
    ]);
  expect(text(await set(add('smtp:ivan@nobody.contoso.com')))).toContain('not an accepted domain');
  const more = Array.from({ length: 333 - EmailAddresses.length }, (_, n) => `smtp:ip${n}@contoso.com`);
  expect((await set(add(...more.slice(1), `smtp:${long}@contoso.com`))).status).toBe(200);
  const full = (await mailbox(Guid)).EmailAddresses;

  expect(full).toHaveLength(333);
  expect(text(await set(add(more[0] as string)))).toContain('334 proxy addresses');
  expect((await set([...full.slice(0, -1), more[0]])).status).toBe(200);
  expect((await set(EmailAddresses)).status).toBe(200);
  expect([...(await mailbox(Guid)).EmailAddresses].sort()).toEqual([...EmailAddresses].sort());
});

test('groups and contacts have their own cmdlets; primary and list cannot be given together', async () => {
  const [group] = (await bench.cmdlet('source', 'Get-DistributionGroup', { Identity: 'info@contoso-retail.com' })).body
    .value;
  const both = await bench.cmdlet('source', 'Set-DistributionGroup', {
    Identity: group.Guid,
    PrimarySmtpAddress: 'a@contoso.com',
    EmailAddresses: ['SMTP:a@contoso.com'],
  });
  expect(text(both)).toContain("can't be used at the same time");
  const primary = {
    Identity: group.Guid,
    PrimarySmtpAddress: 'info.r@contosogroup.onmicrosoft.com',
    BypassSecurityGroupManagerCheck: true,
  };
  expect((await bench.cmdlet('source', 'Set-DistributionGroup', primary)).status).toBe(200);
  await bench.advance(60);
  expect((await bench.graph('source', 'GET', `/groups/${group.ExternalDirectoryObjectId}`)).body.mail).toBe(
    'info.r@contosogroup.onmicrosoft.com',
  );
  for (const name of ['MailUser', 'DynamicDistributionGroup', 'UnifiedGroup']) {
    const [one] = (await bench.cmdlet('source', `Get-${name}`)).body.value;
    const extra = `smtp:x${one.Guid.slice(0, 6)}@contosogroup.onmicrosoft.com`;
    expect([
      name,
      (await bench.cmdlet('source', `Set-${name}`, { Identity: one.Guid, EmailAddresses: add(extra) })).status,
    ]).toEqual([name, 200]);
  }
  expect(
    (await bench.cmdlet('destination', 'Get-MailContact', { Filter: "EmailAddresses -like '*@contoso.com'" })).body
      .value,
  ).toHaveLength(3);
});

test('rights: no app role 401, a reader may not write, an unknown cmdlet or parameter is named', async () => {
  expect((await bench.cmdlet('source', 'Get-Mailbox', {}, { app: 'none' })).status).toBe(401);
  expect(
    (
      await bench.cmdlet(
        'source',
        'Get-Mailbox',
        {},
        { headers: { authorization: `Bearer ${await bench.token('source')}` } },
      )
    ).status,
  ).toBe(401);
  expect((await bench.cmdlet('source', 'Get-Mailbox', {}, { app: 'readOnly' })).status).toBe(200);
  expect(text(await bench.cmdlet('source', 'Set-Mailbox', { Identity: 'x' }, { app: 'readOnly' }))).toContain(
    'is not recognized',
  );
  expect(text(await bench.cmdlet('source', 'Get-Nonsense'))).toContain('is not recognized');
  expect(text(await bench.cmdlet('source', 'Get-Mailbox', { Nonsense: 1 }))).toContain("parameter name 'Nonsense'");
  const file = async (app: 'full' | 'readOnly') =>
    (
      await bench.call(
        'GET',
        `/outlook.office365.com/adminapi/v1.0/${bench.discovery.source.tenantId}/EXOModuleFile?Version=3.9.2`,
        undefined,
        { authorization: `Bearer ${await bench.token('source', app, 'exchange')}` },
      )
    ).body.value[0].exportedCmdlets;
  expect(await file('full')).toContain('Set-Mailbox');
  expect(await file('readOnly')).not.toContain('Set-Mailbox');
});

test('a batch of cmdlets is answered item by item', async () => {
  const { tenantId } = bench.discovery.source;
  const url = `https://outlook.office365.com/adminapi/beta/${tenantId}/InvokeCommand`;
  const item = (id: string, CmdletName: string, Parameters: object) => ({
    id,
    method: 'POST',
    url,
    body: { CmdletInput: { CmdletName, Parameters } },
  });
  const { status, body } = await bench.call(
    'POST',
    `/outlook.office365.com/adminapi/beta/${tenantId}/$batch`,
    { requests: [item('a', 'Get-AcceptedDomain', {}), item('b', 'Get-Mailbox', { Identity: 'nobody' })] },
    { authorization: `Bearer ${await bench.token('source', 'full', 'exchange')}` },
  );
  expect(status).toBe(200);
  expect(body.responses.map((one: { id: string; status: number }) => [one.id, one.status])).toEqual([
    ['a', 200],
    ['b', 400],
  ]);
  expect((await bench.cmdlet('source', 'Get-OrganizationConfig')).body.value[0].Name).toBe(
    'contosogroup.onmicrosoft.com',
  );
});

test('a synced mailbox is out of the write scope', async () => {
  const { generateCompany } = await import('../../src/rehearsal/world/company/generate-company.js');
  const hybrid = await openBench({ company: generateCompany({ mailboxes: 40, seed: 7, synced: 1 }) });
  const synced = (await hybrid.cmdlet('source', 'Get-Mailbox', { Filter: 'IsDirSynced -eq $true' })).body.value;
  expect(synced).toHaveLength(1);
  const answer = await hybrid.cmdlet('source', 'Set-Mailbox', {
    Identity: synced[0].Guid,
    EmailAddresses: add('smtp:n@contoso.com'),
  });
  expect(text(answer)).toContain("out of the current user's write scope");
  await hybrid.close();
});
