/** A bot of a few lines: it keeps what it was sent, answers as it is told, and talks to the Connector. */
import type { Server } from 'node:http';
import { addressOf, listen, shut, type RunningRoom } from './running-room';

export interface Received {
  readonly type: string;
  readonly id: string;
  readonly name?: string;
  readonly text?: string;
  readonly value?: { action?: { verb?: string; data?: Record<string, unknown> }; trigger?: string } & Record<
    string,
    unknown
  >;
  readonly from: { id: string; name: string; aadObjectId: string };
  readonly recipient: { id: string };
  readonly conversation: { id: string; conversationType: string; tenantId: string };
  readonly channelData: { tenant: { id: string }; team?: { id: string }; channel?: { id: string } };
  readonly entities?: { type: string; mentioned?: { id: string } }[];
  readonly membersAdded?: { id: string }[];
  readonly serviceUrl: string;
  readonly locale: string;
  readonly replyToId?: string;
}

export interface Reply {
  readonly status?: number;
  readonly body?: unknown;
  readonly afterMs?: number;
}

export interface ConnectorMember {
  readonly id: string;
  readonly name: string;
  readonly aadObjectId: string;
}

/** What the Connector answers, as far as the tests look into it. */
export interface ConnectorBody {
  readonly id: string;
  readonly activityId: string;
  readonly continuationToken?: string;
  readonly aadObjectId: string;
  readonly error: { readonly code: string };
  readonly members: readonly ConnectorMember[];
  readonly conversations: unknown;
}

export const cardAnswer = (card: object): Reply => ({
  body: { statusCode: 200, type: 'application/vnd.microsoft.card.adaptive', value: card },
});
export const textAnswer = (text: string): Reply => ({
  body: { statusCode: 200, type: 'application/vnd.microsoft.activity.message', value: text },
});

export class FakeBot {
  readonly received: Received[] = [];
  readonly authorizations: string[] = [];
  answer: (activity: Received) => Reply | Promise<Reply> = () => ({});
  private token = '';

  private constructor(
    private readonly room: RunningRoom,
    private readonly server: Server,
  ) {}

  static async start(room: RunningRoom): Promise<FakeBot> {
    const server = await listen((req, res) => {
      const chunks: Buffer[] = [];
      req.on('data', (chunk: Buffer) => chunks.push(chunk));
      req.on('end', () => {
        const activity = JSON.parse(Buffer.concat(chunks).toString('utf8')) as Received;
        bot.authorizations.push(req.headers.authorization ?? '');
        bot.received.push(activity);
        void Promise.resolve(bot.answer(activity)).then(({ status = 200, body, afterMs = 0 }) =>
          setTimeout(() => {
            res.writeHead(status, { 'content-type': 'application/json' });
            res.end(body === undefined ? '' : JSON.stringify(body));
          }, afterMs),
        );
      });
    });
    const bot = new FakeBot(room, server);
    room.botAt(bot.endpoint);
    await bot.signIn();
    return bot;
  }

  get endpoint(): string {
    return `${addressOf(this.server)}/api/messages`;
  }

  async signIn(): Promise<void> {
    const { appId, appPassword } = this.room.room.bot();
    const form = { grant_type: 'client_credentials', client_id: appId, client_secret: appPassword, scope: 'x' };
    const response = await fetch(`${this.room.url}/botframework/token`, {
      method: 'POST',
      body: new URLSearchParams(form),
    });
    this.token = ((await response.json()) as { access_token: string }).access_token;
  }

  /** A raw call of the Connector. */
  async call(
    method: string,
    path: string,
    body?: unknown,
  ): Promise<{ status: number; body: ConnectorBody; headers: Headers }> {
    const response = await fetch(`${this.room.url}/connector/v3/${path}`, {
      method,
      headers: { authorization: `Bearer ${this.token}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return {
      status: response.status,
      body: JSON.parse(text === '' ? '{}' : text) as ConnectorBody,
      headers: response.headers,
    };
  }

  async members(channelId: string): Promise<readonly ConnectorMember[]> {
    const { body } = await this.call('GET', `conversations/${encodeURIComponent(channelId)}/members`);
    return body as unknown as readonly ConnectorMember[];
  }

  async newPost(channelId: string, activity: object): Promise<string> {
    const { body } = await this.call('POST', 'conversations', {
      isGroup: true,
      channelData: { channel: { id: channelId } },
      activity,
    });
    return body.activityId as string;
  }

  close(): Promise<void> {
    return shut(this.server);
  }
}

export const withCard = (card: object, more: object = {}): object => ({
  type: 'message',
  attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', content: card }],
  ...more,
});

export const simpleCard = (text: string, more: object = {}): Record<string, unknown> => ({
  type: 'AdaptiveCard',
  version: '1.5',
  body: [{ type: 'TextBlock', text, wrap: true }],
  ...more,
});
