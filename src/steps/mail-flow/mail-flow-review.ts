/** Guide 10: what decides in the source where mail goes, all of it, and what of it says the name of a moving domain. */
import { defineCheck } from '../../contract/check.js';
import type { FindingCode } from '../../contract/finding-codes.js';
import type { Finding } from '../../contract/finding.js';
import type { Table } from '../../documents/table.js';
import type { Exchange } from '../../systems/exchange/exchange.js';
import type { MailFlowObject } from '../../systems/exchange/mail-flow.js';
import { mostTelling } from '../most-telling.js';
import type { Systems } from '../systems.js';
import { reviewFiles, tablesBeside, tablesOf } from '../users/inventory-workbook.js';
import { mentionsOf, type Mention } from './mentions.js';

export type MailFlowKind = 'transportRule' | 'inboundConnector' | 'outboundConnector' | 'remoteDomain' | 'journalRule';

export interface Reviewed {
  readonly kind: MailFlowKind;
  readonly object: MailFlowObject;
  readonly mentions: readonly Mention[];
}

const mentioned: Readonly<Record<MailFlowKind, FindingCode>> = {
  transportRule: 'transport-rule-names-domain',
  inboundConnector: 'connector-names-domain',
  outboundConnector: 'connector-names-domain',
  remoteDomain: 'remote-domain-names-domain',
  journalRule: 'journal-rule-names-domain',
};

export const mailFlowReview = ({ source: { exchange } }: Systems) =>
  defineCheck({
    name: 'mail-flow-review',
    calls: {
      source: [
        'exchange.transportRules',
        'exchange.inboundConnectors',
        'exchange.outboundConnectors',
        'exchange.remoteDomains',
        'exchange.journalRules',
      ],
    },
    reads: tablesBeside('mail-flow-review'),
    async run(ctx) {
      const reviewed = (await readMailFlow(exchange)).map(({ kind, object }): Reviewed => ({
        kind,
        object,
        mentions: mentionsOf(object.properties, ctx.migration.movingDomains),
      }));
      return {
        findings: mailFlowFindings(reviewed),
        evidence: await reviewFiles(ctx, 'mail-flow-review', [mailFlowTable(reviewed), propertiesTable(reviewed)]),
      };
    },
  });

/** One after the other: Exchange allows few commands at a time in one tenant. */
async function readMailFlow(exchange: Exchange): Promise<readonly Omit<Reviewed, 'mentions'>[]> {
  const of = (kind: MailFlowKind, objects: readonly MailFlowObject[]) => objects.map((object) => ({ kind, object }));
  return [
    ...of('transportRule', await exchange.transportRules()),
    ...of('inboundConnector', await exchange.inboundConnectors()),
    ...of('outboundConnector', await exchange.outboundConnectors()),
    ...of('remoteDomain', await exchange.remoteDomains()),
    ...of('journalRule', await exchange.journalRules()),
  ];
}

export function mailFlowFindings(reviewed: readonly Reviewed[]): readonly Finding[] {
  const count = (kind: MailFlowKind): number => reviewed.filter((one) => one.kind === kind).length;
  const naming = reviewed.filter(({ mentions }) => mentions.length > 0);
  const counts: Finding = {
    status: 'passed',
    code: 'mail-flow-read',
    facts: {
      rules: count('transportRule'),
      inbound: count('inboundConnector'),
      outbound: count('outboundConnector'),
      remote: count('remoteDomain'),
      journal: count('journalRule'),
      naming: naming.length,
    },
  };
  const named = naming.map(({ kind, object, mentions }): Finding => ({
    status: 'failed',
    code: mentioned[kind],
    facts: {
      name: object.name,
      kind,
      domain: distinct(mentions.map(({ domain }) => domain)).join(', '),
      where: distinct(mentions.map(({ property }) => property)).join(', '),
      enabled: inForce(object),
    },
    object: { kind, id: object.id, label: object.name },
  }));
  return [counts, ...mostTelling(named, { named: true })];
}

const inForce = ({ enabled, inTest }: MailFlowObject): 'yes' | 'no' | 'test' =>
  enabled ? 'yes' : inTest ? 'test' : 'no';

const distinct = (names: readonly string[]): readonly string[] => [...new Set(names)];

const kinds: Readonly<Record<MailFlowKind, string>> = {
  transportRule: 'Transport rule',
  inboundConnector: 'Inbound connector',
  outboundConnector: 'Outbound connector',
  remoteDomain: 'Remote domain',
  journalRule: 'Journal rule',
};

const mailFlowTable = (reviewed: readonly Reviewed[]): Table => ({
  ...tablesOf('Mail flow', ['Kind', 'Name', 'In force', 'Names a moving domain', 'Domains', 'Where', 'Id']),
  rows: reviewed.map(({ kind, object, mentions }) => [
    kinds[kind],
    object.name,
    inForce(object),
    mentions.length > 0 ? 'yes' : 'no',
    distinct(mentions.map(({ domain }) => domain)).join('\n'),
    distinct(mentions.map(({ property, text }) => `${property}: ${text}`)).join('\n'),
    object.id,
  ]),
});

/** Everything that Exchange says of each, so that it can be made again. */
const propertiesTable = (reviewed: readonly Reviewed[]): Table => ({
  ...tablesOf('Mail flow in full', ['Kind', 'Name', 'Property', 'Value']),
  rows: reviewed.flatMap(({ kind, object }) =>
    Object.entries(object.properties)
      .filter(([, value]) => value !== null && value !== '' && !(Array.isArray(value) && value.length === 0))
      .map(([property, value]) => [kinds[kind], object.name, property, written(value)]),
  ),
});

const written = (value: unknown): string | number | boolean =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? value
    : Array.isArray(value) && value.every((one) => typeof one === 'string')
      ? value.join('\n')
      : JSON.stringify(value);
