/** Writes a company the way one of many people could have exported it: other tables, headings, separators, joints, orders and encodings. */
import { encode } from '../support/encode.js';
import { chance, pick, primaryOf, type Random, type TrueObject, type Truth } from './truth.js';

export interface Export {
  readonly files: Readonly<Record<string, Buffer>>;
  /** What the tables said of each object: exports leave things out, and nobody can read what is not there. */
  readonly told: ReadonlyMap<TrueObject, TrueObject>;
  /** Addresses that stand in a column nobody reads, and belong to nobody. */
  readonly strays: readonly string[];
  readonly dialect: string;
}

type Row = Readonly<Record<string, string>>;

const headings: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  en: {
    upn: ['UserPrincipalName', 'User principal name', 'UPN'],
    name: ['DisplayName', 'Display name'],
    primary: ['PrimarySmtpAddress', 'Email address', 'WindowsEmailAddress'],
    addresses: ['EmailAddresses', 'ProxyAddresses', 'Proxy addresses'],
    alias: ['Alias'],
    details: ['RecipientTypeDetails', 'Recipient type'],
    external: ['ExternalEmailAddress'],
    deleted: ['WhenSoftDeleted'],
    inactive: ['IsInactiveMailbox'],
    held: ['LitigationHoldEnabled'],
    licenses: ['Licenses'],
    blocked: ['Block credential'],
    members: ['Members', 'Group members', 'Member'],
    group: ['Group name', 'DisplayName'],
    groupMail: ['Group primary email', 'PrimarySmtpAddress', 'Group email'],
    groupType: ['Group type', 'GroupType'],
    userType: ['User type'],
    smtp: ['smtp'],
    sip: ['SIP'],
    x500: ['x500'],
    x400: ['X400'],
  },
  ru: {
    upn: ['Имя участника-пользователя', 'Имя пользователя-участника'],
    name: ['Отображаемое имя'],
    primary: ['Адрес электронной почты', 'Основной SMTP-адрес'],
    addresses: ['Адреса электронной почты', 'Прокси-адреса'],
    alias: ['Псевдоним'],
    details: ['Тип получателя'],
    external: ['Внешний адрес электронной почты'],
    deleted: ['WhenSoftDeleted'],
    inactive: ['IsInactiveMailbox'],
    held: ['LitigationHoldEnabled'],
    licenses: ['Лицензии'],
    blocked: ['Вход заблокирован'],
    members: ['Участники'],
    group: ['Имя группы'],
    groupMail: ['Адрес электронной почты'],
    groupType: ['Тип группы'],
    userType: ['User type'],
    smtp: ['smtp'],
    sip: ['SIP'],
    x500: ['x500'],
    x400: ['X400'],
  },
};

const russianKinds: Readonly<Record<string, string>> = {
  UserMailbox: 'Пользователь',
  SharedMailbox: 'Общий',
  RoomMailbox: 'Помещение',
  EquipmentMailbox: 'Оборудование',
  MailUser: 'Пользователь почты',
  MailContact: 'Почтовый контакт',
  MailUniversalDistributionGroup: 'Группа рассылки',
  MailUniversalSecurityGroup: 'Группа безопасности с поддержкой почты',
  DynamicDistributionGroup: 'Динамическая группа рассылки',
  GroupMailbox: 'Группа Microsoft 365',
  PublicFolder: 'Общедоступная папка',
};

/** What `Get-DistributionGroup | select GroupType` writes. */
const universal: Readonly<Record<string, string>> = {
  MailUniversalDistributionGroup: 'Universal',
  MailUniversalSecurityGroup: 'Universal, SecurityEnabled',
  MailNonUniversalGroup: 'Global',
};

