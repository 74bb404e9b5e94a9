/** Whose domains are in the snapshots: the tables of the inventory list them; without, a domain is the tenant's that mailboxes, groups or members have. */
import type { Domain } from '../../../entities.js';
import { domain as usualDomain } from '../../generate-company.js';
import { domainOf, smtpValues } from '../../../proxy-addresses.js';
import { isOfMicrosoft } from '../domains/initial-domain.js';
import { nationalCloudAmong, type NoDomains } from '../domains/domains.js';
import { isUnroutable } from '../domains/unroutable.js';
import { isMailboxKind, isGroupKind } from '../tables/recipient-kinds.js';
import type { Findings } from '../told/findings.js';
import type { Recipient, User } from '../../../entities.js';
import type { Objects } from './gather-objects.js';
import { textIn, textsIn, truthIn, type Value } from './values.js';

export interface SnapshotDomains {
  readonly all: readonly Domain[];
  readonly moving: readonly string[];
  readonly initial: string;
}

export function domainsOf(
  from: Objects,
  people: { readonly users: readonly User[]; readonly recipients: readonly Recipient[] },
  seed: number,
  findings: Findings,
): SnapshotDomains | NoDomains {
  const listed = (from.tables.get('Domains') ?? []).filter((row) => textIn(row, 'id') !== null);
  const used = uses(people);
  const names = listed.length > 0 ? listed.map((row) => textIn(row, 'id') as string) : [...used.keys()];
  const national = nationalCloudAmong(names, () => Math.max(24, people.recipients.length));
  if (national !== null) return national;
  const own = names.filter((name) => !isOfMicrosoft(name) && !isUnroutable(name));
  const verified = new Set(
    listed.length > 0
      ? listed.filter((row) => truthIn(row, 'isVerified') === true).map((row) => textIn(row, 'id'))
      : own,
  );
  const said = from.movingDomains.filter((name) => verified.has(name));
  const moving = said.length > 0 ? said : own.filter((name) => verified.has(name));
  if (moving.length === 0) return { why: 'no domain but onmicrosoft.com occurs in them, so nothing could move' };
  if (said.length === 0) findings.add('', null, 'moving-domains', { list: moving.join(', ') });
  const initial =
    names.find((name) => truthIn(rowOf(listed, name), 'isInitial') === true) ??
    from.initialDomain ??
    names.find(isOfMicrosoft) ??
    madeInitial(moving[0] as string, findings);
  const accepted = new Map(
    (from.tables.get('Accepted domains') ?? []).map((row) => [textIn(row, 'DomainName')?.toLowerCase(), row]),
  );
  const all = [...new Set([...names, initial])].map((name): Domain => {
    const row = rowOf(listed, name);
    const usual = usualDomain(name, seed, name === initial ? 'initial' : 'more');
    const type = textIn(accepted.get(name.toLowerCase()) ?? {}, 'DomainType');
    return {
      ...usual,
      isInitial: name === initial,
      isDefault: truthIn(row, 'isDefault') ?? (listed.length === 0 && name === moving[0]),
      isRoot: truthIn(row, 'isRoot') ?? !names.some((other) => name.endsWith(`.${other}`)),
      isVerified: truthIn(row, 'isVerified') ?? true,
      authenticationType: textIn(row, 'authenticationType') === 'Federated' ? 'Federated' : 'Managed',
      supportedServices: 'supportedServices' in row ? textsIn(row, 'supportedServices') : usual.supportedServices,
      domainType: type === 'InternalRelay' ? type : 'Authoritative',
    };
  });
  return { all, moving, initial };
}

const rowOf = (rows: readonly Value[], name: string): Value => rows.find((row) => row['id'] === name) ?? {};

function uses({ users, recipients }: Parameters<typeof domainsOf>[1]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  const count = (address: string): void => {
    const domain = domainOf(address);
    if (domain.includes('.')) counts.set(domain, (counts.get(domain) ?? 0) + 1);
  };
  for (const { userPrincipalName, userType } of users) if (userType === 'Member') count(userPrincipalName);
  for (const { RecipientTypeDetails: kind, EmailAddresses } of recipients)
    if (isMailboxKind(kind) || isGroupKind(kind)) smtpValues(EmailAddresses).forEach(count);
  return new Map([...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1)));
}

function madeInitial(first: string, findings: Findings): string {
  const made = `${first.split('.')[0]?.replaceAll('-', '') ?? 'company'}.onmicrosoft.com`;
  findings.add('', null, 'initial-domain-made', { domain: made });
  return made;
}
