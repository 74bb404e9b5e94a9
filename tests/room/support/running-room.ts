import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { cast } from '../../../src/rehearsal/cast';
import { preparedKey } from '../../support/prepared-key';
import { createRoom, type Room, type RoomOptions } from '../../../src/rehearsal/room/room';

export const hostTenantId = '5b1f0f7e-0000-4000-8000-00000000fab1';

export interface RunningRoom {
  readonly url: string;
  readonly room: Room;
  botAt(endpoint: string | null): void;
  close(): Promise<void>;
}

/** @param beside answers what is not for the room; false when it is not for it either. */
export async function runRoom(
  options: Partial<RoomOptions> = {},
  beside: (req: IncomingMessage, res: ServerResponse) => boolean = () => false,
): Promise<RunningRoom> {
  let url = '';
  let endpoint: string | null = null;
  const room = createRoom({
    stateFolder: null,
    signingKey: preparedKey('room'),
    baseUrl: () => url,
    botEndpoint: () => endpoint,
    cast,
    hostTenantId,
    now: () => new Date(),
    ...options,
  });
  const server = await listen((req, res) => {
    void room.handle(req, res).then((done) => {
      if (done || beside(req, res)) return;
      res.statusCode = 404;
      res.end();
    });
  });
  url = addressOf(server);
  return {
    url,
    room,
    botAt: (at) => (endpoint = at),
    close: () => {
      room.close();
      return shut(server);
    },
  };
}

export function listen(answer: (req: IncomingMessage, res: ServerResponse) => void): Promise<Server> {
  return new Promise((resolve) => {
    const server = createServer(answer).listen(0, '127.0.0.1', () => resolve(server));
  });
}

export const addressOf = (server: Server): string => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

export function shut(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
