/** The one list of what could not be read, for people (`company-report.txt`, in Russian too) and for programs (`company-report.json`). */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cast } from '../../../../cast.js';
import type { Company, Recipient } from '../../../entities.js';
import type { AddressCount } from './accounting.js';
import { domainPart } from '../cells/cells.js';
import type { TableKind } from '../tables/columns.js';
import type { Finding } from './findings.js';
import { madeUpText, type MadeUp } from './made-up.js';
import { isMailboxKind } from '../tables/recipient-kinds.js';
import { phrase, type ReportLanguage } from './words.js';

export interface ReadTable {
  readonly file: string;
  readonly kind: TableKind | 'snapshot' | 'tables';
  readonly encoding: string;
  readonly separator: string;
  readonly rows: number;
}

export interface CompanyReport {
  readonly format: 'changeover-company-report-1';
  readonly from: string;
  readonly tables: readonly ReadTable[];
  readonly counts: Readonly<
    Record<'users' | 'deletedUsers' | 'mailboxes' | 'deletedMailboxes' | 'groups' | 'guests', number>
  >;
  readonly movingDomains: readonly string[];
  readonly initialDomain: string;
  readonly addresses: AddressCount;
  /** Addresses of mailboxes, groups and everything else on each moving domain. */
  readonly onDomains: Readonly<Record<string, number>>;
  /** Recipients in use, by kind. */
  readonly kinds: Readonly<Record<string, number>>;
  /** People of the rehearsal whom no file has: part of all the numbers here. */
  readonly added: Added;
  readonly madeUp: readonly MadeUp[];
  readonly findings: readonly Finding[];
}

export interface Added {
  readonly people: readonly string[];
  readonly mailboxes: number;
  readonly onDomains: Readonly<Record<string, number>>;
  readonly kinds: Readonly<Record<string, number>>;
}

const kindNames: Readonly<Record<ReportLanguage, Readonly<Record<ReadTable['kind'], string>>>> = {
  en: {
    users: 'users',
    mailboxes: 'mailboxes',
    recipients: 'recipients',
    groups: 'groups',
    addresses: 'addresses (step 27 or 50)',
    memberships: 'members of groups',
    contacts: 'contacts',
    forwarding: 'forwarding',
    domains: 'domains',
    delegations: 'calendar permissions',
    snapshot: 'a snapshot of the bot',
    tables: 'tables of a review',
  },
  ru: {
    users: 'пользователи',
    mailboxes: 'ящики',
    recipients: 'получатели',
    groups: 'группы',
    addresses: 'адреса (шаг 27 или 50)',
    memberships: 'участники групп',
    contacts: 'контакты',
    forwarding: 'пересылка',
    domains: 'домены',
    delegations: 'разрешения на календари',
    snapshot: 'снимок бота',
    tables: 'таблицы проверки',
  },
};

export const reportFile = 'company-report.json';

export function reportOf(
  from: string,
  tables: readonly ReadTable[],
  company: Company,
  addresses: AddressCount,
  madeUp: readonly MadeUp[],
  findings: readonly Finding[],
): CompanyReport {
  const { users, deletedUsers, recipients, groups, initialDomain } = company.tenants.source;
  const inUse = recipients.filter(({ WhenSoftDeleted }) => WhenSoftDeleted === null);
  return {
    format: 'changeover-company-report-1',
    from,
    tables,
    counts: {
      users: users.length,
      deletedUsers: deletedUsers.length,
      mailboxes: inUse.filter(({ RecipientTypeDetails }) => isMailboxKind(RecipientTypeDetails)).length,
      deletedMailboxes: recipients.length - inUse.length,
      groups: groups.length,
      guests: users.filter(({ userType }) => userType === 'Guest').length,
    },
    movingDomains: company.movingDomains,
    initialDomain,
    addresses,
    onDomains: onDomains(company.movingDomains, recipients),
    kinds: counted(recipients),
    added: addedTo(company, findings),
    madeUp,
    findings,
  };
}

function addedTo({ tenants, movingDomains }: Company, findings: readonly Finding[]): Added {
  const { users, recipients } = tenants.source;
  const found = new Set(
    findings.flatMap(({ code, values }) => (code === 'cast-found' ? [String(values['name'])] : [])),
  );
  const members = new Map(cast.map(({ home, name }) => [home.objectId, name]));
  const added = users.filter(({ id, userPrincipalName }) => members.has(id) && !found.has(userPrincipalName));
  const ids = new Set(added.map(({ id }) => id));
  const theirs = recipients.filter((one) => ids.has(one.ExternalDirectoryObjectId));
  return {
    people: added.map(({ id }) => members.get(id) ?? ''),
    mailboxes: theirs.length,
    onDomains: onDomains(movingDomains, theirs),
    kinds: counted(theirs),
  };
}

const onDomains = (domains: readonly string[], recipients: readonly Recipient[]): Readonly<Record<string, number>> =>
  Object.fromEntries(domains.map((name) => [name, addressesOn(recipients, name)]));

const addressesOn = (recipients: readonly Recipient[], name: string): number =>
  recipients
    .flatMap(({ EmailAddresses }) => EmailAddresses)
    .filter((address) => /^smtp:/i.test(address) && domainPart(address) === name).length;

