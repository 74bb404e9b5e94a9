/** Rules, connectors and remote domains, from the tables that have every property of each. */
import type { MailFlowKind, MailFlowObject } from '../../../exchange-entities.js';
import type { Tenant } from '../../../entities.js';
import type { Objects } from './gather-objects.js';
import { mailFlowRows } from './review-rows.js';

const kinds: Readonly<Record<string, MailFlowKind>> = {
  'Transport rule': 'TransportRule',
  'Journal rule': 'JournalRule',
  'Inbound connector': 'InboundConnector',
  'Outbound connector': 'OutboundConnector',
  'Remote domain': 'RemoteDomain',
};

/** What every answer has, whatever the object. */
const ofTheAnswer = /^(Name|Identity|Guid|IsValid|ObjectState)$|@odata/;

/** A list of one looks like a text in a cell: these are lists, by their cmdlets' pages. */
const lists =
  /^(ExceptIf)?(SenderDomainIs|RecipientDomainIs|RecipientAddressContainsWords|FromAddressContainsWords|FromAddressMatchesPatterns|SentTo|From|SenderIpRanges)$|^(RedirectMessageTo|BlindCopyTo|CopyTo|AddToRecipients|SenderDomains|SenderIPAddresses|AssociatedAcceptedDomains|TrustedOrganizations|RecipientDomains|SmartHosts)$/;

export function withMailFlow(tenant: Tenant, { tables }: Objects): Tenant {
  const read = mailFlowRows(tables).flatMap(({ id, kind, name, properties }): MailFlowObject[] => {
    const known = kinds[kind];
    if (known === undefined) return [];
    const own = [...properties].filter(([property]) => !ofTheAnswer.test(property));
    const members = own.map(([property, value]): [string, unknown] => [
      property,
      typeof value === 'string' && (lists.test(property) || value.includes('\n')) ? value.split('\n') : value,
    ]);
    return [{ ...Object.fromEntries(members), Guid: id, kind: known, Name: name }];
  });
  return read.length === 0 ? tenant : { ...tenant, mailFlow: read.sort((a, b) => (a.Guid < b.Guid ? -1 : 1)) };
}
