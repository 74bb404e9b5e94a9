import { openBench, type Bench } from './harness.js';

let bench: Bench;
beforeEach(async () => {
  bench = await openBench();
});
afterEach(() => bench.close());

const everyUser = '/users?$select=id,userPrincipalName,mail,proxyAddresses,userType&$top=999';
const userNamed = async (name: string) => {
  const { body } = await bench.graph('source', 'GET', everyUser);
  return body.value.find((user: { userPrincipalName: string }) => user.userPrincipalName.toLowerCase() === name);
};

test('sign-in gives a token whose claims say tenant, app and roles, and refuses a wrong secret in its own words', async () => {
  const token = await bench.token('source');
  const claims = JSON.parse(Buffer.from(token.split('.')[1] as string, 'base64url').toString());
  expect(claims).toMatchObject({
    aud: 'https://graph.microsoft.com',
    tid: bench.discovery.source.tenantId,
    appid: bench.discovery.source.apps.full.clientId,
  });
  expect(claims.roles).toContain('User.ReadWrite.All');
  const wrong = await bench.call(
    'POST',
    `/login.microsoftonline.com/${bench.discovery.source.tenantId}/oauth2/v2.0/token`,
    new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: claims.appid,
      client_secret: 'x',
      scope: 'https://graph.microsoft.com/.default',
    }).toString(),
  );
  expect(wrong.status).toBe(401);
  expect(wrong.body).toMatchObject({ error: 'invalid_client', error_codes: [7000215] });
});

test('tenant discovery by domain names the owner, and nobody for a domain of nobody', async () => {
  const owner = await bench.call('GET', '/login.microsoftonline.com/contoso.com/v2.0/.well-known/openid-configuration');
  expect(owner.body.issuer).toBe(`https://login.microsoftonline.com/${bench.discovery.source.tenantId}/v2.0`);
  const nobody = await bench.call(
    'GET',
    '/login.microsoftonline.com/nobody.example/v2.0/.well-known/openid-configuration',
  );
  expect([nobody.status, nobody.body.error_codes]).toEqual([400, [90002]]);
  const realm = await bench.call('GET', '/login.microsoftonline.com/getuserrealm.srf?login=x@contoso.com&json=1');
  expect(realm.body).toMatchObject({ NameSpaceType: 'Managed', DomainName: 'contoso.com' });
});

test('the older discovery document, without v2.0, names the same owner by the issuer that tokens carry', async () => {
  const login = '/login.microsoftonline.com';
  const { tenantId } = bench.discovery.source;
  for (const tenant of ['contoso.com', tenantId]) {
    const { status, body } = await bench.call('GET', `${login}/${tenant}/.well-known/openid-configuration`);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      issuer: `https://sts.windows.net/${tenantId}/`,
      token_endpoint: `https://login.microsoftonline.com/${tenantId}/oauth2/token`,
      tenant_region_scope: 'EU',
    });
    const keys = await bench.call('GET', body.jwks_uri.replace('https://', '/'));
    expect(keys.body.keys).toHaveLength(1);
  }
  const claims = JSON.parse(Buffer.from((await bench.token('source')).split('.')[1] as string, 'base64url').toString());
  expect(claims.iss).toBe(`https://sts.windows.net/${tenantId}/`);
  const nobody = await bench.call('GET', `${login}/nobody.example/.well-known/openid-configuration`);
  expect([nobody.status, nobody.body.error, nobody.body.error_codes]).toEqual([400, 'invalid_tenant', [90002]]);
  // Nobody's in particular: the issuer is a pattern.
  const common = await bench.call('GET', `${login}/common/v2.0/.well-known/openid-configuration`);
  expect(common.body.issuer).toBe('https://login.microsoftonline.com/{tenantid}/v2.0');
});

