/** The rehearsal room: a Bot Framework Connector with a signing key of its own, the people of the cast, and the page to act as them. */
import type { KeyObject } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { CastMember } from '../cast.js';
import { CardActions } from './card-actions.js';
import { openMemory } from './channel-memory.js';
import { ChatFiles } from './chat-files.js';
import { Connector } from './connector.js';
import { Conversations } from './conversations.js';
import { Delivery } from './delivery.js';
import { Directory } from './directory.js';
import { Faults } from './faults.js';
import { answerError, answerJson, expectOwnPage, HttpRefusal, readBody } from './http.js';
import { peopleOf, places, rehearsalDomains, type RoomDomains } from './identities.js';
import { openKeyRing, type BotRegistration, type KeyRing } from './key-ring.js';
import { PageApi, type Hands, type Play } from './page-api.js';
import { PageFiles } from './page-files.js';
import { RateLimits } from './rate-limits.js';
import { Viewers } from './viewers.js';

export interface RoomOptions {
  /** Where the channel and its keys are kept; null keeps nothing. */
  readonly stateFolder: string | null;
  /** Of a room that keeps nothing; otherwise it makes one. */
  readonly signingKey?: KeyObject;
  /** The address of the server that hands requests to `handle`, without a slash at the end. */
  readonly baseUrl: () => string;
  /** The bot's `/api/messages`, or null while there is no bot. */
  readonly botEndpoint: () => string | null;
  readonly cast: readonly CastMember[];
  readonly hostTenantId: string;
  /** Virtual time. */
  readonly now: () => Date;
  readonly botName?: string;
  readonly domains?: RoomDomains;
  /** Teams' limits on what a bot may send, in real seconds. */
  readonly rateLimits?: boolean;
  readonly invokeTimeoutMs?: number;
  readonly play?: Play;
  readonly hands?: Hands;
}

export interface Room {
  /** True when the request was for the room (and is answered). */
  handle(req: IncomingMessage, res: ServerResponse): Promise<boolean>;
  /** What the bot needs to sign in and to be believed. */
  bot(): BotRegistration;
  /** The bot listens: it is told once that it was installed in the team, and everybody sees that it is there. */
  botArrived(): Promise<void>;
  close(): void;
}

const rooms = /^\/(connector\/|botframework\/|room\/|room$|$|favicon\.ico$)/;

