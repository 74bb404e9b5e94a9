/** What a single cell says. Whatever cannot be understood comes back as such, never as a guess. */
import type { RecipientTypeDetails } from '../../entities.js';

/** What Entra ID takes for a sign-in name. https://learn.microsoft.com/en-us/entra/identity/hybrid/connect/plan-connect-userprincipalname */
const principalName = /^[A-Za-z0-9'._!#^~-]{1,64}@[A-Za-z0-9.-]+$/;
const localPart = /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/;
const domainName = /^(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$/i;

export const isDomainName = (text: string): boolean => domainName.test(text);
export const domainPart = (address: string): string => address.slice(address.lastIndexOf('@') + 1).toLowerCase();
export const localPartOf = (address: string): string => address.slice(0, address.lastIndexOf('@'));

export const isPrincipalName = (text: string): boolean =>
  principalName.test(text) && !/^\.|\.@/.test(text) && domainName.test(domainPart(text));

export const isAddress = (text: string): boolean =>
  text.length <= 320 &&
  text.split('@').length === 2 &&
  localPart.test(localPartOf(text)) &&
  domainName.test(domainPart(text));

export function readBoolean(text: string): boolean | null {
  if (/^(true|yes|1|истина|да|blocked|enabled)$/i.test(text)) return true;
  if (/^(false|no|0|ложь|нет|allowed|disabled)$/i.test(text)) return false;
  return null;
}

export const isGuid = (text: string): boolean => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);

/** `System.String[]`, `Microsoft.Exchange.Data.ProxyAddressCollection`: Export-Csv wrote the type of a list, not its members. */
export const isTypeName = (text: string): boolean =>
  /^(System|Microsoft|Deserialized)(\.[A-Za-z]+)+(`\d+)?(\[[^\]]*\])*$/.test(text);

const prefixes = 'smtp|sip|x500|x400|spo|eum|notes|ms|ccmail|gwise|fax|airsync';
const typed = new RegExp(`^(${prefixes}):`, 'i');
const before = new RegExp(`[\\s,;|+]+(?=(?:${prefixes}):)`, 'i');

export interface AddressCell {
  /** The one written `SMTP:`. */
  readonly primary: string | null;
  /** With their prefixes, the primary too. */
  readonly addresses: readonly string[];
  readonly broken: readonly string[];
  /** The console cut the list: `{SMTP:a@contoso.com, smtp:b@…`. */
  readonly cut: boolean;
}

/**
 * Addresses joined by whatever the exporter liked. An X500 value holds blanks, commas and plus signs of its own, so a separator only
 * counts where an address type follows it; a list without any types is split at every blank, comma and semicolon.
 */
export function readAddresses(cell: string): AddressCell {
  const cut = /(\.\.\.|…)\s*\}?$/.test(cell);
  const text = cell
    .replace(/^[{[(]\s*|\s*[}\])]$/g, (bracket) => (/^\{/.test(cell) || !/[)]/.test(bracket) ? '' : bracket))
    .replace(/(\.\.\.|…)$/, '')
    .trim();
  const pieces = text
    .split(before)
    .flatMap((piece) => (/^(x500|x400|spo|eum)/i.test(piece) ? [piece] : plainPieces(piece)));
  // A list that was cut ends in the middle of an address.
  if (cut) pieces.pop();
  const addresses: string[] = [];
  const broken: string[] = [];
  for (const piece of pieces.map((one) => one.trim().replace(/[,;+|]+$/, '')).filter((one) => one !== '')) {
    const withType = typed.test(piece) ? piece : `smtp:${piece}`;
    const [type, value] = [withType.slice(0, withType.indexOf(':')), withType.slice(withType.indexOf(':') + 1).trim()];
    if (/^(smtp|sip)$/i.test(type) ? !isAddress(value) : value === '') broken.push(piece);
    // Only the case of SMTP means something.
    else
      addresses.push(
        `${type === 'SMTP' || type === 'smtp' ? type : /^smtp$/i.test(type) ? 'smtp' : type.toUpperCase()}:${value}`,
      );
  }
  const primary = addresses.find((address) => address.startsWith('SMTP:'))?.slice(5) ?? null;
  return { primary, addresses, broken, cut };
}

const plainPieces = (piece: string): string[] =>
  piece
    .split(/[\s,;|]+/)
    // `a@contoso.com+b@contoso.com` is two, `a+news@contoso.com` one.
    .flatMap((one) => (one.split('@').length > 2 ? one.split('+') : [one]));

const kinds: Readonly<Record<string, RecipientTypeDetails>> = {
  usermailbox: 'UserMailbox',
  user: 'UserMailbox',
  пользователь: 'UserMailbox',
  почтовыйящикпользователя: 'UserMailbox',
  sharedmailbox: 'SharedMailbox',
  shared: 'SharedMailbox',
  общий: 'SharedMailbox',
  общийпочтовыйящик: 'SharedMailbox',
  roommailbox: 'RoomMailbox',
  room: 'RoomMailbox',
  помещение: 'RoomMailbox',
  комната: 'RoomMailbox',
  equipmentmailbox: 'EquipmentMailbox',
  equipment: 'EquipmentMailbox',
  оборудование: 'EquipmentMailbox',
  mailuser: 'MailUser',
  guestmailuser: 'GuestMailUser',
  mailcontact: 'MailContact',
  mailuniversaldistributiongroup: 'MailUniversalDistributionGroup',
  distribution: 'MailUniversalDistributionGroup',
  distributionlist: 'MailUniversalDistributionGroup',
  distributiongroup: 'MailUniversalDistributionGroup',
  группарассылки: 'MailUniversalDistributionGroup',
  mailuniversalsecuritygroup: 'MailUniversalSecurityGroup',
  mailenabledsecurity: 'MailUniversalSecurityGroup',
  roomlist: 'RoomList',
  dynamicdistributiongroup: 'DynamicDistributionGroup',
  dynamicdistribution: 'DynamicDistributionGroup',
  groupmailbox: 'GroupMailbox',
  microsoft365: 'GroupMailbox',
  microsoft365group: 'GroupMailbox',
  office365: 'GroupMailbox',
};
const kindOf = new Map(Object.entries(kinds));

export const readRecipientType = (text: string): RecipientTypeDetails | null =>
  kindOf.get(text.toLowerCase().replace(/[^a-z0-9а-я]+/g, '')) ?? null;

export const isMailboxKind = (kind: RecipientTypeDetails): boolean => /Mailbox$/.test(kind) && kind !== 'GroupMailbox';
export const isGroupKind = (kind: RecipientTypeDetails): boolean => /Group$|RoomList|GroupMailbox/.test(kind);
