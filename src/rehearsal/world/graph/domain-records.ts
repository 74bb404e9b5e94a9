/** The DNS records that prove a domain, and those its services need. https://learn.microsoft.com/en-us/graph/api/resources/domaindnsrecord */
import type { ServiceAnswer, WorldContext } from '../context.js';
import { mailExchangeOfProof } from '../domain-changes.js';
import type { Domain, Side } from '../entities.js';
import { seededFraction } from '../seeded.js';
import { domainReadRoles, findDomain } from './domains.js';
import { graphBase } from './host.js';
import { checkQuery } from './query.js';
import type { GraphRoute } from './route.js';

const answered = (domain: Domain, name: string, value: readonly object[]): ServiceAnswer => ({
  status: 200,
  body: { '@odata.context': `${graphBase}/$metadata#domains('${domain.id}')/${name}`, value },
});

// https://learn.microsoft.com/en-us/graph/api/domain-list-verificationdnsrecords
const verificationRecords: GraphRoute = {
  method: 'GET',
  pattern: '/domains/{id}/verificationDnsRecords',
  roles: domainReadRoles,
  units: 1,
  page: 'https://learn.microsoft.com/en-us/graph/api/domain-list-verificationdnsrecords',
  answer(call): ServiceAnswer {
    checkQuery(call.query);
    const domain = findDomain(call);
    const common = { isOptional: false, label: domain.id, supportedService: 'Email', ttl: 3600 };
    return answered(domain, 'verificationDnsRecords', [
      {
        '@odata.type': '#microsoft.graph.domainDnsTxtRecord',
        id: `txt-${domain.id}`,
        recordType: 'Txt',
        ...common,
        text: domain.verificationText,
      },
      {
        '@odata.type': '#microsoft.graph.domainDnsMxRecord',
        id: `mx-${domain.id}`,
        recordType: 'Mx',
        ...common,
        mailExchange: mailExchangeOfProof(domain),
        preference: 32767,
      },
    ]);
  },
};

// https://learn.microsoft.com/en-us/graph/api/domain-list-serviceconfigurationrecords
const configurationRecords: GraphRoute = {
  method: 'GET',
  pattern: '/domains/{id}/serviceConfigurationRecords',
  roles: domainReadRoles,
  units: 1,
  page: 'https://learn.microsoft.com/en-us/graph/api/domain-list-serviceconfigurationrecords',
  answer(call): ServiceAnswer {
    checkQuery(call.query);
    const { world, side, now } = call;
    const domain = findDomain(call);
    return answered(domain, 'serviceConfigurationRecords', recordsOf(world, side, domain, now));
  },
};

function recordsOf(world: WorldContext, side: Side, domain: Domain, now: number): readonly object[] {
  if (!domain.isVerified) return [];
  const since = world.store.domainHistory(side, domain.id)?.verifiedAt ?? null;
  const lag = world.store.faults.configurationRecordsLagSeconds * 1000;
  const common = (service: string, label: string) => ({
    isOptional: false,
    label,
    supportedService: service,
    ttl: 3600,
  });
  // Reported right after a verification: first nothing at all, then a record that says to come back.
  if (since !== null && now < since + lag / 2) return [];
  if (since !== null && now < since + lag) {
    return [
      {
        '@odata.type': '#microsoft.graph.domainDnsUnavailableRecord',
        id: `unavailable-${domain.id}`,
        recordType: 'Unavailable',
        ...common('Email', domain.id),
        description: 'The DNS records of this domain are not available yet. Try again later.',
      },
    ];
  }
  return [
    ...(domain.supportedServices.includes('Email')
      ? [
          {
            '@odata.type': '#microsoft.graph.domainDnsMxRecord',
            id: `mx-${domain.id}`,
            recordType: 'Mx',
            ...common('Email', domain.id),
            mailExchange: mailExchangeOf(world, side, domain, since),
            preference: 0,
          },
          {
            '@odata.type': '#microsoft.graph.domainDnsTxtRecord',
            id: `spf-${domain.id}`,
            recordType: 'Txt',
            ...common('Email', domain.id),
            text: 'v=spf1 include:spf.protection.outlook.com -all',
          },
          {
            '@odata.type': '#microsoft.graph.domainDnsCnameRecord',
            id: `autodiscover-${domain.id}`,
            recordType: 'CName',
            ...common('Email', `autodiscover.${domain.id}`),
            canonicalName: 'autodiscover.outlook.com',
          },
        ]
      : []),
    ...(domain.supportedServices.includes('OfficeCommunicationsOnline')
      ? [
          {
            '@odata.type': '#microsoft.graph.domainDnsSrvRecord',
            id: `sipfederationtls-${domain.id}`,
            recordType: 'Srv',
            ...common('OfficeCommunicationsOnline', domain.id),
            service: '_sipfederationtls',
            protocol: '_tcp',
            nameTarget: 'sipfed.online.lync.com',
            port: 5061,
            priority: 100,
            weight: 1,
          },
        ]
      : []),
  ];
}

/** Domains verified since July 2026 get a host below mx.microsoft, in a zone of the service's choice (message centre MC1048624). */
export function mailExchangeOf(world: WorldContext, side: Side, domain: Domain, verifiedAt: number | null): string {
  const host = domain.id.replaceAll('.', '-');
  if (verifiedAt === null) return `${host}.mail.protection.outlook.com`;
  const added = world.store.domainHistory(side, domain.id)?.added ?? 0;
  const letter = 'abcdefghijklmnopqrstuvwxyz'.charAt(
    Math.floor(seededFraction(world.seed, `mx/${side}/${domain.id}/${added}`) * 26),
  );
  return `${host}.${letter}-v1.mx.microsoft`;
}

export const domainRecordRoutes: readonly GraphRoute[] = [verificationRecords, configurationRecords];
