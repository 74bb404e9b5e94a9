/** What a table is and which of its columns say what, known by all its headings together: people rename files. */
import { isNothing } from '../cells/cells.js';
import type { CsvTable, TableRow } from '../text/csv-table.js';
import type { Findings } from '../told/findings.js';
import { kindByHeading, kindInFront } from './kinds-by-heading.js';
import { membershipColumns, type MembershipColumns } from './membership-columns.js';
import { typeColumns, type RecipientKind, type TypeColumn } from './recipient-kinds.js';
import { isConcealed, remarkOnLength, remarkOnSeparator } from '../text/tell-tables.js';
import { typeColumnOf } from './types-by-value.js';

/** Every spelling without blanks, dashes and case: PowerShell's property names and the portals' headings in English and Russian. */
const spellings = {
  userPrincipalName: [
    'userprincipalname',
    'upn',
    'signinname',
    'имяучастникапользователя',
    'имяпользователяучастника',
    'имяпользователя',
    'имявхода',
  ],
  alias: ['alias', 'mailnickname', 'псевдоним'],
  primary: [
    'primarysmtpaddress',
    'primarysmtp',
    'primaryemailaddress',
    'windowsemailaddress',
    'emailaddress',
    'email',
    'mail',
    'groupprimaryemail',
    'groupemail',
    'groupemailaddress',
    'основнойsmtpадрес',
    'основнойадресэлектроннойпочты',
    'основнойадрес',
    'адресэлектроннойпочты',
    'электроннаяпочта',
    'основнойадресэлектроннойпочтыгруппы',
    'адресэлектроннойпочтыгруппы',
  ],
  name: ['name'],
  distinguishedName: ['distinguishedname'],
  displayName: ['displayname', 'groupname', 'отображаемоеимя', 'имягруппы', 'названиегруппы', 'выводимоеимя'],
  givenName: ['firstname', 'givenname', 'имя'],
  surname: ['lastname', 'surname', 'фамилия'],
  objectId: ['objectid', 'externaldirectoryobjectid', 'id', 'идентификаторобъекта', 'идобъекта'],
  typeDetails: ['recipienttypedetails'],
  type: ['recipienttype', 'типполучателя', 'recipient'],
  mailboxType: ['mailboxtype', 'типпочтовогоящика', 'типящика'],
  groupType: ['grouptype', 'типгруппы'],
  groupTypes: ['grouptypes'],
  mailEnabled: ['mailenabled'],
  securityEnabled: ['securityenabled'],
  blocked: ['blockcredential', 'blockedcredential', 'signinblocked', 'входзаблокирован', 'блокированиеучетныхданных'],
  enabled: ['accountenabled', 'учетнаязаписьвключена'],
  // Of a directory and of Exchange: they stand in tables of accounts and of mailboxes, and do not tell which it is.
  directoryEnabled: ['enabled'],
  accountDisabled: ['accountdisabled'],
  licenses: ['licenses', 'assignedlicenses', 'islicensed', 'лицензии'],
  syncedAt: ['lastdirsynctime', 'времяпоследнейсинхронизации', 'времяпоследнейсинхронизацииdirsync'],
  synced: ['directorysynced', 'dirsyncenabled', 'onpremisessyncenabled', 'isdirsynced', 'синхронизировано'],
  deletedAt: ['softdeletiontimestamp', 'deleteddatetime', 'времяобратимогоудаления'],
  mailboxDeletedAt: ['whensoftdeleted'],
  isDeleted: ['isdeleted', 'удалено', 'удален'],
  deletedOn: ['deleteddate', 'датаудаления'],
  inactive: ['isinactivemailbox'],
  held: ['litigationholdenabled'],
  userType: ['usertype', 'типпользователя'],
  department: ['department', 'отдел'],
  jobTitle: ['title', 'jobtitle', 'должность'],
  usageLocation: ['usagelocation', 'местоположениеиспользования'],
  externalAddress: ['externalemailaddress', 'внешнийадресэлектроннойпочты'],
  deliverAndForward: ['delivertomailboxandforward'],
  forwardingAddress: ['forwardingaddress'],
  forwardingSmtpAddress: ['forwardingsmtpaddress'],
  accessRights: ['accessrights', 'правадоступа'],
  user: ['user', 'пользователь'],
  domainName: ['domainname', 'domain', 'accepteddomain', 'имядомена', 'домен'],
  isDefaultDomain: ['default', 'isdefault', 'поумолчанию'],
  isInitialDomain: ['initialdomain', 'isinitial', 'isinitialdomain', 'исходный'],
  isVerifiedDomain: ['isverified', 'verified', 'подтвержден', 'проверен'],
  members: [
    'members',
    'member',
    'memberemail',
    'memberprimarysmtpaddress',
    'memberupn',
    'groupmembers',
    'groupmember',
    'участники',
    'участник',
  ],
  owners: ['managedby', 'owners', 'owner', 'groupowners', 'владельцы', 'владелец'],
} as const;

