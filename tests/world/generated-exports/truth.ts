/** A company that somebody could have: what its exports are written from, and what is expected of the company that is read out of them. */
import type { RecipientTypeDetails } from '../../../src/rehearsal/world/entities.js';

export type Random = () => number;

export function seededRandom(seed: number): Random {
  let state = (seed * 2654435761) >>> 0 || 1;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
export const pick = <T>(random: Random, list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
export const chance = (random: Random, share: number): boolean => random() < share;

/** `left-out`: a kind that a rehearsal does not carry. */
export type Kind = RecipientTypeDetails | 'Account' | 'PublicFolderMailbox' | 'HologramMailbox';

export interface TrueObject {
  readonly kind: Kind;
  readonly name: string;
  readonly userPrincipalName: string | null;
  /** With types, the primary first; of an account without a mailbox whatever it holds. */
  readonly addresses: readonly string[];
  readonly external: string | null;
  readonly deleted: 'soft-deleted' | 'inactive' | null;
  /** Primary addresses. */
  readonly members: readonly string[];
}

export interface Truth {
  readonly language: Language;
  readonly moving: readonly string[];
  readonly initial: string;
  readonly objects: readonly TrueObject[];
}

export interface Language {
  readonly name: string;
  /** Code pages in which people there export. */
  readonly pages: readonly string[];
  readonly names: readonly string[];
  readonly things: readonly string[];
}

export const languages: readonly Language[] = [
  {
    name: 'German',
    pages: ['windows-1252', 'cp850'],
    names: ['Jürgen Groß', 'Käthe Öhl', 'Jörg Müller', 'Anna Schmidt', 'Ute Jäger', 'Karl Weiß'],
    things: ['Büro', 'Empfang', 'Gästehaus'],
  },
  {
    name: 'French',
    pages: ['windows-1252'],
    names: ['Zoé Lefèvre', 'François Bœuf', 'Hélène Noël', 'Luc Martin', 'Benoît Sée'],
    things: ['Réception', 'Accueil', 'Pôle'],
  },
  {
    name: 'Norwegian',
    pages: ['windows-1252', 'cp850'],
    names: ['Kåre Sjøåsen', 'Pål Nærø', 'Bjørg Nes', 'Åse Lund', 'Tor Berg'],
    things: ['Møterom', 'Varehus', 'Lån'],
  },
  {
    name: 'Russian',
    pages: ['windows-1251', 'ibm866', 'koi8-r'],
    names: ['Антон Белов', 'Пётр Щербаков', 'Ольга Зимина', 'Глеб Наумов', 'Юлия Эрнст', 'Ирина Цой'],
    things: ['Переговорная', 'Склад', 'Бухгалтерия'],
  },
  {
    name: 'Ukrainian',
    pages: ['windows-1251', 'koi8-u'],
    names: ['Євген Ґалаґан', 'Ганна Їжакевич', 'Олена Ціцька', 'Ігор Біленко'],
    things: ['Приймальня', 'Відділ збуту', 'Їдальня'],
  },
  {
    name: 'Polish',
    pages: ['windows-1250'],
    names: ['Łukasz Wąsik', 'Żaneta Śliwińska', 'Paweł Kość', 'Anna Nowak'],
    things: ['Księgowość', 'Recepcja', 'Łącznik'],
  },
  {
    name: 'Czech',
    pages: ['windows-1250'],
    names: ['Jiří Dvořák', 'Zdeněk Šťastný', 'Eva Malá', 'Růžena Čápová'],
    things: ['Účtárna', 'Sklad', 'Příjem'],
  },
  {
    name: 'Greek',
    pages: ['windows-1253'],
    names: ['Γιώργος Παπαδόπουλος', 'Ελένη Δήμου', 'Νίκος Βασιλείου'],
    things: ['Γραφείο', 'Αποθήκη', 'Υποδοχή'],
  },
  {
    name: 'Turkish',
    pages: ['windows-1254'],
    names: ['Işıl Çağlayan', 'Oğuz Şahin', 'Gül Yılmaz', 'Ağır Kış'],
    things: ['Danışma', 'Muhasebe', 'Şube'],
  },
  {
    name: 'Latvian',
    pages: ['windows-1257'],
    names: ['Jānis Bērziņš', 'Ģirts Kļaviņš', 'Līga Ķirse'],
    things: ['Noliktava', 'Grāmatvedība', 'Šķūnis'],
  },
];

const labels = ['talbrunn', 'quellhof', 'north-wind', 'alpenmilch-ag', 'severlight', 'steinfeld'] as const;

export function makeTruth(random: Random): Truth {
  const language = pick(random, languages);
  const label = pick(random, labels);
  const moving = [`${label}.example`, ...(chance(random, 0.4) ? [`${label}-shop.example`] : [])];
  const initial = `${label.replaceAll('-', '')}.onmicrosoft.com`;
  const route = initial.replace('.onmicrosoft', '.mail.onmicrosoft');
  // Some hybrids hold the routing domain alone.
  const ofMicrosoft = chance(random, 0.15) ? route : initial;
  const objects: TrueObject[] = [];
  let number = 0;
  const add = (kind: Kind, more: Partial<TrueObject> = {}): TrueObject => {
    number += 1;
    const local = `${pick(random, ['anna', 'k.weber', 'info', "o'neil", 'x-1', 'p_q'])}${number}`;
    const on = number === 1 ? (moving[0] as string) : pick(random, moving);
    const isPerson = /Mailbox$/.test(kind) && kind !== 'GroupMailbox' && kind !== 'PublicFolderMailbox';
    const names = kind === 'UserMailbox' || kind === 'Account' ? language.names : language.things;
    const primary = `${local}@${on}`;
    const addresses = [
      `SMTP:${primary}`,
      ...(chance(random, 0.5) ? [`smtp:${local}.alias@${pick(random, moving)}`] : []),
      ...(isPerson || kind === 'GroupMailbox' ? [`smtp:${local}@${ofMicrosoft}`] : []),
      ...(kind === 'UserMailbox' && chance(random, 0.6) ? [`SIP:${primary}`] : []),
      ...(chance(random, 0.2) ? [`X500:/o=First Org/ou=Exchange, Group (FYDI)/cn=Recipients/cn=${local} 1`] : []),
      ...(chance(random, 0.05) ? [`X400:c=DE;a= ;p=Org;o=Ex;s=${local.replace(/\W/g, '')};`] : []),
    ];
    const object: TrueObject = {
      kind,
      name: `${pick(random, names)} ${number}`,
      userPrincipalName: isPerson || kind === 'Account' || kind === 'MailUser' ? primary : null,
      addresses,
      external: null,
      deleted: null,
      members: [],
      ...more,
    };
    objects.push(object);
    return object;
  };
  for (let n = 0; n < 5 + Math.floor(random() * 5); n += 1) add('UserMailbox');
  const people = objects.map(primaryOf);
  for (const kind of ['SharedMailbox', 'RoomMailbox', 'EquipmentMailbox', 'SchedulingMailbox', 'TeamMailbox'] as const)
    if (chance(random, 0.4)) add(kind);
  for (const kind of [
    'MailUniversalDistributionGroup',
    'MailUniversalSecurityGroup',
    'GroupMailbox',
    'RoomList',
    'MailNonUniversalGroup',
    'DynamicDistributionGroup',
  ] as const)
    if (chance(random, 0.4))
      add(kind, { members: kind === 'DynamicDistributionGroup' ? [] : people.filter(() => chance(random, 0.4)) });
  const groups = objects.filter(({ kind }) => kind === 'MailUniversalDistributionGroup');
  for (const group of groups)
    if (chance(random, 0.5)) add('MailUniversalDistributionGroup', { members: [primaryOf(group)] });
  if (chance(random, 0.4)) add('PublicFolder');
  if (chance(random, 0.3)) add('UserMailbox', { deleted: pick(random, ['soft-deleted', 'inactive']) });
  if (chance(random, 0.4)) {
    const external = `partner${number}@elsewhere.example`;
    const own = `hotline${number}@${moving[0]}`;
    add('MailContact', { external, addresses: [`SMTP:${external}`, `smtp:${own}`] });
  }
  if (chance(random, 0.4)) {
    const external = `ext${number}@freemail.example`;
    const own = `ext${number}@${moving[0]}`;
    const outsideFirst = chance(random, 0.5);
    add('MailUser', {
      external,
      userPrincipalName: own,
      addresses: outsideFirst ? [`SMTP:${external}`, `smtp:${own}`] : [`SMTP:${own}`, `smtp:${external}`],
    });
  }
  if (chance(random, 0.3)) {
    const name = `phone${number}@${moving[0]}`;
    add('Account', { userPrincipalName: name, addresses: [`SIP:${name}`] });
  }
  if (chance(random, 0.2)) {
    const external = `guest${number}@partner.example`;
    add('GuestMailUser', {
      external,
      userPrincipalName: `${external.replace('@', '_')}#EXT#@${initial}`,
      addresses: [`SMTP:${external}`],
    });
  }
  if (chance(random, 0.2)) {
    const local = 'DiscoverySearchMailbox{D919BA05-46A6-415f-80AD-7E09334BB852}';
    add('DiscoveryMailbox', {
      userPrincipalName: null,
      addresses: [`SMTP:${local}@${moving[0]}`, `smtp:${local}@${ofMicrosoft}`],
    });
  }
  if (chance(random, 0.2)) add('PublicFolderMailbox');
  if (chance(random, 0.1)) add('HologramMailbox', { userPrincipalName: null });
  return { language, moving, initial, objects };
}

export const primaryOf = ({ addresses }: TrueObject): string =>
  (addresses.find((one) => one.startsWith('SMTP:')) ?? '').slice(5);
