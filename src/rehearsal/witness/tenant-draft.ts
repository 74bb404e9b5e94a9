/** A tenant that rules are played on: what Exchange holds shows in the directory, as the two services agree on in the end. */
import type {
  Application,
  DeletedGroup,
  DeletedUser,
  Domain,
  ExchangeOrganizationConfig,
  Group,
  OrgContact,
  Recipient,
  Tenant,
  User,
} from '../world/entities.js';
import type { RecipientDetails } from '../world/exchange-entities.js';
import { followed, primaryOf } from './address-list.js';

const byId = <T extends { readonly id: string }>(list: readonly T[]): Map<string, T> =>
  new Map(list.map((one) => [one.id, one]));

export class TenantDraft {
  readonly initialDomain: string;
  readonly domains: Map<string, Domain>;
  readonly users: Map<string, User>;
  readonly deletedUsers: Map<string, DeletedUser>;
  readonly groups: Map<string, Group>;
  readonly deletedGroups: Map<string, DeletedGroup>;
  readonly contacts: Map<string, OrgContact>;
  readonly applications: Map<string, Application>;
  readonly recipients: Map<string, Recipient>;
  /** What Exchange keeps beside a recipient, by its Guid. */
  readonly details: Map<string, RecipientDetails>;

  exchange: ExchangeOrganizationConfig;

  /** `atFirst`: as it was before anything of the course. */
  constructor(readonly atFirst: Tenant) {
    const start = atFirst;
    this.initialDomain = start.initialDomain.toLowerCase();
    this.domains = byId(start.domains);
    this.users = byId(start.users);
    this.deletedUsers = byId(start.deletedUsers);
    this.groups = byId(start.groups);
    this.deletedGroups = byId(start.deletedGroups ?? []);
    this.contacts = byId(start.contacts);
    this.applications = byId(start.applications ?? []);
    this.exchange = start.exchange;
    this.recipients = new Map(start.recipients.map((one) => [one.Guid, one]));
    this.details = new Map((start.details ?? []).map((one) => [one.Guid, one]));
  }

  /** By its own id or by that of the directory object behind it. */
  recipient(id: string): Recipient | undefined {
    const own = this.recipients.get(id);
    if (own !== undefined) return own;
    return [...this.recipients.values()].find(({ ExternalDirectoryObjectId }) => ExternalDirectoryObjectId === id);
  }

  setAddresses(recipient: Recipient, EmailAddresses: readonly string[]): void {
    this.recipients.set(recipient.Guid, { ...recipient, EmailAddresses });
    const id = recipient.ExternalDirectoryObjectId;
    const mail = primaryOf(EmailAddresses) || null;
    const user = this.users.get(id);
    if (user !== undefined) {
      const imAddresses = EmailAddresses.filter((one) => /^sip:/i.test(one)).map((one) => one.slice(4));
      this.users.set(id, { ...user, mail: mail ?? user.mail, proxyAddresses: EmailAddresses, imAddresses });
    }
    const group = this.groups.get(id);
    if (group !== undefined) this.groups.set(id, { ...group, mail, proxyAddresses: EmailAddresses });
    const contact = this.contacts.get(id);
    if (contact !== undefined) this.contacts.set(id, { ...contact, mail, proxyAddresses: EmailAddresses });
  }

  rename(user: User, userPrincipalName: string, becomes: 'primary' | 'secondary'): void {
    this.users.set(user.id, { ...user, userPrincipalName });
    const recipient = this.recipient(user.id);
    if (recipient === undefined) return;
    const after = { ...recipient, UserPrincipalName: userPrincipalName };
    if (/Mailbox$/.test(recipient.RecipientTypeDetails))
      this.setAddresses(after, followed(recipient.EmailAddresses, userPrincipalName, becomes));
    else this.recipients.set(after.Guid, after);
  }

  /** What was mastered on premises is the cloud's from now on, in the directory and in Exchange. */
  takeOutOfSync(id: string): void {
    const [user, group, contact] = [this.users.get(id), this.groups.get(id), this.contacts.get(id)];
    if (user !== undefined) this.users.set(id, { ...user, onPremisesSyncEnabled: false });
    if (group !== undefined) this.groups.set(id, { ...group, onPremisesSyncEnabled: false });
    if (contact !== undefined) this.contacts.set(id, { ...contact, onPremisesSyncEnabled: false });
    const recipient = this.recipient(id);
    if (recipient !== undefined) this.recipients.set(recipient.Guid, { ...recipient, IsDirSynced: false });
  }

  makeDefault(domain: string): void {
    for (const one of this.domains.values()) this.domains.set(one.id, { ...one, isDefault: one.id === domain });
  }

  tenant(): Tenant {
    return {
      ...this.atFirst,
      exchange: this.exchange,
      domains: [...this.domains.values()],
      users: [...this.users.values()],
      deletedUsers: [...this.deletedUsers.values()],
      groups: [...this.groups.values()],
      deletedGroups: [...this.deletedGroups.values()],
      contacts: [...this.contacts.values()],
      applications: [...this.applications.values()],
      recipients: [...this.recipients.values()],
      ...(this.details.size === 0 ? {} : { details: [...this.details.values()] }),
    };
  }
}
