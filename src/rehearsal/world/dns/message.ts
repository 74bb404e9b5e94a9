/** From the bytes of a question to the bytes of its answer. https://www.rfc-editor.org/rfc/rfc1035#section-4 */
import {
  AUTHORITATIVE_ANSWER,
  decode,
  encode,
  RECURSION_AVAILABLE,
  RECURSION_DESIRED,
  TRUNCATED_RESPONSE,
  type Answer,
  type DecodedPacket,
  type Packet,
} from 'dns-packet';
import type { DnsRecord } from '../entities.js';
import { plainName, wireAnswer } from './record-data.js';
import { rcodes } from './zone.js';

export interface Reply {
  readonly rcode: number;
  readonly authoritative: boolean;
  readonly recursionAvailable: boolean;
  readonly answers: readonly DnsRecord[];
  readonly authorities: readonly DnsRecord[];
}

export type Answering = (name: string, type: string, recursionDesired: boolean) => Reply;

const headerLength = 12;
/** What fits without EDNS, and what is offered with it: https://www.dnsflagday.net/2020/ */
const plainUdp = 512;
const longestUdp = 1232;

/** Null when the bytes deserve no answer: too short to have a number, or an answer themselves. */
export function answerMessage(bytes: Buffer, over: 'udp' | 'tcp', answering: Answering): Buffer | null {
  if (bytes.length < headerLength || (bytes.readUInt8(2) & 0x80) !== 0) return null;
  const id = bytes.readUInt16BE(0);
  const bare = (rcode: number): Buffer => encode({ type: 'response', id, flags: rcode });
  if (((bytes.readUInt8(2) >> 3) & 0x0f) !== 0) return bare(rcodes.notImp);
  const query = decoded(bytes);
  const question = query?.questions?.[0];
  if (query === null || question === undefined || query.questions?.length !== 1) return bare(rcodes.formErr);
  const { name, type } = question;

  const inPublic = (question.class ?? 'IN') === 'IN' && !/^[AI]XFR$/.test(type);
  const refused = {
    rcode: rcodes.refused,
    authoritative: false,
    recursionAvailable: false,
    answers: [],
    authorities: [],
  };
  const reply = inPublic ? answering(name, type, query.flag_rd) : refused;
  const options = query.additionals?.find((one) => one.type === 'OPT');
  const offered = options?.type === 'OPT' ? options.udpPayloadSize : plainUdp;
  const limit = over === 'tcp' ? 0xffff : Math.min(longestUdp, Math.max(plainUdp, offered));
  const flags =
    reply.rcode |
    (reply.authoritative ? AUTHORITATIVE_ANSWER : 0) |
    (reply.recursionAvailable ? RECURSION_AVAILABLE : 0) |
    (query.flag_rd ? RECURSION_DESIRED : 0);
  // Names come back as the question spelt them: https://datatracker.ietf.org/doc/html/draft-vixie-dnsext-dns0x20-00
  const spelt = (record: DnsRecord): Answer =>
    wireAnswer(record.name === plainName(name) ? { ...record, name } : record);
  const packet: Packet = {
    type: 'response',
    id,
    flags,
    questions: [question],
    answers: reply.answers.map(spelt),
    authorities: reply.authorities.map(spelt),
    additionals: options === undefined ? [] : [ownOptions],
  };
  const whole = encode(packet);
  if (whole.length <= limit) return whole;
  // Half an answer is no answer: the asker comes back over TCP. https://www.rfc-editor.org/rfc/rfc2181#section-9
  return encode({ ...packet, flags: flags | TRUNCATED_RESPONSE, answers: [], authorities: [] });
}

const ownOptions: Answer = {
  type: 'OPT',
  name: '.',
  udpPayloadSize: longestUdp,
  extendedRcode: 0,
  ednsVersion: 0,
  flags: 0,
  flag_do: false,
  options: [],
};

function decoded(bytes: Buffer): DecodedPacket | null {
  try {
    return decode(bytes);
  } catch {
    // Whatever dns-packet cannot read is answered FORMERR.
    return null;
  }
}
