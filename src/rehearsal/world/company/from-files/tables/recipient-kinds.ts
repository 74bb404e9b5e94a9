/**
 * What each kind of recipient is in the company, by Exchange's own names and by the portals' words for them. Whatever is not in this table
 * is left out by name: an unknown kind is never somebody with a mailbox.
 * https://learn.microsoft.com/en-us/powershell/module/exchange/get-recipient (RecipientTypeDetails, RecipientType)
 */
import type { RecipientTypeDetails } from '../../../entities.js';

export type MailboxKind = Extract<RecipientTypeDetails, `${string}Mailbox`>;

export type RecipientKind =
  | { readonly about: 'mailbox'; readonly kind: Exclude<MailboxKind, 'GroupMailbox'> }
  | { readonly about: 'group'; readonly kind: RecipientTypeDetails }
  | { readonly about: 'mail-user' | 'guest' | 'contact' | 'public-folder' | 'account' }
  /** It is known, and a rehearsal cannot carry it. */
  | { readonly about: 'left-out' };

const mailbox = (kind: Exclude<MailboxKind, 'GroupMailbox'>): RecipientKind => ({ about: 'mailbox', kind });
const group = (kind: RecipientTypeDetails): RecipientKind => ({ about: 'group', kind });
const mailUser: RecipientKind = { about: 'mail-user' };
const guest: RecipientKind = { about: 'guest' };
const contact: RecipientKind = { about: 'contact' };
const publicFolder: RecipientKind = { about: 'public-folder' };
/** Somebody of the directory, without a mailbox as far as this row knows. */
const account: RecipientKind = { about: 'account' };
const leftOut: RecipientKind = { about: 'left-out' };

const distribution = group('MailUniversalDistributionGroup');
const security = group('MailUniversalSecurityGroup');
const unified = group('GroupMailbox');
const dynamic = group('DynamicDistributionGroup');

/** `RecipientTypeDetails` of Get-Recipient, Get-Mailbox, Get-User and Get-Group, in Exchange Online and on premises. */
const exchange: Readonly<Record<string, RecipientKind>> = {
  UserMailbox: mailbox('UserMailbox'),
  LegacyMailbox: mailbox('UserMailbox'),
  LinkedMailbox: mailbox('UserMailbox'),
  SharedMailbox: mailbox('SharedMailbox'),
  RoomMailbox: mailbox('RoomMailbox'),
  LinkedRoomMailbox: mailbox('RoomMailbox'),
  EquipmentMailbox: mailbox('EquipmentMailbox'),
  SchedulingMailbox: mailbox('SchedulingMailbox'),
  TeamMailbox: mailbox('TeamMailbox'),
  DiscoveryMailbox: mailbox('DiscoveryMailbox'),
  // Written on premises of a hybrid: the mailbox itself is in the cloud.
  RemoteUserMailbox: mailbox('UserMailbox'),
  RemoteSharedMailbox: mailbox('SharedMailbox'),
  RemoteRoomMailbox: mailbox('RoomMailbox'),
  RemoteEquipmentMailbox: mailbox('EquipmentMailbox'),
  RemoteTeamMailbox: mailbox('TeamMailbox'),
  MailUser: mailUser,
  SharedWithMailUser: mailUser,
  GuestMailUser: guest,
  MailContact: contact,
  MailForestContact: contact,
  MailUniversalDistributionGroup: distribution,
  MailUniversalSecurityGroup: security,
  MailNonUniversalGroup: group('MailNonUniversalGroup'),
  RoomList: group('RoomList'),
  DynamicDistributionGroup: dynamic,
  GroupMailbox: unified,
  PublicFolder: publicFolder,
  User: account,
  DisabledUser: account,
  LinkedUser: account,
  // They hold addresses, and no step of a migration can take them off: what keeps the public folders, what Exchange keeps for itself.
  PublicFolderMailbox: leftOut,
  ArbitrationMailbox: leftOut,
  AuditLogMailbox: leftOut,
  AuxAuditLogMailbox: leftOut,
  MonitoringMailbox: leftOut,
  SupervisoryReviewPolicyMailbox: leftOut,
  SystemMailbox: leftOut,
  SystemAttendantMailbox: leftOut,
  MicrosoftExchange: leftOut,
  // Without mail they hold no address.
  Contact: leftOut,
  UniversalDistributionGroup: leftOut,
  UniversalSecurityGroup: leftOut,
  NonUniversalGroup: leftOut,
  RoleGroup: leftOut,
  Computer: leftOut,
};