/** Columns of addresses, and the type of what stands in them without one; there may be several in a table. */
const addressSpellings: Readonly<Record<string, readonly string[]>> = {
  smtp: [
    'emailaddresses',
    'proxyaddresses',
    'proxyaddress',
    'адресаэлектроннойпочты',
    'проксиадреса',
    'smtp',
    'smtpaddresses',
    'secondarysmtp',
    'secondarysmtpaddress',
    'secondarysmtpaddresses',
    'secondaryaddress',
    'secondaryaddresses',
    'additionaladdresses',
    'otheremailaddress',
    'otheremailaddresses',
    'aliases',
    'aliasaddress',
    'aliasaddresses',
    'emailalias',
    'emailaliases',
    'псевдонимы',
    'дополнительныеадреса',
    // Of the tenant itself and of a hybrid: addresses like any other.
    'on',
    'onmicrosoft',
    'onmicrosoftaddress',
    'routingaddress',
    'remoteroutingaddress',
  ],
  SIP: ['sip', 'sipaddress', 'sipaddresses', 'sipproxyaddress'],
  X500: ['x500', 'x500address', 'x500addresses'],
  X400: ['x400', 'x400address', 'x400addresses'],
};

export type Field = keyof typeof spellings;
export type TableKind =
  | 'users'
  | 'mailboxes'
  | 'recipients'
  | 'groups'
  | 'addresses'
  | 'memberships'
  | 'contacts'
  | 'forwarding'
  | 'domains'
  | 'delegations';

export interface AddressColumn {
  readonly place: number;
  readonly type: string;
}

export interface Table extends CsvTable {
  readonly kind: TableKind;
  readonly columns: ReadonlyMap<Field, number>;
  readonly addressColumns: readonly AddressColumn[];
  /** What its headings say that every row is; null where they do not. */
  readonly rowsAre: RecipientKind | null;
}

const fieldOf = new Map<string, Field>(
  Object.entries(spellings).flatMap(([field, names]) => names.map((name) => [name, field as Field] as const)),
);
const addressTypeOf = new Map<string, string>(
  Object.entries(addressSpellings).flatMap(([type, names]) => names.map((name) => [name, type] as const)),
);