export function createRoom(options: RoomOptions): Room {
  const keys = openKeyRing(options.stateFolder, options.signingKey);
  const memory = openMemory(options.stateFolder, options.now);
  const directory = new Directory(
    peopleOf(options.cast, options.domains ?? rehearsalDomains),
    places(options.domains),
    options.hostTenantId,
    options.botName ?? 'Changeover',
    keys.registration,
  );
  const delivery = new Delivery({
    directory,
    keys,
    botEndpoint: options.botEndpoint,
    serviceUrl: () => `${options.baseUrl()}/connector/`,
    now: options.now,
    invokeTimeoutMs: options.invokeTimeoutMs ?? 10_000,
  });
  const viewers = new Viewers();
  const faults = new Faults();
  const actions = new CardActions(memory, directory, delivery, (person, message) => api.tellMark(person, message));
  const { destinationInitial } = options.domains ?? rehearsalDomains;
  const chatFiles = new ChatFiles(`${destinationInitial.split('.')[0]}-my.sharepoint.com`);
  const conversations = new Conversations(memory, directory, delivery, chatFiles, options.now);
  const api = new PageApi({
    ...{ memory, directory, conversations, files: chatFiles, actions, viewers, faults, now: options.now },
    botConnected: () => options.botEndpoint() !== null,
    play: options.play ?? null,
    hands: options.hands ?? null,
  });
  const connector = new Connector({
    ...{ memory, directory, keys, faults, now: options.now },
    limits: options.rateLimits === false ? null : new RateLimits(),
    onTyping: (conversationId, rootId) => api.tellTyping(conversationId, rootId),
  });
  const files = new PageFiles();

  // What was on its way when the process died reached nobody, as far as anybody knows.
  for (const message of [...memory.state.messages.values()].filter(({ delivery: state }) => state === 'pending')) {
    memory.record({ kind: 'delivered', id: message.id, delivery: 'failed' });
  }

  /** As every real host that the bot asks, it is the first part of a path here. */
  const oneDrive = `/${chatFiles.host}/`;

  async function answer(req: IncomingMessage, res: ServerResponse, url: URL): Promise<void> {
    const path = url.pathname;
    if (path.startsWith(oneDrive)) return chatFiles.download(req, res, path, url.searchParams);
    if (path.startsWith('/connector/')) return connector.handle(req, res, path, url.searchParams);
    if (path.startsWith('/botframework/'))
      return botFramework(req, res, path, { keys, faults, base: options.baseUrl() });
    if (req.method === 'GET' || req.method === 'HEAD') {
      expectOwnPage(req, false);
      if (files.serve(res, path)) return;
    }
    if (path.startsWith('/room/')) return api.handle(req, res, path, url.searchParams);
    throw new HttpRefusal(404, 'NotFound', 'Nothing is here.');
  }

  return {
    async handle(req, res) {
      const url = new URL(`http://loopback${req.url}`);
      if (!rooms.test(url.pathname) && !url.pathname.startsWith(oneDrive)) return false;
      try {
        await answer(req, res, url);
      } catch (fault) {
        // Whoever went away in the middle of a request wants no answer.
        if (res.destroyed) return true;
        if (!(fault instanceof HttpRefusal)) console.error(`room: ${req.method} ${url.pathname}:`, fault);
        if (!res.headersSent) {
          answerError(
            res,
            fault instanceof HttpRefusal ? fault : new HttpRefusal(500, 'ServiceError', 'Something broke.'),
          );
        } else res.end();
      }
      return true;
    },
    bot: () => keys.registration,
    async botArrived() {
      api.tellBot();
      actions.forgetFailures();
      for (const person of viewers.people()) actions.lookAtAll(person);
      const channel = directory.places.channels[0];
      const installer = directory.people[0];
      if (!channel || !installer || memory.state.installed.has(channel.id)) return;
      const told = await delivery.installed(installer, { conversationId: channel.id, rootId: null });
      if (told.kind === 'answered' && told.status < 300) {
        memory.record({ kind: 'installed', conversationId: channel.id });
      }
    },
    close() {
      viewers.close();
      memory.close();
    },
  };
}

async function botFramework(
  req: IncomingMessage,
  res: ServerResponse,
  path: string,
  { keys, faults, base }: { keys: KeyRing; faults: Faults; base: string },
): Promise<void> {
  if (req.method === 'GET' && path === '/botframework/openid') return answerJson(res, 200, keys.openIdMetadata(base));
  if (req.method === 'GET' && path === '/botframework/keys') return answerJson(res, 200, keys.keys());
  if (req.method !== 'POST' || path !== '/botframework/token')
    throw new HttpRefusal(404, 'NotFound', 'Nothing is here.');
  const fault = faults.take('token');
  const form = new URLSearchParams(await readBody(req));
  if (fault !== null) throw new HttpRefusal(fault.status, 'ServiceError', 'A planned fault of the room.');
  if (form.get('grant_type') !== 'client_credentials') {
    return answerJson(res, 400, { error: 'unsupported_grant_type', error_description: 'Only client_credentials.' });
  }
  const granted = keys.botToken(form.get('client_id') ?? '', form.get('client_secret') ?? '');
  if (granted === null) {
    return answerJson(res, 401, {
      error: 'invalid_client',
      error_description: 'The client id or the secret is wrong.',
    });
  }
  answerJson(res, 200, { token_type: 'Bearer', expires_in: granted.expiresIn, access_token: granted.token });
}
