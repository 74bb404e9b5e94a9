/** A name server on loopback, UDP and TCP on one port, that answers what a test tells it to. */
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import {
  AUTHORITATIVE_ANSWER,
  TRUNCATED_RESPONSE,
  decode,
  encode,
  streamEncode,
  type Answer,
  type Packet,
} from 'dns-packet';

export interface Reply {
  readonly answers?: readonly Answer[];
  /** 3: no such name; 2: the server failed. */
  readonly code?: number;
  readonly authoritative?: boolean;
  /** Too long for UDP: the whole answer comes over TCP. */
  readonly truncated?: boolean;
  /** Nothing but the header comes back: the server did not read as far as the question. */
  readonly headerOnly?: boolean;
}

export interface LoopbackDns {
  readonly server: { readonly name: string; readonly host: string; readonly port: number };
  readonly asked: {
    readonly name: string;
    readonly type: string;
    readonly over: 'udp' | 'tcp';
    readonly recursion: boolean;
  }[];
  close(): Promise<void>;
}

/** `silent` is no answer at all. */
export async function loopbackDns(
  name: string,
  reply: (name: string, type: string, extended: boolean) => Reply | 'silent',
): Promise<LoopbackDns> {
  const asked: LoopbackDns['asked'] = [];
  const answer = (message: Buffer, over: 'udp' | 'tcp'): Packet | null => {
    const query = decode(message);
    const [question] = query.questions ?? [];
    if (question === undefined) return null;
    asked.push({ name: question.name, type: question.type, over, recursion: query.flag_rd });
    const given = reply(question.name, question.type, (query.additionals ?? []).length > 0);
    if (given === 'silent') return null;
    const cut = given.truncated === true && over === 'udp';
    return {
      type: 'response',
      ...(query.id === undefined ? {} : { id: query.id }),
      flags:
        (given.authoritative === false ? 0 : AUTHORITATIVE_ANSWER) | (cut ? TRUNCATED_RESPONSE : 0) | (given.code ?? 0),
      questions: given.headerOnly === true ? [] : [question],
      answers: cut ? [] : [...(given.answers ?? [])],
    };
  };
  const tcp = createServer((socket) => {
    socket.on('data', (data: Buffer) => {
      const packet = answer(data.subarray(2), 'tcp');
      if (packet !== null) socket.write(streamEncode(packet));
    });
    socket.on('error', () => socket.destroy());
  });
  tcp.listen(0, '127.0.0.1');
  await once(tcp, 'listening');
  const { port } = tcp.address() as AddressInfo;
  const udp = createSocket('udp4');
  udp.on('message', (message, from) => {
    const packet = answer(message, 'udp');
    if (packet !== null) udp.send(encode(packet), from.port, from.address);
  });
  udp.bind(port, '127.0.0.1');
  await once(udp, 'listening');
  return {
    server: { name, host: '127.0.0.1', port },
    asked,
    async close() {
      udp.close();
      await new Promise((resolve) => tcp.close(resolve));
    },
  };
}