test('without a token 401, without the role 403, an unknown object 404, each in the form of Graph', async () => {
  expect((await bench.graph('source', 'GET', '/users', undefined, { authorization: '' })).body.error.code).toBe(
    'InvalidAuthenticationToken',
  );
  const poor = await bench.graph('source', 'GET', '/users', undefined, {
    authorization: `Bearer ${await bench.token('source', 'none')}`,
  });
  expect([poor.status, poor.body.error.code]).toEqual([403, 'Authorization_RequestDenied']);
  const reader = await bench.graph(
    'source',
    'PATCH',
    '/users/x@contoso.com',
    { displayName: 'x' },
    { authorization: `Bearer ${await bench.token('source', 'readOnly')}` },
  );
  expect(reader.status).toBe(403);
  const absent = await bench.graph('source', 'GET', '/users/00000000-0000-4000-8000-000000000000');
  expect([absent.status, absent.body.error.code]).toEqual([404, 'Request_ResourceNotFound']);
  expect(absent.body.error.innerError['request-id']).toMatch(/^[0-9a-f-]{36}$/);
});

test('a token ends by virtual time', async () => {
  expect((await bench.graph('source', 'GET', '/domains')).status).toBe(200);
  await bench.advance(3600);
  expect((await bench.graph('source', 'GET', '/domains')).status).toBe(401);
});

test('the pages of a list hold every user once', async () => {
  const seen: string[] = [];
  let path: string | undefined = '/users?$select=id&$top=7';
  while (path !== undefined) {
    const { status, body } = await bench.graph('source', 'GET', path);
    expect(status).toBe(200);
    seen.push(...body.value.map((user: { id: string }) => user.id));
    path = body['@odata.nextLink']?.replace('https://graph.microsoft.com/v1.0', '');
  }
  const all = (await bench.graph('source', 'GET', '/users?$top=999')).body.value.map((user: { id: string }) => user.id);
  expect(seen).toEqual(all);
  expect(new Set(seen).size).toBe(seen.length);
  expect((await bench.graph('source', 'GET', '/users?$top=1000')).status).toBe(400);
});

test('advanced filters want ConsistencyLevel and $count, plain ones do not', async () => {
  const advanced = "/users?$filter=endsWith(userPrincipalName,'@contoso.com')&$top=999";
  const refused = await bench.graph('source', 'GET', advanced);
  expect([refused.status, refused.body.error.code]).toEqual([400, 'Request_UnsupportedQuery']);
  const served = await bench.graph('source', 'GET', `${advanced}&$count=true`, undefined, {
    ConsistencyLevel: 'eventual',
  });
  expect(served.body['@odata.count']).toBe(served.body.value.length);
  expect(served.body.value.length).toBeGreaterThan(10);
  const any = await bench.graph(
    'source',
    'GET',
    "/users?$filter=proxyAddresses/any(p:endsWith(p,'@contoso-retail.com'))&$count=true",
    undefined,
    { ConsistencyLevel: 'eventual' },
  );
  expect(any.body['@odata.count']).toBeGreaterThan(3);
  const plain = await bench.graph(
    'source',
    'GET',
    "/users?$filter=userPrincipalName eq 'IVAN.petrov@contoso.com' or startsWith(displayName,'Emergency')",
  );
  expect(plain.body.value).toHaveLength(3);
  expect((await bench.graph('source', 'GET', "/users?$filter=nonsense eq 'x'")).status).toBe(400);
});

test('a changed sign-in name is seen late by a reader, later by the index, and Exchange and the mirror follow', async () => {
  const user = await userNamed('ivan.petrov@contoso.com');
  const name = 'ivan.petrov@contosogroup.onmicrosoft.com';
  expect((await bench.graph('source', 'PATCH', `/users/${user.id}`, { userPrincipalName: name })).status).toBe(204);
  expect(
    (await bench.graph('source', 'GET', everyUser)).body.value.find((one: { id: string }) => one.id === user.id)
      .userPrincipalName,
  ).not.toBe(name);
  expect((await bench.cmdlet('source', 'Get-Mailbox', { Identity: user.id })).body.value[0].PrimarySmtpAddress).toBe(
    'ivan.petrov@contoso.com',
  );
  await bench.advance(11);
  expect((await bench.graph('source', 'GET', `/users/${user.id}`)).body.userPrincipalName).toBe(name);
  const [mailbox] = (await bench.cmdlet('source', 'Get-Mailbox', { Identity: user.id })).body.value;
  expect(mailbox).toMatchObject({ PrimarySmtpAddress: name, UserPrincipalName: name });
  expect(mailbox.EmailAddresses).toEqual(
    expect.arrayContaining([`SMTP:${name}`, 'smtp:ivan.petrov@contoso.com', `SIP:${name}`]),
  );
  await bench.advance(60);
  const mirrored = (await bench.graph('source', 'GET', `/users/${user.id}?$select=mail,proxyAddresses`)).body;
  expect(mirrored.mail).toBe(name);
  expect(mirrored.proxyAddresses).toContain(`SMTP:${name}`);
});

