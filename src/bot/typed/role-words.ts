import { roles, type Role } from '../../contract/step.js';
import { nearest } from './nearest.js';

/** What people type for a role, beside its id. Typed words, not sentences: they are matched and never shown. */
const typed: Readonly<Record<Role, readonly string[]>> = {
  'project-manager': ['pm', 'project lead', 'migration lead', 'lead', 'менеджер проекта', 'руководитель проекта', 'рп'],
  'business-owner': ['owner', 'владелец бизнеса', 'бизнес владелец', 'заказчик'],
  'source-admin': [
    'source',
    'source administrator',
    'администратор источника',
    'админ источника',
    'админ исходного тенанта',
    'администратор исходного тенанта',
    'источник',
  ],
  'destination-admin': [
    'destination',
    'destination administrator',
    'target admin',
    'админ целевого тенанта',
    'администратор целевого тенанта',
    'администратор назначения',
    'админ назначения',
    'назначение',
  ],
  'dns-admin': ['dns', 'dns administrator', 'администратор dns', 'админ dns', 'днс'],
  'migration-operator': ['operator', 'bittitan', 'оператор миграции', 'оператор переноса', 'оператор'],
  'onprem-exchange-admin': [
    'onprem',
    'on premises exchange admin',
    'exchange admin',
    'администратор exchange',
    'администратор локального exchange',
    'админ exchange',
  ],
  'communications-lead': ['communications', 'comms', 'коммуникации', 'ответственный за коммуникации'],
  'test-lead': ['tests', 'tester', 'тестирование', 'ответственный за тестирование', 'тестировщик'],
};

const plain = (words: string): string =>
  words
    .toLowerCase()
    .replace(/[-_\s]+/g, ' ')
    .trim();

const byWords = new Map<string, Role>(
  roles.flatMap((role) => [role, ...typed[role]].map((words): [string, Role] => [plain(words), role])),
);

export const roleOf = (words: string): Role | null => byWords.get(plain(words)) ?? null;

export function nearestRole(words: string): Role {
  const close = nearest(plain(words), [...byWords.keys()]);
  return byWords.get(close ?? '') ?? 'project-manager';
}
