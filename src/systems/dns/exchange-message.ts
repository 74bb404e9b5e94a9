/** One question to one server: UDP first, TCP when the answer did not fit. https://www.rfc-editor.org/rfc/rfc1035#section-4.2 */
import { randomInt } from 'node:crypto';
import { createSocket } from 'node:dgram';
import { connect, isIPv6 } from 'node:net';
import {
  decode,
  encode,
  streamEncode,
  RECURSION_DESIRED,
  type DecodedPacket,
  type OptAnswer,
  type Packet,
  type RecordType,
} from 'dns-packet';

export interface Address {
  readonly host: string;
  readonly port: number;
}

/** Bytes that pass most networks unbroken: https://www.dnsflagday.net/2020/ */
const udpPayloadSize = 1232;

export interface DnsQuestion {
  readonly name: string;
  readonly type: RecordType;
  /** Asked of a resolver; a zone's own server is asked for what it knows itself. */
  readonly recursion: boolean;
}

/** How long one packet is waited for: so many wall-clock milliseconds, or until nobody waits any longer. */
export interface Patience {
  readonly timeoutMs: number;
  readonly signal?: AbortSignal;
}

/**
 * What a server says that has never heard of EDNS: FORMERR (https://www.rfc-editor.org/rfc/rfc6891#section-7), or NOTIMP, as the first
 * version had it (https://www.rfc-editor.org/rfc/rfc2671#section-5.3).
 */
const withoutEdns: readonly number[] = [1, 4];

/** NOERROR and NXDOMAIN (https://www.iana.org/assignments/dns-parameters): these two answer the question, every other code refuses to. */
const told: readonly number[] = [0, 3];

export const isRefusal = (answer: DecodedPacket): boolean => !told.includes(codeOf(answer));
export const codeOf = (answer: DecodedPacket): number => (answer.flags ?? 0) & 0xf;

/** @throws when no answer to this very question came in time. */
export async function ask(server: Address, question: DnsQuestion, patience: Patience): Promise<DecodedPacket> {
  const plain = (): Packet => ({
    type: 'query',
    id: randomInt(1, 0xffff),
    flags: question.recursion ? RECURSION_DESIRED : 0,
    questions: [{ type: question.type, name: question.name }],
  });
  const answer = await exchange(server, { ...plain(), additionals: [edns] }, patience);
  return withoutEdns.includes(codeOf(answer)) ? exchange(server, plain(), patience) : answer;
}

const edns: OptAnswer = {
  type: 'OPT',
  name: '.',
  udpPayloadSize,
  extendedRcode: 0,
  ednsVersion: 0,
  flags: 0,
  flag_do: false,
  options: [],
};

async function exchange(server: Address, query: Packet, patience: Patience): Promise<DecodedPacket> {
  const answer = await overUdp(server, query, patience);
  return answer.flag_tc ? overTcp(server, query, patience) : answer;
}

function overUdp(server: Address, query: Packet, patience: Patience): Promise<DecodedPacket> {
  return new Promise((resolve, reject) => {
    const socket = createSocket(isIPv6(server.host) ? 'udp6' : 'udp4');
    const end = (settle: () => void): void => {
      leave();
      socket.close();
      settle();
    };
    const leave = whenTooLate(patience, (late) => end(() => reject(late)));
    socket.once('error', (error) => end(() => reject(error)));
    socket.on('message', (message) => {
      const answer = decoded(() => decode(message));
      // Anybody can send us a packet: one that does not answer our question is as good as none.
      if (answer !== null && answers(answer, query)) end(() => resolve(answer));
    });
    // Connected: packets of other senders do not arrive, and a closed port is told at once.
    socket.connect(server.port, server.host, () => socket.send(encode(query)));
  });
}

function overTcp(server: Address, query: Packet, patience: Patience): Promise<DecodedPacket> {
  return new Promise((resolve, reject) => {
    const socket = connect(server.port, server.host);
    let received = Buffer.alloc(0);
    const end = (settle: () => void): void => {
      leave();
      socket.destroy();
      settle();
    };
    const leave = whenTooLate(patience, (late) => end(() => reject(late)));
    socket.once('error', (error) => end(() => reject(error)));
    socket.once('close', () => end(() => reject(new Error('the connection was closed before the answer'))));
    socket.once('connect', () => socket.write(streamEncode(query)));
    socket.on('data', (chunk) => {
      received = Buffer.concat([received, chunk]);
      if (received.length < 2 || received.length < 2 + received.readUInt16BE(0)) return;
      const answer = decoded(() => decode(received.subarray(2, 2 + received.readUInt16BE(0))));
      end(() =>
        answer !== null && answers(answer, query)
          ? resolve(answer)
          : reject(new Error('the answer is not one to the question')),
      );
    });
  });
}

/** Gives back how to leave before it is too late. */
function whenTooLate({ timeoutMs, signal }: Patience, tell: (late: Error) => void): () => void {
  const late = (): void => tell(new Error('no answer in time'));
  const timer = setTimeout(late, timeoutMs);
  signal?.addEventListener('abort', late, { once: true });
  return () => {
    clearTimeout(timer);
    signal?.removeEventListener('abort', late);
  };
}

function decoded(read: () => DecodedPacket | null): DecodedPacket | null {
  try {
    return read();
  } catch {
    // Not DNS: the caller goes on waiting, or says that nothing usable came.
    return null;
  }
}

function answers(answer: DecodedPacket, query: Packet): boolean {
  const [asked] = query.questions ?? [];
  const [repeated] = answer.questions ?? [];
  if (answer.type !== 'response' || answer.id !== query.id) return false;
  // A server that could not read the question has none to repeat; it tells nothing but that it refuses.
  if (repeated === undefined && isRefusal(answer)) return true;
  return repeated?.type === asked?.type && repeated?.name.toLowerCase() === asked?.name.toLowerCase();
}
