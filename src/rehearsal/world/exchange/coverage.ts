import { missing, supported, partial, type CoverageLine } from '../service.js';
import { objectsCoverage } from './coverage-of-objects.js';
import { rightsCoverage, shows } from './coverage-of-rights.js';
import { rolesCoverage } from './roles/coverage.js';

const learn = 'https://learn.microsoft.com/en-us';
const cmdletPage = `${learn}/powershell/module/exchange`;
const read = (name: string, differences = ''): CoverageLine =>
  partial(
    name,
    `${cmdletPage}/${name.toLowerCase()}`,
    `Identity, Filter, ResultSize, SortBy and the type of recipient where the page has one; of the documented properties those the runbook reads are kept, filtered and sorted by; no Anr. In a filter a wildcard may stand in front, a name takes the place of a distinguished name, and the wording of refusals is our own. ${differences}`.trim(),
  );
const write = (name: string, differences = ''): CoverageLine =>
  partial(
    name,
    `${cmdletPage}/${name.toLowerCase()}`,
    `EmailAddresses (list or hashtable), the primary address, DisplayName, Alias, HiddenFromAddressListsEnabled. ${differences}`.trim(),
  );
const absent = (name: string): CoverageLine => missing(name, `${cmdletPage}/${name.toLowerCase()}`);

export const exchangeCoverage: readonly CoverageLine[] = [
  partial(
    'POST /adminapi/beta/{tenant}/InvokeCommand',
    `${learn}/exchange/reference/admin-api-get-started`,
    'undocumented service; page links end only when a page is lost; a cmdlet that no role of the caller holds answers as one that does not exist',
  ),
  partial(
    'POST /adminapi/beta/{tenant}/$batch',
    `${learn}/exchange/reference/admin-api-get-started`,
    'undocumented service; no limit on items',
  ),
  partial(
    'GET /adminapi/v1.0/{tenant}/EXOModuleFile',
    `${learn}/powershell/exchange/exchange-online-powershell-v2`,
    'the list of cmdlets without the module itself',
  ),
  partial(
    'POST /EWS/Exchange.asmx',
    `${learn}/exchange/client-developer/exchange-web-services/how-to-authenticate-an-ews-application-by-using-oauth`,
    'GetFolder of standard folders and of folder ids, for an application with full_access_as_app that impersonates; another mailbox than the impersonated one by a right of full access. No user signs in here, so nobody opens a mailbox by such a right alone. Switches, lists and the end on 2027-04-01 as the pages have them; the words of a refused token and of missing impersonation as administrators quote them; an access policy for applications is answered with ErrorImpersonateUserDenied (no page says); X-AnchorMailbox is not asked for.',
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
    'Forwarding, GrantSendOnBehalfTo (list or hashtable, each resolved to a Name), IsExchangeCloudManaged, Force; not MicrosoftOnlineServicesID. Wording of the refusal of two primaries is not published.',
  ),
  write('Set-MailUser'),
  write('Set-MailContact'),
  write(
    'Set-DistributionGroup',
    'ManagedBy, moderation, who may write to it and join it, MailTip, Notes, Description, GrantSendOnBehalfTo, RoomList; not Name, CustomAttribute, SimpleDisplayName. BypassSecurityGroupManagerCheck is taken and, unlike the live service, not demanded here. Owners named nowhere are the role group, from memory.',
  ),
  write(
    'Set-DynamicDistributionGroup',
    'The filter, precanned or not, ManagedBy, moderation, who may write to it; not Name and what a group itself is found by.',
  ),
  write(
    'Set-UnifiedGroup',
    'Addresses, names, whether it is hidden, RequireSenderAuthenticationEnabled; no moderation, senders or subscriptions. The wording of the refusal to lose the last address on the initial domain is not published.',
  ),
  write('Set-MailPublicFolder'),
  supported('Get-AcceptedDomain', `${cmdletPage}/get-accepteddomain`),
  shows(
    'Get-OrganizationConfig',
    'The members the runbook reads; EwsAllowedAppIDs only with RetrieveEwsOperationAccessPolicy, as the pages of Set-OrganizationConfig and of access to EWS have it.',
  ),
  ...rightsCoverage,
  ...objectsCoverage,
  partial(
    'Get-DkimSigningConfig',
    `${cmdletPage}/get-dkimsigningconfig`,
    'every accepted domain has one; the members the runbook reads; signing is never switched on',
  ),
  absent('Set-AcceptedDomain'),
  ...rolesCoverage,
];
