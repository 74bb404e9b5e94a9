/**
 * The two Microsoft resources an application is granted roles on, and their roles: ids are the vendor's, those of Graph by
 * https://learn.microsoft.com/en-us/graph/permissions-reference, those of Exchange by
 * https://learn.microsoft.com/en-us/exchange/client-developer/exchange-web-services/how-to-authenticate-an-ews-application-by-using-oauth and
 * https://learn.microsoft.com/en-us/powershell/exchange/app-only-auth-powershell-v2
 */
import { seededGuid } from '../seeded.js';

export type ResourceName = 'graph' | 'exchange';

export interface AppRole {
  readonly id: string;
  readonly value: string;
  readonly displayName: string;
}

export interface Resource {
  readonly name: ResourceName;
  readonly appId: string;
  readonly displayName: string;
  readonly appRoles: readonly AppRole[];
}

const role = (value: string, displayName: string, id: string): AppRole => ({ id, value, displayName });

/** Of a role whose id was found on no page: it only has to be the same on both ends of an assignment. */
const ownId = (value: string): string => seededGuid(0, `graph-role/${value}`);

export const resources: readonly Resource[] = [
  {
    name: 'graph',
    appId: '00000003-0000-0000-c000-000000000000',
    displayName: 'Microsoft Graph',
    appRoles: [
      role('Application.Read.All', 'Read all applications', '9a5d68dd-52b0-4cc2-bd40-abcf44ac3a30'),
      role('Application.ReadWrite.All', 'Read and write all applications', '1bfefb4e-e0b5-418b-a88f-73c46d2cc8e9'),
      role(
        'AppRoleAssignment.ReadWrite.All',
        'Manage app permission grants and app role assignments',
        '06b708a9-e830-4db3-a914-8e69da51d44f',
      ),
      role('Calendars.Read', 'Read calendars in all mailboxes', '798ee544-9d2d-430c-a058-570e29e34338'),
      role(
        'Calendars.ReadBasic.All',
        'Read basic details of calendars in all mailboxes ',
        '8ba4a692-bc31-4128-9094-475872af8a53',
      ),
      role('Calendars.ReadWrite', 'Read and write calendars in all mailboxes', 'ef54d2bf-783f-4e0f-bca1-3210c0444d99'),
      role('Contacts.Read', 'Read contacts in all mailboxes', '089fe4d0-434a-44c5-8827-41ba8a0b17f5'),
      role('Contacts.ReadWrite', 'Read and write contacts in all mailboxes', '6918b873-d17a-4dc1-b314-35f528134491'),
      role(
        'CrossTenantInformation.ReadBasic.All',
        'Read cross-tenant basic information',
        'cac88765-0581-4025-9725-5ebc13f729ee',
      ),
      role(
        'DelegatedPermissionGrant.ReadWrite.All',
        'Manage all delegated permission grants',
        '8e8e4742-1d95-4f68-9d56-6ee75648c72a',
      ),
      role('Directory.Read.All', 'Read directory data', '7ab1d382-f21e-4acd-a863-ba3e13f7da61'),
      role('Directory.ReadWrite.All', 'Read and write directory data', '19dbc75e-c2e2-444c-a770-ec69d8559fc7'),
      role('Domain.Read.All', 'Read domains', 'dbb9058a-0e50-45d7-ae91-66909b5d4664'),
      role('Domain.ReadWrite.All', 'Read and write domains', '7e05723c-0bb0-42da-be95-ae9f08a6e53c'),
      role('ExchangeMessageTrace.Read.All', 'Read Exchange message trace', ownId('ExchangeMessageTrace.Read.All')),
      role('Group.Create', 'Create groups', 'bf7b1a76-6e77-406b-b258-bf5c7720e98f'),
      role('Group.Read.All', 'Read all groups', '5b567255-7703-4780-807c-7be8301ae99b'),
      role('Group.ReadWrite.All', 'Read and write all groups', '62a82d76-70ea-41e2-9197-370581804d09'),
      role('GroupMember.Read.All', 'Read all group memberships', '98830695-27a2-44f7-8c18-0c3ebc9698f6'),
      role('GroupMember.ReadWrite.All', 'Read and write all group memberships', 'dbaae8cf-10b5-4b86-a4a1-f871c94c6695'),
      role('LicenseAssignment.Read.All', 'Read all license assignments', ownId('LicenseAssignment.Read.All')),
      role(
        'LicenseAssignment.ReadWrite.All',
        'Manage all license assignments.',
        '5facf0c1-8979-4e95-abcf-ff3d079771c0',
      ),
      role('Mail.Read', 'Read mail in all mailboxes', '810c84a8-4a9e-49e6-bf7d-12d183f40d01'),
      role('Mail.ReadBasic.All', 'Read basic mail in all mailboxes', '693c5e45-0940-467d-9b8a-1022fb9d42ef'),
      role('Mail.ReadWrite', 'Read and write mail in all mailboxes', 'e2a3a72e-5f79-4c64-b1b1-878b674786c9'),
      role('Mail.Send', 'Send mail as any user', 'b633e1c5-b582-4048-a93e-9f11b44c7e96'),
      role('MailboxSettings.Read', 'Read all user mailbox settings', '40f97065-369a-49f4-947c-6a255697ae91'),
      role(
        'MailboxSettings.ReadWrite',
        'Read and write all user mailbox settings',
        '6931bccd-447a-43d1-b442-00a195474933',
      ),
      role('OrgContact.Read.All', 'Read organizational contacts', 'e1a88a34-94c4-4418-be12-c87b00e26bea'),
      role('Organization.Read.All', 'Read organization information', '498476ce-e0fe-48b0-b801-37ba7e2685c6'),
      role(
        'Organization.ReadWrite.All',
        'Read and write organization information',
        '292d869f-3427-49a8-9dab-8c70152b74e9',
      ),
      role('Place.Read.All', 'Read all company places', '913b9306-0ce1-42b8-9137-6a7df690a760'),
      role('Reports.Read.All', 'Read all usage reports', '230c1aed-a721-4c5d-9cb4-a90514e508ef'),
      role(
        'RoleManagement.Read.All',
        'Read role management data for all RBAC providers',
        'c7fbd983-d9aa-4fa7-84b8-17382c103bc4',
      ),
      role('RoleManagement.Read.Directory', 'Read all directory RBAC settings', '483bed4a-2ad3-4361-a73b-c83ccdbdc53c'),
      role(
        'RoleManagement.ReadWrite.Directory',
        'Read and write all directory RBAC settings',
        '9e3f62cf-ca93-4989-b6ce-bf83c28f9fe8',
      ),
      role('Tasks.Read.All', "Read all users' tasks and tasklist", 'f10e1f91-74ed-437f-a6fd-d6ae88e26c1f'),
      role(
        'Tasks.ReadWrite.All',
        "Read and write all users' tasks and tasklists",
        '44e666d1-d276-445b-a5fc-8815eeb81d55',
      ),
      role('User.DeleteRestore.All', 'Delete and restore user accounts', 'eccc023d-eccf-4e7b-9683-8813ab36cecc'),
      role('User.EnableDisableAccount.All', 'Enable and disable user accounts', '3011c876-62b7-4ada-afa2-506cbbecc68c'),
      role(
        'User.Read.All',
        "Read all users' full profiles and company properties",
        'df021288-bdef-4463-88db-98f22de89214',
      ),
      role('User.ReadWrite.All', "Read and write all users' full profiles", '741f803b-c850-494e-b5df-cde7c675a1ca'),
    ],
  },
  {
    name: 'exchange',
    appId: '00000002-0000-0ff1-ce00-000000000000',
    displayName: 'Office 365 Exchange Online',
    appRoles: [
      role('Exchange.ManageAsApp', 'Manage Exchange As Application', 'dc50a0fb-09a3-484d-be87-e023b12c6440'),
      role(
        'full_access_as_app',
        'Use Exchange Web Services with full access to all mailboxes',
        'dc890d15-9560-4a4c-9b7f-a736ec74ec40',
      ),
    ],
  },
];

export const resourceNamed = (name: string): Resource | undefined => resources.find((one) => one.name === name);

export const appRoleOf = (resource: Resource, value: string): AppRole | undefined =>
  resource.appRoles.find((one) => one.value.toLowerCase() === value.toLowerCase());
