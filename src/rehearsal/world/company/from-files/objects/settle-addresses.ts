/** One address, one holder: what the files claim twice stays with the first, a primary address before an alias. */
import { domainPart, isAddress } from '../cells/cells.js';
import type { DraftMail, Place } from './draft.js';
import type { Findings } from '../told/findings.js';

export interface Holder {
  readonly place: Place;
  /** Where a single address was read, if elsewhere. */
  readonly places: ReadonlyMap<string, Place> | null;
  /** How a person would name it: the sign-in name, or the group's name. */
  readonly label: string;
  readonly mail: DraftMail;
  /** Whether it may have an address at another company: only a guest, a mail user and a contact may. */
  readonly outside: (address: string) => boolean;
  /** Sign-in name, which serves as the primary address when the files have none. */
  readonly userPrincipalName: string | null;
}

/** The whole list with prefixes, the primary first; empty when no address was left. */
export type Settled = ReadonlyMap<Holder, readonly string[]>;

export function settleAddresses(
  holders: readonly Holder[],
  ownDomains: ReadonlySet<string>,
  findings: Findings,
): Settled {
  const held = new Map<string, Holder>();
  const primaries = new Map<Holder, string>();
  const at = ({ place, places }: Holder, address: string): readonly [string, number | null] => {
    const { file, line } = places?.get(`smtp:${address.toLowerCase()}`) ?? place;
    return [file, line];
  };
  const placeOf = ({ place, label }: Holder): string =>
    place.file === '' ? label : `${label} (${place.file}${place.line === null ? '' : `:${place.line}`})`;
  const stands = ({ outside }: Holder, address: string): boolean =>
    ownDomains.has(domainPart(address)) || outside(address);
  const elsewhere = (holder: Holder, address: string): void => {
    const domain = domainPart(address);
    const parent = [...ownDomains].find((one) => domain.endsWith(`.${one}`));
    if (parent === undefined) findings.add(...at(holder, address), 'address-of-other-domain', { address, domain });
    else findings.add(...at(holder, address), 'address-of-subdomain', { address, domain, parent });
  };
  const claim = (address: string, holder: Holder): boolean => {
    const key = address.toLowerCase();
    const by = held.get(key);
    if (by === undefined) held.set(key, holder);
    return by === undefined || by === holder;
  };

  for (const holder of holders) {
    const { primary, addresses } = holder.mail;
    const wanted = primary !== null && stands(holder, primary) ? primary : null;
    if (primary !== null && wanted === null) elsewhere(holder, primary);
    if (wanted !== null && claim(wanted, holder)) {
      primaries.set(holder, wanted);
      continue;
    }
    const next = [holder.userPrincipalName ?? '', ...smtpOf(addresses)].find(
      (address) => isAddress(address) && stands(holder, address) && claim(address, holder),
    );
    if (next === undefined && wanted !== null) {
      const owner = placeOf(held.get(wanted.toLowerCase()) as Holder);
      findings.add(...at(holder, wanted), 'only-address-claimed', { name: holder.label, address: wanted, owner });
    } else if (next === undefined) findings.add(...at(holder, ''), 'no-address-left', { name: holder.label });
    else {
      primaries.set(holder, next);
      if (wanted === null) findings.add(...at(holder, next), 'no-primary', { name: holder.label, instead: next });
      else {
        const owner = placeOf(held.get(wanted.toLowerCase()) as Holder);
        findings.add(...at(holder, wanted), 'primary-claimed', { address: wanted, owner, instead: next });
      }
    }
  }

  const settled = new Map<Holder, readonly string[]>();
  for (const holder of holders) {
    const primary = primaries.get(holder);
    if (primary === undefined) continue;
    const list = [`SMTP:${primary}`];
    const has = new Set([`smtp:${primary.toLowerCase()}`]);
    for (const address of holder.mail.addresses) {
      const key = address.toLowerCase();
      if (has.has(key)) continue;
      has.add(key);
      const value = address.slice(5);
      if (!/^smtp:/i.test(address)) list.push(address);
      else if (!stands(holder, value)) {
        // A primary on a foreign domain was reported already.
        if (value.toLowerCase() !== holder.mail.primary?.toLowerCase()) elsewhere(holder, value);
      } else if (claim(value, holder)) list.push(`smtp:${value}`);
      else if (value.toLowerCase() !== holder.mail.primary?.toLowerCase())
        findings.add(...at(holder, value), 'address-claimed', {
          address: value,
          owner: placeOf(held.get(value.toLowerCase()) as Holder),
        });
    }
    settled.set(holder, list);
  }
  return settled;
}

const smtpOf = (addresses: readonly string[]): string[] =>
  addresses.filter((address) => /^smtp:/i.test(address)).map((address) => address.slice(5));
