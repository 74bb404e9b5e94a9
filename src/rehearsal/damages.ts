/**
 * What a night did to the source that nobody asked for, read out of two dumps of the world alone. Each kind of damage has a name and the number of
 * the guide's step that is known to do it; an end state without damage answers an empty list.
 */
import type { Company, Recipient, RecipientTypeDetails, User } from './world/entities.js';

export interface Damage {
  /** The numbers of the guide. */
  readonly steps: string;
  readonly name: string;
  /** Who was hit, by name. */
  readonly objects: readonly string[];
}

export interface DamageFacts {
  /** Object ids in the source of everybody with a part in the migration. */
  readonly operators: ReadonlySet<string>;
  /** What people changed by hand and wanted so: never a damage. */
  readonly byHand: ReadonlySet<string>;
}

interface Pair<T> {
  readonly before: T;
  readonly after: T;
}

/** The source in both dumps, object by object. */
interface Night {
  readonly before: Company;
  readonly after: Company;
  readonly facts: DamageFacts;
  readonly recipients: readonly Pair<Recipient>[];
  readonly users: readonly Pair<User>[];
}

interface Kind {
  readonly steps: string;
  readonly name: string;
  find(night: Night): readonly string[];
}

const kindOf = (steps: string, name: string, find: Kind['find']): Kind => ({ steps, name, find });

/** After 27: what was to give every mailbox one address at the initial domain. */
const ofRoutingAddresses: readonly Kind[] = [
  kindOf('25, 27', 'a mailbox with a routing address got a second one', (night) =>
    night.recipients
      .filter(({ before, after }) => routes(night, before) > 0 && routes(night, after) > routes(night, before))
      .map(named),
  ),
  kindOf('25, 27', 'a mailbox got none, because somebody else holds the address', (night) =>
    night.recipients
      .filter(({ after }) => isMailbox(after) && !after.IsDirSynced && routes(night, after) === 0)
      .map(named),
  ),
  kindOf('25, 27', 'a recipient that is no mailbox got none', (night) =>
    night.recipients.filter(({ after }) => !isMailbox(after) && isOurs(after) && routes(night, after) === 0).map(named),
  ),
];

/** After the night on the source side, 66 to 76. */
const ofTheNight: readonly Kind[] = [
  kindOf('67', 'a user keeps the sign-in name: somebody else has the local part already', (night) =>
    night.users
      .filter(({ before, after }) => isOnDomain(night, after.userPrincipalName) && localPartTaken(night, before))
      .map(userNamed),
  ),
  kindOf('67', 'a user of an on-premises directory keeps the sign-in name', (night) =>
    night.users
      .filter(({ after }) => after.onPremisesSyncEnabled === true && isOnDomain(night, after.userPrincipalName))
      .map(userNamed),
  ),
  kindOf('67', 'somebody who works on the migration got another sign-in name', (night) =>
    night.users
      .filter(
        ({ before, after }) =>
          night.facts.operators.has(before.id) &&
          !night.facts.byHand.has(before.id) &&
          before.userPrincipalName !== after.userPrincipalName,
      )
      .map(userNamed),
  ),
  kindOf('69', 'a group keeps its primary address: somebody else has the local part already', (night) =>
    night.recipients.filter(({ after }) => isList(after) && isOnDomain(night, primaryOf(after))).map(named),
  ),
  kindOf('71, 73', 'an address at the initial domain is gone', (night) =>
    night.recipients.filter((pair) => lost(night, pair, (one) => isRoute(night, one))).map(named),
  ),
  kindOf('71, 73', 'an X500 address is gone: old mail cannot be answered', (night) =>
    night.recipients.filter((pair) => lost(night, pair, (one) => /^x500:/i.test(one))).map(named),
  ),
  kindOf('71', 'the SIP address is gone', (night) =>
    night.recipients
      .filter(({ before, after }) => has(before, /^sip:/i) && !has(after, /^sip:/i) && !byHand(night, before))
      .map(named),
  ),
  kindOf('71', 'the SPO address is gone', (night) =>
    night.recipients.filter((pair) => lost(night, pair, (one) => /^spo:/i.test(one))).map(named),
  ),
  kindOf('71', 'a mailbox keeps the one address that had to go, and has no other', (night) =>
    night.recipients
      .filter(
        ({ before, after }) =>
          isMailbox(after) &&
          before.EmailAddresses.length > 1 &&
          after.EmailAddresses.length === 1 &&
          isStranded(night, after),
      )
      .map(named),
  ),
  kindOf('71, 73', 'a recipient with a single address, on the domain, was passed over', (night) =>
    night.recipients
      .filter(
        ({ before, after }) =>
          (isMailbox(after) || isList(after)) && before.EmailAddresses.length === 1 && isStranded(night, after),
      )
      .map(named),
  ),
  ...(
    [
      ['50, 69', 'a dynamic distribution group was forgotten', ['DynamicDistributionGroup']],
      ['50, 69, 74', 'a Microsoft 365 group was forgotten', ['GroupMailbox']],
      ['50, 69', 'a mail-enabled public folder was forgotten', ['PublicFolder']],
      ['25, 27', 'a mail user, a guest or a contact was forgotten', ['MailUser', 'GuestMailUser', 'MailContact']],
    ] as const
  ).map(([steps, name, kinds]) =>
    kindOf(steps, name, (night) =>
      night.recipients
        .filter(
          ({ after }) =>
            (kinds as readonly RecipientTypeDetails[]).includes(after.RecipientTypeDetails) &&
            holds(night, after.EmailAddresses),
        )
        .map(named),
    ),
  ),
  kindOf('65, 75', 'a user without a mailbox still holds addresses', (night) => {
    const withMail = new Set(night.after.tenants.source.recipients.map((one) => one.ExternalDirectoryObjectId));
    return night.users
      .filter(({ after }) => !withMail.has(after.id) && holds(night, after.proxyAddresses))
      .map(userNamed);
  }),
  kindOf('75', 'deleted users, groups and mailboxes still hold the domain', (night) => {
    const { deletedUsers, deletedGroups = [], recipients } = night.after.tenants.source;
    return [
      ...deletedUsers.filter((one) => isOnDomain(night, one.userPrincipalName) || holds(night, one.proxyAddresses)),
      ...deletedGroups.filter((one) => holds(night, one.proxyAddresses)),
    ]
      .map(({ displayName }) => displayName)
      .concat(
        recipients
          .filter((one) => one.WhenSoftDeleted !== null && holds(night, one.EmailAddresses))
          .map(({ DisplayName }) => DisplayName),
      );
  }),
  kindOf('75', 'an application still has an identifier on the domain', (night) =>
    (night.after.tenants.source.applications ?? [])
      .filter(({ identifierUris }) => identifierUris.some((uri) => isOnDomain(night, `@${hostOf(uri)}`)))
      .map(({ displayName }) => displayName),
  ),
  kindOf('75', 'a subdomain is still there', (night) =>
    night.after.tenants.source.domains
      .filter(({ id }) => night.before.movingDomains.some((domain) => id.endsWith(`.${domain}`)))
      .map(({ id }) => id),
  ),
  kindOf('76', 'the domain could not be removed', (night) =>
    night.after.tenants.source.domains.filter(({ id }) => night.before.movingDomains.includes(id)).map(({ id }) => id),
  ),
];

