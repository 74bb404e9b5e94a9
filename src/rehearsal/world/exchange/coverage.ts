import { missing, supported, partial, type CoverageLine } from '../service.js';
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
  write('Set-DistributionGroup'),
  write('Set-DynamicDistributionGroup'),
  write(
    'Set-UnifiedGroup',
    'The wording of the refusal to lose the last address on the initial domain is not published.',
  ),
  write('Set-MailPublicFolder'),
  supported('Get-AcceptedDomain', `${cmdletPage}/get-accepteddomain`),
  shows(
    'Get-OrganizationConfig',
    'The members the runbook reads; EwsAllowedAppIDs only with RetrieveEwsOperationAccessPolicy, as the pages of Set-OrganizationConfig and of access to EWS have it.',
  ),
  ...rightsCoverage,
  partial(
    'Get-DkimSigningConfig',
    `${cmdletPage}/get-dkimsigningconfig`,
    'every accepted domain has one; the members the runbook reads; signing is never switched on',
  ),
  absent('Set-AcceptedDomain'),
  ...rolesCoverage,
];
