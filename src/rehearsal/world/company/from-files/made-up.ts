/** What no export says, or these do not: it is made up, and named once, so that nobody takes it for their own. */
import type { Field, Table } from './columns.js';
import type { ReportLanguage } from './words.js';

const names = {
  destination: {
    en: 'the destination tenant and who works there',
    ru: 'целевой арендатор и кто в нём работает',
  },
  dns: { en: 'the DNS records of the domains', ru: 'записи DNS доменов' },
  rights: {
    en: 'rights on mailboxes, folders and groups',
    ru: 'права на ящики, папки и группы',
  },
  sizes: { en: 'sizes of mailboxes, archives and holds', ru: 'размеры ящиков, архивы и удержания' },
  applications: {
    en: 'app registrations and other services that use the domains',
    ru: 'регистрации приложений и другие службы, использующие домены',
  },
  licences: { en: 'licences', ru: 'лицензии' },
  'sign-in': { en: 'whose sign-in is blocked', ru: 'кому запрещён вход' },
  sync: { en: 'who is synchronised from on premises', ru: 'кто синхронизируется из локального каталога' },
  types: { en: 'which mailboxes are shared, rooms or equipment', ru: 'какие ящики общие, помещения или оборудование' },
  members: { en: 'members of groups', ru: 'участники групп' },
  deleted: { en: 'deleted users, groups and mailboxes', ru: 'удалённые пользователи, группы и ящики' },
} as const satisfies Readonly<Record<string, Readonly<Record<ReportLanguage, string>>>>;

export type MadeUp = keyof typeof names;

export const madeUpText = (what: MadeUp, language: ReportLanguage): string => names[what][language];

/** Which columns would say it. */
const toldBy: readonly (readonly [MadeUp, readonly Field[]])[] = [
  ['licences', ['licenses']],
  ['sign-in', ['blocked', 'enabled']],
  ['sync', ['syncedAt', 'synced']],
  ['types', ['typeDetails', 'type', 'mailboxType']],
  ['members', ['members']],
  ['deleted', ['deletedAt', 'mailboxDeletedAt', 'inactive']],
];

export function madeUpFor(tables: readonly Table[]): readonly MadeUp[] {
  const untold = toldBy.filter(
    ([, fields]) => !tables.some(({ columns }) => fields.some((field) => columns.has(field))),
  );
  return ['destination', 'dns', 'rights', 'sizes', 'applications', ...untold.map(([what]) => what)];
}
