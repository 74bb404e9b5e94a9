/** Puts objects of one tenant together so that the directory and Exchange agree about each of them from the start. */
import { settled } from '../exchange/details.js';
import type {
  Application,
  DeletedGroup,
  DeletedUser,
  Domain,
  Group,
  OrgContact,
  Recipient,
  RecipientTypeDetails,
  Side,
  Tenant,
  User,
} from '../entities.js';
import type { MailFlowKind, MailFlowObject, RecipientDetails } from '../exchange-entities.js';
import { primaryOf } from '../proxy-addresses.js';
import { seededGuid } from '../seeded.js';

const born = '2021-03-15T09:30:00Z';
export const usualLicence = '05e9a617-0261-4cee-bb44-138d3ef5d965';
export const exchangePlan = 'efb87545-963c-4e0d-99df-69c6916d9eb0';

export interface PersonPlan {
  /** What the ids are derived from; unique in the tenant. */
  readonly key: string;
  readonly id?: string;
  readonly userPrincipalName: string;
  readonly displayName: string;
  readonly givenName?: string;
  readonly surname?: string;
  readonly department?: string;
  readonly enabled?: boolean;
  readonly guest?: boolean;
  readonly synced?: boolean;
  /** By itself whoever has a user mailbox is. */
  readonly licensed?: boolean;
  readonly mail?: string | null;
}

export interface MailPlan {
  readonly kind: RecipientTypeDetails;
  readonly primary: string;
  readonly aliases?: readonly string[];
  readonly sip?: boolean;
  readonly x500?: boolean;
  /** The whole list with prefixes, the primary first, when it is known; then nothing is added to it. */
  readonly addresses?: readonly string[];
  /** Of a mail user, a guest or a contact: where its mail really goes; the primary address where nothing else is said. */
  readonly external?: string;
  /** Of a group or a contact: mastered on premises. */
  readonly synced?: boolean;
}

export class TenantBuilder {
  readonly users: User[] = [];
  readonly deletedUsers: DeletedUser[] = [];
  readonly groups: Group[] = [];
  readonly contacts: OrgContact[] = [];
  readonly recipients: Recipient[] = [];
  readonly deletedGroups: DeletedGroup[] = [];
  readonly applications: Application[] = [];
  readonly mailFlow: MailFlowObject[] = [];
  private readonly details = new Map<string, RecipientDetails>();
  private organizationHolds: readonly string[] = [];
  private readonly taken = new Set<string>();

  constructor(
    private readonly side: Side,
    private readonly seed: number,
    private readonly head: Pick<Tenant, 'tenantId' | 'displayName' | 'initialDomain' | 'countryLetterCode'>,
    private readonly domains: readonly Domain[],
  ) {}

  get initialDomain(): string {
    return this.head.initialDomain;
  }

  get defaultDomain(): string {
    return this.domains.find(({ isDefault }) => isDefault)?.id ?? this.head.initialDomain;
  }

  guid(name: string): string {
    return seededGuid(this.seed, `${this.side}/${name}`);
  }

  /** Whether an address or a sign-in name is in use; claims it if not. */
  claim(address: string): boolean {
    const key = address.toLowerCase();
    if (this.taken.has(key)) return false;
    this.taken.add(key);
    return true;
  }

  person(plan: PersonPlan, mail: MailPlan | null): User {
    const id = plan.id ?? this.guid(`user/${plan.key}`);
    this.claim(plan.userPrincipalName);
    const addresses = mail === null ? [] : this.addressesOf(plan.key, mail, plan.userPrincipalName);
    const alias = (mail?.primary ?? plan.userPrincipalName).split('@')[0] as string;
    const licensed = plan.licensed ?? mail?.kind === 'UserMailbox';
    const user: User = {
      id,
      userPrincipalName: plan.userPrincipalName,
      displayName: plan.displayName,
      givenName: plan.givenName ?? null,
      surname: plan.surname ?? null,
      mail: mail === null ? (plan.mail ?? null) : primaryOf(addresses),
      mailNickname: alias.replace(/[^A-Za-z0-9._-]/g, '_'),
      proxyAddresses: addresses,
      imAddresses: mail?.sip === true ? [plan.userPrincipalName.toLowerCase()] : [],
      otherMails: plan.guest === true && mail !== null ? [mail.primary] : [],
      userType: plan.guest === true ? 'Guest' : 'Member',
      accountEnabled: plan.enabled ?? true,
      usageLocation: 'DE',
      jobTitle: null,
      department: plan.department ?? null,
      officeLocation: null,
      preferredLanguage: null,
      businessPhones: [],
      mobilePhone: null,
      createdDateTime: born,
      creationType: plan.guest === true ? 'Invitation' : null,
      externalUserState: plan.guest === true ? 'Accepted' : null,
      onPremisesSyncEnabled: plan.synced === true ? true : null,
      onPremisesImmutableId: plan.synced === true ? Buffer.from(id.slice(0, 16)).toString('base64') : null,
      assignedLicenses: licensed ? [{ skuId: usualLicence, disabledPlans: [] }] : [],
      assignedPlans: licensed
        ? [{ servicePlanId: exchangePlan, service: 'exchange', capabilityStatus: 'Enabled', assignedDateTime: born }]
        : [],
    };
    this.users.push(user);
    if (mail !== null) {
      this.recipient(plan.key, mail, addresses, {
        objectId: id,
        displayName: plan.displayName,
        alias: user.mailNickname,
        userPrincipalName: plan.userPrincipalName,
        synced: plan.synced === true,
      });
    }
    return user;
  }

