/** What of the vendors' services this world serves, and where it differs. A test holds it against the routes, both ways. */
export interface Coverage {
  /** `METHOD path` below the service's base, or a cmdlet's name. */
  readonly name: string;
  readonly service: 'login' | 'graph' | 'exchange';
  readonly state: 'supported' | 'partial' | 'missing';
  readonly differences: string;
  readonly page: string;
}

const learn = 'https://learn.microsoft.com/en-us';
const graphPage = `${learn}/graph/api`;
const cmdletPage = `${learn}/powershell/module/exchange`;
const entry =
  (service: Coverage['service'], state: Coverage['state']) =>
  (name: string, page: string, differences = ''): Coverage => ({ name, service, state, differences, page });

const login = entry('login', 'partial');
const graph = entry('graph', 'supported');
const graphPartly = entry('graph', 'partial');
const graphMissing = entry('graph', 'missing');
const read = (name: string, differences = ''): Coverage =>
  entry('exchange', 'partial')(
    name,
    `${cmdletPage}/${name.toLowerCase()}`,
    `Identity, Filter (-eq -ne -like -notlike), ResultSize, RecipientTypeDetails; SortBy is ignored; the properties the runbook reads. ${differences}`.trim(),
  );
const write = (name: string, differences = ''): Coverage =>
  entry('exchange', 'partial')(
    name,
    `${cmdletPage}/${name.toLowerCase()}`,
    `EmailAddresses (list or hashtable), the primary address, DisplayName, Alias, HiddenFromAddressListsEnabled. ${differences}`.trim(),
  );
const missing = (name: string): Coverage => entry('exchange', 'missing')(name, `${cmdletPage}/${name.toLowerCase()}`);

