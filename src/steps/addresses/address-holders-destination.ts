/** Before the domain has moved: who else at the destination holds an address that somebody is to get, deleted objects too, and how each is made to let go. */
import { defineCheck } from '../../contract/check.js';
import type { Finding } from '../../contract/finding.js';
import type { Lang } from '../../contract/step.js';
import { csv } from '../../documents/csv.js';
import { cellIn } from '../../documents/said.js';
import { tableOf } from '../../documents/table.js';
import type { Systems } from '../systems.js';
import { deletedHolders } from './deleted-holders.js';
import { otherHolders, plainMoving } from './other-holders.js';

const columns = ['kind', 'name', 'addresses', 'clearedBy', 'id'] as const;

/** Who has the holder let go, and when; a person's own account is nobody's work but theirs. */
const clearedBy = (
  { lang }: { readonly lang: Lang },
  way: 'contacts-step' | 'holders-step' | 'purge' | 'person',
): string => cellIn(lang, `cleared-by.${way}`);

export const addressHoldersDestination = (systems: Systems) =>
  defineCheck({
    name: 'address-holders-destination',
    calls: {
      destination: [
        'graph.users',
        'graph.deletedUsers',
        'graph.deletedGroups',
        'exchange.recipientsAndDeleted',
        'exchange.recipientsOn',
        'exchange.mailPublicFolders',
        'exchange.deletedMailboxes',
      ],
    },
    async run(ctx) {
      const { graph, exchange } = systems.destination;
      const { movingDomains } = ctx.migration;
      // Before those in use are read: who is deleted shows in the one list and not in the other.
      const recipients = await exchange.recipientsAndDeleted(movingDomains);
      const present = await otherHolders(systems, ctx);
      const deleted = deletedHolders({
        users: await graph.deletedUsers(),
        groups: await graph.deletedGroups(),
        mailboxes: await exchange.deletedMailboxes(),
        recipients,
        inUse: await exchange.recipientsOn(movingDomains),
      })
        .map((one) => ({ ...one, addresses: [...new Set(plainMoving(one.addresses, movingDomains))] }))
        .filter(({ addresses }) => addresses.length > 0);
      const rows = [
        ...present.map(({ id, name, kind, addresses, isOperator }) => ({
          ...{ kind, name, addresses: addresses.join(' '), id },
          clearedBy: clearedBy(ctx, isOperator ? 'person' : kind === 'contact' ? 'contacts-step' : 'holders-step'),
        })),
        ...deleted.map(({ id, kind, name, addresses }) => ({
          ...{ kind, name, addresses: addresses.join(' '), id },
          clearedBy: clearedBy(ctx, 'purge'),
        })),
      ];
      const domains = movingDomains.join(', ');
      const operators = present.filter(({ isOperator }) => isOperator);
      const contacts = present.filter(({ kind, isOperator }) => kind === 'contact' && !isOperator);
      const others = present.length - operators.length - contacts.length;
      const facts = { contacts: contacts.length, others, deleted: deleted.length, domains };
      const findings: readonly Finding[] = [
        rows.length === 0
          ? { status: 'passed', code: 'no-other-holders', facts: { left: 0, domains } }
          : { status: 'passed', code: 'other-holders-listed', facts },
        ...operators.map(({ id, name, kind, addresses }): Finding => ({
          status: 'failed',
          code: 'operator-holds-address',
          facts: { name, address: addresses.join(', ') },
          object: { kind, id, label: name },
        })),
      ];
      const content = csv(tableOf('holders', rows, columns));
      return {
        findings,
        evidence: [{ name: 'address-holders-destination.csv', contentType: 'text/csv; charset=utf-8', content }],
      };
    },
  });
