/** The ids Teams gives to a bot, a team, a channel and its people, made from fixed words so that they are the same after every start. */
import { createHash } from 'node:crypto';
import type { CastMember } from '../cast.js';

export interface RoomPerson {
  readonly key: string;
  /** `29:…`, the Bot Framework id of the person for this bot. */
  readonly id: string;
  readonly aadObjectId: string;
  readonly name: string;
  readonly givenName: string;
  readonly surname: string;
  readonly email: string;
  readonly userPrincipalName: string;
  readonly guest: boolean;
  readonly lang: 'en' | 'ru';
  readonly job: string;
  readonly company: string;
  /** The chat of this person with the bot, `a:1…`. */
  readonly personalConversationId: string;
}

/** Whose addresses the people have at home; the world knows the same domains. */
export interface RoomDomains {
  readonly sourceMoving: string;
  readonly sourceInitial: string;
  readonly destination: string;
  readonly destinationInitial: string;
  readonly other: string;
  readonly companies: Readonly<Record<CastMember['company'], string>>;
}

export const rehearsalDomains: RoomDomains = {
  sourceMoving: 'contoso.com',
  sourceInitial: 'contosogroup.onmicrosoft.com',
  destination: 'fabrikam.com',
  destinationInitial: 'fabrikamworld.onmicrosoft.com',
  other: 'northwind-movers.example',
  companies: { source: 'Contoso', destination: 'Fabrikam', other: 'Northwind Movers' },
};

export interface RoomPlaces {
  readonly team: { readonly id: string; readonly name: string; readonly aadGroupId: string };
  /** The first one is the team's own channel, whose id is the id of the team. */
  readonly channels: readonly { readonly id: string; readonly name: string }[];
}

const digest = (text: string): Buffer => createHash('sha256').update(`changeover room ${text}`).digest();
const threadId = (text: string): string => `19:${digest(text).toString('hex').slice(0, 32)}@thread.tacv2`;

export function places({ companies }: Pick<RoomDomains, 'companies'> = rehearsalDomains): RoomPlaces {
  const hex = digest('group').toString('hex');
  const team = threadId('team');
  return {
    team: {
      id: team,
      name: `${companies.source} joins ${companies.destination}`,
      aadGroupId: `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-9${hex.slice(17, 20)}-${hex.slice(20, 32)}`,
    },
    channels: [{ id: team, name: 'Domain move' }],
  };
}

export function peopleOf(cast: readonly CastMember[], domains: RoomDomains): readonly RoomPerson[] {
  return cast.map((member) => {
    const domain =
      member.company === 'other'
        ? domains.other
        : member.company === 'destination'
          ? domains.destination
          : member.home.on === 'initial'
            ? domains.sourceInitial
            : domains.sourceMoving;
    const email = `${member.home.localPart}@${domain}`;
    const guest = member.company !== 'destination';
    return {
      key: member.key,
      id: `29:1${digest(`person ${member.hostObjectId}`).toString('base64url')}`,
      aadObjectId: member.hostObjectId,
      name: member.name,
      givenName: member.givenName,
      surname: member.surname,
      email,
      // How Entra names a guest: https://learn.microsoft.com/entra/external-id/user-properties
      userPrincipalName: guest ? `${email.replace('@', '_')}#EXT#@${domains.destinationInitial}` : email,
      guest,
      lang: member.lang,
      job: member.job,
      company: domains.companies[member.company],
      personalConversationId: `a:1${digest(`chat ${member.hostObjectId}`).toString('base64url')}`,
    };
  });
}
