import type { Maker, WholeObject } from './maker.js';

export function groups(maker: Maker): void {
  const { first, second } = maker;
  const { initial, words, hybrid } = maker.plan;
  const distribution = (
    name: string,
    local: string,
    members: readonly string[],
    more: Partial<WholeObject> = {},
  ): void => {
    const addresses = [`SMTP:${local}@${first}`, `smtp:${local}.verteiler@${second}`, maker.x500(local)];
    maker.add('MailUniversalDistributionGroup', name, addresses, { members, ...more });
  };
  distribution(`${words.team} 1`, 'bau', [maker.at(0), maker.at(1), maker.at(2)]);
  distribution(`${words.team} 2`, 'einkauf', [maker.at(3), maker.at(4)], { synced: false });
  distribution(words.all, 'alle', [`bau@${first}`, `einkauf@${first}`, maker.at(5)]);
  // Nobody is in it; and one is called alike on another domain.
  distribution(`${words.team} 3`, 'leer', []);
  maker.add('MailUniversalDistributionGroup', `${words.team} 4`, [`SMTP:bau@${second}`], { members: [maker.at(7)] });
  // Its primary address is elsewhere, an alias on the domain.
  maker.add('MailUniversalDistributionGroup', `${words.team} 5`, [`SMTP:lager@${initial}`, `smtp:lager@${first}`], {
    members: [maker.at(6)],
    synced: false,
  });
  maker.add('MailUniversalSecurityGroup', words.safe, [`SMTP:tresor@${first}`, `smtp:tresor@${initial}`], {
    members: [maker.at(6), maker.at(7)],
  });
  for (const n of [1, 2])
    maker.add(
      'GroupMailbox',
      `${words.team} M365 ${n}`,
      [
        n === 1 ? `SMTP:team${n}@${first}` : `SMTP:team${n}@${initial}`,
        n === 1 ? `smtp:team${n}@${initial}` : `smtp:team${n}@${first}`,
        `smtp:team-${n}@${second}`,
      ],
      { members: [maker.at(8), maker.at(9 + n)], synced: false },
    );
  maker.add('RoomList', words.rooms, [`SMTP:raeume@${first}`], {
    members: [`raum-1@${first}`, `raum-2@${first}`],
    synced: false,
  });
  const dynamic = [`SMTP:belegschaft@${first}`, `smtp:belegschaft@${initial}`];
  maker.add('DynamicDistributionGroup', words.everybody, dynamic, { synced: false });
  maker.add('MailNonUniversalGroup', words.old, [`SMTP:altverteiler@${first}`], {
    members: [maker.at(12)],
    synced: hybrid,
  });
}
