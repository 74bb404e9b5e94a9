/** Guide 52, 53: the mail contacts of the destination as they are. Those on a moving domain are deleted in the night (87, 88), and a way back makes them anew. */
import { defineCheck } from '../../contract/check.js';
import type { Json } from '../../contract/json.js';
import { objectIdOf } from '../addresses/address-holders.js';
import { movingAddressOf } from '../mail-flow/forwards.js';
import type { Systems } from '../systems.js';
import { keepSnapshot, snapshotFileOf } from './snapshot.js';

const step = 'backup-destination-contacts';

export const backupDestinationContacts = ({ destination: { graph, exchange } }: Systems) =>
  defineCheck({
    name: step,
    calls: { destination: ['exchange.mailContacts', 'graph.groupsOfContacts'] },
    reads: [snapshotFileOf(step)],
    async run(ctx) {
      const begun = ctx.now();
      const contacts = await exchange.mailContacts();
      const onMoving = contacts.filter((contact) => movingAddressOf(contact, ctx.migration.movingDomains) !== null);
      // Asked of those alone that will go: which lists they are in is lost with them, and stands on the contact nowhere.
      const ids = onMoving.flatMap(({ ExternalDirectoryObjectId: id }) => (id === null || id === '' ? [] : [id]));
      const lists = await graph.groupsOfContacts(ids);
      const groupsOf = new Map(ids.map((id, at) => [id, lists[at] ?? []]));
      const kept = contacts.map((contact) => ({
        id: objectIdOf(contact),
        label: contact.DisplayName || contact.Guid,
        value: {
          ...(contact as unknown as { readonly [property: string]: Json }),
          memberOf:
            groupsOf
              .get(contact.ExternalDirectoryObjectId ?? '')
              ?.map(({ id }) => id)
              .sort() ?? null,
        },
      }));
      const snapshot = await keepSnapshot({ step, kind: 'contacts', tenantId: graph.tenantId, ctx, kept, begun });
      const facts = { count: onMoving.length, domains: ctx.migration.movingDomains.join(', ') };
      return {
        ...snapshot,
        findings: [...snapshot.findings, { status: 'passed', code: 'snapshot-contacts-moving', facts }],
      };
    },
  });
