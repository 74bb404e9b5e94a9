/** Lists and contacts: what makes each what it is, how one is made, and how it goes. */
import type { Applied } from '../../contract/change.js';
import type { Waiting } from '../unanswered.js';
import type { ExchangeConnection } from './connection.js';
import { readById } from './read-by-id.js';
import { readEach, type Seen } from './read-each.js';
import {
  mailContactProperties,
  mailGroupProperties,
  type ExchangeRecipient,
  type MailContact,
  type MailGroup,
} from './types.js';
import { textOf, textsOf } from './values.js';
import { writeEach, type WriteCommand } from './write-each.js';

/** Those that Exchange makes; a Microsoft 365 group is the directory's. */
export type ListKind = 'distribution-group' | 'dynamic-distribution-group';

/** https://learn.microsoft.com/powershell/module/exchangepowershell/set-distributiongroup */
export const listSettingProperties = [
  'RequireSenderAuthenticationEnabled',
  'ModerationEnabled',
  'SendModerationNotifications',
  'MemberJoinRestriction',
  'MemberDepartRestriction',
  'HiddenFromAddressListsEnabled',
  'BypassNestedModerationEnabled',
  'ReportToManagerEnabled',
  'ReportToOriginatorEnabled',
  'SendOofMessageToOriginatorEnabled',
] as const;
/** A dynamic one knows fewer. */
export const dynamicSettingProperties = [
  'RequireSenderAuthenticationEnabled',
  'ModerationEnabled',
  'SendModerationNotifications',
  'HiddenFromAddressListsEnabled',
  'ReportToManagerEnabled',
  'ReportToOriginatorEnabled',
  'SendOofMessageToOriginatorEnabled',
] as const;
/** Each a list of whoever it names. */
export const listPeopleProperties = [
  'ManagedBy',
  'ModeratedBy',
  'BypassModerationFromSendersOrMembers',
  'AcceptMessagesOnlyFromSendersOrMembers',
  'RejectMessagesFromSendersOrMembers',
  'GrantSendOnBehalfTo',
] as const;
export type ListPeople = (typeof listPeopleProperties)[number];
/** https://learn.microsoft.com/powershell/module/exchangepowershell/set-unifiedgroup */
export const unifiedGroupProperties = [
  ...mailGroupProperties,
  'RequireSenderAuthenticationEnabled',
  'ModerationEnabled',
  'HiddenFromAddressListsEnabled',
  ...listPeopleProperties,
] as const;
/** Whom a dynamic list is sent to where nobody wrote a filter. */
const precannedProperties = [
  'IncludedRecipients',
  'ConditionalCompany',
  'ConditionalDepartment',
  'ConditionalStateOrProvince',
  ...Array.from({ length: 15 }, (_, n) => `ConditionalCustomAttribute${n + 1}`),
] as const;

export interface ListInDetail extends MailGroup {
  readonly Name: string | null;
  readonly LegacyExchangeDN: string | null;
  readonly settings: Readonly<Record<string, string | boolean>>;
  readonly people: Readonly<Record<ListPeople, readonly string[]>>;
  /** Of a dynamic one. */
  readonly recipientFilter: string | null;
  readonly precanned: Readonly<Record<string, readonly string[]>>;
}

export interface ListKey {
  readonly kind: ListKind;
  /** A directory object id, a GUID or an address. */
  readonly identity: string;
}

/** Parameters in Exchange's own names, beside those that every one has. */
export interface NewList {
  readonly kind: ListKind;
  readonly name: string;
  readonly displayName: string;
  readonly alias: string;
  readonly primarySmtpAddress: string;
  readonly parameters: Readonly<Record<string, unknown>>;
}

export interface NewContact {
  readonly name: string;
  readonly displayName: string;
  readonly alias: string;
  readonly externalEmailAddress: string;
}