export function writeExport(truth: Truth, random: Random): Export {
  const pages = [
    'ascii',
    'utf-8',
    'utf-8-bom',
    'utf-16le',
    'utf-16be',
    ...truth.language.pages,
    ...truth.language.pages,
  ];
  const tongue = chance(random, 0.3) ? 'ru' : 'en';
  // Russian headings stand in no western page.
  const headingFits = (page: string): boolean => tongue === 'en' || /^utf|1251|866|koi8/.test(page);
  const joint = pick(random, [' ', ',', ';', '+', '\n', '{, }', '|'] as const);
  const style = pick(random, [
    'one list',
    'lists by kind',
    'columns by type',
    'numbered columns',
    'a row per address',
    'portal lists',
  ] as const);
  const separator = pick(random, [',', ';', '\t'] as const);
  const heading = headings[tongue] as Readonly<Record<string, readonly string[]>>;
  const chosen = new Map<string, string>();
  const title = (field: string): string => {
    const known = chosen.get(field) ?? pick(random, heading[field] ?? [field]);
    chosen.set(field, known);
    return known;
  };
  const kindWord = ({ kind }: TrueObject): string => {
    const exact = chosen.get('details') === 'RecipientTypeDetails';
    // A hybrid's own server calls what is in the cloud remote.
    if (exact && onPremises && /^(User|Shared|Room|Equipment)Mailbox$/.test(kind)) return `Remote${kind}`;
    return tongue === 'ru' ? (russianKinds[kind] ?? kind) : kind;
  };
  const join = (addresses: readonly string[]): string =>
    joint === '{, }' ? `{${addresses.join(', ')}}` : addresses.join(joint);
  const onPremises = chance(random, 0.15);
  const told = new Map<TrueObject, TrueObject>();
  const strays: string[] = [];
  const pageOf: string[] = [];
  const files: Record<string, Buffer> = {};

  const write = (name: string, rows: readonly Row[]): void => {
    if (rows.length === 0) return;
    const fields = shuffled(random, [...new Set(rows.flatMap((row) => Object.keys(row)))]);
    const all = chance(random, 0.5) ? rows : shuffled(random, rows);
    const titles = fields.map((field) => title(field));
    const quoted = chance(random, 0.7);
    const cell = (value: string): string =>
      quoted || /["\n\r\t;,]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
    const lines = [titles, ...all.map((row) => fields.map((field) => row[field] ?? ''))].map((cells) =>
      cells.map(cell).join(separator),
    );
    const before = [
      ...(chance(random, 0.1) ? ['#TYPE Selected.System.Management.Automation.PSCustomObject'] : []),
      ...(chance(random, 0.1) ? [`sep=${separator}`] : []),
    ];
    const text = [...before, ...lines, ''].join(pick(random, ['\r\n', '\n']));
    const page = pick(random, pages.filter(headingFits));
    pageOf.push(page);
    files[name] = inPage(page, text);
  };

  const addressCells = (object: TrueObject): readonly Row[] => {
    if (style === 'numbered columns')
      return [Object.fromEntries(object.addresses.map((address, n) => [`EmailAddresses${n + 1}`, address]))];
    if (style === 'columns by type') {
      const of = (type: RegExp): string[] => object.addresses.filter((one) => type.test(one));
      const smtp = of(/^smtp:/i).map((one) => one.slice(5));
      return [
        {
          smtp: smtp.join(';'),
          sip: of(/^sip:/i)
            .map((one) => one.slice(4))
            .join(';'),
          x500: of(/^x500:/i).join(';'),
          x400: of(/^x400:/i).join(''),
        },
      ];
    }
    if (style === 'a row per address') return object.addresses.map((address) => ({ addresses: address }));
    return [{ addresses: join(object.addresses) }];
  };

  const withDetails = truth.objects.some(({ kind }) => kind !== 'UserMailbox');
  const mail = (object: TrueObject, more: Row = {}): readonly Row[] => {
    told.set(object, object);
    const standing: Row =
      object.deleted === null
        ? {}
        : { deleted: '2026-11-20T10:00:00Z', inactive: object.deleted === 'inactive' ? 'True' : 'False' };
    return addressCells(object).map((cells) => ({
      name: object.name,
      upn: object.userPrincipalName ?? '',
      primary: primaryOf(object),
      ...(withDetails ? { details: kindWord(object) } : {}),
      ...(object.external === null ? {} : { external: object.external }),
      ...standing,
      ...more,
      ...cells,
    }));
  };
  const isGroup = ({ kind }: TrueObject): boolean => /Group$|^RoomList$|^GroupMailbox$/.test(kind);
  const members = (object: TrueObject): string => object.members.join(tongue === 'en' ? ';' : ',');

  const stray = chance(random, 0.2) ? `stray@${truth.moving[0]}` : null;
  const withStray = (rows: readonly Row[]): readonly Row[] => {
    if (stray === null || rows.length === 0) return rows;
    strays.push(stray);
    return rows.map((row, n) => ({ ...row, Notes: n === 0 ? `was ${stray} once` : '' }));
  };

  if (style === 'one list') {
    write(
      'recipients.csv',
      withStray(truth.objects.filter(({ kind }) => kind !== 'Account').flatMap((object) => mail(object))),
    );
    const groups = truth.objects.filter((one) => isGroup(one) && one.members.length > 0);
    write(
      'members.csv',
      groups.map((one) => ({ group: one.name, groupMail: primaryOf(one), members: members(one) })),
    );
    accounts();
  } else if (style === 'portal lists') {
    // The admin center's users have all addresses, Exchange's list of recipients the primary ones alone.
    const withAccount = truth.objects.filter(
      (one) =>
        one.deleted === null && one.userPrincipalName !== null && !isGroup(one) && one.kind !== 'PublicFolderMailbox',
    );
    const others = truth.objects.filter(
      (one) => one.deleted === null && !withAccount.includes(one) && one.kind !== 'Account' && !isGroup(one),
    );
    const groups = truth.objects.filter(isGroup);
    for (const one of withAccount) told.set(one, one);
    for (const one of [...others, ...groups]) {
      const addresses = [`SMTP:${primaryOf(one)}`];
      told.set(one, { ...one, addresses, members: groups.includes(one) ? one.members : [] });
    }
    title('details');
    write(
      'users.csv',
      withAccount.map((one) => ({
        upn: one.userPrincipalName as string,
        name: one.name,
        licenses:
          one.kind === 'UserMailbox' ? 'Microsoft 365 E3' : one.kind === 'Account' ? 'Teams Phone' : 'Unlicensed',
        blocked: /^(UserMailbox|MailUser|GuestMailUser)$/.test(one.kind) ? 'False' : 'True',
        addresses: join(one.addresses),
        userType: one.kind === 'GuestMailUser' ? 'Guest' : 'Member',
      })),
    );
    write(
      'recipients.csv',
      [...withAccount, ...others]
        .filter(({ kind }) => kind !== 'Account')
        .map((one) => ({ name: one.name, primary: primaryOf(one), details: kindWord(one) })),
    );
    write(
      'groups.csv',
      groups.map((one) => ({
        group: one.name,
        groupMail: primaryOf(one),
        groupType: kindWord(one),
        members: members(one),
      })),
    );
  } else {
    const people = truth.objects.filter((one) => /Mailbox$/.test(one.kind) && !isGroup(one));
    const others = truth.objects.filter((one) => !people.includes(one) && !isGroup(one) && one.kind !== 'Account');
    write('mailboxes.csv', withStray(people.flatMap((object) => mail(object))));
    write(
      'others.csv',
      others.flatMap((object) => mail(object)),
    );
    const groups = truth.objects.filter(isGroup);
    // The portal knows only four kinds of groups, and says what it does not know with Exchange's word.
    write(
      'groups.csv',
      groups.flatMap((one) =>
        mail(one).map(({ details = '', ...row }) => ({
          ...row,
          groupType:
            universal[one.kind] !== undefined && chance(random, 0.4) ? (universal[one.kind] as string) : details,
          members: members(one),
          upn: '',
        })),
      ),
    );
    accounts();
  }

  /** The admin center's list of users knows everybody with an account. */
  function accounts(): void {
    const known = truth.objects.filter(
      (one) => one.kind === 'Account' || (one.kind === 'UserMailbox' && one.deleted === null),
    );
    if (!known.some(({ kind }) => kind === 'Account') && chance(random, 0.4)) return;
    for (const one of known) told.set(one, one);
    write(
      'users.csv',
      known.map((one) => ({
        upn: one.userPrincipalName as string,
        name: one.name,
        licenses: one.kind === 'Account' ? 'Microsoft Teams Phone Resource Account' : 'Microsoft 365 E3',
        blocked: one.kind === 'Account' ? 'True' : 'False',
        addresses: join(one.addresses),
      })),
    );
  }
  const dialect = [
    truth.language.name,
    style,
    tongue,
    JSON.stringify(joint),
    JSON.stringify(separator),
    ...pageOf,
  ].join(', ');
  return { files, told, strays, dialect };
}

const shuffled = <T>(random: Random, list: readonly T[]): readonly T[] =>
  list
    .map((one): readonly [number, T] => [random(), one])
    .sort(([a], [b]) => a - b)
    .map(([, one]) => one);

function inPage(page: string, text: string): Buffer {
  // Export-Csv without -Encoding: every letter beyond a to z is a question mark.
  if (page === 'ascii') return Buffer.from(text.replace(/[^\u0000-\u007f]/g, '?'));
  if (page === 'utf-8') return Buffer.from(text);
  if (page === 'utf-8-bom') return Buffer.from(`\uFEFF${text}`);
  if (page === 'utf-16le') return Buffer.from(`\uFEFF${text}`, 'utf16le');
  if (page === 'utf-16be') return Buffer.from(`\uFEFF${text}`, 'utf16le').swap16();
  return encode(page, text);
}