  /** A user without mailbox that still holds addresses, as a removed licence leaves it. */
  unlicensed(plan: PersonPlan, addresses: readonly string[]): void {
    const user = this.person(plan, null);
    for (const address of addresses) this.claim(address.slice(address.indexOf(':') + 1));
    this.users[this.users.length - 1] = { ...user, proxyAddresses: addresses, mail: primaryOf(addresses) };
  }

  deleted(plan: PersonPlan, addresses: readonly string[], deletedDateTime: string): void {
    const user = this.person(plan, null);
    this.users.pop();
    this.deletedUsers.push({ ...user, proxyAddresses: addresses, mail: primaryOf(addresses), deletedDateTime });
  }

  group(
    key: string,
    displayName: string,
    mail: MailPlan,
    members: readonly string[],
    owners: readonly string[] = members.slice(0, 1),
  ): void {
    const dynamic = mail.kind === 'DynamicDistributionGroup';
    const addresses = this.addressesOf(`group/${key}`, mail, mail.primary);
    const alias = (mail.primary.split('@')[0] as string).replace(/[^A-Za-z0-9._-]/g, '_');
    const id = this.groupId(key);
    const unified = mail.kind === 'GroupMailbox';
    if (!dynamic) {
      this.groups.push({
        id,
        displayName,
        description: null,
        mail: mail.primary,
        mailNickname: alias,
        proxyAddresses: addresses,
        groupTypes: unified ? ['Unified'] : [],
        mailEnabled: true,
        securityEnabled: mail.kind === 'MailUniversalSecurityGroup',
        onPremisesSyncEnabled: mail.synced === true ? true : null,
        visibility: unified ? 'Private' : null,
        createdDateTime: born,
        members,
        owners,
      });
    }
    this.recipient(`group/${key}`, mail, addresses, {
      objectId: dynamic ? '' : id,
      displayName,
      alias,
      userPrincipalName: null,
      synced: mail.synced === true,
    });
  }

  /** One more member. */
  join(groupId: string, memberId: string): void {
    const at = this.groups.findIndex(({ id }) => id === groupId);
    const group = this.groups[at];
    if (group !== undefined && !group.members.includes(memberId))
      this.groups[at] = { ...group, members: [...group.members, memberId] };
  }

  /** A group that gives its members licences and no mail. */
  licensing(key: string, displayName: string): void {
    this.groups.push({
      id: this.groupId(key),
      displayName,
      description: null,
      mail: null,
      mailNickname: key,
      proxyAddresses: [],
      groupTypes: [],
      mailEnabled: false,
      securityEnabled: true,
      onPremisesSyncEnabled: null,
      visibility: null,
      assignedLicenses: [{ skuId: usualLicence, disabledPlans: [] }],
      createdDateTime: born,
      members: [],
      owners: [],
    });
  }

  /** What the directory will call the group of this key. */
  groupId(key: string): string {
    return this.guid(`group/${key}`);
  }

  contact(
    key: string,
    displayName: string,
    external: string,
    aliases: readonly string[] = [],
    whole: Pick<MailPlan, 'primary' | 'addresses' | 'synced'> | null = null,
  ): void {
    const id = this.guid(`contact/${key}`);
    const mail: MailPlan = { kind: 'MailContact', primary: external, aliases, ...whole, external };
    const addresses = this.addressesOf(`contact/${key}`, mail, external);
    const alias = external.replace(/[^A-Za-z0-9._-]/g, '_');
    this.contacts.push({
      id,
      displayName,
      givenName: null,
      surname: null,
      mail: external,
      mailNickname: alias,
      proxyAddresses: addresses,
      onPremisesSyncEnabled: mail.synced === true ? true : null,
    });
    this.recipient(`contact/${key}`, mail, addresses, {
      objectId: id,
      displayName,
      alias,
      userPrincipalName: null,
      synced: mail.synced === true,
    });
  }

