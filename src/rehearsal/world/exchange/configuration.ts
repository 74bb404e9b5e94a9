import type { WorldContext } from '../context.js';
import { acceptedDomains } from '../domain-history.js';
import type { Domain, Side } from '../entities.js';
import { seededFraction } from '../seeded.js';
import { pageOf, type Cmdlet } from './cmdlet.js';
import { getOrganizationConfig } from './organization-config.js';
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

// https://learn.microsoft.com/en-us/powershell/module/exchange/get-dkimsigningconfig
const getDkimSigningConfig: Cmdlet = {
  name: 'Get-DkimSigningConfig',
  writes: false,
  parameters: ['Identity'],
  switches: [],
  page: pageOf('Get-DkimSigningConfig'),
  run({ world, side, parameters, now }) {
    const wanted = parameters['Identity'] === undefined ? null : String(parameters['Identity']).toLowerCase();
    const value = acceptedDomains(world, side, now)
      .filter((domain) => wanted === null || domain.id === wanted)
      .map((domain) => ({
        Identity: domain.id,
        Name: domain.id,
        Domain: domain.id,
        // The initial domain signs from its first day: https://learn.microsoft.com/en-us/defender-office-365/email-authentication-dkim-configure
        Enabled: domain.isInitial,
        Status: domain.isInitial ? 'Valid' : 'CnameMissing',
        Selector1CNAME: signingHost(world, side, domain, 1),
        Selector2CNAME: signingHost(world, side, domain, 2),
        IsDefault: domain.isDefault,
        IsValid: true,
      }));
    if (wanted !== null && value.length === 0) throw notFound(String(parameters['Identity']));
    return { value };
  },
};

/** Both forms, by when the domain came to the tenant: https://learn.microsoft.com/en-us/defender-office-365/email-authentication-dkim-configure */
function signingHost(world: WorldContext, side: Side, { id }: Domain, selector: 1 | 2): string {
  const initial = world.store.heads[side].initialDomain;
  const label = `selector${selector}-${id.replaceAll('.', '-')}._domainkey`;
  const history = world.store.domainHistory(side, id);
  if ((history?.verifiedAt ?? null) === null) return `${label}.${initial}`;
  const letter = 'abcdefghijklmnopqrstuvwxyz'.charAt(
    Math.floor(seededFraction(world.seed, `dkim/${side}/${id}/${history?.added ?? 0}`) * 26),
  );
  return `${label}.${initial.split('.')[0] ?? ''}.${letter}-v1.dkim.mail.microsoft`;
}

export const configurationCmdlets: readonly Cmdlet[] = [getAcceptedDomain, getOrganizationConfig, getDkimSigningConfig];