function counted(recipients: readonly Recipient[]): Readonly<Record<string, number>> {
  const kinds = new Map<string, number>();
  for (const { RecipientTypeDetails: kind, WhenSoftDeleted } of recipients)
    if (WhenSoftDeleted === null) kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
  return Object.fromEntries([...kinds].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** What a person confirms before anything runs. */
export function confirmationLines(report: CompanyReport, language: ReportLanguage): readonly string[] {
  const { counts, kinds, added } = report;
  const word = { en: 'added', ru: 'добавлено' }[language];
  const also = (before: string, count = 0, after = ''): string =>
    count === 0 ? '' : `${before}${word} ${count}${after}`;
  const list = (amounts: Readonly<Record<string, number>>, more: Readonly<Record<string, number>>): string =>
    Object.entries(amounts)
      .map(([name, count]) => `${name} ${count}${also(' (', more[name], ')')}`)
      .join(', ');
  const people = also(', ', added.people.length);
  const domains = list(report.onDomains, added.onDomains);
  const named = `${added.people.join(', ')}: ${
    {
      en: 'people of the rehearsal, with an account and a mailbox each',
      ru: 'участники репетиции, у каждого учётная запись и ящик',
    }[language]
  }`;
  const rows: readonly (readonly [string, string])[] =
    language === 'en'
      ? [
          ['These domains move', domains],
          ['Initial domain, stays', report.initialDomain],
          ['Accounts', `${counts.users}, of them guests ${counts.guests}${people}; deleted ${counts.deletedUsers}`],
          [
            'Mailboxes',
            `${counts.mailboxes}${also(', of them ', added.mailboxes)}; deleted or inactive ${counts.deletedMailboxes}`,
          ],
          ['Groups', `${counts.groups}`],
          ['By kind', list(kinds, added.kinds)],
          ...(added.people.length === 0 ? [] : [['Added', named] as const]),
        ]
      : [
          ['Переносятся домены', domains],
          ['Исходный домен, остаётся', report.initialDomain],
          [
            'Учётных записей',
            `${counts.users}, из них гостей ${counts.guests}${people}; удалённых ${counts.deletedUsers}`,
          ],
          [
            'Почтовых ящиков',
            `${counts.mailboxes}${also(', из них ', added.mailboxes)}; удалённых или неактивных ${counts.deletedMailboxes}`,
          ],
          ['Групп', `${counts.groups}`],
          ['По видам', list(kinds, added.kinds)],
          ...(added.people.length === 0 ? [] : [['Добавлены', named] as const]),
        ];
  const width = Math.max(...rows.map(([name]) => name.length));
  return [...rows.map(([name, value]) => `${name.padEnd(width)}  ${value}`), madeUpLine(report, language)];
}

export const madeUpLine = ({ madeUp }: CompanyReport, language: ReportLanguage): string =>
  `${{ en: 'Not in your files, made up', ru: 'Нет в ваших файлах, придумано' }[language]}: ${madeUp.map((what) => madeUpText(what, language)).join('; ')}.`;

/** `mailboxes.csv:14  what -> assumed`, one line per finding. */
export const findingLines = (findings: readonly Finding[], language: ReportLanguage = 'en'): readonly string[] =>
  findings.map(({ file, line, code, values }) => {
    const place = file === '' ? { en: 'company', ru: 'компания' }[language] : line === null ? file : `${file}:${line}`;
    return `${place}  ${phrase(code, 'what', language, values)} -> ${phrase(code, 'assumed', language, values)}`;
  });

export function reportText(report: CompanyReport, language: ReportLanguage): string {
  const { counts, tables, findings, addresses } = report;
  const separator = (one: string): string => (one === '\t' ? 'tab' : one);
  const head =
    language === 'en'
      ? [
          `A company from ${report.from}`,
          `Accounts ${counts.users} (guests ${counts.guests}), deleted ${counts.deletedUsers}, mailboxes ${counts.mailboxes}, groups ${counts.groups}`,
          `Moving domains: ${report.movingDomains.join(', ')}; initial domain: ${report.initialDomain}`,
          `Addresses on them in the files ${addresses.inFiles}, in the company ${addresses.inCompany}; the others are named below`,
        ]
      : [
          `Компания из ${report.from}`,
          `Учётных записей ${counts.users} (гостей ${counts.guests}), удалённых ${counts.deletedUsers}, ящиков ${counts.mailboxes}, групп ${counts.groups}`,
          `Переносимые домены: ${report.movingDomains.join(', ')}; исходный домен: ${report.initialDomain}`,
          `Адресов в них: в файлах ${addresses.inFiles}, в компании ${addresses.inCompany}; остальные названы ниже`,
        ];
  const title = {
    en: ['Read:', `Not read as it stands, and what was assumed instead (${findings.length}):`],
    ru: ['Прочитано:', `Прочитано не так, как написано, и что принято вместо этого (${findings.length}):`],
  }[language];
  return [
    ...head,
    '',
    madeUpLine(report, language),
    '',
    title[0],
    ...tables.map(
      ({ file, kind, encoding, separator: by, rows }) =>
        `  ${file}  ${kindNames[language][kind]}, ${rows}, ${encoding}${by === '' ? '' : `, "${separator(by)}"`}`,
    ),
    '',
    title[1],
    ...findingLines(findings, language).map((line) => `  ${line}`),
    '',
  ].join('\n');
}

export function writeReport(folder: string, report: CompanyReport): void {
  // A mark tells Excel and Notepad that it is UTF-8.
  writeFileSync(join(folder, 'company-report.txt'), `\uFEFF${reportText(report, 'en')}`);
  writeFileSync(join(folder, 'company-report.ru.txt'), `\uFEFF${reportText(report, 'ru')}`);
  const findings = report.findings.map((finding) => ({
    ...finding,
    what: phrase(finding.code, 'what', 'en', finding.values),
    assumed: phrase(finding.code, 'assumed', 'en', finding.values),
  }));
  writeFileSync(join(folder, reportFile), `${JSON.stringify({ ...report, findings }, null, 1)}\n`);
}
