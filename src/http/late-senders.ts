import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { answerBare } from './bare-answer.js';

/** How often is looked until somebody is late. */
const looks = 10;

interface Sender {
  /** What is arriving, or was answered last. */
  request: IncomingMessage | null;
  response: ServerResponse | null;
  /** Bytes read when the last request was over; what comes after is the next one. Null before the first. */
  readBefore: number | null;
  /** Looks in a row at which a request was begun and not all there. */
  unfinished: number;
}

/**
 * Whoever begins a request, headers or body, and does not finish it in time is sent away; so is who connects and says nothing. Node has
 * such a bound, but looks at it every half minute, and a process that was busy for longer than the bound then takes everybody for late
 * whose words it has not read yet. Here looks are counted instead of seconds, and between two of them everything that has come is read.
 */
export function sendLateSendersAway(
  server: Server,
  withinMs: number,
  patience: (request: IncomingMessage) => number,
): void {
  server.headersTimeout = 0;
  server.requestTimeout = 0;
  const senders = new Map<Socket, Sender>();
  server.on('connection', (socket: Socket) => {
    senders.set(socket, { request: null, response: null, readBefore: null, unfinished: 0 });
    socket.once('close', () => senders.delete(socket));
  });
  // Before the request is answered: an answer may be over at once.
  server.prependListener('request', (request: IncomingMessage, response: ServerResponse) => {
    const { socket } = request;
    const sender = senders.get(socket);
    if (sender === undefined) return;
    Object.assign(sender, { request, response });
    const over = (): void => {
      if (sender.request !== request || !request.complete || !response.writableFinished) return;
      Object.assign(sender, { request: null, response: null, readBefore: socket.bytesRead });
    };
    request.once('end', over);
    response.once('finish', over);
  });
  const look = (): void => {
    for (const [socket, sender] of senders) {
      sender.unfinished = isUnfinished(socket, sender) ? sender.unfinished + 1 : 0;
      const times = sender.request === null ? 1 : patience(sender.request);
      if (sender.unfinished >= looks * times) sendAway(socket, sender);
    }
  };
  let looking: NodeJS.Timeout | undefined;
  server.on('listening', () => (looking = setInterval(look, withinMs / looks).unref()));
  server.on('close', () => clearInterval(looking));
}

function isUnfinished(socket: Socket, { request, readBefore }: Sender): boolean {
  if (request !== null) return !request.complete;
  return readBefore === null || socket.bytesRead > readBefore;
}

function sendAway(socket: Socket, { response }: Sender): void {
  if (response?.headersSent === true) socket.destroy();
  else answerBare(socket, 408);
}
