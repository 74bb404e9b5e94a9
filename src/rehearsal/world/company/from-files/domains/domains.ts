/**
 * Which domains the company has, which of them move, and which one it was born with. Evidence is what only an accepted domain can be in:
 * the list of them, sign-in names of members, addresses of mailboxes, groups and public folders. An address that a guest, a mail user or
 * a contact has elsewhere is none.
 */
import { domainPart } from '../cells/cells.js';
import type { Draft, DraftMail, DraftPerson } from '../objects/draft.js';
import type { Findings } from '../told/findings.js';
import { initialOf, isOfMicrosoft } from './initial-domain.js';
import { isSmtp } from '../cells/read-row.js';
import { isUnroutable } from './unroutable.js';

export interface CompanyDomains {
  /** The most used first. */
  readonly moving: readonly string[];
  readonly initial: string;
  /** Other onmicrosoft.com names of the tenant, such as the routing domain of a hybrid. */
  readonly otherInitial: readonly string[];
  readonly defaultDomain: string;
}

/** Why no company can be made: a sentence for whoever named the folder. */
export interface NoDomains {
  readonly why: string;
  /** What can be done, where that is not another export. */
  readonly instead?: string;
}

/** https://learn.microsoft.com/en-us/graph/deployments, https://learn.microsoft.com/en-us/microsoft-365/enterprise/urls-and-ip-address-ranges-21vianet */
const nationalClouds: readonly (readonly [RegExp, string])[] = [
  [/(^|\.)onmicrosoft\.us$/, 'the US government clouds'],
  [/(^|\.)onmschina\.cn$/, '21Vianet in China'],
  [/(^|\.)onmicrosoft\.de$/, 'Microsoft Cloud Germany'],
];

/** Its sign-in and its records are others: null where no domain is of one. */
export function nationalCloudAmong(domains: Iterable<string>, mailboxes: () => number): NoDomains | null {
  for (const domain of domains)
    for (const [form, cloud] of nationalClouds)
      if (form.test(domain))
        return {
          why: `${domain} belongs to a national cloud (${cloud}). The rehearsal plays the worldwide one, whose sign-in, mail hosts and DNS records are others; rehearsed here, it would prove nothing`,
          instead: `The files were read and cannot be played here. The order of the work can: npm run rehearse -- --mailboxes ${mailboxes()} takes a made-up company of the worldwide cloud through it.`,
        };
  return null;
}

/** @param anywhere every domain after an @ in the text of the files, whoever it may belong to */
export function decideDomains(
  draft: Draft,
  anywhere: () => ReadonlySet<string>,
  findings: Findings,
): CompanyDomains | NoDomains {
  const { own: uses, elsewhere, inNames } = evidence(draft);
  const listed = draft.domains;
  for (const domain of listed?.keys() ?? []) if (!uses.has(domain)) uses.set(domain, 0);
  const national = nationalCloudAmong(uses.keys(), () => sizeOf(draft));
  if (national !== null) return national;
  if (listed !== null) {
    for (const [domain, count] of uses) {
      if (listed.has(domain)) continue;
      if (inNames.has(domain) || isOfMicrosoft(domain)) findings.add('', null, 'domain-not-listed', { domain, count });
      else uses.delete(domain);
    }
  }
  for (const domain of new Set([...uses.keys(), ...elsewhere.keys()])) {
    if (!isUnroutable(domain)) continue;
    findings.add('', null, 'domain-unroutable', { domain, count: uses.get(domain) ?? elsewhere.get(domain) ?? 0 });
    uses.delete(domain);
    elsewhere.delete(domain);
  }
  const strangers = [...elsewhere].filter(([domain]) => !uses.has(domain) && !isOfMicrosoft(domain));
  if (strangers.length > 0)
    findings.add('', null, 'domains-elsewhere', { list: written(strangers), count: strangers.length });
  const byUse = sorted(uses);
  const own = byUse.filter(([domain]) => !isOfMicrosoft(domain));
  const [first] = own;
  if (first === undefined) return { why: 'no domain but onmicrosoft.com occurs in them, so nothing could move' };
  // Without numbers: so far these are mentions in the files, and what is confirmed is addresses of the company.
  findings.add('', null, 'moving-domains', { list: own.map(([domain]) => domain).join(', ') });
  const ofMicrosoft = byUse.map(([domain]) => domain).filter(isOfMicrosoft);
  const initial = initialOf(ofMicrosoft, draft, first[0], anywhere, findings);
  const defaults = [...(listed ?? [])].filter(([, { isDefault }]) => isDefault).map(([domain]) => domain);
  return {
    moving: own.map(([domain]) => domain),
    initial,
    otherInitial: ofMicrosoft.filter((domain) => domain !== initial),
    defaultDomain: defaults[0] ?? first[0],
  };
}

