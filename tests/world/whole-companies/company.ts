/** A whole company of about 60 people, with one of each odd thing that exports are known for. */
import { languages, type TrueObject, type Truth } from '../generated-exports/truth.js';
import { people, type Names } from './names.js';

/** What a whole company has beyond a generated one. */
export interface WholeObject extends TrueObject {
  /** Mastered on premises. */
  readonly synced: boolean;
  /** Where its mail is passed on to. */
  readonly forwards: string | null;
}

export interface WholeCompany extends Truth {
  readonly key: string;
  /** Of a hybrid. */
  readonly route: string | null;
  readonly objects: readonly WholeObject[];
}

export interface Plan {
  readonly key: string;
  readonly language: string;
  readonly names: Names;
  /** The first is most people's; the others have some people each. */
  readonly moving: readonly string[];
  readonly initial: string;
  readonly hybrid: boolean;
  /** Names of a shared mailbox, a room, a thing, and of groups. */
  readonly words: Words;
}

export interface Words {
  readonly office: string;
  readonly room: string;
  readonly van: string;
  readonly all: string;
  readonly team: string;
  readonly safe: string;
  readonly rooms: string;
  readonly everybody: string;
  readonly old: string;
  readonly folder: string;
  readonly hotline: string;
  readonly outside: string;
}

/** 64 characters, as many as may stand before the @. */
const longLocal = 'projekt-hochwasserschutz-obertal-niedertal-2026-ausschreibung-v2';
const staff = 56;

