/** Guide 12: what there is in the source, as one workbook and as CSV files, and whether the directory and Exchange agree about it. */
import { z } from 'zod';
import { defineCheck } from '../../contract/check.js';
import type { EvidenceFile } from '../../contract/finding.js';
import { defineOutput } from '../../contract/output.js';
import { csv } from '../../documents/csv.js';
import { tableOf, type Table } from '../../documents/table.js';
import { excelContentType, workbook } from '../../documents/workbook.js';
import { contactProperties, domainProperties, groupProperties, userProperties } from '../../systems/graph/types.js';
import { acceptedDomainProperties, mailboxProperties, recipientProperties } from '../../systems/exchange/types.js';
import type { Systems, TenantClients } from '../systems.js';
import { inventoryFindings } from './inventory-findings.js';

/** How much there is to move. */
export const inventoryCounts = defineOutput<{ mailboxes: number }>(
  'inventory',
  'counts',
  z.object({ mailboxes: z.number() }),
);

export const inventory = (systems: Systems) =>
  defineCheck({
    name: 'inventory',
    async run() {
      const found = await takeInventory(systems.source);
      const tables: readonly Table[] = [
        tableOf('Domains', found.domains, domainProperties),
        tableOf('Accepted domains', found.acceptedDomains, acceptedDomainProperties),
        tableOf('Users', found.users, userProperties),
        tableOf('Mailboxes', found.mailboxes, mailboxProperties),
        tableOf('Groups', found.groups, groupProperties),
        tableOf('Exchange groups', found.exchangeGroups, recipientProperties),
        tableOf('Contacts', found.contacts, contactProperties),
        tableOf('Exchange contacts', found.mailContacts, recipientProperties),
      ];
      const evidence: EvidenceFile[] = [
        { name: 'inventory.xlsx', contentType: excelContentType, content: await workbook(tables) },
        ...tables.map((table) => ({
          name: `inventory-${table.name.toLowerCase().replaceAll(' ', '-')}.csv`,
          contentType: 'text/csv; charset=utf-8',
          content: csv(table),
        })),
      ];
      const counts = { name: inventoryCounts.name, value: { mailboxes: found.mailboxes.length } };
      return { findings: inventoryFindings(found), evidence, outputs: [counts] };
    },
  });

export type Inventory = Awaited<ReturnType<typeof takeInventory>>;

/** Whole lists only. Exchange one after the other: it allows few commands at a time in one tenant. */
async function takeInventory({ graph, exchange }: TenantClients) {
  const [domains, users, groups, contacts] = await Promise.all([
    graph.domains(),
    graph.users(),
    graph.groups(),
    graph.contacts(),
  ]);
  const acceptedDomains = await exchange.acceptedDomains();
  const mailboxes = await exchange.mailboxes();
  const recipients = await exchange.recipients();
  const exchangeGroups = [
    ...(await exchange.distributionGroups()),
    ...(await exchange.dynamicDistributionGroups()),
    ...(await exchange.unifiedGroups()),
  ];
  const mailContacts = await exchange.mailContacts();
  return { domains, users, groups, contacts, acceptedDomains, mailboxes, recipients, exchangeGroups, mailContacts };
}
