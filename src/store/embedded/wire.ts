/** The little of PostgreSQL's wire protocol that the bridge must understand. https://www.postgresql.org/docs/current/protocol-message-formats.html */

const SYNC = 'S';
const QUERY = 'Q';
const FLUSH = 'H';
export const TERMINATE = 'X';
const ENDS_A_BATCH = new Set([SYNC, QUERY, FLUSH, TERMINATE]);

export interface FrontendBatch {
  readonly messages: readonly Buffer[];
  /** Type of the last message. `startup` is the only one without a type byte. */
  readonly ends: 'startup' | string;
}

/** Cuts what a client writes into batches that end with Sync, Query, Flush or Terminate: only a whole batch may be run. */
export class FrontendReader {
  private rest: Buffer = Buffer.alloc(0);
  private messages: Buffer[] = [];
  private started = false;

  *read(chunk: Buffer): Generator<FrontendBatch> {
    this.rest = this.rest.length === 0 ? chunk : Buffer.concat([this.rest, chunk]);
    for (;;) {
      const header = this.started ? 1 : 0;
      if (this.rest.length < header + 4) return;
      const end = header + this.rest.readUInt32BE(header);
      if (this.rest.length < end) return;
      const message = this.rest.subarray(0, end);
      this.rest = this.rest.subarray(end);
      if (!this.started) {
        this.started = true;
        yield { messages: [message], ends: 'startup' };
        continue;
      }
      const type = typeOf(message);
      this.messages.push(message);
      if (ENDS_A_BATCH.has(type)) {
        const messages = this.messages;
        this.messages = [];
        yield { messages, ends: type };
      }
    }
  }
}

export const typeOf = (message: Buffer): string => String.fromCharCode(message[0] ?? 0);

export function message(type: string, ...parts: readonly (string | Buffer)[]): Buffer {
  const body = Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(`${part}\0`) : part)));
  const header = Buffer.alloc(5);
  header.write(type, 0, 'latin1');
  header.writeUInt32BE(body.length + 4, 1);
  return Buffer.concat([header, body]);
}

/** The text that begins there and ends with a zero; `end`: where the next field begins. */
export function textAt(frontend: Buffer, start: number): { text: string; end: number } {
  const zero = frontend.indexOf(0, start);
  return { text: frontend.toString('utf8', start, zero), end: zero + 1 };
}

export const syncMessage = message(SYNC);
export const queryMessage = (sql: string): Buffer => message(QUERY, sql);
export const closeStatement = (name: string): Buffer => message('C', Buffer.from('S'), name);

export const parseComplete = message('1');
export const CLOSE_COMPLETE = '3';

const int32 = (value: number): Buffer => {
  const buffer = Buffer.alloc(4);
  buffer.writeUInt32BE(value);
  return buffer;
};

/** What a server says to a client that may come in: no password (nothing outside this process can reach us). */
export const welcome = (connectionId: number): Buffer =>
  Buffer.concat([
    message('R', int32(0)),
    ...Object.entries({
      server_version: '18.0',
      client_encoding: 'UTF8',
      DateStyle: 'ISO, MDY',
      integer_datetimes: 'on',
    }).map(([name, value]) => message('S', name, value)),
    message('K', int32(connectionId), int32(0)),
    message('Z', Buffer.from('I')),
  ]);

export const fatal = (text: string): Buffer => message('E', Buffer.from(`SFATAL\0VFATAL\0C57P01\0M${text}\0\0`));

export interface BackendAnswer {
  /** The answer without notifications, which are not this client's alone. */
  readonly forAsker: Buffer;
  readonly notifications: readonly Buffer[];
  /** I: idle, T: in a transaction, E: in a failed one; null when no ReadyForQuery came (after Flush). */
  readonly status: 'I' | 'T' | 'E' | null;
  /** Text of the last ErrorResponse, for the bridge's own statements. */
  readonly error: string | null;
}

export function readAnswer(raw: Buffer): BackendAnswer {
  const kept: Buffer[] = [];
  const notifications: Buffer[] = [];
  let status: BackendAnswer['status'] = null;
  let error: string | null = null;
  let keptFrom = 0;
  let at = 0;
  while (at + 5 <= raw.length) {
    const end = at + 1 + raw.readUInt32BE(at + 1);
    const type = String.fromCharCode(raw[at] ?? 0);
    if (type === 'A') {
      kept.push(raw.subarray(keptFrom, at));
      notifications.push(raw.subarray(at, end));
      keptFrom = end;
    } else if (type === 'Z') {
      const letter = String.fromCharCode(raw[at + 5] ?? 0);
      status = letter === 'T' || letter === 'E' ? letter : 'I';
    } else if (type === 'E') {
      error =
        raw
          .subarray(at + 5, end)
          .toString('utf8')
          .split('\0')
          .find((field) => field.startsWith('M'))
          ?.slice(1) ?? 'unknown';
    }
    at = end;
  }
  if (keptFrom === 0) return { forAsker: raw, notifications, status, error };
  kept.push(raw.subarray(keptFrom));
  return { forAsker: Buffer.concat(kept), notifications, status, error };
}
