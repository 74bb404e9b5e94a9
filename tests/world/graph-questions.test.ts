/**
 * What a list of directory objects may be asked, by https://learn.microsoft.com/en-us/graph/aad-advanced-queries, .../search-query-parameter,
 * .../query-parameters and the resources' pages.
 */
import { generateCompany } from '../../src/rehearsal/world/company/generate-company.js';
import type { Company, Group } from '../../src/rehearsal/world/entities.js';
import { openBench, type Bench } from './harness.js';

let bench: Bench;
beforeEach(async () => {
  bench = await openBench();
});
afterEach(() => bench.close());

const eventual = { ConsistencyLevel: 'eventual' };
const get = (path: string, headers: Record<string, string> = {}) =>
  bench.graph('source', 'GET', path, undefined, headers);
const served = async (path: string, headers: Record<string, string> = {}) => {
  const { status, body } = await get(path, headers);
  expect([path, status, body.error]).toEqual([path, 200, undefined]);
  return body;
};
const refused = async (path: string, headers: Record<string, string> = {}) => {
  const { status, body } = await get(path, headers);
  expect([path, status]).toEqual([path, 400]);
  return body.error;
};
const named = (body: { value: { displayName: string }[] }) => body.value.map(({ displayName }) => displayName);

test('$search wants the header, and no $count', async () => {
  const path = '/users?$search="displayName:Petrov"&$select=displayName';
  expect(await refused(path)).toMatchObject({
    code: 'Request_UnsupportedQuery',
    message:
      "Request with $search query parameter only works through MSGraph with a special request header: 'ConsistencyLevel: eventual'",
  });
  const names = named(await served(path, eventual));
  expect(names.length).toBeGreaterThan(0);
  for (const name of names) expect(name).toMatch(/petrov/i);
});

test('$search finds words by their beginnings in display names, other properties by their own beginning, and joins clauses', async () => {
  const find = async (search: string, more = '') =>
    named(await served(`/users?$search=${encodeURIComponent(search)}&$select=displayName,mail${more}`, eventual));
  const everybody = named(await served('/users?$select=displayName&$top=999'));
  const petrovs = everybody.filter((name) =>
    name.split(/[\s.()]/).some((word) => word.toLowerCase().startsWith('petrov')),
  );
  expect((await find('"displayName:PETROV"', '&$top=999')).sort()).toEqual(petrovs.sort());
  expect(await find('"displayName:etrov"')).toEqual([]);
  const both = await find('"displayName:ivan petrov"');
  expect(both.length).toBeGreaterThan(0);
  expect(await find('"displayName:petrov ivan"')).toEqual(both);
  expect(await find('"mail:ivan.petrov@contoso.com"')).toEqual([expect.stringMatching(/petrov/i)]);
  expect(await find('"mail:petrov@contoso.com"')).toEqual([]);
  const zoe = await find('"displayName:Zoe"');
  expect(zoe.length).toBeGreaterThan(0);
  const either = await find('"displayName:Zoe" OR ("displayName:Petrov" AND "mail:ivan.petrov@contoso.com")');
  expect(either.sort()).toEqual([...zoe, ...(await find('"mail:ivan.petrov@contoso.com"'))].sort());
  const filtered = await find('"displayName:Petrov"', "&$filter=mail eq 'ivan.petrov@contoso.com'");
  expect(filtered).toHaveLength(1);
  const counted = await served('/users?$search="displayName:Petrov"&$count=true&$top=1', eventual);
  expect(counted['@odata.count']).toBe(petrovs.length);
});

test('a $search that is none is refused, and so is one where nothing is a directory object', async () => {
  for (const search of [
    'Petrov',
    '"Petrov"',
    '"displayName:Petrov" and "mail:x"',
    '"displayName:x',
    '("displayName:x"',
    '""',
  ]) {
    await refused(`/users?$search=${encodeURIComponent(search)}`, eventual);
  }
  await refused('/users?$search="colour:red"', eventual);
  await refused('/users?$search="accountEnabled:true"', eventual);
  await refused('/domains?$search="id:contoso"', eventual);
});

