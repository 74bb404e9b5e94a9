/** Guide 87, 88, carried out by people: no contact keeps an address from the mailbox that is to get it. Going back, each contact is there again. */
import { defineTask } from '../../contract/task.js';
import type { Finding } from '../../contract/finding.js';
import type { MailContact } from '../../systems/exchange/types.js';
import { readBack } from '../addresses/addresses-given.js';
import { objectIdOf } from '../addresses/address-holders.js';
import { movingAddressOf } from '../mail-flow/forwards.js';
import { mostTelling } from '../most-telling.js';
import type { Systems } from '../systems.js';

/** A `type`: it is kept as JSON. */
type OldContact = { readonly id: string; readonly name: string; readonly address: string; readonly external: string };

export const contactsRemovedDestination = ({ destination: { exchange } }: Systems) => {
  const look = async (movingDomains: readonly string[]) => {
    const contacts = await exchange.mailContacts();
    const found = contacts.flatMap((contact) => {
      const address = movingAddressOf(contact, movingDomains);
      return address === null ? [] : [oldContact(contact, address)];
    });
    return { found, facts: { contacts: contacts.length, domains: movingDomains.join(', ') } };
  };

  return defineTask({
    name: 'contacts-removed-destination',
    calls: { destination: ['exchange.mailContacts'] },
    ...readBack,

    async applies({ migration }) {
      const { found, facts } = await look(migration.movingDomains);
      return found.length > 0
        ? { applies: true }
        : { applies: false, because: { code: 'no-contacts-on-moving-domains', facts } };
    },

    async brief({ migration }) {
      const { found, facts } = await look(migration.movingDomains);
      return {
        records: [],
        remarks: [
          { code: 'contacts-to-remove', facts: { ...facts, count: found.length } },
          ...mostTelling(found.map(stillThere)).map(({ code, facts: ofIt }) => ({ code, facts: ofIt })),
        ],
        found,
      };
    },

    async watch({ migration, direction }, brief) {
      if (direction === 'undo')
        return backFindings((brief.found ?? []) as readonly OldContact[], await exchange.mailContacts());
      const { found, facts } = await look(migration.movingDomains);
      return found.length > 0
        ? mostTelling(found.map(stillThere))
        : [{ status: 'passed', code: 'no-contacts-on-moving-domains', facts }];
    },
  });
};

const oldContact = (contact: MailContact, address: string): OldContact => ({
  id: objectIdOf(contact),
  name: contact.DisplayName || contact.Guid,
  address,
  external: externalOf(contact),
});

const externalOf = ({ ExternalEmailAddress, PrimarySmtpAddress }: MailContact): string =>
  (ExternalEmailAddress || PrimarySmtpAddress || '').replace(/^smtp:/i, '').toLowerCase();

const stillThere = ({ id, name, address }: OldContact): Finding => ({
  status: 'failed',
  code: 'contact-on-moving-domain',
  facts: { name, address },
  object: { kind: 'contact', id, label: name },
});

/** By where its mail goes: a contact that was deleted comes back as another object. */
function backFindings(found: readonly OldContact[], contacts: readonly MailContact[]): readonly Finding[] {
  const there = new Set(contacts.map(externalOf));
  const open = found.flatMap(({ id, name, external }): Finding[] =>
    there.has(external)
      ? []
      : [
          {
            status: 'failed',
            code: 'contact-not-back',
            facts: { name, address: external },
            object: { kind: 'contact', id, label: name },
          },
        ],
  );
  return open.length > 0
    ? mostTelling(open)
    : [{ status: 'passed', code: 'contacts-back', facts: { count: new Set(found.map(({ id }) => id)).size } }];
}
