/** One name server on loopback: UDP and TCP on the same free port. */
import { createSocket, type Socket as DatagramSocket } from 'node:dgram';
import { once } from 'node:events';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { answerMessage, type Answering } from './message.js';

export const host = '127.0.0.1';

export interface NameServer {
  readonly port: number;
  close(): void;
}

const attempts = 20;

export async function openNameServer(answering: Answering): Promise<NameServer> {
  for (let attempt = 1; ; attempt += 1) {
    const streams = createServer((socket) => serveStream(socket, answering));
    streams.listen(0, host);
    await once(streams, 'listening');
    const { port } = streams.address() as AddressInfo;
    try {
      const datagrams = await openDatagrams(port, answering);
      return running(streams, datagrams, port);
    } catch (error) {
      streams.close();
      // A port that is free for TCP may be taken for UDP.
      if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE' || attempt === attempts) throw error;
    }
  }
}

function running(streams: Server, datagrams: DatagramSocket, port: number): NameServer {
  const open = new Set<Socket>();
  streams.on('connection', (socket: Socket) => {
    open.add(socket);
    socket.on('close', () => open.delete(socket));
  });
  // Whoever holds the world open is its HTTP server; name servers alone keep no process alive.
  streams.unref();
  datagrams.unref();
  return {
    port,
    close() {
      datagrams.close();
      streams.close();
      for (const socket of open) socket.destroy();
    },
  };
}

async function openDatagrams(port: number, answering: Answering): Promise<DatagramSocket> {
  const socket = createSocket('udp4');
  socket.on('message', (bytes, from) => {
    const answer = answerMessage(bytes, 'udp', answering);
    if (answer !== null) socket.send(answer, from.port, from.address);
  });
  socket.bind(port, host);
  try {
    await once(socket, 'listening');
  } catch (error) {
    socket.close();
    throw error;
  }
  // An asker that went away must not end the server.
  socket.on('error', () => undefined);
  return socket;
}

/** Messages come one after the other, each behind its length: https://www.rfc-editor.org/rfc/rfc7766#section-8 */
function serveStream(socket: Socket, answering: Answering): void {
  let waiting = Buffer.alloc(0);
  socket.on('error', () => socket.destroy());
  socket.on('data', (chunk: Buffer) => {
    waiting = Buffer.concat([waiting, chunk]);
    while (waiting.length >= 2 && waiting.length >= 2 + waiting.readUInt16BE(0)) {
      const end = 2 + waiting.readUInt16BE(0);
      const answer = answerMessage(waiting.subarray(2, end), 'tcp', answering);
      waiting = waiting.subarray(end);
      if (answer === null) continue;
      const length = Buffer.alloc(2);
      length.writeUInt16BE(answer.length);
      socket.write(Buffer.concat([length, answer]));
    }
  });
}
