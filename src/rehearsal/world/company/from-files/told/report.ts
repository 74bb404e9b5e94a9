/** The one list of what could not be read, for people (`company-report.txt`, in Russian too) and for programs (`company-report.json`). */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
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
  readonly kind: TableKind;
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
  readonly madeUp: readonly MadeUp[];
  readonly findings: readonly Finding[];
}

const kindNames: Readonly<Record<ReportLanguage, Readonly<Record<TableKind, string>>>> = {
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
    onDomains: Object.fromEntries(company.movingDomains.map((name) => [name, addressesOn(recipients, name)])),
    kinds: counted(recipients),
    madeUp,
    findings,
  };
}

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
  const { counts, onDomains, kinds } = report;
  const list = (amounts: Readonly<Record<string, number>>): string =>
    Object.entries(amounts)
      .map(([name, count]) => `${name} ${count}`)
      .join(', ');
  const rows: readonly (readonly [string, string])[] =
    language === 'en'
      ? [
          ['These domains move', list(onDomains)],
          ['Initial domain, stays', report.initialDomain],
          ['Accounts', `${counts.users}, of them guests ${counts.guests}; deleted ${counts.deletedUsers}`],
          ['Mailboxes', `${counts.mailboxes}; deleted or inactive ${counts.deletedMailboxes}`],
          ['Groups', `${counts.groups}`],
          ['By kind', list(kinds)],
        ]
      : [
          ['Переносятся домены', list(onDomains)],
          ['Исходный домен, остаётся', report.initialDomain],
          ['Учётных записей', `${counts.users}, из них гостей ${counts.guests}; удалённых ${counts.deletedUsers}`],
          ['Почтовых ящиков', `${counts.mailboxes}; удалённых или неактивных ${counts.deletedMailboxes}`],
          ['Групп', `${counts.groups}`],
          ['По видам', list(kinds)],
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
        `  ${file}  ${kindNames[language][kind]}, ${rows}, ${encoding}, "${separator(by)}"`,
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
