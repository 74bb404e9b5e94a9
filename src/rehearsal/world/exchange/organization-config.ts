import { pageOf, type Cmdlet } from './cmdlet.js';

// https://learn.microsoft.com/en-us/powershell/module/exchange/get-organizationconfig
export const getOrganizationConfig: Cmdlet = {
  name: 'Get-OrganizationConfig',
  writes: false,
  parameters: ['RetrieveEwsOperationAccessPolicy'],
  switches: ['RetrieveEwsOperationAccessPolicy'],
  page: pageOf('Get-OrganizationConfig'),
  run({ world, side, parameters }) {
    const head = world.store.heads[side];
    const { EwsAllowedAppIDs, ...kept } = head.exchange;
    return {
      value: [
        {
          Name: head.initialDomain,
          DisplayName: head.displayName,
          Identity: head.initialDomain,
          Guid: head.tenantId,
          'Guid@odata.type': '#Guid',
          ExternalDirectoryOrganizationId: head.tenantId,
          IsDehydrated: false,
          EwsAllowList: null,
          EwsBlockList: null,
          EwsAllowOutlook: null,
          EwsAllowMacOutlook: null,
          EwsAllowEntourage: null,
          InPlaceHolds: [],
          ...kept,
          // "Retrieve the Application ID allow list separately":
          // https://learn.microsoft.com/en-us/exchange/client-developer/exchange-web-services/how-to-control-access-to-ews-in-exchange
          EwsAllowedAppIDs: parameters['RetrieveEwsOperationAccessPolicy'] === true ? EwsAllowedAppIDs : null,
        },
      ],
    };
  },
};
