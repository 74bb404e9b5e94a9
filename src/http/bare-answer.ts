import { STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';

/** The last word on a connection that carries no request which could be answered. */
export function answerBare(socket: Duplex, status: 400 | 408 | 431 | 501): void {
  if (!socket.writable) {
    socket.destroy();
    return;
  }
  // Node takes its own listener away before it hands out a socket; a reset without one would end the process.
  socket.on('error', () => undefined);
  const head = `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`;
  socket.end(head, () => socket.destroy());
}