const plain = (heading: string): string =>
  heading
    .normalize('NFKC')
    .toLowerCase()
    .replace(/ё/g, 'е')
    .replace(/[\s_\-–—"'“”„«»‘’?:.*()]+/g, '');

const isKnownHeading = (name: string): boolean => fieldOf.has(plain(name)) || addressTypeOf.has(plain(name));
/**
 * What may be the primary address. Beside a column that says so it is one address of several where an object has several rows, and else
 * nobody knows what: it may be somebody's private one.
 */
const anyMail = new Set([
  'emailaddress',
  'email',
  'mail',
  'groupemail',
  'groupemailaddress',
  'адресэлектроннойпочты',
  'электроннаяпочта',
  'адресэлектроннойпочтыгруппы',
]);

const isRepeated = ({ rows }: CsvTable, place: number): boolean => {
  const given = rows.map(({ cells }) => (cells[place] ?? '').toLowerCase()).filter((cell) => cell !== '');
  return new Set(given).size < given.length;
};

export function recognise(table: CsvTable, findings: Findings): Table | null {
  const written = table.heading.map(plain);
  const membership = membershipColumns(table, written);
  if (membership !== null) return memberships(table, membership);
  const { kind: inFront, headings } = kindInFront(written, (one) => fieldOf.has(one) || addressType(one) !== undefined);
  const columns = new Map<Field, number>();
  const addressColumns: AddressColumn[] = [];
  const primary = headings.findIndex((one) => fieldOf.get(one) === 'primary' && !anyMail.has(one));
  const several = primary !== -1 && isRepeated(table, primary);
  headings.forEach((name, place) => {
    const type = several && anyMail.has(name) ? 'smtp' : addressType(name);
    if (type !== undefined) {
      addressColumns.push({ place, type });
      return;
    }
    const field = fieldOf.get(name);
    if (field === undefined) return;
    if (columns.has(field) || (field === 'primary' && primary !== -1 && place !== primary))
      findings.add(table.file, table.headingLine, 'column-twice', { column: table.heading[place] as string });
    else columns.set(field, place);
  });
  const rowsAre = inFront ?? kindByHeading(headings);
  const smtp = addressColumns.some(({ type }) => type === 'smtp');
  let kind = kindOf(columns, addressColumns.length > 0, smtp, rowsAre);
  if (kind === 'addresses' || kind === 'mailboxes') {
    const read = new Set([...columns.values(), ...addressColumns.map(({ place }) => place)]);
    const place = typeColumnOf(table, headings, (one) => read.has(one), kind === 'addresses');
    if (place !== null) {
      columns.set('type', place);
      kind = 'recipients';
    }
  }
  if (kind === null) {
    if (!remarkOnSeparator(table, isKnownHeading, findings))
      findings.add(table.file, table.headingLine, 'unknown-heading', {
        heading: table.heading.slice(0, 12).join(', '),
      });
    return null;
  }
  // The portals' lists of recipients never have all addresses.
  if (kind !== 'recipients') {
    const missing = expected[kind].filter((field) =>
      field === 'addresses' ? addressColumns.length === 0 : !columns.has(field),
    );
    for (const field of missing)
      findings.add(table.file, table.headingLine, 'column-missing', { column: titles[field] ?? field });
  }
  const recognised = { ...table, kind, columns, addressColumns, rowsAre };
  if (isConcealed(recognised, findings)) return null;
  remarkOnLength(recognised, findings);
  return recognised;
}

/** `EmailAddresses1`, `smtp 2`: a list that was spread over columns; `SMTPAddress`: one that was spread over rows. */
const addressType = (heading: string): string | undefined => {
  if (fieldOf.has(heading)) return undefined;
  const one = heading.replace(/\d+$/, '');
  return [heading, one, `${one}es`, `${one}s`]
    .map((name) => addressTypeOf.get(name))
    .find((type) => type !== undefined);
};

function memberships(table: CsvTable, { name, mail, type, member }: MembershipColumns): Table {
  const places: readonly (readonly [Field, number | null])[] = [
    ['displayName', name],
    ['primary', mail],
    ['groupType', type],
    ['members', member],
  ];
  const columns = new Map(places.filter((one): one is readonly [Field, number] => one[1] !== null));
  return { ...table, kind: 'memberships', columns, addressColumns: [], rowsAre: null };
}

const titles: Readonly<Record<string, string>> = {
  primary: 'PrimarySmtpAddress',
  addresses: 'EmailAddresses',
};

/** Columns that a table of this kind has when the guide's own command or the portal wrote it. */
const expected: Readonly<Record<Exclude<TableKind, 'recipients'>, readonly (Field | 'addresses')[]>> = {
  users: ['userPrincipalName'],
  mailboxes: ['primary', 'addresses'],
  groups: ['primary', 'addresses'],
  addresses: ['primary', 'addresses'],
  contacts: ['externalAddress'],
  forwarding: ['userPrincipalName'],
  domains: [],
  delegations: [],
  memberships: [],
};

/**
 * All columns are asked, and none decides alone: a list of mailboxes may say when one was deleted, a list of recipients where a contact
 * receives its mail. In `recipients` each row says itself what it is.
 */
function kindOf(
  columns: ReadonlyMap<Field, number>,
  addresses: boolean,
  smtp: boolean,
  rowsAre: RecipientKind | null,
): TableKind | null {
  const has = (...fields: readonly Field[]): boolean => fields.some((field) => columns.has(field));
  const mail = addresses || has('primary');
  const ofMailboxes = has('mailboxDeletedAt', 'inactive', 'held');
  if (has('accessRights') && has('user')) return 'delegations';
  if (has('typeDetails', 'type', 'mailboxType') && (mail || has('userPrincipalName', 'externalAddress')))
    return 'recipients';
  if (rowsAre !== null && mail) return 'recipients';
  if (has('externalAddress')) return has('userPrincipalName') ? 'recipients' : 'contacts';
  if (has('groupType', 'groupTypes', 'mailEnabled', 'securityEnabled') && (mail || has('alias'))) return 'groups';
  if (has('forwardingAddress', 'forwardingSmtpAddress') && !addresses && !ofMailboxes)
    return has('userPrincipalName', 'primary') ? 'forwarding' : null;
  const saysOfDomains = has('isDefaultDomain', 'isInitialDomain', 'isVerifiedDomain') && has('objectId', 'name');
  if ((has('domainName') || saysOfDomains) && !has('userPrincipalName') && !mail) return 'domains';
  if (has('userPrincipalName')) {
    if (ofMailboxes) return 'mailboxes';
    if (has('licenses', 'blocked', 'enabled', 'userType', 'deletedAt', 'syncedAt')) return 'users';
    // Teams gives a SIP address to who has no mailbox.
    if (smtp || has('primary')) return 'mailboxes';
    if (addresses) return 'users';
    if (has('alias')) return 'mailboxes';
    return has('objectId', 'displayName') ? 'users' : null;
  }
  if (has('members', 'owners') && mail) return 'groups';
  if (ofMailboxes && mail) return 'mailboxes';
  return mail ? 'addresses' : null;
}

/** Which of the table's columns say what a row is, the finest first. */
export const typeColumnsOf = (table: Table): readonly TypeColumn[] =>
  typeColumns.filter((column) => table.columns.has(column));

/** The cell of a field, empty when there is none. What PowerShell and SQL write for nothing is nothing. */
export function cellOf(table: Table, row: TableRow, field: Field): string {
  const place = table.columns.get(field);
  const cell = place === undefined ? '' : cellAt(row, place);
  return isNothing(cell) && field !== 'surname' && field !== 'displayName' ? '' : cell;
}

export const cellAt = (row: TableRow, place: number): string =>
  (row.cells[place] ?? '').replace(/^[“”„]+|[“”„]+$/g, '').trim();
