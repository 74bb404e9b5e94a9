/** A Bot Framework Connector and token issuer on loopback: the tests' Teams. Knows nothing of the bot. */
import { createHmac, createPublicKey, randomUUID, sign, type KeyObject } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { preparedKey } from '../../support/prepared-key';

export const appId = '8f6b1c1e-6d0a-4f0a-9a52-3a1f0c5f7a11';
export const tenantId = '2b1d7a44-0000-4000-8000-00000000000d';
export const issuer = 'https://api.botframework.com';
export const channelId = '19:project@thread.tacv2';
export const botId = `28:${appId}`;

export const people = {
  anna: {
    id: '29:anna',
    aadObjectId: 'a0a00001-5e1f-4c0a-9d00-000000000011',
    name: 'Anna Lindqvist',
    email: 'anna@fabrikam.com',
  },
  irina: {
    id: '29:irina',
    aadObjectId: 'a0a00003-5e1f-4c0a-9d00-000000000013',
    name: 'Irina Sokolova',
    email: 'irina@contoso.com',
  },
  elena: {
    id: '29:elena',
    aadObjectId: 'a0a00007-5e1f-4c0a-9d00-000000000017',
    name: 'Elena Costa',
    email: 'elena@mover.example',
  },
} as const;
export type PersonName = keyof typeof people;

export interface Received {
  readonly method: string;
  readonly path: string;
  readonly body: Record<string, unknown>;
}

/** What happens to the next sends: a status answered, the line cut before or after the work is done, or an answer that waits for something. */
export type Mishap =
  { status: number; retryAfter?: string } | { answerAfter: Promise<void> } | 'lost-after-doing' | 'lost-before-doing';

export interface TokenWishes {
  readonly header?: Record<string, unknown>;
  readonly claims?: Record<string, unknown>;
  readonly key?: KeyObject;
  readonly secret?: string;
  readonly unsigned?: boolean;
}

const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

export async function startFakeChannel() {
  const privateKey = preparedKey('channel');
  const publicKey = createPublicKey(privateKey);
  const unendorsed = preparedKey('unendorsed');
  const received: Received[] = [];
  const receivedAt: number[] = [];
  const mishaps: Mishap[] = [];
  const posted = new Map<string, Record<string, unknown>>();
  let number = 1_700_000_000_000;
  let keysAnswer = 200;

  const key = (kid: string, of: KeyObject, endorsements: string[]): object => ({
    ...of.export({ format: 'jwk' }),
    kid,
    use: 'sig',
    endorsements,
  });
  const server = createServer((request, response) => void handle(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const serviceUrl = `${base}/connector/`;

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let text = '';
    for await (const chunk of request) text += String(chunk);
    const path = decodeURIComponent(request.url ?? '');
    const json = (status: number, body: unknown, headers: Record<string, string> = {}): void => {
      response.writeHead(status, { 'content-type': 'application/json', ...headers });
      response.end(JSON.stringify(body));
    };
    if (path === '/openid') return json(keysAnswer, { issuer, jwks_uri: `${base}/keys` });
    if (path === '/keys') {
      return json(200, {
        keys: [key('good', publicKey, ['msteams']), key('other', createPublicKey(unendorsed), ['skype'])],
      });
    }
    if (path === '/token') return json(200, { access_token: 'bot-token', expires_in: 3600 });
    if (request.headers.authorization !== 'Bearer bot-token') return json(401, {});
    if (path.includes('/pagedmembers')) {
      const all = Object.values(people).map((person) => ({ ...person, userPrincipalName: person.email }));
      const second = path.includes('continuationToken=more');
      return json(200, second ? { members: all.slice(2) } : { members: all.slice(0, 2), continuationToken: 'more' });
    }
    const body = JSON.parse(text) as Record<string, unknown>;
    received.push({ method: request.method ?? '', path: path.replace('/connector', ''), body });
    receivedAt.push(Date.now());
    const mishap = mishaps.shift();
    if (typeof mishap === 'object' && 'status' in mishap) {
      return json(
        mishap.status,
        { error: { code: 'Planned' } },
        mishap.retryAfter === undefined ? {} : { 'retry-after': mishap.retryAfter },
      );
    }
    if (mishap === 'lost-before-doing') return void request.socket.destroy();
    const answer = doIt(request.method ?? '', path, body);
    if (mishap === 'lost-after-doing') return void request.socket.destroy();
    if (typeof mishap === 'object') await mishap.answerAfter;
    json(answer.status, answer.body);
  }

  function doIt(method: string, path: string, body: Record<string, unknown>): { status: number; body: unknown } {
    if (method === 'PUT') {
      const id = path.split('/').at(-1) as string;
      if (!posted.has(id)) return { status: 404, body: { error: { code: 'ActivityNotFoundInConversation' } } };
      posted.set(id, body);
      return { status: 200, body: { id } };
    }
    const id = String((number += 1));
    const create = path.endsWith('/v3/conversations');
    posted.set(id, create ? (body['activity'] as Record<string, unknown>) : body);
    return { status: 201, body: create ? { id: `${channelId};messageid=${id}`, activityId: id } : { id } };
  }

  const token = (wishes: TokenWishes = {}): string => {
    const now = Math.floor(Date.now() / 1000);
    const header = { alg: 'RS256', kid: 'good', typ: 'JWT', ...wishes.header };
    const claims = {
      iss: issuer,
      aud: appId,
      serviceurl: serviceUrl,
      nbf: now - 60,
      exp: now + 3600,
      ...wishes.claims,
    };
    const signed = `${encode(header)}.${encode(claims)}`;
    if (wishes.unsigned === true) return `${signed}.`;
    if (wishes.secret !== undefined)
      return `${signed}.${createHmac('sha256', wishes.secret).update(signed).digest('base64url')}`;
    return `${signed}.${sign('sha256', Buffer.from(signed), wishes.key ?? privateKey).toString('base64url')}`;
  };

  const activity = (type: string, who: PersonName, fields: Record<string, unknown> = {}): Record<string, unknown> => ({
    type,
    id: randomUUID(),
    channelId: 'msteams',
    serviceUrl,
    from: { id: people[who].id, name: people[who].name, aadObjectId: people[who].aadObjectId },
    recipient: { id: botId, name: 'Changeover' },
    conversation: { id: `${channelId};messageid=1`, conversationType: 'channel', tenantId, isGroup: true },
    channelData: { tenant: { id: tenantId }, team: { id: '19:team@thread.tacv2' }, channel: { id: channelId } },
    locale: who === 'irina' ? 'ru-RU' : 'en-GB',
    ...fields,
  });

  return {
    base,
    serviceUrl,
    received,
    /** When, in wall time. */
    receivedAt,
    mishaps,
    posted,
    token,
    activity,
    unendorsedKey: unendorsed,
    publicPem: publicKey.export({ type: 'spki', format: 'pem' }).toString(),
    /** Makes the key metadata answer with another status. */
    breakKeys: (status: number) => (keysAnswer = status),
    close: () =>
      new Promise<void>((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

export type FakeChannel = Awaited<ReturnType<typeof startFakeChannel>>;