export const coverage: readonly Coverage[] = [
  login(
    'POST /{tenant}/oauth2/v2.0/token',
    `${learn}/entra/identity-platform/v2-oauth2-client-creds-grant-flow`,
    'client_secret only (no certificate assertion); resources Microsoft Graph and Exchange Online; a token ends by virtual time',
  ),
  login(
    'GET /{tenant}/v2.0/.well-known/openid-configuration',
    `${learn}/entra/identity-platform/v2-protocols-oidc`,
    'the members a client credential flow and tenant discovery read',
  ),
  login('GET /{tenant}/discovery/v2.0/keys', `${learn}/entra/identity-platform/access-tokens`, 'one key of this world'),
  login(
    'GET /common/discovery/instance',
    `${learn}/entra/identity-platform/msal-client-application-configuration`,
    'worldwide cloud only',
  ),
  login(
    'GET /getuserrealm.srf',
    `${learn}/entra/identity/hybrid/connect/how-to-connect-fed-management`,
    'undocumented answer, the members that tell Managed, Federated, Unknown',
  ),

  graph('GET /domains', `${graphPage}/domain-list`),
  graph('GET /domains/{id}', `${graphPage}/domain-get`),
  graphPartly(
    'PATCH /domains/{id}',
    `${graphPage}/domain-update`,
    'isDefault and supportedServices; not the password policy',
  ),
  graphPartly(
    'POST /domains',
    `${graphPage}/domain-post-domains`,
    'whether a domain that another tenant has verified may be added is not published: a fault switch plays both; wording of the refusal is our own',
  ),
  graphPartly(
    'POST /domains/{id}/verify',
    `${graphPage}/domain-verify`,
    'TXT or MX from the DNS of this world, no takeover; refused until the other tenant has released the domain (time not published, a fault number); whether mail is enabled by it is a fault switch',
  ),
  graphPartly(
    'DELETE /domains/{id}',
    `${graphPage}/domain-delete`,
    'refused at once for everything that refers to the domain; the message names the first five, its wording is our own',
  ),
  graphPartly(
    'POST /domains/{id}/forceDelete',
    `${graphPage}/domain-forcedelete`,
    'objects in the bin are renamed as well; lists, contacts, public folders and deleted mailboxes count as references with Exchange as the provisioning service',
  ),
  graphPartly(
    'GET /domains/{id}/verificationDnsRecords',
    `${graphPage}/domain-list-verificationdnsrecords`,
    'served for verified domains too',
  ),
  graphPartly(
    'GET /domains/{id}/serviceConfigurationRecords',
    `${graphPage}/domain-list-serviceconfigurationrecords`,
    'MX, SPF, Autodiscover and the federation record of Teams; empty, then Unavailable for a while after a verification',
  ),
  graphPartly(
    'GET /domains/{id}/domainNameReferences',
    `${graphPage}/domain-list-domainnamereferences`,
    'live users, groups, contacts and applications, by an index that lags; no $filter',
  ),
  graphPartly('GET /users', `${graphPage}/user-list`, 'no $search, $orderby, $expand; the properties of the runbook'),
  graphPartly('GET /users/$count', `${learn}/graph/aad-advanced-queries`, '$filter as in the list'),
  graphPartly('GET /users/{id}', `${graphPage}/user-get`, 'no $expand'),
  graphPartly(
    'PATCH /users/{id}',
    `${graphPage}/user-update`,
    "no passwordProfile; a sign-in name that is another object's address is refused with ObjectConflict on proxyAddresses (wording not published)",
  ),
  graphPartly('GET /groups', `${graphPage}/group-list`, 'no $search, $orderby, $expand'),
  graphPartly('GET /groups/{id}', `${graphPage}/group-get`, 'no $expand'),
  graphPartly('GET /groups/{id}/members', `${graphPage}/group-list-members`, 'users only, one page'),
  graphPartly('GET /contacts', `${graphPage}/orgcontact-list`, 'no $search, $orderby'),
  graphPartly('GET /contacts/{id}', `${graphPage}/orgcontact-get`, 'no $expand'),
  graphPartly(
    'GET /directory/deletedItems/microsoft.graph.user',
    `${graphPage}/directory-deleteditems-list`,
    'no $orderby, $search',
  ),
  graphPartly(
    'GET /directory/deletedItems/microsoft.graph.group',
    `${graphPage}/directory-deleteditems-list`,
    'no $orderby, $search',
  ),
  graphPartly(
    'DELETE /directory/deletedItems/{id}',
    `${graphPage}/directory-deleteditems-delete`,
    'users with User.DeleteRestore.All (older copies of the page: not by an application); a group is refused to every application, as the page says',
  ),
  graphPartly('GET /applications', `${graphPage}/application-list`, 'no $search, $orderby, $expand; six properties'),
  graphPartly('GET /applications/{id}', `${graphPage}/application-get`, 'no $expand; six properties'),
  graphPartly('PATCH /applications/{id}', `${graphPage}/application-update`, 'identifierUris only'),
  graphPartly('GET /organization', `${graphPage}/organization-list`, 'the members the runbook reads'),
  graph(
    "GET /tenantRelationships/findTenantInformationByDomainName(domainName='{id}')",
    `${graphPage}/tenantrelationship-findtenantinformationbydomainname`,
  ),
  graphPartly(
    'GET /servicePrincipals',
    `${graphPage}/serviceprincipal-list`,
    "$filter appId eq only; role ids of Graph are this world's own",
  ),
  graphPartly(
    'GET /servicePrincipals/{id}/appRoleAssignments',
    `${graphPage}/serviceprincipal-list-approleassignments`,
    'one page',
  ),
  graphPartly('POST /$batch', `${learn}/graph/json-batching`, 'items run in order; answers in order'),
  graphMissing('GET /directoryRoles', `${graphPage}/directoryrole-list`),
  graphMissing('GET /users/delta', `${graphPage}/user-delta`),
  graphMissing('POST /users/{id}/assignLicense', `${graphPage}/user-assignlicense`),

  entry('exchange', 'partial')(
    'POST /adminapi/beta/{tenant}/InvokeCommand',
    `${learn}/exchange/reference/admin-api-get-started`,
    'undocumented service; page links end only when a page is lost',
  ),
  entry('exchange', 'partial')(
    'POST /adminapi/beta/{tenant}/$batch',
    `${learn}/exchange/reference/admin-api-get-started`,
    'undocumented service; no limit on items',
  ),
  entry('exchange', 'partial')(
    'GET /adminapi/v1.0/{tenant}/EXOModuleFile',
    `${learn}/powershell/exchange/exchange-online-powershell-v2`,
    'the list of cmdlets without the module itself',
  ),
  read(
    'Get-Mailbox',
    'SoftDeletedMailbox (inactive ones among them, told apart by IsInactiveMailbox), InactiveMailboxOnly, IncludeInactiveMailbox.',
  ),
  read(
    'Get-Recipient',
    'Microsoft 365 groups with RecipientTypeDetails GroupMailbox or Identity only; IncludeSoftDeletedRecipients wants Identity or RecipientTypeDetails.',
  ),
  read('Get-MailUser'),
  read('Get-MailContact'),
  read('Get-DistributionGroup'),
  read('Get-DynamicDistributionGroup'),
  read('Get-UnifiedGroup'),
  read('Get-MailPublicFolder', 'No EntryId.'),
  write(
    'Set-Mailbox',
    'Forwarding, GrantSendOnBehalfTo (whole list), IsExchangeCloudManaged; not MicrosoftOnlineServicesID. Wording of the refusal of two primaries is not published.',
  ),
  write('Set-MailUser'),
  write('Set-MailContact'),
  write('Set-DistributionGroup'),
  write('Set-DynamicDistributionGroup'),
  write('Set-UnifiedGroup'),
  write('Set-MailPublicFolder'),
  entry('exchange', 'supported')('Get-AcceptedDomain', `${cmdletPage}/get-accepteddomain`),
  entry('exchange', 'partial')(
    'Get-OrganizationConfig',
    `${cmdletPage}/get-organizationconfig`,
    'the members the runbook reads',
  ),
  ...[
    'New-MailContact',
    'Remove-MailContact',
    'Get-MailboxPermission',
    'Get-RecipientPermission',
    'Get-MailboxFolderPermission',
    'Get-MailboxStatistics',
    'Get-InboxRule',
    'Get-TransportRule',
    'Set-OrganizationConfig',
    'Set-AcceptedDomain',
  ].map(missing),
];
