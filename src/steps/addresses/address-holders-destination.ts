/** Before the domain has moved: who else at the destination holds an address that somebody is to get, deleted objects too, and how each is made to let go. */
import { defineCheck } from '../../contract/check.js';
import type { Finding } from '../../contract/finding.js';
import type { Lang } from '../../contract/step.js';
import { csv } from '../../documents/csv.js';
import { cellIn } from '../../documents/said.js';
import { tableOf } from '../../documents/table.js';
import type { Systems } from '../systems.js';
import { nameBeforeDeletion } from './address-holders.js';
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
        'exchange.recipientsOn',
        'exchange.mailPublicFolders',
        'exchange.deletedMailboxes',
      ],
    },
    async run(ctx) {
      const { graph, exchange } = systems.destination;
      const { movingDomains } = ctx.migration;
      const [present, users, mailboxes] = [
        await otherHolders(systems, ctx),
        await graph.deletedUsers(),
        await exchange.deletedMailboxes(),
      ];
      const deleted = [
        ...users.map((user) => ({
          id: user.id,
          name: nameBeforeDeletion(user),
          addresses: plainMoving(user.proxyAddresses, movingDomains),
        })),
        ...mailboxes.map((mailbox) => ({
          id: mailbox.Guid,
          name: mailbox.DisplayName || mailbox.Guid,
          addresses: plainMoving(mailbox.EmailAddresses, movingDomains),
        })),
      ].filter(({ addresses }) => addresses.length > 0);
      const rows = [
        ...present.map(({ id, name, kind, addresses, isOperator }) => ({
          ...{ kind, name, addresses: addresses.join(' '), id },
          clearedBy: clearedBy(ctx, isOperator ? 'person' : kind === 'contact' ? 'contacts-step' : 'holders-step'),
        })),
        ...deleted.map(({ id, name, addresses }) => ({
          ...{ kind: 'deleted', name, addresses: addresses.join(' '), id },
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