test('a scenario makes the new sign-in name a secondary address instead', async () => {
  await bench.call('POST', '/world/faults', { newUserPrincipalNameBecomes: 'secondary' });
  const user = await userNamed('ivan.petrov@contoso.com');
  await bench.graph('source', 'PATCH', `/users/${user.id}`, { userPrincipalName: 'ip@contosogroup.onmicrosoft.com' });
  await bench.advance(60);
  const [mailbox] = (await bench.cmdlet('source', 'Get-Mailbox', { Identity: user.id })).body.value;
  expect(mailbox.PrimarySmtpAddress).toBe('ivan.petrov@contoso.com');
  expect(mailbox.EmailAddresses).toContain('smtp:ip@contosogroup.onmicrosoft.com');
});

test('an unlicensed user keeps its addresses whatever its sign-in name becomes', async () => {
  const user = await userNamed('zoe.lang@contoso.com');
  await bench.graph('source', 'PATCH', `/users/${user.id}`, {
    userPrincipalName: 'zoe.lang@contosogroup.onmicrosoft.com',
  });
  await bench.advance(600);
  expect((await userNamed('zoe.lang@contosogroup.onmicrosoft.com')).proxyAddresses).toEqual(user.proxyAddresses);
});

test('a sign-in name is refused when taken, when a deleted user holds it, and on a domain that is not verified', async () => {
  const user = await userNamed('o.stein@contoso.com');
  const conflict = async (name: string) =>
    (await bench.graph('source', 'PATCH', `/users/${user.id}`, { userPrincipalName: name })).body.error.details[0];
  expect(await conflict('ivan.petrov@contoso.com')).toMatchObject({
    code: 'ObjectConflict',
    target: 'userPrincipalName',
  });
  expect(await conflict('O.Stein@contosogroup.onmicrosoft.com')).toMatchObject({
    code: 'ObjectConflict',
    target: 'userPrincipalName',
  });
  expect(await conflict('k.brandt@contosogroup.onmicrosoft.com')).toMatchObject({
    code: 'ObjectConflict',
    target: 'proxyAddresses',
  });
  expect(await conflict('o.stein@fabrikam.com')).toMatchObject({ code: 'InvalidDomain' });
});

test('a sign-in name has 64 characters before the at sign at most, and does not end in a dot there', async () => {
  const user = await userNamed('o.stein@contoso.com');
  const rename = (local: string) =>
    bench.graph('source', 'PATCH', `/users/${user.id}`, { userPrincipalName: `${local}@contoso.com` });
  for (const local of ['o'.repeat(65), 'o.stein.', 'r&d', 'presse+de'])
    expect([local, (await rename(local)).body.error?.details[0]]).toEqual([
      local,
      expect.objectContaining({ code: 'InvalidValue', target: 'userPrincipalName' }),
    ]);

  expect((await rename('o'.repeat(64))).status).toBe(204);
});

test('unknown and read-only properties are refused and nothing changes', async () => {
  const user = await userNamed('o.stein@contoso.com');
  const before = (await bench.call('GET', '/world/state')).body;
  for (const patch of [
    { nonsense: 1 },
    { proxyAddresses: [] },
    { mail: 'x@y.z' },
    { accountEnabled: 'yes' },
    { displayName: 'ok', id: 'x' },
    { usageLocation: 'Germany' },
  ]) {
    expect((await bench.graph('source', 'PATCH', `/users/${user.id}`, patch)).status).toBe(400);
  }
  for (const patch of [{ isDefault: 'true' }, { isDefault: 1 }, { supportedServices: [5] }, { nonsense: true }]) {
    const domain = '/domains/contosogroup.onmicrosoft.com';
    expect([patch, (await bench.graph('source', 'PATCH', domain, patch)).status]).toEqual([patch, 400]);
  }
  expect((await bench.call('GET', '/world/state')).body).toEqual(before);
});

