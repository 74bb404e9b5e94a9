import { missing, partial, supported, type CoverageLine } from '../service.js';
import { mailboxCoverage } from './mailbox/coverage.js';
import { rightsCoverage } from './coverage-of-rights.js';

const learn = 'https://learn.microsoft.com/en-us';
const graphPage = `${learn}/graph/api`;

export const graphCoverage: readonly CoverageLine[] = [
  supported('GET /domains', `${graphPage}/domain-list`),
  supported('GET /domains/{id}', `${graphPage}/domain-get`),
  partial(
    'PATCH /domains/{id}',
    `${graphPage}/domain-update`,
    'isDefault and supportedServices; not the password policy',
  ),
  partial(
    'POST /domains',
    `${graphPage}/domain-post-domains`,
    'whether a domain that another tenant has verified may be added is not published: a fault switch plays both; wording of the refusal is our own',
  ),
  partial(
    'POST /domains/{id}/verify',
    `${graphPage}/domain-verify`,
    'TXT or MX from the DNS of this world, no takeover; refused until the other tenant has released the domain (time not published, a fault number); whether mail is enabled by it is a fault switch',
  ),
  partial(
    'DELETE /domains/{id}',
    `${graphPage}/domain-delete`,
    'refused at once for everything that refers to the domain; the message names the first five, its wording is our own',
  ),
  partial(
    'POST /domains/{id}/forceDelete',
    `${graphPage}/domain-forcedelete`,
    'objects in the bin are renamed as well; lists, contacts, public folders and deleted mailboxes count as references with Exchange as the provisioning service',
  ),
  partial(
    'GET /domains/{id}/verificationDnsRecords',
    `${graphPage}/domain-list-verificationdnsrecords`,
    'served for verified domains too',
  ),
  partial(
    'GET /domains/{id}/serviceConfigurationRecords',
    `${graphPage}/domain-list-serviceconfigurationrecords`,
    'MX, SPF, Autodiscover and the federation record of Teams; empty, then Unavailable for a while after a verification',
  ),
  partial(
    'GET /domains/{id}/domainNameReferences',
    `${graphPage}/domain-list-domainnamereferences`,
    'live users, groups, contacts and applications, by an index that lags; $filter and $orderby are refused',
  ),
  partial(
    'GET /users',
    `${graphPage}/user-list`,
    'no $expand; of the documented properties those of the runbook are kept, the others are null, and those of other services (mySite, mailboxSettings and the like) are refused',
  ),
  partial('GET /users/$count', `${learn}/graph/aad-advanced-queries`, '$filter and $search as in the list'),
  partial('GET /users/{id}', `${graphPage}/user-get`, 'no $expand'),
  partial(
    'POST /users',
    `${graphPage}/user-post-users`,
    'without a licence no mailbox; the password is looked at and not kept; identities and extensions are refused',
  ),
  partial(
    'DELETE /users/{id}',
    `${graphPage}/user-delete`,
    'directory roles are not kept: an administrator is deleted as anybody else; a mail user loses its addresses in Exchange',
  ),
  partial(
    'PATCH /users/{id}',
    `${graphPage}/user-update`,
    "no passwordProfile; employeeId, usageLocation and accountEnabled as any other; a sign-in name that is another object's address is refused with ObjectConflict on proxyAddresses (wording not published)",
  ),
  partial(
    'GET /groups',
    `${graphPage}/group-list`,
    'no $expand; of the documented properties addresses, types, names and the membership rule are kept, the others are null or what a new group has',
  ),
  partial('GET /groups/{id}', `${graphPage}/group-get`, 'no $expand'),
  partial(
    'PATCH /groups/{id}',
    `${graphPage}/group-update`,
    'what an application may write, members@odata.bind not; whether a membership rule is one is not looked at, and nobody joins by it',
  ),
  partial(
    'POST /groups',
    `${graphPage}/group-post-groups`,
    'security groups and those of Microsoft 365, whose recipient Exchange has after mirrorLagSeconds; the alias in use by another kind of recipient gets digits as in the example; groups for directory roles are refused; nobody joins by a rule; an application is no owner',
  ),
  partial(
    'DELETE /groups/{id}',
    `${graphPage}/group-delete`,
    'one with licences is refused (wording our own), as the page of group-based licensing has it; lists are refused in words from memory',
  ),
  partial(
    'POST /groups/{id}/members/$ref',
    `${graphPage}/group-post-members`,
    'users, security groups and contacts; wording for a kind that may not be a member and for a group with a rule is our own',
  ),
  partial('POST /groups/{id}/owners/$ref', `${graphPage}/group-post-owners`, 'users'),
  partial(
    'DELETE /groups/{id}/members/{id}/$ref',
    `${graphPage}/group-delete-members`,
    'who is no member is not found; administrators quote another sentence as well',
  ),
  partial(
    'DELETE /groups/{id}/members/{id}',
    `${graphPage}/group-delete-members`,
    'deletes the member itself, as the page warns: users and groups',
  ),
  partial(
    'DELETE /groups/{id}/owners/{id}/$ref',
    `${graphPage}/group-delete-owners`,
    'the last owner stays, in the words that administrators quote',
  ),
  partial(
    'POST /users/{id}/assignLicense',
    `${graphPage}/user-assignlicense`,
    'wording of refusals as administrators quote it; plans that exclude or need each other are not known; the mailbox is there after mailboxLagSeconds, first at the sign-in name, with an address of the alias at the initial domain and one for calls where the product has it; it goes after the same time, without DelayedDelicensingEnabled',
  ),
  partial(
    'POST /groups/{id}/assignLicense',
    `${graphPage}/group-assignlicense`,
    'members have it after groupLicenceLagSeconds, of groups in the group nobody; CountViolation is the only error, and is not tried again until the user or the group is written to',
  ),
  partial(
    'GET /users/{id}/licenseDetails',
    `${graphPage}/user-list-licensedetails`,
    'of the service plans the one for the mailbox',
  ),
  partial(
    'GET /groups/{id}/members',
    `${graphPage}/group-list-members`,
    'users, groups and contacts; no cast to one kind, no $expand; hidden membership is shown',
  ),
  partial('GET /groups/{id}/owners', `${graphPage}/group-list-owners`, 'as the members'),
  partial(
    'GET /contacts/{id}/memberOf',
    `${graphPage}/orgcontact-list-memberof`,
    'groups; nobody keeps administrative units',
  ),
  partial('GET /contacts', `${graphPage}/orgcontact-list`, 'no $expand'),
  partial('GET /contacts/{id}', `${graphPage}/orgcontact-get`, 'no $expand'),
  partial('GET /directory/deletedItems/microsoft.graph.user', `${graphPage}/directory-deleteditems-list`, 'no $expand'),
  partial(
    'GET /directory/deletedItems/microsoft.graph.group',
    `${graphPage}/directory-deleteditems-list`,
    'no $expand',
  ),
  partial(
    'GET /directory/deletedItems/{id}',
    `${graphPage}/directory-deleteditems-get`,
    'users and groups; no $expand',
  ),
  partial(
    'POST /directory/deletedItems/{id}/restore',
    `${graphPage}/directory-deleteditems-restore`,
    'users with their mailbox, and groups; a name on a domain that has gone meanwhile wants newUserPrincipalName; a mail user comes back without its addresses in Exchange',
  ),
  partial(
    'DELETE /directory/deletedItems/{id}',
    `${graphPage}/directory-deleteditems-delete`,
    'users with User.DeleteRestore.All (older copies of the page: not by an application); a group is refused to every application, as the page says',
  ),
  partial(
    'GET /applications',
    `${graphPage}/application-list`,
    'no $expand; six of the documented properties are kept, the others are null',
  ),
  partial(
    'GET /applications/{id}',
    `${graphPage}/application-get`,
    'no $expand; six of the documented properties are kept, the others are null',
  ),
  partial(
    'PATCH /applications/{id}',
    `${graphPage}/application-update`,
    'identifierUris, displayName and signInAudience; Application.ReadWrite.OwnedBy is not enough, as nothing is owned here',
  ),
  partial(
    'GET /admin/exchange/tracing/messageTraces',
    `${graphPage}/messagetracingroot-list-messagetraces`,
    'letters written at the door of this world only, each to one recipient; delivered, expanded and failed; shown late by a fault number (not published); a letter to a moving domain comes in only by the MX that its tenant asks for; subject is not filtered by; the service principal that a real tenant needs is there; wording of refusals is our own',
  ),
  partial('GET /organization', `${graphPage}/organization-list`, 'the members the runbook reads'),
  partial(
    'GET /subscribedSkus',
    `${graphPage}/subscribedsku-list`,
    'what is given out and at least 25 more of each, or what the portal of this world was told; of the service plans the one for the mailbox',
  ),
  supported(
    "GET /tenantRelationships/findTenantInformationByDomainName(domainName='{id}')",
    `${graphPage}/tenantrelationship-findtenantinformationbydomainname`,
  ),
  ...rightsCoverage,
  ...mailboxCoverage,
  partial('POST /$batch', `${learn}/graph/json-batching`, 'items run in order; answers in order'),
  missing('GET /directoryRoles', `${graphPage}/directoryrole-list`),
  missing('GET /users/delta', `${graphPage}/user-delta`),
];
