/**
 * The Bot Framework Connector as Teams serves it
 * (https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-api-reference), under `/connector/v3`.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ChannelMemory } from './channel-memory.js';
import type { Directory } from './directory.js';
import type { Faults, FaultyOperation } from './faults.js';
import { answerJson, HttpRefusal, parseObject, readBody } from './http.js';
import type { RoomPerson } from './identities.js';
import type { KeyRing } from './key-ring.js';
import type { LimitedOperation, RateLimits } from './rate-limits.js';
import type { Message, MessageContent } from './state.js';

export interface ConnectorOptions {
  readonly memory: ChannelMemory;
  readonly directory: Directory;
  readonly keys: KeyRing;
  readonly faults: Faults;
  readonly limits: RateLimits | null;
  readonly now: () => Date;
  readonly onTyping: (conversationId: string, rootId: string | null) => void;
}

interface Place {
  readonly conversationId: string;
  readonly rootId: string | null;
}

interface Answer {
  readonly status: number;
  readonly body: unknown;
}

/** 100 KB of UTF-16, without pictures inside. */
const largestMessage = 100 * 1024;

export class Connector {
  constructor(private readonly options: ConnectorOptions) {}

  async handle(req: IncomingMessage, res: ServerResponse, path: string, query: URLSearchParams): Promise<void> {
    if (!this.options.keys.acceptsBotToken(req.headers.authorization)) {
      throw new HttpRefusal(401, 'Unauthorized', 'Authorization has been denied for this request.');
    }
    const [, , version, what, id = '', part, item, more] = path.split('/').map(decoded);
    if (version !== 'v3') throw new HttpRefusal(404, 'NotFound', 'No such operation.');
    const method = req.method ?? 'GET';
    const does = (wanted: string, ...shape: (string | undefined)[]): boolean =>
      method === wanted && [what, part, more].every((word, at) => word === shape[at]);

    if (does('POST', 'conversations') && id === '') {
      return this.run(req, res, 'create', 'send', '', (body) => this.create(body));
    }
    if (does('POST', 'conversations', 'activities')) {
      return this.run(req, res, 'send', 'send', id, (body) => this.send(id, item ?? null, body));
    }
    if (does('PUT', 'conversations', 'activities') && item !== undefined) {
      return this.run(req, res, 'update', 'other', id, (body) => this.update(id, item, body));
    }
    if (does('DELETE', 'conversations', 'activities') && item !== undefined) {
      return this.run(req, res, 'delete', 'other', id, () => this.remove(id, item));
    }
    const reads = this.reading(method, { what, id, part, item, more }, query);
    if (reads === null) throw new HttpRefusal(404, 'NotFound', 'No such operation.');
    return this.run(req, res, 'members', 'roster', id, reads);
  }

  private reading(
    method: string,
    at: { what?: string; id: string; part?: string; item?: string; more?: string },
    query: URLSearchParams,
  ): (() => Answer) | null {
    if (method !== 'GET') return null;
    const { places } = this.options.directory;
    if (at.what === 'teams' && at.id === places.team.id) {
      if (at.part === undefined) {
        const { id, name, aadGroupId } = places.team;
        const counts = { channelCount: places.channels.length, memberCount: this.options.directory.people.length };
        return () =>
          ok({ id, name, aadGroupId, tenantId: this.options.directory.hostTenantId, type: 'standard', ...counts });
      }
      if (at.part === 'conversations') {
        // The team's first channel has no name here: https://learn.microsoft.com/microsoftteams/platform/bots/how-to/get-teams-context
        return () =>
          ok({
            conversations: places.channels.map(({ id, name }) => ({
              id,
              name: id === places.team.id ? null : name,
              type: 'standard',
            })),
          });
      }
    }
    if (at.what === 'teams') return () => notFound('The team was not found.');
    if (at.what !== 'conversations') return null;
    if (at.part === 'members' && at.item === undefined) return () => ok(this.members(at.id).map((p) => this.member(p)));
    if (at.part === 'members') return () => this.single(at.id, at.item as string);
    if (at.part === 'pagedmembers') return () => this.page(at.id, query);
    if (at.part === 'activities' && at.more === 'members') {
      return () => {
        this.own(at.id, at.item as string, false);
        return ok(this.members(at.id).map((person) => this.member(person)));
      };
    }
    return null;
  }