  /** A mail user has an account here and its mailbox elsewhere: `external` is its primary address. */
  mailUser(plan: PersonPlan, external: string, aliases: readonly string[]): void {
    this.person(plan, { kind: 'MailUser', primary: external, aliases });
  }

  /** A Microsoft 365 group in the bin. */
  deletedGroup(
    key: string,
    displayName: string,
    primary: string,
    aliases: readonly string[],
    deletedDateTime: string,
  ): void {
    this.group(key, displayName, { kind: 'GroupMailbox', primary, aliases }, []);
    // Its mailbox goes with it; the recipient of a deleted group is not among the soft-deleted mailboxes.
    this.recipients.pop();
    this.deletedGroups.push({ ...(this.groups.pop() as Group), deletedDateTime });
  }

  /** A mailbox whose user was deleted; with a hold it is inactive, and its user is gone for good. */
  deletedMailbox(
    key: string,
    displayName: string,
    primary: string,
    aliases: readonly string[],
    deletion: { readonly at: string; readonly held: boolean },
    known: Partial<Pick<PersonPlan, 'id' | 'userPrincipalName'>> & Pick<Partial<MailPlan>, 'kind' | 'addresses'> = {},
  ): void {
    const { kind = 'UserMailbox', addresses, ...account } = known;
    const plan = { key, userPrincipalName: primary, displayName, enabled: false, ...account };
    this.person(plan, { kind, primary, aliases, ...(addresses === undefined ? {} : { addresses }) });
    const user = this.users.pop() as User;
    if (!deletion.held) this.deletedUsers.push({ ...user, deletedDateTime: deletion.at });
    const recipient = this.recipients.pop() as Recipient;
    this.recipients.push({ ...recipient, WhenSoftDeleted: deletion.at, LitigationHoldEnabled: deletion.held });
  }

  /** The mailbox passes its mail on. https://learn.microsoft.com/en-us/powershell/module/exchange/set-mailbox (ForwardingAddress) */
  forward(
    mailbox: Recipient,
    forward: Partial<Pick<Recipient, 'ForwardingAddress' | 'ForwardingSmtpAddress' | 'DeliverToMailboxAndForward'>>,
  ): void {
    this.recipients[this.recipients.indexOf(mailbox)] = { ...mailbox, ...forward };
  }

  /** Changes what is written of a recipient; whoever holds an older one of it may go on changing it. */
  change(recipient: Recipient, changes: Partial<Recipient>): void {
    const at = this.recipients.findIndex(({ Guid }) => Guid === recipient.Guid);
    this.recipients[at] = { ...(this.recipients[at] as Recipient), ...changes };
  }

  detailsOf({ Guid }: Recipient): RecipientDetails {
    return this.details.get(Guid) ?? { Guid };
  }

  /** Says more of a recipient; lists are made longer. */
  detail(recipient: Recipient, more: Omit<RecipientDetails, 'Guid'>): void {
    const before: Readonly<Record<string, unknown>> = { ...this.detailsOf(recipient) };
    const longer = Object.entries(more).map(([name, value]): [string, unknown] => {
      const kept = before[name];
      return [name, Array.isArray(kept) ? [...(kept as unknown[]), ...(value as unknown[])] : value];
    });
    this.details.set(recipient.Guid, {
      ...before,
      ...Object.fromEntries(longer),
    } as unknown as RecipientDetails);
  }

  mailFlowObject(kind: MailFlowKind, name: string, members: Readonly<Record<string, unknown>>): void {
    this.mailFlow.push({ ...members, Guid: this.guid(`mail-flow/${kind}/${name}`), kind, Name: name });
  }

  /** Every mailbox of the organization is held by these. */
  holdAll(ids: readonly string[]): void {
    this.organizationHolds = ids;
  }

  publicFolder(
    key: string,
    displayName: string,
    primary: string,
    aliases: readonly string[] = [],
    whole: Pick<MailPlan, 'addresses'> | null = null,
  ): void {
    const mail: MailPlan = { kind: 'PublicFolder', primary, aliases, ...whole };
    this.recipient(`folder/${key}`, mail, this.addressesOf(`folder/${key}`, mail, primary), {
      objectId: '',
      displayName,
      alias: primary.split('@')[0] as string,
      userPrincipalName: null,
      synced: false,
    });
  }

  application(key: string, displayName: string, identifierUris: readonly string[]): void {
    this.applications.push({
      id: this.guid(`application/${key}`),
      appId: this.guid(`application/${key}/app`),
      displayName,
      identifierUris,
      signInAudience: 'AzureADMyOrg',
      createdDateTime: born,
    });
  }