/** After the way back, 104 to 115: the first dump is from before the night. */
const ofTheWayBack: readonly Kind[] = [
  kindOf('66', 'the default domain is another one than before', (night) => {
    const usual = (company: Company): string | undefined =>
      company.tenants.source.domains.find(({ isDefault }) => isDefault)?.id;
    return usual(night.before) === usual(night.after) ? [] : [String(usual(night.after))];
  }),
  kindOf('49, 111', 'a mailbox was not given back what had a blank in it', (night) =>
    night.recipients
      .filter(
        ({ before, after }) =>
          isMailbox(before) && before.EmailAddresses.some((one) => one.includes(' ')) && !same(before, after),
      )
      .map(named),
  ),
  kindOf('111', 'a mailbox was not given back its addresses: another one has the same alias', (night) =>
    night.recipients
      .filter(
        ({ before, after }) =>
          isMailbox(before) &&
          !same(before, after) &&
          night.recipients.some(
            (other) =>
              isMailbox(other.before) &&
              other.before.Guid !== before.Guid &&
              other.before.Alias.toLowerCase() === before.Alias.toLowerCase(),
          ),
      )
      .map(named),
  ),
  kindOf('111', 'the present sign-in name is not among the addresses any more', (night) => {
    const users = new Map(night.users.map(({ after }) => [after.id, after]));
    return night.recipients
      .filter(({ after }) => {
        const user = users.get(after.ExternalDirectoryObjectId);
        return isMailbox(after) && user !== undefined && !smtpIn(after).includes(user.userPrincipalName.toLowerCase());
      })
      .map(named);
  }),
  kindOf('112', 'a user was not given back the sign-in name', (night) =>
    night.users.filter(({ before, after }) => before.userPrincipalName !== after.userPrincipalName).map(userNamed),
  ),
  kindOf('50, 114, 115', 'a group was not given back its addresses', (night) =>
    night.recipients.filter(({ before, after }) => isList(before) && !same(before, after)).map(named),
  ),
];

export const afterRoutingAddresses = (before: Company, after: Company, facts: DamageFacts) =>
  found(ofRoutingAddresses, before, after, facts);
export const afterTheNight = (before: Company, after: Company, facts: DamageFacts) =>
  found(ofTheNight, before, after, facts);
export const afterTheWayBack = (before: Company, after: Company, facts: DamageFacts) =>
  found(ofTheWayBack, before, after, facts);

