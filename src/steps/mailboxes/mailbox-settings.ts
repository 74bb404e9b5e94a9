/** Guide 14: what makes a mailbox what it is, and the mover leaves behind: forwards of every kind, rights of others, addresses of every type, holds. */
import { defineLongCheck } from '../../contract/check.js';
import type { StepContext } from '../../contract/context.js';
import type { MailboxInDetail } from '../../systems/exchange/types.js';
import { objectIdOf } from '../addresses/address-holders.js';
import { mailboxRef } from '../addresses/mailbox-ref.js';
import { movingAddresses } from '../addresses/moving-addresses.js';
import { domainOf } from '../addresses/proxy-address.js';
import type { Systems, TenantClients } from '../systems.js';
import { protectedUser } from '../users/operators.js';
import { reviewFiles, tablesBeside } from '../users/inventory-workbook.js';
import { forwardsOf, targetOf, transportForwards, type ForwardRow } from './forward-rows.js';
import { KnownPeople, type WrittenAs } from './known-people.js';
import { rightsOf, sendAsByName, type RightRow } from './right-rows.js';
import { settingsFindings } from './settings-findings.js';
import { readSettings, type SettingsItem, type SettingsRead } from './settings-read.js';
import { addressesTable, forwardsTable, holdsTable, rightsTable } from './settings-tables.js';

export const mailboxSettings = ({ source }: Systems) =>
  defineLongCheck<SettingsItem, SettingsRead>({
    name: 'mailbox-settings',
    calls: {
      source: [
        'graph.users',
        'graph.groups',
        'exchange.mailboxesInDetail',
        'exchange.mailboxRights',
        'exchange.inboxRules',
        'exchange.mailboxFolders',
        'exchange.folderRights',
        'exchange.namedRecipients',
        'exchange.acceptedDomains',
        'exchange.sendAsRights',
        'exchange.transportRules',
        'exchange.organizationHolds',
      ],
    },
    reads: tablesBeside('mailbox-settings'),
    size: 25,
    // Nine cmdlets or so, ten in a batch. Nobody has published how fast they are; the first part measures it.
    secondsEach: 2,

    items: async () =>
      (await source.exchange.mailboxesInDetail()).map(mailboxRef).map(({ id, label }) => ({ id, name: label })),

    read: (_ctx, items) => readSettings(source.exchange, items),

    async judge(ctx, parts) {
      const { movingDomains } = ctx.migration;
      const tenant = await readTenant(source, ctx);
      const byId = new Map(tenant.mailboxes.map((mailbox) => [objectIdOf(mailbox), mailbox]));
      const target = (written: string, as?: WrittenAs) => targetOf(written, tenant.known, tenant.ownDomains, as);
      const forwards: ForwardRow[] = [];
      const rights: RightRow[] = [];
      const reads: Pick<SettingsRead, 'id' | 'name' | 'lacks' | 'otherFolders'>[] = [];
      for await (const part of parts)
        for (const read of part) {
          const mailbox = byId.get(read.id);
          // Gone since it was listed.
          if (mailbox === undefined || read.gone) continue;
          const moves = isMoving(mailbox, movingDomains);
          forwards.push(...forwardsOf(mailbox, read, moves, target));
          const sendAs = tenant.sendAs.get(nameOf(mailbox)) ?? [];
          rights.push(...rightsOf(mailbox, read, sendAs, moves, tenant.known));
          reads.push({ id: read.id, name: read.name, lacks: read.lacks, otherFolders: read.otherFolders });
        }
      forwards.push(...transportForwards(await source.exchange.transportRules(), target));
      return {
        findings: settingsFindings({ ...tenant, reads, forwards, rights }),
        evidence: await reviewFiles(ctx, 'mailbox-settings', [
          forwardsTable(forwards),
          rightsTable(rights),
          addressesTable(tenant.mailboxes, movingDomains),
          holdsTable(tenant.mailboxes, tenant.holdsOfOrganization),
        ]),
      };
    },
  });

const nameOf = ({ Name }: MailboxInDetail): string => (Name ?? '').toLowerCase();

const isMoving = ({ EmailAddresses, UserPrincipalName }: MailboxInDetail, movingDomains: readonly string[]): boolean =>
  movingAddresses(EmailAddresses, movingDomains).length > 0 ||
  movingDomains.includes(domainOf(UserPrincipalName) ?? '');

/** What Exchange tells of everybody at once. */
async function readTenant({ graph, exchange }: TenantClients, { migration, protectedAccounts }: StepContext) {
  const [users, groups] = await Promise.all([graph.users(), graph.groups()]);
  const mailboxes = await exchange.mailboxesInDetail();
  const recipients = await exchange.namedRecipients();
  const accepted = await exchange.acceptedDomains();
  return {
    mailboxes,
    known: new KnownPeople({ users, groups, mailboxes, recipients }, migration.movingDomains),
    sendAs: sendAsByName(await exchange.sendAsRights()),
    // The bot's, the mover's and break-glass accounts have rights that nobody wants to keep.
    ofTools: new Set(
      protectedAccounts
        .filter(({ side }) => side === 'source')
        .flatMap((account) => protectedUser(account, users)?.id ?? []),
    ),
    holdsOfOrganization: await exchange.organizationHolds(),
    ownDomains: new Set(accepted.map(({ DomainName }) => DomainName.toLowerCase())),
  };
}
