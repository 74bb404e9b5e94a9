/** What no export says, or these do not: it is made up, and named once, so that nobody takes it for their own. */
import type { Field, Table } from '../tables/columns.js';
import type { Findings } from './findings.js';
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
  'deleted-mailboxes': { en: 'deleted groups and mailboxes', ru: 'удалённые группы и ящики' },
  profiles: {
    en: 'passwords, first and last names, titles and departments of people',
    ru: 'пароли, имена и фамилии, должности и отделы людей',
  },
  'group-settings': {
    en: 'settings of groups, and what dynamic ones filter by',
    ru: 'настройки групп и условия динамических групп',
  },
  'mail-flow': { en: 'transport rules and connectors', ru: 'правила транспорта и соединители' },
  'public-folders': { en: 'public folders with mail', ru: 'общие папки с почтой' },
} as const satisfies Readonly<Record<string, Readonly<Record<ReportLanguage, string>>>>;

export type MadeUp = keyof typeof names;

export const madeUpText = (what: MadeUp, language: ReportLanguage): string => names[what][language];

/** Which columns would say it. */
const toldBy: readonly (readonly [MadeUp, readonly Field[]])[] = [
  ['licences', ['licenses']],
  ['sign-in', ['blocked', 'enabled', 'directoryEnabled', 'accountDisabled']],
  ['sync', ['syncedAt', 'synced']],
  ['types', ['typeDetails', 'type', 'mailboxType']],
  ['members', ['members']],
  ['deleted', ['deletedAt', 'mailboxDeletedAt', 'inactive']],
];

/** A heading that nobody reads may say it all the same, in a spelling that is not known here. */
const soundsLike: Readonly<Partial<Record<MadeUp, { readonly heading: RegExp; readonly known: string }>>> = {
  licences: { heading: /licen[cs]|skupartnumber|лиценз/i, known: 'Licenses' },
  'sign-in': {
    heading: /account.?(status|state|active)|sign.?in.?(status|state|allowed)|^active$/i,
    known: 'AccountEnabled',
  },
  sync: { heading: /dir.?sync|on.?prem.*sync|^synced?$|синхрониз/i, known: 'DirectorySynced' },
  types: { heading: /(recipient|mailbox).*(type|kind)|тип.*(получател|ящик)/i, known: 'RecipientTypeDetails' },
  members: { heading: /^(?!.*(from|accept|reject|bypass)).*members?$|участник/i, known: 'Members' },
};

export function madeUpFor(tables: readonly Table[], findings: Findings): readonly MadeUp[] {
  const untold = toldBy.filter(
    ([, fields]) => !tables.some(({ columns }) => fields.some((field) => columns.has(field))),
  );
  const notThere = untold.filter(([what]) => {
    const sound = soundsLike[what];
    const perhaps = tables.flatMap(({ file, headingLine, heading, columns, addressColumns }) => {
      const read = new Set([...columns.values(), ...addressColumns.map(({ place }) => place)]);
      return heading
        .filter((name, place) => !read.has(place) && sound?.heading.test(name))
        .map((column) => ({ file, headingLine, column }));
    });
    for (const { file, headingLine, column } of perhaps)
      findings.add(file, headingLine, 'column-sounds-like', { column, known: sound?.known ?? '' });
    return perhaps.length === 0;
  });
  return ['destination', 'dns', 'rights', 'sizes', 'applications', ...notThere.map(([what]) => what)];
}