export interface NewGroups {
  listsInDetail(): Promise<readonly ListInDetail[]>;
  /** In the order given, null where there is none; by identity, not through a filter. */
  listsByIdentity(lists: readonly ListKey[]): Promise<readonly (ListInDetail | null)[]>;
  /** In the order given. */
  listMembers(identities: readonly string[]): Promise<readonly Seen<ExchangeRecipient>[]>;
  /** By an address or an id; in the order given. */
  contactsByIdentity(addresses: readonly string[]): Promise<readonly (MailContact | null)[]>;
  /** One answer each, in the order given, here and below. Sent once: what was not answered is `in-doubt`. */
  createLists(lists: readonly NewList[]): Promise<readonly Applied[]>;
  /** The whole list of members. */
  setListMembers(
    of: readonly { readonly identity: string; readonly members: readonly string[] }[],
  ): Promise<readonly Applied[]>;
  setLists(
    of: readonly (ListKey & { readonly parameters: Readonly<Record<string, unknown>> })[],
  ): Promise<readonly Applied[]>;
  removeLists(lists: readonly ListKey[]): Promise<readonly Applied[]>;
  createContacts(contacts: readonly NewContact[]): Promise<readonly Applied[]>;
  addContactAddresses(
    of: readonly { readonly identity: string; readonly addresses: readonly string[]; readonly hide: boolean }[],
  ): Promise<readonly Applied[]>;
  removeContacts(identities: readonly string[]): Promise<readonly Applied[]>;
}

const noun: Readonly<Record<ListKind, string>> = {
  'distribution-group': 'DistributionGroup',
  'dynamic-distribution-group': 'DynamicDistributionGroup',
};
const settingsOf: Readonly<Record<ListKind, readonly string[]>> = {
  'distribution-group': listSettingProperties,
  'dynamic-distribution-group': dynamicSettingProperties,
};
const selectOf = (kind: ListKind): readonly string[] => [
  ...mailGroupProperties,
  'Name',
  'LegacyExchangeDN',
  ...settingsOf[kind],
  ...listPeopleProperties,
  ...(kind === 'distribution-group' ? [] : ['RecipientFilter', ...precannedProperties]),
];
/** Ownership is asked for of these alone, and an application owns nothing. */
const bypass = (kind: ListKind) => (kind === 'distribution-group' ? { BypassSecurityGroupManagerCheck: true } : {});

