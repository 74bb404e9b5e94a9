/** The portals in Russian, opened and saved again in a Russian spreadsheet: Windows-1251, semicolons, its own words for yes and no. */
import { domainToUnicode } from 'node:url';
import type { WholeCompany } from './company.js';
import { primary, type WholeObject } from './maker.js';
import { isGroup, type Files } from './parts.js';
import { table, type Dialect, type Row } from './table.js';

/** The portals show a domain of Cyrillic letters in its letters. */
const inLetters = (rows: readonly Row[]): readonly Row[] =>
  rows.map((row) =>
    Object.fromEntries(
      Object.entries(row).map(([name, cell]) => [
        name,
        cell.replace(/xn--[a-z0-9-]+(\.[a-z0-9-]+)*/g, (domain) => domainToUnicode(domain)),
      ]),
    ),
  );

const spreadsheet: Dialect = { separator: ';', page: 'windows-1251', quoted: false };

const written = (rows: readonly Row[]): Buffer => table(inLetters(rows), spreadsheet);

const words: Readonly<Record<string, string>> = {
  UserMailbox: 'Пользователь',
  SharedMailbox: 'Общий',
  RoomMailbox: 'Помещение',
  EquipmentMailbox: 'Оборудование',
  MailUser: 'Пользователь почты',
  GuestMailUser: 'Гость',
  MailContact: 'Почтовый контакт',
  MailUniversalDistributionGroup: 'Группа рассылки',
  MailUniversalSecurityGroup: 'Группа безопасности с поддержкой почты',
  DynamicDistributionGroup: 'Динамическая группа рассылки',
  GroupMailbox: 'Группа Microsoft 365',
  PublicFolder: 'Общедоступная папка',
  RoomList: 'Список помещений',
};
const word = ({ kind }: WholeObject): string => words[kind] ?? kind;
const yes = (value: boolean): string => (value ? 'ИСТИНА' : 'ЛОЖЬ');

export function filesOfRussia({ objects, moving, initial }: WholeCompany): Files {
  const living = objects.filter(({ deleted }) => deleted === null);
  return {
    'Активные пользователи.csv': written(
      living
        .filter(({ userPrincipalName }) => userPrincipalName !== null)
        .map((one) => ({
          'Вход заблокирован': yes(/^(Shared|Room|Equipment|Scheduling|Team|Account)/.test(one.kind)),
          Отдел: '',
          'Отображаемое имя': one.name,
          Лицензии: one.kind === 'UserMailbox' ? 'Microsoft 365 бизнес стандарт' : 'Без лицензии',
          'Прокси-адреса': one.addresses.join('+'),
          'Тип пользователя': one.kind === 'GuestMailUser' ? 'Гость' : 'Член',
          'Имя участника-пользователя': one.userPrincipalName as string,
        })),
    ),
    'Почтовые ящики.csv': written(
      living
        .filter((one) => one.kind !== 'Account' && !isGroup(one) && one.kind !== 'MailContact')
        .map((one) => ({
          'Отображаемое имя': one.name,
          'Адрес электронной почты': primary(one),
          'Тип получателя': word(one),
          'Внешний адрес электронной почты': one.external ?? '',
          'Адреса электронной почты': one.addresses.join(', '),
          'Адрес пересылки': one.forwards ?? '',
        })),
    ),
    'Контакты.csv': written(
      living
        .filter(({ kind }) => kind === 'MailContact')
        .map((one) => ({
          'Отображаемое имя': one.name,
          'Тип получателя': word(one),
          'Внешний адрес электронной почты': one.external as string,
          'Адреса электронной почты': one.addresses.join(', '),
        })),
    ),
    'Группы.csv': written(
      living.filter(isGroup).map((one) => ({
        'Имя группы': one.name,
        'Адрес электронной почты группы': primary(one),
        'Тип группы': word(one),
        Участники: one.members.join(', '),
        'Прокси-адреса': one.addresses.join('+'),
      })),
    ),
    'Удалённые ящики.csv': written(
      objects
        .filter(({ deleted }) => deleted !== null)
        .map((one) => ({
          'Имя участника-пользователя': one.userPrincipalName as string,
          'Отображаемое имя': one.name,
          'Основной SMTP-адрес': primary(one),
          WhenSoftDeleted: '20.11.2026 10:00:00',
          IsInactiveMailbox: yes(one.deleted === 'inactive'),
          'Адреса электронной почты': one.addresses.join(' '),
        })),
    ),
    'Домены.csv': written(
      [...moving, initial].map((name) => ({
        'Имя домена': name,
        'По умолчанию': yes(name === moving[0]),
        Исходный: yes(name === initial),
      })),
    ),
  };
}