/** As many mailboxes as a made-up company has at least. */
const sizeOf = ({ people }: Draft): number =>
  Math.max(24, [...people.values()].filter(({ mail, guest }) => mail !== null && !guest).length);

interface Evidence {
  readonly own: Map<string, number>;
  /** Where guests, mail users, contacts and accounts without a mailbox have addresses. */
  readonly elsewhere: Map<string, number>;
  readonly inNames: ReadonlySet<string>;
}

function evidence(draft: Draft): Evidence {
  const own = new Map<string, number>();
  const elsewhere = new Map<string, number>();
  const inNames = new Set<string>();
  const count = (uses: Map<string, number>, addresses: Iterable<string>): void => {
    for (const domain of [...addresses].map(domainPart)) uses.set(domain, (uses.get(domain) ?? 0) + 1);
  };
  for (const person of draft.people.values()) {
    const { userPrincipalName: name, mail, guest } = person;
    // A guest's own name is at another company, but for what stands behind #EXT#@; that of a mail user may be where its mail goes.
    if (/@.+/.test(name) && (!guest || /#EXT#@/i.test(name))) {
      if (isOnlyAddress(person)) count(elsewhere, [name]);
      else {
        count(own, [name]);
        inNames.add(domainPart(name));
      }
    }
    const certain = mail !== null && mail.kind !== 'MailUser' && mail.kind !== 'GuestMailUser' && !guest;
    const held = smtpOf(person);
    // A name of the tenant itself is nobody else's, mailbox or not.
    const born = (address: string): boolean => mail === null && !guest && isOfMicrosoft(domainPart(address));
    count(
      own,
      held.filter((address) => certain || born(address)),
    );
    count(
      elsewhere,
      held.filter((address) => !certain && !born(address)),
    );
    // What an account without a mailbox holds counts where it is certain that the domain is the company's.
  }
  for (const { mail } of [...draft.groups, ...draft.folders, ...draft.deletedMailboxes]) count(own, smtpIn(mail));
  for (const { external, mail } of draft.contacts) count(elsewhere, new Set([external.toLowerCase(), ...smtpIn(mail)]));
  for (const [domain, uses] of elsewhere) {
    const known = own.get(domain);
    if (known !== undefined) own.set(domain, known + uses);
  }
  return { own, elsewhere, inNames };
}

/** A list of the address book writes as sign-in name of a mail user where its mail goes: the only address there is. */
export function isOnlyAddress({ mail, addresses, userPrincipalName }: DraftPerson): boolean {
  if (mail?.kind !== 'MailUser') return false;
  const all = [mail.external, mail.primary, ...[...mail.addresses, ...addresses].filter(isSmtp)];
  return all.every(
    (one) => one === null || one.replace(/^smtp:/i, '').toLowerCase() === userPrincipalName.toLowerCase(),
  );
}

const sorted = (uses: ReadonlyMap<string, number>): (readonly [string, number])[] =>
  [...uses].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
const written = (uses: readonly (readonly [string, number])[]): string =>
  uses.map(([domain, count]) => `${domain} (${count})`).join(', ');

const smtpIn = (mail: Pick<DraftMail, 'primary' | 'addresses'> | null): string[] => {
  const all = [...(mail?.primary == null ? [] : [mail.primary]), ...(mail?.addresses ?? []).filter(isSmtp)];
  return [...new Set(all.map((address) => address.replace(/^smtp:/i, '').toLowerCase()))];
};
const smtpOf = ({ mail, addresses }: DraftPerson): string[] => [
  ...new Set([...smtpIn(mail), ...smtpIn({ primary: null, addresses })]),
];
