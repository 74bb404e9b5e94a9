/** Mailboxes and accounts that differ from most: by their names, by where they sign in, by what they hold, by their state. */
import { cast } from '../../../src/rehearsal/cast.js';
import { people } from './names.js';
import type { Maker } from './maker.js';

/** 64 characters, as many as may stand before the @. */
export const longLocal = 'projekt-hochwasserschutz-obertal-niedertal-2026-ausschreibung-v2';

export function oddPeople(maker: Maker): void {
  const { first, second } = maker;
  const { moving, initial, names, words, hybrid, most } = maker.plan;
  const [one] = people(names, 1);
  // Somebody called like somebody else, on the same domain and on another.
  maker.mailbox('UserMailbox', one?.name as string, [`${one?.local}2`, first]);
  maker.add('UserMailbox', one?.name as string, [`SMTP:${one?.local}@${moving.at(-1)}`], {
    userPrincipalName: `${one?.local}@${moving.at(-1)}`,
  });
  // A sign-in name on the initial domain; one on another domain than the primary address.
  maker.mailbox('UserMailbox', 'Pia Anders', ['pia.anders', first], [], { userPrincipalName: `pia.anders@${initial}` });
  maker.mailbox('UserMailbox', 'Rolf Anders', ['rolf.anders', second], [`smtp:rolf.anders@${first}`], {
    userPrincipalName: `rolf.anders@${first}`,
  });
  maker.mailbox('UserMailbox', 'Nina Tenant', ['nina.tenant', first], [], { userPrincipalName: `n.tenant@${second}` });
  maker.mailbox('UserMailbox', "Sean O'Neil", ["sean.o'neil", first], [`smtp:s_o-neil@${first}`]);
  maker.mailbox('UserMailbox', 'Vera Weg', ['Vera.Weg', first], [`smtp:VWeg@${first}`, `SIP:vera.weg@${first}`]);
  maker.mailbox('UserMailbox', 'Scan', ['_scan', first]);
  // Signs in with a name that is as long as it may be, on two domains: on the initial one both would be called alike.
  for (const [n, on] of [first, second].entries())
    maker.add('UserMailbox', `${words.team} ${n + 7}`, [`SMTP:${longLocal}@${on}`], {
      userPrincipalName: `${longLocal}@${on}`,
    });
  // Somebody called like one of the people of the rehearsal.
  const player = cast.find(({ company, home }) => company === 'source' && home.on === 'moving');
  maker.mailbox('UserMailbox', player?.name as string, [`${player?.home.localPart}.2`, first]);
  // Addresses of systems from before the cloud.
  maker.mailbox(
    'UserMailbox',
    'Alt Bestand',
    ['alt.bestand', first],
    [
      'X400:C=DE;A= ;P=Werk;O=Exchange;S=Bestand;G=Alt;',
      'NOTES:Alt Bestand/Werk@NOTES',
      'EUM:4711;phone-context=plan.werk.local',
      'CCMAIL:Bestand, Alt at Werk',
    ],
  );

  // As many addresses as a long history leaves.
  const many = Array.from({ length: most }, (_, n) => `smtp:kontakt${n}@${moving[n % moving.length]}`);
  maker.mailbox('SharedMailbox', `${words.office} 1`, ['kontakt', first], many);
  maker.mailbox('SharedMailbox', `${words.office} 2`, ['r&d', first], [], { userPrincipalName: `forschung@${first}` });
  maker.mailbox('SharedMailbox', `${words.office} 3`, ['presse+de', first], [], {
    userPrincipalName: `presse@${first}`,
  });
  // Each domain has one of its own, and at the initial domain there can be one alone.
  moving.forEach((on, n) =>
    maker.add('SharedMailbox', `Info ${n + 1}`, [`SMTP:info@${on}`], { userPrincipalName: `info@${on}` }),
  );
  for (const local of ['postmaster', 'abuse', 'admin'])
    maker.mailbox('SharedMailbox', `${words.office} ${local}`, [local, first]);
  for (const n of [1, 2, 3]) maker.mailbox('RoomMailbox', `${words.room} ${n}`, [`raum-${n}`, first]);
  maker.mailbox('EquipmentMailbox', words.van, ['transporter', second]);
  maker.mailbox('SchedulingMailbox', 'Bookings', ['termine', first], [], { synced: false });
  maker.mailbox('TeamMailbox', 'Site', ['site', first], [], { synced: false });
  const discovery = 'DiscoverySearchMailbox{D919BA05-46A6-415f-80AD-7E09334BB852}';
  maker.add('DiscoveryMailbox', 'Discovery Search Mailbox', [`SMTP:${discovery}@${initial}`], { synced: false });

  maker.mailbox('UserMailbox', 'Nora Fort', ['nora.fort', first], [`smtp:nfort@${first}`], { deleted: 'soft-deleted' });
  maker.mailbox('UserMailbox', 'Hugo Halt', ['hugo.halt', second], [], { deleted: 'inactive' });
  maker.add('Account', 'Hotline Auto Attendant', [`SIP:zentrale@${first}`], {
    userPrincipalName: `zentrale@${first}`,
    synced: false,
  });
  // The licence was taken away, the addresses stayed.
  maker.add('Account', 'Ohne Lizenz', [`SMTP:ohne.lizenz@${first}`, `smtp:o.lizenz@${second}`], {
    userPrincipalName: `ohne.lizenz@${first}`,
  });
  for (const [name, own, elsewhere] of [
    ['Robin Frei', 'smtp', 'SMTP'],
    ['Sam Frei', 'SMTP', 'smtp'],
  ] as const) {
    const [local = ''] = name.toLowerCase().split(' ');
    maker.add('MailUser', name, [`${elsewhere}:${local}@freemail.example`, `${own}:${local}.frei@${first}`].sort(), {
      userPrincipalName: `${local}.frei@${first}`,
      external: `${local}@freemail.example`,
      synced: hybrid,
    });
  }
}