export function wholeCompany(plan: Plan): WholeCompany {
  const { moving, initial, hybrid, words } = plan;
  const [first = ''] = moving;
  const second = moving[1] ?? first;
  const route = hybrid ? initial.replace('.onmicrosoft', '.mail.onmicrosoft') : null;
  const objects: WholeObject[] = [];
  const nothing = {
    userPrincipalName: null,
    external: null,
    deleted: null,
    members: [],
    synced: false,
    forwards: null,
  };
  const add = (
    kind: TrueObject['kind'],
    name: string,
    addresses: readonly string[],
    more: Partial<WholeObject> = {},
  ): void => {
    objects.push({ ...nothing, kind, name, addresses, ...more });
  };
  const organization = initial.split('.')[0] as string;
  const x500 = (local: string): string =>
    `X500:/o=${organization}/ou=Exchange Administrative Group (FYDIBOHF23SPDLT)/cn=Recipients/cn=${local}-8f2`;
  const onPremises = (local: string): string =>
    `x500:/o=Werk/ou=First Administrative Group/cn=Recipients/cn=${local.slice(0, 20)}`;
  const ofMailbox = (local: string, on: string, ...more: readonly string[]): readonly string[] => [
    `SMTP:${local}@${on}`,
    ...more,
    `smtp:${local}@${initial}`,
    ...(route === null ? [] : [`smtp:${local}@${route}`, onPremises(local)]),
  ];
  const mailbox = (
    kind: TrueObject['kind'],
    name: string,
    local: string,
    on: string,
    more: readonly string[] = [],
    also: Partial<WholeObject> = {},
  ): void =>
    add(kind, name, ofMailbox(local, on, ...more), { userPrincipalName: `${local}@${on}`, synced: hybrid, ...also });

  const employees = people(plan.names, staff);
  employees.forEach(({ name, local }, n) => {
    const on = n % 4 === 3 ? (moving[1 + (Math.floor(n / 4) % Math.max(1, moving.length - 1))] ?? first) : first;
    const [given = '', last = ''] = local.split('.');
    const more = [
      ...(n % 3 === 0 ? [`smtp:${given.charAt(0)}${last}${n}@${on}`] : []),
      ...(n % 5 === 0 ? [`smtp:${local}.${n}@${second}`] : []),
      ...(n % 2 === 0 ? [`SIP:${local}@${on}`] : []),
      ...(n % 7 === 0 ? [x500(local)] : []),
    ];
    mailbox('UserMailbox', name, local, on, more, {
      // A hybrid has accounts of the cloud too.
      synced: hybrid && n % 9 !== 8,
      ...(n === 10 ? { forwards: `${employees[11]?.local}@${first}` } : {}),
    });
  });
  const at = (n: number): string => primary(objects[n] as WholeObject);

  // Somebody called like somebody else.
  mailbox('UserMailbox', employees[0]?.name as string, `${employees[0]?.local}2`, first);
  // A sign-in name on the initial domain, an address on the moving one; and the other way round with another of the domains.
  mailbox('UserMailbox', 'Pia Anders', 'pia.anders', first, [], { userPrincipalName: `pia.anders@${initial}` });
  mailbox(
    'UserMailbox',
    'Rolf Anders',
    'rolf.anders',
    second,
    [`smtp:rolf.anders@${first === second ? initial : first}`],
    {
      userPrincipalName: `rolf.anders@${first}`,
    },
  );
  mailbox('UserMailbox', "Sean O'Neil", "sean.o'neil", first, [`smtp:s_o-neil@${first}`]);
  mailbox('UserMailbox', 'Vera Weg', 'Vera.Weg', first, [`smtp:VWeg@${first}`, `SIP:vera.weg@${first}`]);
  // As many addresses as somebody with a long history has; the service takes a good three hundred.
  const many = Array.from({ length: 40 }, (_, n) => `smtp:kontakt${n}@${moving[n % moving.length]}`);
  mailbox('SharedMailbox', `${words.office} 1`, 'kontakt', first, many);
  mailbox('SharedMailbox', `${words.office} 2`, longLocal, first, [], { userPrincipalName: `projekt1@${first}` });
  if (second !== first)
    add('SharedMailbox', `${words.office} 3`, [`SMTP:${longLocal}@${second}`], {
      userPrincipalName: `projekt2@${second}`,
      synced: hybrid,
    });
  mailbox('SharedMailbox', `${words.office} 4`, 'r&d', first, [], { userPrincipalName: `forschung@${first}` });
  mailbox('SharedMailbox', `${words.office} 5`, 'presse+de', first, [], { userPrincipalName: `presse@${first}` });
  for (const n of [1, 2, 3]) mailbox('RoomMailbox', `${words.room} ${n}`, `raum-${n}`, first);
  mailbox('EquipmentMailbox', words.van, 'transporter', second);
  mailbox('SchedulingMailbox', 'Bookings', 'termine', first, [], { synced: false });
  mailbox('TeamMailbox', 'Site', 'site', first, [], { synced: false });

  // Several tenants call it so.
  const discovery = 'DiscoverySearchMailbox{D919BA05-46A6-415f-80AD-7E09334BB852}';
  add('DiscoveryMailbox', 'Discovery Search Mailbox', [`SMTP:${discovery}@${initial}`]);
  add('UserMailbox', 'Nora Fort', ofMailbox('nora.fort', first), {
    userPrincipalName: `nora.fort@${first}`,
    deleted: 'soft-deleted',
  });
  add('UserMailbox', 'Hugo Halt', ofMailbox('hugo.halt', second), {
    userPrincipalName: `hugo.halt@${second}`,
    deleted: 'inactive',
  });
  add('Account', 'Hotline Auto Attendant', [`SIP:zentrale@${first}`], { userPrincipalName: `zentrale@${first}` });

  const distribution = (
    name: string,
    local: string,
    members: readonly string[],
    more: Partial<WholeObject> = {},
  ): void =>
    add(
      'MailUniversalDistributionGroup',
      name,
      [`SMTP:${local}@${first}`, `smtp:${local}.verteiler@${second}`, x500(local)],
      { members, synced: hybrid, ...more },
    );
  distribution(`${words.team} 1`, 'bau', [at(0), at(1), at(2)]);
  distribution(`${words.team} 2`, 'einkauf', [at(3), at(4)], { synced: false });
  distribution(words.all, 'alle', [`bau@${first}`, `einkauf@${first}`, at(5)]);
  add('MailUniversalSecurityGroup', words.safe, [`SMTP:tresor@${first}`, `smtp:tresor@${initial}`], {
    members: [at(6), at(7)],
    synced: hybrid,
  });
  for (const n of [1, 2])
    add(
      'GroupMailbox',
      `${words.team} M365 ${n}`,
      [`SMTP:team${n}@${first}`, `smtp:team${n}@${initial}`, `smtp:team-${n}@${second}`],
      { members: [at(8), at(9 + n)] },
    );
  add('RoomList', words.rooms, [`SMTP:raeume@${first}`], { members: [`raum-1@${first}`, `raum-2@${first}`] });
  add('DynamicDistributionGroup', words.everybody, [`SMTP:belegschaft@${first}`, `smtp:belegschaft@${initial}`]);
  add('MailNonUniversalGroup', words.old, [`SMTP:altverteiler@${first}`], { members: [at(12)], synced: hybrid });
  add('PublicFolder', words.folder, [`SMTP:ablage@${first}`, `smtp:ablage@${initial}`]);
  add('PublicFolderMailbox', `${words.folder} 1`, [`SMTP:ordnerpost@${initial}`]);

  const contact = (name: string, external: string, ...own: readonly string[]): void =>
    add('MailContact', name, [`SMTP:${external}`, ...own.map((one) => `smtp:${one}`)], { external, synced: hybrid });
  contact(words.hotline, 'hotline@partnerfirma.example', `hotline@${first}`, `stoerung@${second}`);
  contact(words.outside, 'steuer@kanzlei.example');
  add('MailUser', 'Robin Frei', ['SMTP:robin@freemail.example', `smtp:robin.frei@${first}`], {
    userPrincipalName: `robin.frei@${first}`,
    external: 'robin@freemail.example',
    synced: hybrid,
  });
  add('MailUser', 'Sam Frei', [`SMTP:sam.frei@${first}`, 'smtp:sam@freemail.example'], {
    userPrincipalName: `sam.frei@${first}`,
    external: 'sam@freemail.example',
    synced: hybrid,
  });
  for (const [local, name] of [
    ['gast.eins', 'Gast Eins'],
    ['gast.zwei', 'Gast Zwei'],
  ] as const)
    add('GuestMailUser', name, [`SMTP:${local}@partnerfirma.example`], {
      userPrincipalName: `${local}_partnerfirma.example#EXT#@${initial}`,
      external: `${local}@partnerfirma.example`,
    });
  const language = languages.find(({ name }) => name === plan.language) as Truth['language'];
  return { key: plan.key, language, moving, initial, route, objects };
}

export const primary = ({ addresses }: TrueObject): string =>
  (addresses.find((one) => one.startsWith('SMTP:')) ?? '').slice(5);