export function newGroups(connection: ExchangeConnection, waiting: Pick<Waiting, 'now'>, side: string): NewGroups {
  const write = (what: string, commands: readonly WriteCommand[]): Promise<readonly Applied[]> =>
    writeEach(connection, `${what} in the ${side}`, commands);

  return {
    async listsInDetail() {
      const found: ListInDetail[] = [];
      for (const kind of ['distribution-group', 'dynamic-distribution-group'] as const) {
        const cmdlet = `Get-${noun[kind]}`;
        const command = { cmdlet, parameters: { ResultSize: 'Unlimited' }, select: selectOf(kind) };
        const items = await connection.readAll(`${cmdlet} in the ${side}`, command);
        found.push(...items.map((item) => listIn(item, kind)));
      }
      return found;
    },
    async listsByIdentity(lists) {
      const seen = await readEach<Raw>(
        connection,
        waiting,
        `lists by identity in the ${side}`,
        lists.map(({ kind, identity }) => ({
          cmdlet: `Get-${noun[kind]}`,
          parameters: { Identity: identity },
          select: selectOf(kind),
        })),
      );
      return seen.map((one, index) => {
        if (!one.seen && !one.gone) throw new Error(one.text);
        const [item] = one.seen ? one.items : [];
        return item === undefined ? null : listIn(item, lists[index]?.kind ?? 'distribution-group');
      });
    },
    listMembers: (identities) =>
      readEach<ExchangeRecipient>(
        connection,
        waiting,
        `Get-DistributionGroupMember in the ${side}`,
        identities.map((id) => ({
          cmdlet: 'Get-DistributionGroupMember',
          parameters: { Identity: id, ResultSize: 'Unlimited' },
          select: ['Guid', 'ExternalDirectoryObjectId', 'DisplayName', 'PrimarySmtpAddress', 'RecipientTypeDetails'],
        })),
      ),
    async contactsByIdentity(addresses) {
      const wanted = addresses.map((id) => ({
        id,
        cmdlet: 'Get-MailContact',
        idProperty: 'PrimarySmtpAddress' as const,
        select: mailContactProperties,
      }));
      const found = await readById(connection, waiting, `Get-MailContact by identity in the ${side}`, wanted);
      return found.map((one) =>
        one === null ? null : ({ ...one, EmailAddresses: textsOf(one['EmailAddresses']) } as unknown as MailContact),
      );
    },
    createLists: (lists) =>
      write(
        'new lists',
        lists.map(({ kind, name, displayName, alias, primarySmtpAddress, parameters }) => ({
          id: primarySmtpAddress,
          cmdlet: `New-${noun[kind]}`,
          parameters: {
            Name: name,
            DisplayName: displayName,
            Alias: alias,
            PrimarySmtpAddress: primarySmtpAddress,
            ...parameters,
          },
          made: (item) => [{ kind, id: idIn(item) }],
        })),
      ),
    setListMembers: (of) =>
      write(
        'Update-DistributionGroupMember',
        of.map(({ identity, members }) => ({
          id: identity,
          cmdlet: 'Update-DistributionGroupMember',
          parameters: { Identity: identity, Members: members, Confirm: false, ...bypass('distribution-group') },
        })),
      ),
    setLists: (of) =>
      write(
        'settings of lists',
        of.map(({ kind, identity, parameters }) => ({
          id: identity,
          cmdlet: `Set-${noun[kind]}`,
          parameters: { Identity: identity, ...parameters, ...bypass(kind) },
        })),
      ),
    removeLists: (lists) =>
      write(
        'removing lists',
        lists.map(({ kind, identity }) => ({
          id: identity,
          cmdlet: `Remove-${noun[kind]}`,
          parameters: { Identity: identity, Confirm: false, ...bypass(kind) },
        })),
      ),
    createContacts: (contacts) =>
      write(
        'New-MailContact',
        contacts.map(({ name, displayName, alias, externalEmailAddress }) => ({
          id: externalEmailAddress,
          cmdlet: 'New-MailContact',
          parameters: {
            Name: name,
            DisplayName: displayName,
            Alias: alias,
            ExternalEmailAddress: externalEmailAddress,
          },
          made: (item) => [{ kind: 'contact', id: idIn(item) }],
        })),
      ),
    addContactAddresses: (of) =>
      write(
        'addresses of contacts',
        of.map(({ identity, addresses, hide }) => ({
          id: identity,
          cmdlet: 'Set-MailContact',
          parameters: {
            Identity: identity,
            ...(addresses.length === 0
              ? {}
              : { EmailAddresses: { '@odata.type': '#Exchange.GenericHashTable', add: addresses } }),
            ...(hide ? { HiddenFromAddressListsEnabled: true } : {}),
          },
        })),
      ),
    removeContacts: (identities) =>
      write(
        'Remove-MailContact',
        identities.map((id) => ({ id, cmdlet: 'Remove-MailContact', parameters: { Identity: id, Confirm: false } })),
      ),
  };
}

type Raw = Readonly<Record<string, unknown>>;

const idIn = (item: Raw): string => String(item['ExternalDirectoryObjectId'] || item['Guid']);

export const peopleOf = (item: Raw): ListInDetail['people'] =>
  Object.fromEntries(listPeopleProperties.map((name) => [name, textsOf(item[name])])) as ListInDetail['people'];

function listIn(item: Raw, kind: ListKind): ListInDetail {
  const simple = settingsOf[kind].flatMap((name) => {
    const value = item[name];
    return typeof value === 'string' || typeof value === 'boolean' ? [[name, value] as const] : [];
  });
  const precanned = precannedProperties.flatMap((name) => {
    const texts = textsOf(item[name]).filter((text) => text !== 'None');
    return texts.length === 0 ? [] : [[name, texts] as const];
  });
  return {
    ...(item as unknown as MailGroup),
    EmailAddresses: textsOf(item['EmailAddresses']),
    Name: textOf(item['Name']) || null,
    LegacyExchangeDN: textOf(item['LegacyExchangeDN']) || null,
    settings: Object.fromEntries(simple),
    people: peopleOf(item),
    recipientFilter: textOf(item['RecipientFilter']) || null,
    precanned: Object.fromEntries(precanned),
  };
}
