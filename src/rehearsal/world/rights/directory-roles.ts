/** Roles of the directory: https://learn.microsoft.com/en-us/entra/identity/role-based-access-control/permissions-reference */

export interface DirectoryRole {
  /** The template's id, which is the definition's id too. */
  readonly id: string;
  readonly displayName: string;
  readonly description: string;
}

const role = (id: string, displayName: string, description: string): DirectoryRole => ({
  id,
  displayName,
  description,
});

export const directoryRoles: readonly DirectoryRole[] = [
  role(
    '62e90394-69f5-4237-9190-012177145e10',
    'Global Administrator',
    'Can manage all aspects of Microsoft Entra ID and Microsoft services that use Microsoft Entra identities.',
  ),
  role(
    'f2ef992c-3afb-46b9-b7cf-a126ee74c451',
    'Global Reader',
    'Can read everything that a Global Administrator can, but not update anything.',
  ),
  role(
    '29232cdf-9323-42fd-ade2-1d097af3e4de',
    'Exchange Administrator',
    'Can manage all aspects of the Exchange product.',
  ),
  role(
    '31392ffb-586c-42d1-9346-e59415a2cc4e',
    'Exchange Recipient Administrator',
    'Can create or update Exchange Online recipients within the Exchange Online organization.',
  ),
  role(
    'fe930be7-5e62-47db-91af-98c3a49a38b1',
    'User Administrator',
    'Can manage all aspects of users and groups, including resetting passwords for limited admins.',
  ),
  role(
    '4d6ac14f-3453-41d0-bef9-a3e0c569773a',
    'License Administrator',
    'Can manage product licenses on users and groups.',
  ),
  role(
    'fdd7a751-b60b-444a-984c-02652fe8fa1c',
    'Groups Administrator',
    'Members of this role can create/manage groups, create/manage groups settings like naming and expiration policies, and view groups activity and audit reports.',
  ),
  role(
    '8329153b-31d0-4727-b945-745eb3bc5f31',
    'Domain Name Administrator',
    'Can manage domain names in cloud and on-premises.',
  ),
  role(
    '8ac3fc64-6eca-42ea-9e69-59f4c7b60eb2',
    'Hybrid Identity Administrator',
    'Can manage Active Directory to Microsoft Entra cloud provisioning, Microsoft Entra Connect, pass-through authentication, password hash synchronization, seamless single sign-on, and federation settings.',
  ),
  role(
    '9b895d92-2cd3-44c7-9d02-a6ac2d5ea5c3',
    'Application Administrator',
    'Can create and manage all aspects of app registrations and enterprise apps.',
  ),
  role(
    'e8611ab8-c189-46e8-94e1-60213ab1f814',
    'Privileged Role Administrator',
    'Can manage role assignments in Microsoft Entra ID, and all aspects of Privileged Identity Management.',
  ),
  role(
    '729827e3-9c14-49f7-bb1b-9608f156bbb8',
    'Helpdesk Administrator',
    'Can reset passwords for non-administrators and Helpdesk Administrators.',
  ),
  role(
    '194ae4cb-b126-40b2-bd5b-6091b380977d',
    'Security Administrator',
    'Can read security information and reports, and manage configuration in Microsoft Entra ID and Office 365.',
  ),
  role(
    '5d6b6bb7-de71-4623-b4af-96380a352509',
    'Security Reader',
    'Can read security information and reports in Microsoft Entra ID and Office 365.',
  ),
  role(
    '17315797-102d-40b4-93e0-432062caca18',
    'Compliance Administrator',
    'Can read and manage compliance configuration and reports in Microsoft Entra ID and Microsoft 365.',
  ),
  role('69091246-20e8-4a56-aa4d-066075b2a7a8', 'Teams Administrator', 'Can manage the Microsoft Teams service.'),
];

export type DirectoryRoleName =
  | 'Global Administrator'
  | 'Global Reader'
  | 'Exchange Administrator'
  | 'Exchange Recipient Administrator'
  | 'User Administrator'
  | 'Security Reader';

export const directoryRoleNamed = (name: string): DirectoryRole | undefined =>
  directoryRoles.find(({ displayName }) => displayName.toLowerCase() === name.toLowerCase());

export const directoryRoleOf = (id: string): DirectoryRole | undefined =>
  directoryRoles.find((one) => one.id === id.toLowerCase());
