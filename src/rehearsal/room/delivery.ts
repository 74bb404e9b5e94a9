/** From the channel to the bot: activities as Teams writes them, signed, with the patience Teams has. */
import { randomUUID } from 'node:crypto';
import type { Directory } from './directory.js';
import type { RoomPerson } from './identities.js';
import type { KeyRing } from './key-ring.js';

export type BotAnswer =
  | { readonly kind: 'answered'; readonly status: number; readonly body: unknown }
  | { readonly kind: 'unreachable'; readonly why: string };

export interface DeliveryOptions {
  readonly directory: Directory;
  readonly keys: KeyRing;
  readonly botEndpoint: () => string | null;
  readonly serviceUrl: () => string;
  readonly now: () => Date;
  readonly invokeTimeoutMs: number;
}

export interface Where {
  readonly conversationId: string;
  /** In a channel, the post whose thread it is in. */
  readonly rootId: string | null;
}

/** Teams gives a bot about this long for an ordinary message. */
const messageTimeoutMs = 15_000;

export class Delivery {
  constructor(private readonly options: DeliveryOptions) {}

  message(person: RoomPerson, where: Where, id: string, fields: Readonly<Record<string, unknown>>): Promise<BotAnswer> {
    const activity = {
      ...this.envelope('message', where, id),
      from: this.from(person),
      locale: localeOf(person),
      ...this.placeOf(person),
      ...fields,
    };
    return this.post(activity, messageTimeoutMs);
  }

  invoke(person: RoomPerson, where: Where, replyToId: string, value: unknown): Promise<BotAnswer> {
    const activity = {
      ...this.envelope('invoke', where, `f:${randomUUID()}`),
      from: this.from(person),
      name: 'adaptiveCard/action',
      locale: localeOf(person),
      ...this.placeOf(person),
      replyToId,
      value,
    };
    return this.post(activity, this.options.invokeTimeoutMs);
  }

  /** Both activities Teams sends when an app arrives in a team or a chat. */
  async installed(person: RoomPerson, where: Where): Promise<BotAnswer> {
    const { directory } = this.options;
    const membersAdded = [
      { id: directory.botId },
      ...(where.rootId === null && this.isChat(where) ? [{ id: person.id }] : []),
    ];
    const first = await this.post(
      { ...this.envelope('conversationUpdate', where, `f:${randomUUID()}`), from: this.from(person), membersAdded },
      messageTimeoutMs,
    );
    if (first.kind === 'unreachable') return first;
    return this.post(
      { ...this.envelope('installationUpdate', where, `f:${randomUUID()}`), from: this.from(person), action: 'add' },
      messageTimeoutMs,
    );
  }

  private isChat(where: Where): boolean {
    return this.options.directory.channel(where.conversationId) === null;
  }

  private from(person: RoomPerson): object {
    return { id: person.id, name: person.name, aadObjectId: person.aadObjectId };
  }

  private placeOf(person: RoomPerson): object {
    const zone = this.options.directory.zoneOf(person);
    return zone === null ? {} : { localTimezone: zone };
  }

  private envelope(type: string, where: Where, id: string): Record<string, unknown> {
    const { directory, serviceUrl, now } = this.options;
    const tenant = { id: directory.hostTenantId };
    const { team } = directory.places;
    const chat = this.isChat(where);
    const at = now().toISOString();
    return {
      type,
      id,
      timestamp: at,
      localTimestamp: at,
      channelId: 'msteams',
      serviceUrl: serviceUrl(),
      recipient: { id: directory.botId, name: directory.botName },
      conversation: chat
        ? { conversationType: 'personal', tenantId: tenant.id, id: where.conversationId }
        : {
            isGroup: true,
            conversationType: 'channel',
            tenantId: tenant.id,
            id: where.rootId === null ? where.conversationId : `${where.conversationId};messageid=${where.rootId}`,
          },
      channelData: chat
        ? { tenant }
        : {
            tenant,
            team: { id: team.id, name: team.name, aadGroupId: team.aadGroupId },
            channel: { id: where.conversationId },
            teamsTeamId: team.id,
            teamsChannelId: where.conversationId,
            settings: { selectedChannel: { id: where.conversationId } },
          },
    };
  }

  private async post(activity: Record<string, unknown>, timeoutMs: number): Promise<BotAnswer> {
    const endpoint = this.options.botEndpoint();
    if (endpoint === null) return { kind: 'unreachable', why: 'the bot is not running' };
    try {
      const response = await fetch(endpoint, {
        method: 'POST',
        headers: {
          'content-type': 'application/json; charset=utf-8',
          authorization: `Bearer ${this.options.keys.activityToken(this.options.serviceUrl())}`,
        },
        body: JSON.stringify(activity),
        signal: AbortSignal.timeout(timeoutMs),
      });
      const text = await response.text();
      return { kind: 'answered', status: response.status, body: jsonOr(text) };
    } catch (fault) {
      const cause = (fault as { cause?: { code?: string } }).cause?.code;
      return { kind: 'unreachable', why: cause ?? (fault as Error).name };
    }
  }
}

const localeOf = (person: RoomPerson): string => (person.lang === 'ru' ? 'ru-RU' : 'en-GB');

function jsonOr(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}