  tenant(onPremisesSyncEnabled: boolean | null): Tenant {
    // Every tenant has one for the rest of the world: https://learn.microsoft.com/en-us/exchange/mail-flow-best-practices/remote-domains/remote-domains
    if (!this.mailFlow.some(({ kind, Name }) => kind === 'RemoteDomain' && Name === 'Default'))
      this.mailFlowObject('RemoteDomain', 'Default', {});
    const byGuid = (a: { readonly Guid: string }, b: { readonly Guid: string }): number => (a.Guid < b.Guid ? -1 : 1);
    const byId = (a: { readonly id: string }, b: { readonly id: string }): number => (a.id < b.id ? -1 : 1);
    return {
      ...this.head,
      onPremisesSyncEnabled,
      exchange: {
        EwsEnabled: true,
        EwsAllowedAppIDs: null,
        EwsApplicationAccessPolicy: null,
        DelayedDelicensingEnabled: false,
        ...(this.organizationHolds.length === 0 ? {} : { InPlaceHolds: this.organizationHolds }),
      },
      domains: [...this.domains].sort(byId),
      users: this.users.sort(byId),
      deletedUsers: this.deletedUsers.sort(byId),
      groups: this.groups.sort(byId),
      contacts: this.contacts.sort(byId),
      recipients: this.recipients.sort(byGuid),
      deletedGroups: this.deletedGroups.sort(byId),
      applications: this.applications.sort(byId),
      details: [...this.details.values()].map(settled).sort(byGuid),
      mailFlow: this.mailFlow.sort(byGuid),
    };
  }

  private addressesOf(key: string, mail: MailPlan, principalName: string): string[] {
    for (const address of [mail.primary, ...(mail.aliases ?? [])]) this.claim(address);
    if (mail.addresses !== undefined) {
      for (const address of mail.addresses) if (/^smtp:/i.test(address)) this.claim(address.slice('smtp:'.length));
      return [...mail.addresses];
    }
    const organization = this.head.initialDomain.split('.')[0] as string;
    return [
      `SMTP:${mail.primary}`,
      ...(mail.aliases ?? []).map((address) => `smtp:${address}`),
      ...(mail.sip === true ? [`SIP:${principalName.toLowerCase()}`] : []),
      ...(mail.kind === 'UserMailbox' ? [`SPO:SPO_${this.guid(`spo/${key}`)}@SPO_${this.head.tenantId}`] : []),
      ...(mail.x500 === true
        ? [
            `X500:/o=${organization}/ou=Exchange Administrative Group (FYDIBOHF23SPDLT)/cn=Recipients/cn=${this.guid(`x500/${key}`).slice(0, 8)}`,
          ]
        : []),
    ];
  }

  private recipient(
    key: string,
    mail: MailPlan,
    addresses: readonly string[],
    of: {
      readonly objectId: string;
      readonly displayName: string;
      readonly alias: string;
      readonly userPrincipalName: string | null;
      readonly synced: boolean;
    },
  ): void {
    const mailbox = /Mailbox$/.test(mail.kind);
    const guid = this.guid(`recipient/${key}`);
    const outside = mail.kind === 'MailContact' || mail.kind === 'GuestMailUser' || mail.kind === 'MailUser';
    this.recipients.push({
      Guid: guid,
      ExternalDirectoryObjectId: of.objectId,
      ExchangeGuid: mailbox ? this.guid(`mailbox/${key}`) : null,
      RecipientTypeDetails: mail.kind,
      // New mailboxes are named by their object id, groups and contacts by what the administrator typed.
      Name: mailbox && mail.kind !== 'GroupMailbox' ? of.objectId : `${of.displayName} ${guid.slice(0, 4)}`,
      DisplayName: of.displayName,
      Alias: of.alias,
      UserPrincipalName: of.userPrincipalName,
      EmailAddresses: addresses,
      ExternalEmailAddress: outside ? `SMTP:${mail.external ?? mail.primary}` : null,
      LegacyExchangeDN: `/o=ExchangeLabs/ou=Exchange Administrative Group (FYDIBOHF23SPDLT)/cn=Recipients/cn=${guid.replaceAll('-', '')}-${of.alias}`,
      IsDirSynced: of.synced,
      IsExchangeCloudManaged: false,
      HiddenFromAddressListsEnabled: false,
      ForwardingAddress: null,
      ForwardingSmtpAddress: null,
      DeliverToMailboxAndForward: false,
      GrantSendOnBehalfTo: [],
      LitigationHoldEnabled: false,
      ArchiveStatus: 'None',
      ManagedBy: [],
      RecipientFilter: mail.kind === 'DynamicDistributionGroup' ? "(RecipientType -eq 'UserMailbox')" : null,
      WhenCreatedUTC: born,
      WhenSoftDeleted: null,
    });
  }
}
