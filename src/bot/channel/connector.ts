/**
 * The Bot Framework Connector, as far as the bot needs it (https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-api-reference).
 * Not the SDK's client: that one repeats a POST after 5xx and time-outs by itself, which can put a card on the channel twice.
 * Every call here is one request; what its outcome means for a repetition is said in the answer.
 */
import { SystemFault } from '../../errors.js';
import type { BotToken } from '../door/credentials.js';

export type Send = (request: Request) => Promise<Response>;

export type Delivery =
  | { readonly kind: 'sent'; readonly activityId: string; readonly conversationId: string }
  /** The service answered that it did not take it, or was never reached: may be repeated after the wait. */
  | { readonly kind: 'not-sent'; readonly retryAfterMs: number | null; readonly why: string }
  /** No answer: it may be on the channel or not. */
  | { readonly kind: 'in-doubt'; readonly why: string }
  /** The message to edit or the conversation to post to is no longer there. */
  | { readonly kind: 'gone' }
  /** The bot was removed or silenced. */
  | { readonly kind: 'forbidden'; readonly why: string }
  /** Wrong in itself: repeating it cannot help. */
  | { readonly kind: 'rejected'; readonly why: string };

export interface Channel {
  readonly serviceUrl: string;
  /** `19:…@thread.tacv2`, without `;messageid=`. */
  readonly conversationId: string;
  readonly tenantId: string;
  readonly teamId: string | null;
  /** The bot's own id in the channel, such as `28:<app id>`. */
  readonly botId: string;
}

export interface Member {
  /** Bot Framework id, `29:…`. */
  readonly id: string;
  readonly aadObjectId: string;
  readonly name: string;
  readonly email: string | null;
  readonly userPrincipalName: string | null;
}

export type OutgoingActivity = Readonly<Record<string, unknown>>;

/** Connection errors after which nothing can have reached the service. */
const neverReached = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'UND_ERR_CONNECT_TIMEOUT']);

export class Connector {
  constructor(
    private readonly token: BotToken,
    private readonly send: Send = fetch,
    private readonly timeoutMs = 15_000,
  ) {}

  /** A new post in the channel: the root of a thread. */
  newPost(channel: Channel, activity: OutgoingActivity): Promise<Delivery> {
    return this.deliver(channel.serviceUrl, 'POST', 'v3/conversations', channel.conversationId, {
      isGroup: true,
      bot: { id: channel.botId },
      tenantId: channel.tenantId,
      channelData: { channel: { id: channel.conversationId } },
      activity,
    });
  }

  /** Into a conversation or, with `;messageid=` in its id, a thread. */
  post(serviceUrl: string, conversationId: string, activity: OutgoingActivity): Promise<Delivery> {
    const path = `v3/conversations/${encodeURIComponent(conversationId)}/activities`;
    return this.deliver(serviceUrl, 'POST', path, conversationId, activity);
  }

  edit(serviceUrl: string, conversationId: string, activityId: string, activity: OutgoingActivity): Promise<Delivery> {
    const path = `v3/conversations/${encodeURIComponent(conversationId)}/activities/${encodeURIComponent(activityId)}`;
    return this.deliver(serviceUrl, 'PUT', path, conversationId, { ...activity, id: activityId });
  }

  /** Everybody in the conversation, all pages. */
  async members(serviceUrl: string, conversationId: string): Promise<readonly Member[]> {
    const members: Member[] = [];
    let continuationToken: string | null = null;
    do {
      const query = new URLSearchParams({ pageSize: '500' });
      if (continuationToken !== null) query.set('continuationToken', continuationToken);
      const path = `v3/conversations/${encodeURIComponent(conversationId)}/pagedmembers?${query}`;
      const response = await this.send(await this.request(serviceUrl, 'GET', path));
      if (!response.ok) {
        throw new SystemFault('The members of the channel could not be read.', {
          system: 'teams',
          operation: 'reading the members of the channel',
          status: response.status,
          code: await errorCode(response),
          requestId: response.headers.get('ms-cv'),
          retryAfter: null,
          transient: response.status === 429 || response.status >= 500,
        });
      }
      const page = (await response.json()) as { members?: unknown[]; continuationToken?: string };
      members.push(...(page.members ?? []).flatMap(memberOf));
      continuationToken = page.continuationToken ? page.continuationToken : null;
    } while (continuationToken !== null);
    return members;
  }