function found(kinds: readonly Kind[], before: Company, after: Company, facts: DamageFacts): readonly Damage[] {
  const was = before.tenants.source;
  const is = after.tenants.source;
  const recipients = new Map(is.recipients.map((one) => [one.Guid, one]));
  const users = new Map(is.users.map((one) => [one.id, one]));
  const night: Night = {
    before,
    after,
    facts,
    recipients: was.recipients.flatMap((one) => {
      const now = recipients.get(one.Guid);
      return now === undefined || now.WhenSoftDeleted !== null ? [] : [{ before: one, after: now }];
    }),
    users: was.users.flatMap((one) => {
      const now = users.get(one.id);
      return now === undefined ? [] : [{ before: one, after: now }];
    }),
  };
  return kinds
    .map(({ steps, name, find }) => ({ steps, name, objects: find(night) }))
    .filter(({ objects }) => objects.length > 0);
}

const named = ({ before }: Pair<Recipient>): string => `${before.DisplayName} (${before.Guid})`;
const userNamed = ({ before }: Pair<User>): string => `${before.userPrincipalName} (${before.id})`;

const isMailbox = ({ RecipientTypeDetails: kind }: Recipient): boolean =>
  /Mailbox$/.test(kind) && kind !== 'GroupMailbox';
const isList = ({ RecipientTypeDetails: kind }: Recipient): boolean => /^MailUniversal|^RoomList$/.test(kind);
/** A guest's or a contact's address belongs to another organisation. */
const isOurs = ({ RecipientTypeDetails: kind }: Recipient): boolean =>
  kind !== 'GuestMailUser' && kind !== 'MailContact';

const smtpIn = ({ EmailAddresses }: Recipient): readonly string[] =>
  EmailAddresses.filter((one) => /^smtp:/i.test(one)).map((one) => one.slice('smtp:'.length).toLowerCase());
const primaryOf = ({ EmailAddresses }: Recipient): string =>
  (EmailAddresses.find((one) => one.startsWith('SMTP:')) ?? '').slice('SMTP:'.length);
const has = ({ EmailAddresses }: Recipient, kind: RegExp): boolean => EmailAddresses.some((one) => kind.test(one));
const same = (a: Recipient, b: Recipient): boolean =>
  JSON.stringify([...a.EmailAddresses].sort()) === JSON.stringify([...b.EmailAddresses].sort());
const hostOf = (uri: string): string => /^[a-z][a-z0-9+.-]*:\/\/([^/?#:]+)/i.exec(uri)?.[1] ?? '';

function isOnDomain({ before }: Night, address: string): boolean {
  const host = address.slice(address.lastIndexOf('@') + 1).toLowerCase();
  return before.movingDomains.some((domain) => host === domain || host.endsWith(`.${domain}`));
}
const holds = (night: Night, addresses: readonly string[]): boolean =>
  addresses.some((one) => /^(smtp|sip):/i.test(one) && isOnDomain(night, one));

const isRoute = ({ before }: Night, address: string): boolean =>
  /^smtp:/i.test(address) && address.toLowerCase().endsWith(`@${before.tenants.source.initialDomain.toLowerCase()}`);
const routes = (night: Night, { EmailAddresses }: Recipient): number =>
  EmailAddresses.filter((one) => isRoute(night, one)).length;

/** Whether something of a kind that the first dump shows is missing in the second; a primary that became an alias is not. */
function lost(night: Night, { before, after }: Pair<Recipient>, ofKind: (address: string) => boolean): boolean {
  const left = new Set(after.EmailAddresses.map((one) => one.toLowerCase()));
  return !byHand(night, before) && before.EmailAddresses.some((one) => ofKind(one) && !left.has(one.toLowerCase()));
}

const byHand = ({ facts }: Night, { Guid, ExternalDirectoryObjectId }: Recipient): boolean =>
  facts.byHand.has(Guid) || facts.byHand.has(ExternalDirectoryObjectId);

const isStranded = (night: Night, recipient: Recipient): boolean =>
  isOnDomain(night, primaryOf(recipient)) && routes(night, recipient) === 0;

/** Whether the name that comes of cutting at the at-sign was in somebody else's hands at one moment of the night. */
function localPartTaken(night: Night, user: User): boolean {
  const wanted = (name: string): string =>
    `${name.split('@')[0]}@${night.before.tenants.source.initialDomain}`.toLowerCase();
  const name = wanted(user.userPrincipalName);
  const { deletedUsers } = night.before.tenants.source;
  return (
    night.users.some(({ before }) => before.id !== user.id && wanted(before.userPrincipalName) === name) ||
    deletedUsers.some(({ userPrincipalName }) => userPrincipalName.toLowerCase() === name) ||
    night.recipients.some(({ before }) => before.ExternalDirectoryObjectId !== user.id && smtpIn(before).includes(name))
  );
}
