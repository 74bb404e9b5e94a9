import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { answerBare } from './bare-answer.js';
import { sendLateSendersAway } from './late-senders.js';
import { isHost, readTarget } from './request-target.js';

export interface DoorOptions {
  /** Gets requests for a path only. What it throws is told to `onFault`, and the sender gets a 500. */
  readonly answer: (request: IncomingMessage, response: ServerResponse) => Promise<void> | void;
  readonly onFault: (fault: unknown, request: IncomingMessage) => void;
  /** How long headers and body of a request may take together. */
  readonly requestWithinMs?: number;
  /** How many times as long this one may take, once its headers are known. */
  readonly patience?: (request: IncomingMessage) => number;
}

/** A server that whoever likes may talk to: whatever is said is answered or closed, and nothing half said is kept for long. */
export function openDoor({ answer, onFault, requestWithinMs = 10_000, patience = () => 1 }: DoorOptions): Server {
  const server = createServer((request, response) => {
    if (answeredHere(request, response)) return;
    const { socket } = request;
    Promise.resolve()
      .then(() => answer(request, response))
      .catch((fault: unknown) => {
        // Whoever went away in the middle of a request wants no answer, and nothing is wrong here.
        if (socket.destroyed && !request.complete) return;
        onFault(fault, request);
        if (response.headersSent) response.end();
        else end(response, 500);
      });
  });
  sendLateSendersAway(server, requestWithinMs, patience);
  server.on('connect', (_request: IncomingMessage, socket: Duplex) => answerBare(socket, 501));
  server.on('clientError', (fault: NodeJS.ErrnoException, socket: Duplex) =>
    answerBare(socket, fault.code === 'HPE_HEADER_OVERFLOW' ? 431 : 400),
  );
  return server;
}

/** After it the target is a path, and the host is one: much code, restify's too, makes an address of both and ends the process when it is none. */
function answeredHere(request: IncomingMessage, response: ServerResponse): boolean {
  const target = readTarget(request.method ?? '', request.url ?? '');
  if (target === null || !isHost(target.host ?? request.headers.host ?? '')) {
    end(response, 400);
    return true;
  }
  if (target.path === '*') {
    end(response, 204);
    return true;
  }
  request.url = target.path;
  if (target.host !== null) request.headers.host = target.host;
  return false;
}

function end(response: ServerResponse, status: number): void {
  response.statusCode = status;
  response.end();
}
