import type { TurnContext } from 'botbuilder';
import { zoneFact, type Engine } from '../../engine/api.js';
import type { Person } from '../../engine/state.js';
import type { Lang } from '../../contract/step.js';
import type { Views } from '../../views/api.js';
import type { ChannelBinding } from '../channel/channel-binding.js';
import type { Channel, Member } from '../channel/connector.js';
import type { Painter } from '../channel/painter.js';
import { companyOf, type ChannelPeople, type CompanyDomains } from '../channel/people.js';
import { conversationOf } from '../channel/send-limits.js';
import { knownZone } from '../typed/utc-time.js';
import type { Turn } from './turn.js';

export interface TurnMakerOptions {
  readonly engine: Engine;
  readonly views: Views;
  readonly painter: Painter;
  readonly binding: ChannelBinding;
  readonly people: ChannelPeople;
  readonly domains: CompanyDomains;
}

type IncomingContext = Pick<TurnContext, 'activity'>;

export const languageOf = (locale: string | undefined | null): Lang => (/^ru\b/i.test(locale ?? '') ? 'ru' : 'en');

/**
 * Every activity names the sender's zone in `localTimezone`, and in the entity `clientInfo`
 * (https://learn.microsoft.com/microsoftteams/platform/resources/bot-v3/bots-context).
 */
export function zoneOf(activity: IncomingContext['activity']): string | null {
  const client = (activity.entities ?? []).find(({ type }) => type === 'clientInfo');
  return knownZone(activity.localTimezone) ?? knownZone(client?.['timezone']);
}

export function channelOf({ activity }: IncomingContext): Channel | null {
  const data = (activity.channelData ?? {}) as {
    tenant?: { id?: string };
    team?: { id?: string };
    channel?: { id?: string };
    settings?: { selectedChannel?: { id?: string } };
  };
  const inChannel = activity.conversation.conversationType === 'channel' || data.team?.id !== undefined;
  const conversationId =
    data.settings?.selectedChannel?.id ??
    data.channel?.id ??
    (inChannel ? conversationOf(activity.conversation.id) : undefined);
  const tenantId = activity.conversation.tenantId ?? data.tenant?.id;
  if (!inChannel || conversationId === undefined || tenantId === undefined) return null;
  return {
    serviceUrl: activity.serviceUrl,
    conversationId,
    tenantId,
    teamId: data.team?.id ?? null,
    botId: activity.recipient.id,
  };
}

/** Turns a verified activity into a `Turn`, or null when its author is no member of the project channel. */
export class TurnMaker {
  private readonly languages = new Map<string, Lang>();
  private readonly zones = new Map<string, string>();

  constructor(private readonly options: TurnMakerOptions) {}

  async of(context: IncomingContext): Promise<Turn | null> {
    const { engine, views, painter, domains } = this.options;
    const { activity } = context;
    const member = await this.memberOf(context, activity.from.aadObjectId ?? '');
    if (member === null) return null;
    const lang = languageOf(activity.locale);
    await this.rememberLanguage(member.aadObjectId, lang);
    const channel = channelOf(context);
    const person = await this.personOf(member, lang);
    const personally = { person, lang };
    return {
      actor: { personId: member.aadObjectId, name: member.name, lang },
      member,
      person,
      lang,
      zone: await this.zoneOf(member.aadObjectId, zoneOf(activity)),
      channel,
      mentioned: await this.mentionedIn(context),
      engine,
      views,
      painter,
      domains,
      bindHere: async () => {
        if (channel !== null) await this.options.binding.learn(channel, true);
      },
      memberOf: (personId) => this.memberOf(context, personId),
      langOf: (personId) => this.languageOfPerson(personId),
      around: () => painter.around(),
      wholeAround: () => painter.wholeAround(),
      personally,
      // Nobody's buttons are on it, and whoever asked reads the answer in the language they asked in.
      openly: channel === null ? personally : { person: null, lang },
    };
  }

  /** The project channel's members; before there is one, the members of the conversation at hand. */
  private async memberOf({ activity }: IncomingContext, aadObjectId: string): Promise<Member | null> {
    if (aadObjectId === '') return null;
    const channel = await this.options.binding.current();
    const conversation = channel?.conversationId ?? conversationOf(activity.conversation.id);
    return this.options.people.find(channel?.serviceUrl ?? activity.serviceUrl, conversation, aadObjectId);
  }

  private async personOf(member: Member, lang: Lang): Promise<Person> {
    const known = (await this.options.engine.queries.roster()).find(
      ({ id }) => id.toLowerCase() === member.aadObjectId,
    );
    if (known !== undefined) return { ...known, lang };
    return {
      id: member.aadObjectId,
      name: member.name,
      company: companyOf(member, this.options.domains),
      lang,
      roles: [],
    };
  }

  private async mentionedIn(context: IncomingContext): Promise<readonly Member[]> {
    const { activity } = context;
    const ids = (activity.entities ?? []).flatMap((entity) => {
      const mentioned =
        entity.type === 'mention'
          ? (entity['mentioned'] as { id?: string; aadObjectId?: string } | undefined)
          : undefined;
      return mentioned?.id === undefined || mentioned.id === activity.recipient.id ? [] : [mentioned.id.toLowerCase()];
    });
    if (ids.length === 0) return [];
    const channel = await this.options.binding.current();
    const members = await this.options.people.members(
      channel?.serviceUrl ?? activity.serviceUrl,
      channel?.conversationId ?? conversationOf(activity.conversation.id),
    );
    // Mentions carry the Bot Framework id; a card's or an older client's may carry the Entra id.
    return [...members.values()].filter(
      ({ id, aadObjectId }) => ids.includes(id.toLowerCase()) || ids.includes(aadObjectId),
    );
  }

  private async rememberLanguage(personId: string, lang: Lang): Promise<void> {
    if (this.languages.get(personId) === lang) return;
    this.languages.set(personId, lang);
    await this.options.engine.outbox.remember(`lang:${personId}`, lang);
  }

  /** A client that does not say where it is: they are where they were last. */
  private async zoneOf(personId: string, told: string | null): Promise<string | null> {
    const { outbox } = this.options.engine;
    if (told === null) return this.zones.get(personId) ?? knownZone(await outbox.recall(zoneFact(personId)));
    if (this.zones.get(personId) !== told) await outbox.remember(zoneFact(personId), told);
    this.zones.set(personId, told);
    return told;
  }

  private async languageOfPerson(personId: string): Promise<Lang> {
    const known = this.languages.get(personId) ?? (await this.options.engine.outbox.recall(`lang:${personId}`));
    return known === 'ru' || known === 'en' ? known : this.options.painter.channelLang;
  }
}
