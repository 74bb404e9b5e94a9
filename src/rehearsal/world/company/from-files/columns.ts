/** What a table is and which of its columns say what, known by the heading alone: people rename files. */
import type { CsvTable, TableRow } from './csv-table.js';
import type { Findings } from './findings.js';

/** Every spelling without blanks, dashes and case: PowerShell's property names and the portals' headings in English and Russian. */
const spellings = {
  userPrincipalName: ['userprincipalname', 'upn', 'имяучастникапользователя', 'имяпользователяучастника'],
  alias: ['alias', 'mailnickname', 'псевдоним'],
  primary: [
    'primarysmtpaddress',
    'windowsemailaddress',
    'emailaddress',
    'email',
    'mail',
    'groupprimaryemail',
    'groupemail',
    'groupemailaddress',
    'основнойsmtpадрес',
    'адресэлектроннойпочты',
    'электроннаяпочта',
  ],
  addresses: ['emailaddresses', 'proxyaddresses', 'адресаэлектроннойпочты', 'проксиадреса'],
  displayName: ['displayname', 'groupname', 'отображаемоеимя', 'имягруппы'],
  givenName: ['firstname', 'givenname', 'имя'],
  surname: ['lastname', 'surname', 'фамилия'],
  objectId: ['objectid', 'externaldirectoryobjectid', 'id', 'идентификаторобъекта'],
  recipientType: ['recipienttypedetails', 'recipienttype', 'mailboxtype', 'grouptype', 'типполучателя', 'типгруппы'],
  blocked: ['blockcredential', 'blockedcredential', 'signinblocked', 'входзаблокирован', 'блокированиеучетныхданных'],
  enabled: ['accountenabled'],
  licenses: ['licenses', 'assignedlicenses', 'лицензии'],
  syncedAt: ['lastdirsynctime', 'времяпоследнейсинхронизации', 'времяпоследнейсинхронизацииdirsync'],
  synced: ['directorysynced', 'onpremisessyncenabled', 'isdirsynced'],
  deletedAt: ['softdeletiontimestamp', 'whensoftdeleted', 'deleteddatetime'],
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
  members: ['members', 'groupmembers', 'участники'],
  owners: ['managedby', 'owners', 'groupowners', 'владельцы'],
} as const;

export type Field = keyof typeof spellings;
export type TableKind =
  'users' | 'mailboxes' | 'groups' | 'addresses' | 'contacts' | 'forwarding' | 'domains' | 'delegations';

export interface Table extends CsvTable {
  readonly kind: TableKind;
  readonly columns: ReadonlyMap<Field, number>;
}

const fieldOf = new Map<string, Field>(
  Object.entries(spellings).flatMap(([field, names]) => names.map((name) => [name, field as Field] as const)),
);

const plain = (heading: string): string =>
  heading
    .normalize('NFKC')
    .toLowerCase()
    .replace(/ё/g, 'е')
    .replace(/[\s_\-–—"'“”„«»‘’?:.*]+/g, '');

export function recognise(table: CsvTable, findings: Findings): Table | null {
  const columns = new Map<Field, number>();
  table.heading.forEach((name, place) => {
    const field = fieldOf.get(plain(name));
    if (field === undefined) return;
    if (columns.has(field)) findings.add(table.file, table.headingLine, 'column-twice', { column: name });
    else columns.set(field, place);
  });
  const kind = kindOf(columns);
  if (kind === null) {
    findings.add(table.file, table.headingLine, 'unknown-heading', { heading: table.heading.slice(0, 12).join(', ') });
    return null;
  }
  const missing = expected[kind].filter((field) => !columns.has(field));
  // The portals' lists of recipients never have all addresses.
  if (!columns.has('recipientType'))
    for (const field of missing)
      findings.add(table.file, table.headingLine, 'column-missing', { column: titles[field] ?? field });
  return { ...table, kind, columns };
}

const titles: Readonly<Partial<Record<Field, string>>> = {
  primary: 'PrimarySmtpAddress',
  addresses: 'EmailAddresses',
};

/** Columns that a table of this kind has when the guide's own command or the portal wrote it. */
const expected: Readonly<Record<TableKind, readonly Field[]>> = {
  users: ['userPrincipalName'],
  mailboxes: ['primary', 'addresses'],
  groups: ['primary', 'addresses'],
  addresses: ['primary', 'addresses'],
  contacts: ['externalAddress'],
  forwarding: ['userPrincipalName'],
  domains: ['domainName'],
  delegations: [],
};

function kindOf(columns: ReadonlyMap<Field, number>): TableKind | null {
  const has = (...fields: readonly Field[]): boolean => fields.some((field) => columns.has(field));
  if (has('accessRights') && has('user')) return 'delegations';
  if (has('externalAddress')) return 'contacts';
  if (has('forwardingAddress', 'forwardingSmtpAddress') && !has('addresses')) {
    return has('userPrincipalName', 'primary') ? 'forwarding' : null;
  }
  if (has('domainName') && !has('userPrincipalName', 'primary', 'addresses')) return 'domains';
  if (has('userPrincipalName')) {
    if (has('licenses', 'blocked', 'enabled', 'userType', 'deletedAt', 'syncedAt')) return 'users';
    if (has('primary', 'addresses', 'alias')) return 'mailboxes';
    return has('objectId', 'displayName') ? 'users' : null;
  }
  if (has('members', 'owners') && has('primary')) return 'groups';
  if (has('primary', 'addresses')) return has('recipientType') ? 'mailboxes' : 'addresses';
  return null;
}

/** The cell of a field, empty when there is none. What PowerShell and SQL write for nothing is nothing. */
export function cellOf(table: Table, row: TableRow, field: Field): string {
  const place = table.columns.get(field);
  const cell = place === undefined ? '' : (row.cells[place] ?? '').replace(/^[“”„]+|[“”„]+$/g, '').trim();
  return /^(null|\$null)$/i.test(cell) && field !== 'surname' && field !== 'displayName' ? '' : cell;
}