/** What the admin centers call them, in English, Russian and German. */
const portals: Readonly<Record<string, RecipientKind>> = {
  user: mailbox('UserMailbox'),
  'user mailbox': mailbox('UserMailbox'),
  regular: mailbox('UserMailbox'),
  пользователь: mailbox('UserMailbox'),
  'почтовый ящик пользователя': mailbox('UserMailbox'),
  shared: mailbox('SharedMailbox'),
  'shared mailbox': mailbox('SharedMailbox'),
  общий: mailbox('SharedMailbox'),
  'общий почтовый ящик': mailbox('SharedMailbox'),
  'общий ящик': mailbox('SharedMailbox'),
  room: mailbox('RoomMailbox'),
  'room mailbox': mailbox('RoomMailbox'),
  conferenceroom: mailbox('RoomMailbox'),
  помещение: mailbox('RoomMailbox'),
  комната: mailbox('RoomMailbox'),
  переговорная: mailbox('RoomMailbox'),
  'почтовый ящик помещения': mailbox('RoomMailbox'),
  equipment: mailbox('EquipmentMailbox'),
  'equipment mailbox': mailbox('EquipmentMailbox'),
  оборудование: mailbox('EquipmentMailbox'),
  'почтовый ящик оборудования': mailbox('EquipmentMailbox'),
  scheduling: mailbox('SchedulingMailbox'),
  booking: mailbox('SchedulingMailbox'),
  bookings: mailbox('SchedulingMailbox'),
  'bookings mailbox': mailbox('SchedulingMailbox'),
  'site mailbox': mailbox('TeamMailbox'),
  discovery: mailbox('DiscoveryMailbox'),
  'mail user': mailUser,
  'пользователь почты': mailUser,
  'почтовый пользователь': mailUser,
  guest: guest,
  'guest mail user': guest,
  гость: guest,
  'mail contact': contact,
  'почтовый контакт': contact,
  distribution: distribution,
  'distribution list': distribution,
  'distribution group': distribution,
  'mail universal distribution group': distribution,
  'группа рассылки': distribution,
  'список рассылки': distribution,
  'mail-enabled security': security,
  'mail-enabled security group': security,
  'mail enabled security group': security,
  'безопасность с поддержкой почты': security,
  'группа безопасности с поддержкой почты': security,
  'группа безопасности с включенной поддержкой почты': security,
  'room list': group('RoomList'),
  'список помещений': group('RoomList'),
  'dynamic distribution': dynamic,
  'dynamic distribution list': dynamic,
  'dynamic distribution group': dynamic,
  'динамическая группа рассылки': dynamic,
  'динамический список рассылки': dynamic,
  'microsoft 365': unified,
  'microsoft 365 group': unified,
  'microsoft 365 group (team)': unified,
  'microsoft 365 (team)': unified,
  'office 365': unified,
  'office 365 group': unified,
  'группа microsoft 365': unified,
  'группа microsoft 365 (команда)': unified,
  'группа office 365': unified,
  team: unified,
  'teams team': unified,
  unified: unified,
  команда: unified,
  'public folder': publicFolder,
  'mail-enabled public folder': publicFolder,
  'общедоступная папка': publicFolder,
  // In exports whose columns a German colleague named.
  benutzerpostfach: mailbox('UserMailbox'),
  'freigegebenes postfach': mailbox('SharedMailbox'),
  raumpostfach: mailbox('RoomMailbox'),
  gerätepostfach: mailbox('EquipmentMailbox'),
  'e-mail-benutzer': mailUser,
  gastbenutzer: guest,
  'e-mail-kontakt': contact,
  verteilerliste: distribution,
  verteilergruppe: distribution,
  'dynamische verteilerliste': dynamic,
  'e-mail-aktivierte sicherheitsgruppe': security,
  'microsoft 365-gruppe': unified,
  'öffentlicher ordner': publicFolder,
  security: leftOut,
  'security group': leftOut,
  'группа безопасности': leftOut,
};

