/** Says exactly what is written to a port, whatever a client would never say, and waits until the other side has closed. */
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

export interface Heard {
  /** 0 when the connection was closed without a word. */
  readonly status: number;
  readonly text: string;
}

export function open(port: number): Socket {
  const socket = connect(port, '127.0.0.1');
  // A reset is one way to be closed.
  socket.on('error', () => undefined);
  return socket;
}

export async function heard(socket: Socket): Promise<Heard> {
  let text = '';
  socket.on('data', (data) => (text += String(data)));
  if (!socket.closed) await once(socket, 'close');
  return { status: Number(/^HTTP\/1\.1 (\d{3}) /.exec(text)?.[1] ?? 0), text };
}

/** One request with this line, and the connection closed after its answer. */
export async function ask(port: number, line: string, headers: readonly string[] = []): Promise<Heard> {
  const socket = open(port);
  const all = [...(headers.some((header) => /^host:/i.test(header)) ? [] : [`Host: 127.0.0.1:${port}`]), ...headers];
  socket.write(`${line} HTTP/1.1\r\n${all.join('\r\n')}\r\nConnection: close\r\n\r\n`);
  return heard(socket);
}