test('making another domain the default takes it from the one that was', async () => {
  expect(
    (await bench.graph('source', 'PATCH', '/domains/contosogroup.onmicrosoft.com', { isDefault: true })).status,
  ).toBe(204);
  await bench.advance(30);
  const { body } = await bench.graph('source', 'GET', '/domains?$select=id,isDefault');
  expect(
    body.value.filter((domain: { isDefault: boolean }) => domain.isDefault).map((domain: { id: string }) => domain.id),
  ).toEqual(['contosogroup.onmicrosoft.com']);
  expect(
    (await bench.graph('source', 'GET', '/domains/contoso.com/domainNameReferences?$top=5')).body['@odata.nextLink'],
  ).toBeDefined();
  expect(
    (await bench.graph('source', 'GET', '/domains/contoso.com/verificationDnsRecords')).body.value[0].text,
  ).toMatch(/^MS=ms\d{8}$/);
});

test('the other collections answer, deleted users and this app’s role assignments among them', async () => {
  for (const path of [
    '/organization',
    '/groups',
    '/contacts',
    '/servicePrincipals',
    '/directory/deletedItems/microsoft.graph.user',
    "/tenantRelationships/findTenantInformationByDomainName(domainName='contoso.com')",
  ]) {
    expect([path, (await bench.graph('source', 'GET', path)).status]).toEqual([path, 200]);
  }
  const deleted = (
    await bench.graph(
      'source',
      'GET',
      '/directory/deletedItems/microsoft.graph.user?$select=id,userPrincipalName,proxyAddresses,deletedDateTime',
    )
  ).body.value;
  expect(deleted.map((user: { userPrincipalName: string }) => user.userPrincipalName)).toContain(
    'olga.former@contoso.com',
  );
  const filter = `$filter=appId eq '${bench.discovery.source.apps.full.clientId}'`;
  const [principal] = (await bench.graph('source', 'GET', `/servicePrincipals?${filter}`)).body.value;
  const roles = (await bench.graph('source', 'GET', `/servicePrincipals/${principal.id}/appRoleAssignments`)).body
    .value;
  expect(roles.map((one: { appRoleId: string }) => one.appRoleId)).toContain('dc50a0fb-09a3-484d-be87-e023b12c6440');
});

test('a batch runs at most twenty, refuses twin ids, fails what depends on a failure and logs each part', async () => {
  const get = (id: string, url: string, dependsOn?: string[]) => ({
    id,
    method: 'GET',
    url,
    ...(dependsOn ? { dependsOn } : {}),
  });
  const { body } = await bench.graph('source', 'POST', '/$batch', {
    requests: [get('1', '/domains'), get('2', '/users/nobody@contoso.com'), get('3', '/domains', ['2'])],
  });
  expect(body.responses.map((one: { id: string; status: number }) => [one.id, one.status])).toEqual([
    ['1', 200],
    ['2', 404],
    ['3', 424],
  ]);
  expect(
    (await bench.graph('source', 'POST', '/$batch', { requests: [get('1', '/domains'), get('1', '/domains')] })).status,
  ).toBe(400);
  expect(
    (
      await bench.graph('source', 'POST', '/$batch', {
        requests: Array.from({ length: 21 }, (_, i) => get(`${i}`, '/domains')),
      })
    ).status,
  ).toBe(400);
  const log = (await bench.call('GET', '/world/log')).body.entries;
  expect(log.filter((one: { batch: number | null }) => one.batch !== null)).toHaveLength(3);
});

test('more than the quota is answered 429 with the seconds to wait, and served after them', async () => {
  await bench.call('POST', '/world/faults', { quotaScale: 0.001 });
  let answer = await bench.graph('source', 'GET', '/domains');
  for (let i = 0; i < 10 && answer.status === 200; i += 1) answer = await bench.graph('source', 'GET', '/domains');
  expect(answer.status).toBe(429);
  expect(answer.headers.get('x-ms-throttle-information')).toBe('ResourceUnitLimitExceeded');
  await bench.advance(Number(answer.headers.get('retry-after')));
  expect((await bench.graph('source', 'GET', '/domains')).status).toBe(200);
});
