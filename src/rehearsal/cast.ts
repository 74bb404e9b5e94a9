/**
 * The people of a rehearsal. Known to the world (their accounts in the two tenants) and to the room (their faces in the channel);
 * the bot meets them only through the room. The channel lives in the destination tenant: everybody else is a guest there.
 */
export interface CastMember {
  readonly key: string;
  readonly name: string;
  readonly givenName: string;
  readonly surname: string;
  readonly lang: 'en' | 'ru';
  /** Where the person works. */
  readonly company: 'source' | 'destination' | 'other';
  /** What they do in the project; the bot learns it only from `/assign`. */
  readonly job: string;
  /** Role ids a lead would give them. */
  readonly roles: readonly string[];
  /** Object id in the host tenant (the destination). */
  readonly hostObjectId: string;
  /** Home account: object id and local part, and whether it sits on the first moving domain or on the tenant's initial domain. */
  readonly home: { readonly objectId: string; readonly localPart: string; readonly on: 'moving' | 'initial' | 'own' };
}

const guid = (n: number, kind: string): string =>
  `${kind}0000${n}-5e1f-4c0a-9d00-${(n + 16).toString(16).padStart(12, '0')}`;

export const cast: readonly CastMember[] = [
  member(1, 'anna', 'Anna', 'Lindqvist', 'en', 'destination', 'Leads the migration', ['project-manager'], 'own'),
  member(
    2,
    'sergei',
    'Sergei',
    'Volkov',
    'ru',
    'source',
    'Owns the business being moved',
    ['business-owner'],
    'moving',
  ),
  member(
    3,
    'irina',
    'Irina',
    'Sokolova',
    'ru',
    'source',
    'Runs the source tenant',
    ['source-admin', 'onprem-exchange-admin'],
    'initial',
  ),
  member(
    4,
    'marcus',
    'Marcus',
    'Weber',
    'en',
    'source',
    'Second admin of the source tenant',
    ['source-admin'],
    'initial',
  ),
  member(
    5,
    'priya',
    'Priya',
    'Raman',
    'en',
    'destination',
    'Runs the destination tenant',
    ['destination-admin'],
    'own',
  ),
  member(6, 'dmitri', 'Dmitri', 'Orlov', 'ru', 'source', 'Keeps DNS and the registrar', ['dns-admin'], 'moving'),
  member(7, 'elena', 'Elena', 'Costa', 'en', 'other', 'Operates the mailbox mover', ['migration-operator'], 'own'),
  member(8, 'hanna', 'Hanna', 'Berg', 'en', 'destination', 'Writes to the users', ['communications-lead'], 'own'),
  member(9, 'tomas', 'Tomas', 'Novak', 'en', 'destination', 'Tests with the users', ['test-lead'], 'own'),
];

function member(
  n: number,
  key: string,
  givenName: string,
  surname: string,
  lang: 'en' | 'ru',
  company: CastMember['company'],
  job: string,
  roles: readonly string[],
  on: CastMember['home']['on'],
): CastMember {
  const hostObjectId = guid(n, 'a0a');
  return {
    key,
    name: `${givenName} ${surname}`,
    givenName,
    surname,
    lang,
    company,
    job,
    roles,
    hostObjectId,
    // Members of the host tenant have one account there; the others have their own at home.
    home: {
      objectId: company === 'destination' ? hostObjectId : guid(n, 'b0b'),
      localPart: `${givenName}.${surname}`.toLowerCase(),
      on,
    },
  };
}