  /** Token, limits and planned faults stand before every operation; a fault may also come after the work is done. */
  private async run(
    req: IncomingMessage,
    res: ServerResponse,
    operation: FaultyOperation,
    limited: LimitedOperation,
    conversationId: string,
    work: (body: Record<string, unknown>) => Answer,
  ): Promise<void> {
    const text = await readBody(req);
    const fault = this.options.faults.take(operation);
    if (fault !== null && fault.afterDoing !== true) return fail(res, fault.status, fault.retryAfter);
    const wait = this.options.limits?.take(limited, conversationId.split(';')[0] ?? '') ?? null;
    if (wait !== null) {
      throw new HttpRefusal(429, 'TooManyRequests', 'API calls quota exceeded.', { 'retry-after': String(wait) });
    }
    const answer = work(req.method === 'POST' || req.method === 'PUT' ? parseObject(text) : {});
    if (fault !== null) return fail(res, fault.status, fault.retryAfter);
    answerJson(res, answer.status, answer.body);
  }

  private create(body: Record<string, unknown>): Answer {
    const { channelData, members, activity } = body as {
      channelData?: { channel?: { id?: unknown }; teamsChannelId?: unknown };
      members?: unknown;
      activity?: unknown;
    };
    const channelId = channelData?.channel?.id ?? channelData?.teamsChannelId;
    if (channelId !== undefined) {
      if (typeof channelId !== 'string' || this.options.directory.channel(channelId) === null) {
        return notFound('The channel was not found.');
      }
      const message = this.post({ conversationId: channelId, rootId: null }, shapeOf(activity));
      return { status: 201, body: { id: `${channelId};messageid=${message.id}`, activityId: message.id } };
    }
    const wanted = Array.isArray(members) ? members.map((member: { id?: unknown }) => member?.id) : [];
    if (wanted.length !== 1)
      throw new HttpRefusal(400, 'BadSyntax', 'A conversation is with a channel or with one person.');
    const person = this.options.directory.personById(wanted[0]);
    if (person === null) throw new HttpRefusal(403, 'BotNotInConversationRoster', 'The person is not known here.');
    const conversationId = person.personalConversationId;
    const message = activity === undefined ? null : this.post({ conversationId, rootId: null }, shapeOf(activity));
    return { status: 201, body: { id: conversationId, ...(message === null ? {} : { activityId: message.id }) } };
  }

  private send(id: string, replyToId: string | null, body: Record<string, unknown>): Answer {
    const place = this.place(id);
    if (body['type'] === 'typing') {
      this.options.onTyping(place.conversationId, place.rootId);
      return { status: 202, body: { id: this.options.memory.nextId() } };
    }
    // A reply to a post, addressed to the channel itself, goes into that post's thread.
    const replied = this.options.memory.state.messages.get(replyToId ?? String(body['replyToId'] ?? ''));
    const inThread = place.rootId === null && replied?.conversationId === place.conversationId;
    const message = this.post(inThread ? { ...place, rootId: replied.rootId } : place, shapeOf(body));
    return { status: 201, body: { id: message.id } };
  }

  private post(place: Place, content: MessageContent): Message {
    const { memory, directory, now } = this.options;
    const id = memory.nextId();
    const message: Message = {
      ...content,
      id,
      conversationId: place.conversationId,
      rootId: directory.channel(place.conversationId) === null ? null : (place.rootId ?? id),
      from: { kind: 'bot' },
      at: now().toISOString(),
      editedAt: null,
      deletedBy: null,
      version: 1,
      mentioned: directory.mentionedIn(content),
      delivery: 'none',
    };
    memory.record({ kind: 'posted', message });
    return message;
  }

  private update(id: string, activityId: string, body: Record<string, unknown>): Answer {
    const message = this.own(id, activityId, true);
    const at = this.options.now().toISOString();
    this.options.memory.record({ kind: 'edited', id: message.id, at, content: shapeOf(body) });
    return ok({ id: message.id });
  }

  private remove(id: string, activityId: string): Answer {
    const message = this.own(id, activityId, true);
    this.options.memory.record({ kind: 'deleted', id: message.id, by: { kind: 'bot' } });
    return ok({});
  }

  private own(id: string, activityId: string, tobeWritten: boolean): Message {
    const place = this.place(id);
    const message = this.options.memory.state.messages.get(activityId);
    if (message === undefined || message.deletedBy !== null || message.conversationId !== place.conversationId) {
      throw new HttpRefusal(404, 'ActivityNotFoundInConversation', 'The activity is not in the conversation.');
    }
    if (tobeWritten && message.from.kind !== 'bot') {
      throw new HttpRefusal(403, 'Forbidden', 'The activity was not sent by this bot.');
    }
    return message;
  }