  private async deliver(
    serviceUrl: string,
    method: 'POST' | 'PUT',
    path: string,
    conversationId: string,
    body: OutgoingActivity,
  ): Promise<Delivery> {
    let request: Request;
    try {
      request = await this.request(serviceUrl, method, path, body);
    } catch (fault) {
      // Without a token nothing was sent.
      return { kind: 'not-sent', retryAfterMs: null, why: String(fault) };
    }
    let response: Response;
    try {
      response = await this.send(request);
      if (response.ok) return await deliveredTo(response, conversationId);
    } catch (fault) {
      const code = (fault as { cause?: { code?: string } }).cause?.code ?? '';
      if (neverReached.has(code)) return { kind: 'not-sent', retryAfterMs: null, why: code };
      return { kind: 'in-doubt', why: code || String(fault) };
    }
    return refusedWith(response);
  }

  private async request(serviceUrl: string, method: string, path: string, body?: OutgoingActivity): Promise<Request> {
    return new Request(`${serviceUrl.replace(/\/+$/, '')}/${path}`, {
      method,
      headers: {
        authorization: `Bearer ${await this.token()}`,
        accept: 'application/json',
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(this.timeoutMs),
    });
  }
}

async function deliveredTo(response: Response, conversationId: string): Promise<Delivery> {
  const answer = (await response.json().catch(() => ({}))) as { id?: string; activityId?: string };
  const id = answer.id ?? '';
  // A new post answers with its thread, `19:…;messageid=N`; the root's own id is N.
  const root = /;messageid=(\d+)/.exec(id)?.[1];
  return root === undefined
    ? { kind: 'sent', activityId: id, conversationId }
    : { kind: 'sent', activityId: answer.activityId ?? root, conversationId: id };
}

async function refusedWith(response: Response): Promise<Delivery> {
  const code = await errorCode(response);
  const why = `${response.status} ${code}`.trim();
  const { status } = response;
  // https://learn.microsoft.com/microsoftteams/platform/bots/how-to/rate-limit names 412, 429, 502, 503 and 504 as worth another try.
  if (status === 412 || status === 429 || status >= 500) {
    return { kind: 'not-sent', retryAfterMs: retryAfter(response.headers.get('retry-after')), why };
  }
  if (status === 401) return { kind: 'not-sent', retryAfterMs: null, why };
  if (status === 403) return { kind: 'forbidden', why };
  if (status === 404) return { kind: 'gone' };
  return { kind: 'rejected', why };
}

async function errorCode(response: Response): Promise<string> {
  const body = (await response.json().catch(() => ({}))) as { error?: { code?: string } };
  return body.error?.code ?? '';
}

/** Seconds or an HTTP date. */
function retryAfter(value: string | null): number | null {
  if (value === null) return null;
  const seconds = Number(value);
  if (Number.isFinite(seconds)) return Math.max(0, seconds * 1000);
  const at = Date.parse(value);
  return Number.isNaN(at) ? null : Math.max(0, at - Date.now());
}

function memberOf(value: unknown): Member[] {
  const { id, aadObjectId, objectId, name, email, userPrincipalName } = (value ?? {}) as Record<string, unknown>;
  const text = (field: unknown): string | null => (typeof field === 'string' && field !== '' ? field : null);
  const person = text(aadObjectId) ?? text(objectId);
  if (text(id) === null || person === null) return [];
  return [
    {
      id: id as string,
      aadObjectId: person.toLowerCase(),
      name: text(name) ?? text(email) ?? person,
      email: text(email),
      userPrincipalName: text(userPrincipalName),
    },
  ];
}