test('$orderby with $filter is an advanced query; display and sign-in names alone are not', async () => {
  const sorted = (list: readonly string[]) => [...list].sort((a, b) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1));
  const names = named(await served('/users?$orderby=displayName&$select=displayName&$top=999'));
  expect(names.map((name) => name.toLowerCase())).toEqual(sorted(names).map((name) => name.toLowerCase()));
  const down = await served('/users?$orderby=userPrincipalName desc&$select=userPrincipalName&$top=999');
  const logins = down.value.map((one: { userPrincipalName: string }) => one.userPrincipalName.toLowerCase());
  expect(logins).toEqual(sorted(logins).reverse());
  const both = "/users?$filter=startsWith(displayName,'I')&$orderby=displayName&$select=displayName";
  expect((await refused(both)).code).toBe('Request_UnsupportedQuery');
  await refused(both, eventual);
  await refused(`${both}&$count=true`);
  const answer = await served(`${both}&$count=true`, eventual);
  expect(named(answer)).toEqual(sorted(named(answer)));
  expect(answer['@odata.count']).toBe(answer.value.length);
  // By other properties it is advanced by itself, or not sorted at all.
  await refused('/users?$orderby=createdDateTime');
  await served('/users?$orderby=createdDateTime desc&$count=true', eventual);
  await refused('/applications?$orderby=displayName');
  await served('/applications?$orderby=displayName&$count=true', eventual);
  await served('/groups?$orderby=displayName');
  for (const order of ['mail', 'displayName down', 'displayName,', 'colour', '']) {
    await refused(`/users?$orderby=${order}&$count=true`, eventual);
  }
  await refused('/domains?$orderby=id');
});

test('the pages of a sorted list hold everybody once, in order', async () => {
  const all = (await served('/users?$orderby=displayName desc&$select=id&$top=999')).value.map(
    (one: { id: string }) => one.id,
  );
  const seen: string[] = [];
  let path: string | undefined = '/users?$orderby=displayName desc&$select=id&$top=7';
  while (path !== undefined) {
    const body = await served(path);
    seen.push(...body.value.map((one: { id: string }) => one.id));
    path = body['@odata.nextLink']?.replace('https://graph.microsoft.com/v1.0', '');
  }
  expect(seen).toEqual(all);
  expect(new Set(seen).size).toBe(seen.length);
});

test('the count stands on the first page alone, and every page of an advanced query wants the header', async () => {
  const first = await served('/users?$count=true&$top=5&$select=id', eventual);
  expect(first['@odata.count']).toBeGreaterThan(5);
  const next = first['@odata.nextLink'].replace('https://graph.microsoft.com/v1.0', '');
  expect(await served(next, eventual)).not.toHaveProperty(['@odata.count']);
  const advanced = await served("/users?$filter=endsWith(mail,'.com')&$count=true&$top=5", eventual);
  await refused(advanced['@odata.nextLink'].replace('https://graph.microsoft.com/v1.0', ''));
  expect(await served('/users?$count=true&$top=5')).not.toHaveProperty(['@odata.count']);
});

test('a filter has the types of its properties, any for lists, and endsWith and null where the page has them', async () => {
  for (const filter of [
    "accountEnabled eq 'true'",
    'displayName eq Ivan',
    'displayName eq 5',
    "createdDateTime ge '2026-01-01T00:00:00Z'",
    'createdDateTime ge yesterday',
    "proxyAddresses eq 'SMTP:ivan.petrov@contoso.com'",
    "startsWith(proxyAddresses,'SMTP:')",
    "displayName/any(p:p eq 'Ivan')",
    "assignedLicenses/any(u:u/skuId eq '00000000-0000-4000-8000-000000000000')",
    "mail in ('x', 5)",
    'accountEnabled eq null',
    "userPrincipalName gt 'a'",
  ]) {
    await refused(`/users?$filter=${filter}`);
  }
  await refused('/users?$filter=mail eq null');
  await refused("/users?$filter=endsWith(displayName,'a')&$count=true", eventual);
  await refused('/users?$filter=proxyAddresses/$count eq 2&$count=true', eventual);
  const without = await served('/users?$filter=mail eq null&$count=true&$top=999&$select=id,mail', eventual);
  expect(without.value.every((one: { mail: string | null }) => one.mail === null)).toBe(true);
  expect(without.value.length).toBeGreaterThan(0);
  await served('/users?$filter=createdDateTime ge 2020-01-01T00:00:00Z and accountEnabled eq true');
  await served("/groups?$filter=groupTypes/any(c:c eq 'Unified')");
});