  private place(id: string): Place {
    const [conversationId = '', thread] = id.split(';messageid=');
    const { directory, memory } = this.options;
    if (directory.channel(conversationId) === null && directory.ownerOfChat(conversationId) === null) {
      throw new HttpRefusal(404, 'ConversationNotFound', 'The conversation was not found.');
    }
    // A thread outlives its first message: a deleted post leaves a placeholder.
    if (thread !== undefined && memory.state.messages.get(thread)?.rootId !== thread) {
      throw new HttpRefusal(404, 'ConversationNotFound', 'The thread was not found.');
    }
    return { conversationId, rootId: thread ?? null };
  }

  private members(id: string): readonly RoomPerson[] {
    const { conversationId } = this.place(id);
    const owner = this.options.directory.ownerOfChat(conversationId);
    return owner === null ? this.options.directory.people : [owner];
  }

  private single(id: string, memberId: string): Answer {
    const wanted = this.options.directory.personById(memberId);
    const found = wanted !== null && this.members(id).includes(wanted);
    if (!found) throw new HttpRefusal(404, 'MemberNotFoundInConversation', 'Member not found in the conversation.');
    return ok(this.member(wanted));
  }

  private page(id: string, query: URLSearchParams): Answer {
    const members = this.members(id);
    const size = Math.min(500, Math.max(1, Number(query.get('pageSize') ?? 200) || 200));
    const token = query.get('continuationToken');
    const start = token === null ? 0 : Number(Buffer.from(token, 'base64url').toString('utf8'));
    if (!Number.isInteger(start) || start < 0)
      throw new HttpRefusal(400, 'BadArgument', 'The continuation token is not ours.');
    const end = start + size;
    return ok({
      ...(end < members.length ? { continuationToken: Buffer.from(String(end)).toString('base64url') } : {}),
      members: members.slice(start, end).map((person) => this.member(person)),
    });
  }

  private member(person: RoomPerson): object {
    return {
      id: person.id,
      name: person.name,
      objectId: person.aadObjectId,
      aadObjectId: person.aadObjectId,
      givenName: person.givenName,
      surname: person.surname,
      email: person.email,
      userPrincipalName: person.userPrincipalName,
      tenantId: this.options.directory.hostTenantId,
      userRole: person.guest ? 'guest' : 'user',
    };
  }
}

const ok = (body: unknown): Answer => ({ status: 200, body });

function notFound(message: string): never {
  throw new HttpRefusal(404, 'NotFound', message);
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    throw new HttpRefusal(400, 'BadSyntax', 'The address is malformed.');
  }
}

function fail(res: ServerResponse, status: number, retryAfter: number | undefined): void {
  if (status === 0) {
    res.destroy();
    return;
  }
  const code = status === 412 ? 'PreconditionFailed' : status === 429 ? 'TooManyRequests' : 'ServiceError';
  const headers: Record<string, string> = retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) };
  answerJson(res, status, { error: { code, message: 'A planned fault of the room.' } }, headers);
}

/** @throws {HttpRefusal} when it is not a message, or larger than Teams takes. */
function shapeOf(activity: unknown): MessageContent {
  const { type, text, summary, entities, attachments } = (activity ?? {}) as Record<string, unknown>;
  if (type !== 'message') throw new HttpRefusal(400, 'BadSyntax', 'The activity is not a message.');
  const withoutPictures = JSON.stringify(activity).replace(/data:image\/[a-z+]+;base64,[A-Za-z0-9+/=]+/g, '');
  if (withoutPictures.length * 2 > largestMessage) {
    throw new HttpRefusal(413, 'MessageSizeTooBig', 'Message size too large.');
  }
  const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);
  const content = {
    text: typeof text === 'string' ? text : '',
    summary: typeof summary === 'string' ? summary : '',
    entities: list(entities),
    attachments: list(attachments).map((attachment) => {
      const { contentType, content: inside } = attachment as { contentType?: unknown; content?: unknown };
      return { contentType: String(contentType), content: inside ?? null };
    }),
  };
  if (content.text === '' && content.attachments.length === 0) {
    throw new HttpRefusal(400, 'BadSyntax', 'The message is empty.');
  }
  return content;
}
