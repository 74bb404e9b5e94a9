import { acceptedDomains } from '../domain-history.js';
import { pageOf, type Cmdlet } from './cmdlet.js';
import { notFound } from './refusal.js';

// https://learn.microsoft.com/en-us/powershell/module/exchange/get-accepteddomain
const getAcceptedDomain: Cmdlet = {
  name: 'Get-AcceptedDomain',
  writes: false,
  parameters: ['Identity', 'ResultSize'],
  switches: [],
  page: pageOf('Get-AcceptedDomain'),
  run({ world, side, parameters, now }) {
    const wanted = parameters['Identity'] === undefined ? null : String(parameters['Identity']).toLowerCase();
    const value = acceptedDomains(world, side, now)
      .filter((domain) => wanted === null || domain.id === wanted)
      .map((domain) => ({
        DomainName: domain.id,
        Name: domain.id,
        Identity: domain.id,
        DomainType: domain.domainType,
        Default: domain.isDefault,
        InitialDomain: domain.isInitial,
        MatchSubDomains: false,
        AuthenticationType: domain.authenticationType,
        PendingRemoval: false,
        PendingCompletion: false,
        IsValid: true,
      }));
    if (wanted !== null && value.length === 0) throw notFound(String(parameters['Identity']));
    return { value };
  },
};

// https://learn.microsoft.com/en-us/powershell/module/exchange/get-organizationconfig
const getOrganizationConfig: Cmdlet = {
  name: 'Get-OrganizationConfig',
  writes: false,
  parameters: ['RetrieveEwsOperationAccessPolicy'],
  switches: ['RetrieveEwsOperationAccessPolicy'],
  page: pageOf('Get-OrganizationConfig'),
  run({ world, side }) {
    const head = world.store.heads[side];
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
          ...head.exchange,
        },
      ],
    };
  },
};

export const configurationCmdlets: readonly Cmdlet[] = [getAcceptedDomain, getOrganizationConfig];
