/** The other tenant: nobody exported it, but for its contacts and the forwarding of some of its mailboxes. */
import type { Tenant } from '../../../entities.js';
import { destinationTenant, domain, expectNewcomers } from '../../generate-company.js';
import { domainPart, localPartOf } from '../cells/cells.js';
import type { CompanyDomains } from '../domains/domains.js';
import type { Draft } from './draft.js';
import type { Findings } from '../told/findings.js';
import { sideOf } from './holders.js';
import { isSmtp, withoutType } from '../cells/read-row.js';
import { isMailboxKind } from '../tables/recipient-kinds.js';

export function destinationOf(
  draft: Draft,
  { moving, initial, otherInitial }: CompanyDomains,
  source: Tenant,
  seed: number,
  findings: Findings,
): Tenant {
  const own = new Set([...moving, initial, ...otherInitial]);
  const isOwn = (address: string): boolean => own.has(domainPart(address));
  const mailboxes = source.recipients.filter(({ RecipientTypeDetails }) => isMailboxKind(RecipientTypeDetails)).length;
  const contacts = draft.contacts.filter((contact) => sideOf(contact, isOwn) === 'destination');
  const builder = destinationTenant(Math.max(12, Math.round(mailboxes / 10)), seed, {
    moving: moving[0] as string,
    initial,
    domains: [...moving, initial, ...otherInitial],
    acquaintances: (to) => {
      for (const { displayName, external, place, mail } of contacts) {
        if (!to.claim(external)) {
          findings.add(place.file, place.line, 'contact-claimed', { address: external });
          continue;
        }
        const aliases = mail.addresses.filter(isSmtp).map(withoutType);
        to.contact(
          `file/${external.toLowerCase()}`,
          displayName,
          external,
          aliases.filter((one) => one.toLowerCase() !== external.toLowerCase() && to.claim(one)),
        );
      }
    },
  });
  if (contacts.length > 0) findings.add('', null, 'contacts-at-destination', { count: contacts.length });
  const forwarding = draft.destinationForwarding.filter(({ userPrincipalName, place }) => {
    const known = !moving.includes(domainPart(userPrincipalName)) && builder.claim(userPrincipalName);
    if (!known) findings.add(place.file, place.line, 'forwarding-of-nobody', { name: userPrincipalName });
    return known;
  });
  const byName = new Map(forwarding.map((one) => [one.userPrincipalName, one]));
  for (const { userPrincipalName } of forwarding) {
    const key = `file/${userPrincipalName.toLowerCase()}`;
    const displayName = localPartOf(userPrincipalName);
    builder.person({ key, userPrincipalName, displayName }, { kind: 'UserMailbox', primary: userPrincipalName });
  }
  // Who works there already is made up; those who come are in the files.
  const there = builder.users.length;
  expectNewcomers(builder, source, moving);
  const tenant = builder.tenant(null);
  const names = new Set(tenant.domains.map(({ id }) => id));
  const more = [...new Set(forwarding.map(({ userPrincipalName }) => domainPart(userPrincipalName)))].filter(
    (one) => !names.has(one),
  );
  findings.add('', null, 'destination-made', { name: tenant.displayName, count: there });
  return {
    ...tenant,
    domains: [...tenant.domains, ...more.map((name) => domain(name, seed, 'more'))].sort((a, b) =>
      a.id < b.id ? -1 : 1,
    ),
    recipients: tenant.recipients.map((one) => {
      const from = byName.get(one.UserPrincipalName ?? '');
      return from === undefined
        ? one
        : {
            ...one,
            DeliverToMailboxAndForward: from.deliverToMailboxAndForward,
            ForwardingAddress: from.forwardingAddress,
            ForwardingSmtpAddress: from.forwardingSmtpAddress,
          };
    }),
  };
}