const plain = (text: string): string =>
  text
    .toLowerCase()
    .replace(/ё/g, 'е')
    .replace(/[^\p{L}\d]+/gu, '');

const byDetails = new Map(Object.entries(exchange).map(([name, kind]) => [plain(name), kind]));
// `User` of the portals has a mailbox, `User` of Get-User has none.
const byWord = new Map([
  ...byDetails,
  ...Object.entries(portals).map(([name, kind]): [string, RecipientKind] => [plain(name), kind]),
]);

/** Which column a word stands in decides what it means. */
export type TypeColumn = 'typeDetails' | 'type' | 'mailboxType' | 'groupType';

/** From the finest to the coarsest. */
export const typeColumns: readonly TypeColumn[] = ['typeDetails', 'mailboxType', 'type', 'groupType'];

/** Null: nobody here knows the word. */
export function readKind(text: string, column: TypeColumn): RecipientKind | null {
  if (column === 'groupType') return groupType(text) ?? onlyGroups(byWord.get(plain(text)));
  return (column === 'typeDetails' ? byDetails : byWord).get(plain(text)) ?? byWord.get(plain(text)) ?? null;
}

/** `Universal, SecurityEnabled`: https://learn.microsoft.com/en-us/powershell/module/exchange/get-group */
function groupType(text: string): RecipientKind | null {
  const words = text
    .toLowerCase()
    .split(/[^a-z]+/)
    .filter((word) => word !== '');
  if (words.length === 0 || !words.every((word) => groupWords.has(word))) return null;
  if (words.some((word) => word === 'global' || word === 'domainlocal' || word === 'builtinlocal'))
    return group('MailNonUniversalGroup');
  return words.includes('securityenabled') ? security : distribution;
}
const groupWords = new Set(['universal', 'global', 'domainlocal', 'builtinlocal', 'securityenabled']);

/** `groupTypes`, `mailEnabled`, `securityEnabled`: https://learn.microsoft.com/en-us/graph/api/resources/groups-overview */
export function groupKind(types: string, mail: boolean | null, secure: boolean | null): RecipientKind | null {
  if (/unified/i.test(types)) return unified;
  if (mail !== true) return null;
  return secure === true ? security : distribution;
}

/** Whatever stands under GroupType is a group. */
const onlyGroups = (kind: RecipientKind | undefined): RecipientKind | null =>
  kind?.about === 'group' || kind?.about === 'left-out' ? kind : null;

/** What Exchange makes for itself goes by such a name in every tenant; an export without types still tells it. */
export function kindByName(name: string): RecipientKind | null {
  if (/^DiscoverySearchMailbox\s*\{[0-9a-f-]{36}\}/i.test(name)) return mailbox('DiscoveryMailbox');
  if (/^(SystemMailbox|FederatedEmail\.|Migration\.|SPOWorkflow|HealthMailbox)\s*\{?[0-9a-f-]{32,36}\}?/i.test(name))
    return leftOut;
  return null;
}

export const isMailboxKind = (kind: RecipientTypeDetails): boolean => /Mailbox$/.test(kind) && kind !== 'GroupMailbox';
export const isGroupKind = (kind: RecipientTypeDetails): boolean => /Group$|RoomList|GroupMailbox/.test(kind);
