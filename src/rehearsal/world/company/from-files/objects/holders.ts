/** Who may hold which address, in the order in which they may claim one: whatever is the least certain comes last. */
import { domainPart, isAddress } from '../cells/cells.js';
import type { CompanyDomains } from '../domains/domains.js';
import { newMail, type Draft, type DraftContact, type DraftPerson } from './draft.js';
import type { Findings } from '../told/findings.js';
import { isSmtp, withoutType } from '../cells/read-row.js';
import { settleAddresses, type Holder } from './settle-addresses.js';

/** The whole list with prefixes of whatever was read, the primary first. */
export type AddressesOf = (key: object) => readonly string[];

export function holdersOf(
  draft: Draft,
  people: readonly DraftPerson[],
  domains: CompanyDomains,
  findings: Findings,
): AddressesOf {
  const own = new Set([...domains.moving, domains.initial, ...domains.otherInitial]);
  const isOwn = (address: string): boolean => own.has(domainPart(address));
  const nowhere = (): boolean => false;
  const anywhere = (): boolean => true;
  const holderOf = new Map<object, Holder>();
  const hold = (key: object, holder: Holder): Holder => {
    holderOf.set(key, holder);
    return holder;
  };
  const person = (one: DraftPerson, outside: Holder['outside']): Holder => {
    const { mail, place, places, userPrincipalName } = one;
    const addresses = [...(mail?.addresses ?? []), ...one.addresses];
    const first = addresses.find((address) => address.startsWith('SMTP:'))?.slice(5) ?? null;
    const primary = mail?.primary ?? first;
    return hold(one, {
      place,
      places,
      label: userPrincipalName,
      mail: { ...(mail ?? newMail()), primary, addresses },
      outside,
      // Without a mailbox nothing gives the account an address that the files do not.
      userPrincipalName: mail === null || one.guest ? null : userPrincipalName,
    });
  };
  const living = people.filter(({ deletedAt }) => deletedAt === null);
  const members = living.filter(({ guest }) => !guest);
  const guests = living.filter(({ guest }) => guest);
  for (const one of guests) inviteAddress(one);
  for (const one of members) if (one.mail?.kind === 'MailUser') settleTarget(one, isOwn, findings);
  const ofFiles = (one: { place: Holder['place']; displayName: string | null; mail: Holder['mail'] }): Holder =>
    hold(one, {
      place: one.place,
      places: null,
      label: one.displayName ?? one.mail.primary ?? one.mail.alias ?? '',
      mail: one.mail,
      outside: nowhere,
      userPrincipalName: null,
    });

  const settled = settleAddresses(
    [
      ...members
        .filter(({ mail }) => mail !== null)
        .map((one) => {
          const target = one.mail?.kind === 'MailUser' ? one.mail.external?.toLowerCase() : undefined;
          return person(one, target === undefined ? nowhere : (address) => address.toLowerCase() === target);
        }),
      ...draft.groups.map((group) => {
        const { alias, addresses } = group.mail;
        const made = alias === null || addresses.length > 0 ? null : `${alias}@${domains.defaultDomain}`;
        const holder = { ...ofFiles(group), userPrincipalName: made };
        return hold(group, holder);
      }),
      ...draft.folders.map(ofFiles),
      ...members
        .filter(({ mail, addresses }) => mail === null && addresses.some(isSmtp))
        .map((one) => person(one, nowhere)),
      ...guests
        .filter(({ mail, addresses }) => mail !== null || addresses.length > 0)
        .map((one) => person(one, anywhere)),
      ...draft.contacts
        .filter((contact) => sideOf(contact, isOwn) === 'source')
        .map((contact) =>
          hold(contact, {
            place: contact.place,
            places: null,
            label: contact.displayName,
            mail: {
              ...contact.mail,
              primary: contact.mail.primary ?? contact.external,
              addresses: [...contact.mail.addresses, `smtp:${contact.external}`],
            },
            outside: anywhere,
            userPrincipalName: null,
          }),
        ),
      ...draft.deletedMailboxes.map(ofFiles),
    ],
    own,
    findings,
  );
  const persons = new Map<object, DraftPerson>(people.map((one) => [one, one]));
  return (key) => {
    const holder = holderOf.get(key);
    const list = holder === undefined ? undefined : settled.get(holder);
    if (list !== undefined) return list;
    // A telephone account has a SIP address and no other.
    const one = persons.get(key);
    return [...(one?.mail?.addresses ?? []), ...(one?.addresses ?? [])].filter((address) => !isSmtp(address));
  };
}

/** A contact that receives on the company's own domains stands for one of its people, and that is where it is: in the other tenant. */
export const sideOf = ({ external }: DraftContact, isOwn: (address: string) => boolean): 'source' | 'destination' =>
  isOwn(external) ? 'destination' : 'source';

function settleTarget(person: DraftPerson, isOwn: (address: string) => boolean, findings: Findings): void {
  const { mail, place } = person;
  if (mail === null) return;
  const listed = [...mail.addresses, ...person.addresses].filter(isSmtp).map(withoutType);
  const all = [mail.primary, ...listed].filter((one) => one !== null);
  mail.external ??= all.find((address) => !isOwn(address)) ?? null;
  if (mail.external === null) {
    findings.add(place.file, place.line, 'mail-user-without-target', { name: person.userPrincipalName });
    mail.external = mail.primary ?? all[0] ?? null;
  }
  if (mail.external !== null && !all.some((one) => one.toLowerCase() === mail.external?.toLowerCase()))
    mail.addresses.push(`smtp:${mail.external}`);
}

/** `pat_contoso.com#EXT#@fabrikam.onmicrosoft.com` was invited as pat@contoso.com. */
function inviteAddress(person: DraftPerson): void {
  if (person.mail?.primary != null || person.addresses.some(isSmtp)) return;
  const [name = ''] = person.userPrincipalName.split(/#EXT#@/i);
  const place = name.lastIndexOf('_');
  const derived =
    place < 1 || name === person.userPrincipalName ? '' : `${name.slice(0, place)}@${name.slice(place + 1)}`;
  if (isAddress(derived)) person.addresses.push(`SMTP:${derived}`);
}
