/** Guide 12: what there is in the source, as one workbook and as CSV files, and whether the directory and Exchange agree about it. */
import { z } from 'zod';
import { defineCheck } from '../../contract/check.js';
import type { StepContext } from '../../contract/context.js';
import type { Json } from '../../contract/json.js';
import { defineOutput } from '../../contract/output.js';
import { tableOf, type Table } from '../../documents/table.js';
import {
  contactProperties,
  deletedUserProperties,
  domainProperties,
  groupProperties,
  userProperties,
} from '../../systems/graph/types.js';
import {
  acceptedDomainProperties,
  mailboxProperties,
  mailContactProperties,
  recipientProperties,
} from '../../systems/exchange/types.js';
import type { Systems, TenantClients } from '../systems.js';
import { spareRolesName } from '../../contract/spare-role.js';
import { nothingOnPremises } from './nothing-on-premises.js';
import { reviewFiles, tablesBeside } from './inventory-workbook.js';
import { inventoryFindings } from './inventory-findings.js';
import { namesToCome } from './names-to-come.js';
import { namesFindings, namesTable } from './names-to-come-findings.js';

/** How much there is to move. */
export const inventoryCounts = defineOutput<{ mailboxes: number; synced?: number | undefined }>(
  'inventory',
  'counts',
  // A version before this one did not count what is mastered on premises.
  z.object({ mailboxes: z.number(), synced: z.number().optional() }),
);

/** The source's default domain as it was found before the night, whoever changes it later. Null: the directory named none, or two. */
export const defaultDomainFound = defineOutput<{ domain: string | null }>(
  'inventory',
  'default-domain',
  z.object({ domain: z.string().nullable() }),
);

export const inventory = (systems: Systems) =>
  defineCheck({
    name: 'inventory',
    calls: {
      source: [
        'graph.domains',
        'graph.users',
        'graph.deletedUsers',
        'graph.groups',
        'graph.contacts',
        'exchange.acceptedDomains',
        'exchange.mailboxes',
        'exchange.recipients',
        'exchange.distributionGroups',
        'exchange.dynamicDistributionGroups',
        'exchange.unifiedGroups',
        'exchange.mailContacts',
      ],
      destination: ['graph.domains', 'graph.users'],
    },
    reads: [...tablesBeside('inventory'), defaultDomainFound],
    async run(ctx) {
      const found = await takeInventory(systems.source);
      const toCome = namesToCome(
        { ...found, groups: [[...found.distributionGroups, ...found.dynamicGroups], found.unifiedGroups] },
        ctx,
      );
      const tables: readonly Table[] = [
        tableOf('Domains', found.domains, domainProperties),
        tableOf('Accepted domains', found.acceptedDomains, acceptedDomainProperties),
        tableOf('Users', found.users, userProperties),
        tableOf('Deleted users', found.deletedUsers, deletedUserProperties),
        tableOf('Mailboxes', found.mailboxes, mailboxProperties),
        tableOf('Groups', found.groups, groupProperties),
        tableOf('Exchange groups', found.exchangeGroups, recipientProperties),
        tableOf('Contacts', found.contacts, contactProperties),
        tableOf('Exchange contacts', found.mailContacts, mailContactProperties),
        tableOf('Other recipients', otherRecipients(found), recipientProperties),
        namesTable(toCome),
      ];
      const spare = { name: spareRolesName, value: await spareRoles(systems.destination, found) };
      const synced = [...found.users, ...found.groups].filter((one) => one.onPremisesSyncEnabled === true).length;
      const counts = { name: inventoryCounts.name, value: { mailboxes: found.mailboxes.length, synced } };
      const defaultDomain = { name: defaultDomainFound.name, value: await defaultDomainBefore(ctx, found) };
      const [taken, ...agreeing] = inventoryFindings(found);
      // What somebody may want to change in time stands before what merely agrees.
      const findings = [taken, ...namesFindings(toCome, ctx.migration.initialDomain.source), ...agreeing];
      return {
        findings,
        evidence: await reviewFiles(ctx, 'inventory', tables),
        outputs: [counts, spare, defaultDomain],
      };
    },
  });

export type Inventory = Awaited<ReturnType<typeof takeInventory>>;

/** Mail users, guests with mail, public folders: no list of their own has them. */
function otherRecipients({ recipients, mailboxes, exchangeGroups, mailContacts }: Inventory) {
  const listed = new Set([...mailboxes, ...exchangeGroups, ...mailContacts].map(({ Guid }) => Guid));
  return recipients.filter(({ Guid }) => !listed.has(Guid));
}

/** Once T is past what is found may be the night's own doing: what was found before it stays. */
async function defaultDomainBefore(
  { migration: { cutoverAt }, now, output }: StepContext,
  { domains }: Inventory,
): Promise<{ domain: string | null }> {
  const before = cutoverAt !== null && now().toISOString() > cutoverAt ? await output(defaultDomainFound) : null;
  const present = domains.filter(({ isDefault }) => isDefault).map(({ id }) => id);
  return before ?? { domain: present.length === 1 ? (present[0] ?? null) : null };
}

/** Steps that ask an Exchange admin on premises touch the destination, and what is synced may be so in either tenant. */
async function spareRoles({ graph }: TenantClients, source: Inventory): Promise<Json> {
  const [domains, users] = await Promise.all([graph.domains(), graph.users()]);
  return nothingOnPremises([source, { domains, users, groups: [], contacts: [] }]).map(({ role, because }) => ({
    role,
    because: { code: because.code, facts: { ...because.facts } },
  }));
}

/** Whole lists only. Exchange one after the other: it allows few commands at a time in one tenant. */
async function takeInventory({ graph, exchange }: TenantClients) {
  const [domains, users, deletedUsers, groups, contacts] = await Promise.all([
    graph.domains(),
    graph.users(),
    graph.deletedUsers(),
    graph.groups(),
    graph.contacts(),
  ]);
  const acceptedDomains = await exchange.acceptedDomains();
  const mailboxes = await exchange.mailboxes();
  const recipients = await exchange.recipients();
  const distributionGroups = await exchange.distributionGroups();
  const dynamicGroups = await exchange.dynamicDistributionGroups();
  const unifiedGroups = await exchange.unifiedGroups();
  const mailContacts = await exchange.mailContacts();
  const exchangeGroups = [...distributionGroups, ...dynamicGroups, ...unifiedGroups];
  return {
    domains,
    users,
    deletedUsers,
    groups,
    contacts,
    acceptedDomains,
    mailboxes,
    recipients,
    exchangeGroups,
    distributionGroups,
    dynamicGroups,
    unifiedGroups,
    mailContacts,
  };
}