test('options of collections are refused at a single object, and unknown ones and wrong values everywhere', async () => {
  const [{ id }] = (await served('/users?$top=1')).value;
  for (const option of [
    "$filter=mail eq 'x'",
    '$top=5',
    '$orderby=displayName',
    '$count=true',
    '$search="displayName:x"',
  ]) {
    await refused(`/users/${id}?${option}`, eventual);
  }
  for (const path of [
    '/servicePrincipals?$select=nonsense',
    "/servicePrincipals?$filter=nonsense eq 'x'",
    '/servicePrincipals?$top=0',
    '/organization?$select=nonsense',
    '/organization?$nonsense=1',
    '/domains/contoso.com/domainNameReferences?$top=many',
    "/domains/contoso.com/domainNameReferences?$filter=id eq 'x'",
    '/domains/contoso.com/domainNameReferences?$select=nonsense',
    '/domains/contoso.com/verificationDnsRecords?$nonsense=1',
    '/users?$count=yes',
  ]) {
    await refused(path);
  }
  const byName = await served("/servicePrincipals?$filter=displayName eq 'Changeover'&$select=displayName,appId");
  expect(byName.value).toEqual([
    { id: expect.any(String), displayName: 'Changeover', appId: bench.discovery.source.apps.bot.clientId },
  ]);
  const [organization] = (await served('/organization?$select=displayName,verifiedDomains')).value;
  expect(Object.keys(organization).sort()).toEqual(['displayName', 'id', 'verifiedDomains']);
});

/** https://learn.microsoft.com/en-us/graph/api/resources/group#properties */
const groupProperties =
  'assignedLabels assignedLicenses classification createdDateTime deletedDateTime description displayName expirationDateTime groupTypes hasMembersWithLicenseErrors id isAssignableToRole isManagementRestricted licenseProcessingState mail mailEnabled mailNickname membershipRule membershipRuleProcessingState onPremisesLastSyncDateTime onPremisesProvisioningErrors onPremisesSamAccountName onPremisesSecurityIdentifier onPremisesSyncEnabled preferredDataLocation preferredLanguage proxyAddresses renewedDateTime resourceBehaviorOptions resourceProvisioningOptions securityEnabled securityIdentifier serviceProvisioningErrors theme uniqueName visibility'.split(
    ' ',
  );
const byIdOnly =
  'allowExternalSenders autoSubscribeNewMembers hideFromAddressLists hideFromOutlookClients isSubscribedByMail unseenCount'.split(
    ' ',
  );

test('every documented property of a group is selected, those of a single group at a single group, and no other', async () => {
  const company: Company = generateCompany({ mailboxes: 40, seed: 7 });
  const { source } = company.tenants;
  const [first, ...rest] = source.groups as [Group, ...Group[]];
  const dynamic = {
    ...first,
    groupTypes: [...first.groupTypes, 'DynamicMembership'],
    membershipRule: '(user.department -eq "Sales")',
    membershipRuleProcessingState: 'On',
  } as Group;
  await bench.close();
  bench = await openBench({
    company: { ...company, tenants: { ...company.tenants, source: { ...source, groups: [dynamic, ...rest] } } },
  });
  const list = await served(`/groups?$select=${groupProperties.join(',')}&$top=999`);
  for (const one of list.value) expect(Object.keys(one).sort()).toEqual([...groupProperties].sort());
  const shown = list.value.find((one: { id: string }) => one.id === first.id);
  expect(shown).toMatchObject({
    membershipRule: '(user.department -eq "Sales")',
    membershipRuleProcessingState: 'On',
    assignedLicenses: [],
    deletedDateTime: null,
    securityIdentifier: expect.stringMatching(/^S-1-12-1-\d+-\d+-\d+-\d+$/),
  });
  expect(await served("/groups?$filter=membershipRuleProcessingState eq 'On'")).toMatchObject({
    value: [{ id: first.id }],
  });
  const usual = (await served('/groups')).value[0];
  for (const name of [
    'membershipRule',
    'membershipRuleProcessingState',
    'securityIdentifier',
    'theme',
    'renewedDateTime',
  ])
    expect(Object.keys(usual)).toContain(name);
  expect(Object.keys(usual)).not.toContain('assignedLabels');
  for (const name of byIdOnly) {
    await refused(`/groups?$select=id,${name}`);
    expect(Object.keys(await served(`/groups/${first.id}?$select=${name}`))).toContain(name);
  }
  expect((await refused('/groups?$select=id,colour')).message).toBe(
    "Could not find a property named 'colour' on type 'microsoft.graph.group'.",
  );
  await served('/directory/deletedItems/microsoft.graph.group?$select=id,membershipRule,deletedDateTime');
});

test('documented properties of people, contacts and applications are no unknown ones either', async () => {
  const [user] = (
    await served('/users?$select=id,companyName,city,employeeId,onPremisesDistinguishedName,securityIdentifier&$top=1')
  ).value;
  expect(user).toMatchObject({ companyName: null, city: null });
  await served('/contacts?$select=id,companyName,phones,addresses,serviceProvisioningErrors');
  await served('/applications?$select=id,web,api,requiredResourceAccess,publisherDomain,tags');
  for (const path of ['/users', '/contacts', '/applications']) await refused(`${path}?$select=id,colour`);
});
