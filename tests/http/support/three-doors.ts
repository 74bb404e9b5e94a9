/** The three doors that stand open, each over the true thing: the bot's, the rehearsal's (room, world and the bot behind it), and the world's own. */
import type { AddressInfo } from 'node:net';
import type { Server } from 'node:http';
import { createLinks } from '../../../src/http/links';
import { createHttpServer } from '../../../src/http/server';
import { createRehearsalDoors } from '../../../src/main/rehearsal/doors';
import { createWorldDoors } from '../../../src/main/rehearsal/world-doors';
import { cast } from '../../../src/rehearsal/cast';
import { createRoom } from '../../../src/rehearsal/room/room';
import { generateCompany } from '../../../src/rehearsal/world/company/generate-company';
import { createWorld } from '../../../src/rehearsal/world/world';
import { preparedKey } from '../../support/prepared-key';

export const maxBodyBytes = 64 * 1024;

export interface ThreeDoors {
  readonly bot: number;
  readonly room: number;
  readonly world: number;
  /** Of the world, as its applications know it. */
  readonly discovery: ReturnType<Awaited<ReturnType<typeof createWorld>>['discovery']>;
  /** What came as far as the bot's own code. */
  readonly received: unknown[];
  botIsAt(port: number | null): void;
  close(): Promise<void>;
}

export async function openThreeDoors(timing: { readonly requestWithinMs?: number } = {}): Promise<ThreeDoors> {
  const received: unknown[] = [];
  const bot = createHttpServer({
    receive: async (authorization, body) => {
      received.push(body);
      return authorization === 'Bearer good' ? { status: 200, body: {} } : { status: 401, body: { error: 'token' } };
    },
    ready: async () => true,
    links: createLinks({ secret: 'a secret of the tests', baseUrl: 'http://bot' }),
    downloads: async () => null,
    uploads: {
      page: async () => ({ status: 404, html: false, content: '' }),
      take: async () => ({ status: 404, html: false, content: '' }),
    },
    words: (code) => code,
    onFault: () => undefined,
    maxBodyBytes,
    ...timing,
  });
  const botPort = await bot.listen(0, '127.0.0.1');

  let base = '';
  let endpoint: string | null = `http://127.0.0.1:${botPort}`;
  const world = await createWorld({
    stateFolder: null,
    signingKey: preparedKey('world'),
    baseUrl: () => base,
    company: () => generateCompany({ mailboxes: 30, seed: 7 }),
    seed: 7,
    rate: 0,
  });
  const room = createRoom({
    stateFolder: null,
    signingKey: preparedKey('room'),
    baseUrl: () => base,
    botEndpoint: () => (endpoint === null ? null : `${endpoint}/api/messages`),
    cast,
    hostTenantId: world.discovery().destination.tenantId,
    now: () => world.now(),
  });
  const rehearsal = createRehearsalDoors({
    world,
    room,
    controlToken: 'token',
    botEndpoint: () => endpoint,
    onBot: (at) => (endpoint = at),
    onBotSeen: () => undefined,
    onStop: () => undefined,
    remarks: () => null,
    confirmation: { awaited: () => false, confirm: () => undefined, within: () => Promise.resolve(true) },
    ...timing,
  });
  const alone = createWorldDoors(world, timing);
  const roomPort = await listening(rehearsal);
  const worldPort = await listening(alone);
  base = `http://127.0.0.1:${roomPort}`;
  return {
    bot: botPort,
    room: roomPort,
    world: worldPort,
    discovery: world.discovery(),
    received,
    botIsAt: (port) => (endpoint = port === null ? null : `http://127.0.0.1:${port}`),
    async close() {
      room.close();
      world.close();
      await Promise.all([bot.close(), shut(rehearsal), shut(alone)]);
    },
  };
}

export async function listening(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

export function shut(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
