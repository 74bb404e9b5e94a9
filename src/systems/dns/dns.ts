/**
 * DNS as it is on the wire, server by server: what each server of a zone says itself, and what the world's resolvers still remember. A
 * server that could not be asked is told as unseen: it never counts as a server that has nothing.
 */
import type { DecodedPacket } from 'dns-packet';
import { ask, codeOf, isRefusal, type Address, type DnsQuestion } from './exchange-message.js';
import { recordsIn, type DnsRecord, type DnsType } from './record-values.js';

export type { DnsRecord, DnsType } from './record-values.js';

export interface DnsServer extends Address {
  readonly name: string;
}

export type ServerView =
  | {
      readonly server: DnsServer;
      readonly seen: true;
      /** Whether the server answered out of its own zone. */
      readonly authoritative: boolean;
      /** Empty: the server says that there is nothing of that kind. */
      readonly records: readonly DnsRecord[];
    }
  | {
      readonly server: DnsServer;
      readonly seen: false;
      readonly why: string;
      /** Of a server that answered, and told nothing: the code with which it refused. */
      readonly refusedWith?: number;
    };

/** With `waited` somebody waits for the answer: each server gets one short try, and when the signal is given what is still silent is unseen. */
export interface Dns {
  /** Every server of the zone that the name is in, each asked itself. None: the zone's servers could not be found. */
  authoritative(name: string, type: DnsType, waited?: AbortSignal): Promise<readonly ServerView[]>;
  /** What the configured resolvers answer, with the seconds they will go on answering it. */
  resolvers(name: string, type: DnsType, waited?: AbortSignal): Promise<readonly ServerView[]>;
}

export interface DnsOptions {
  /** Null: found by asking the resolvers for the NS records of the zone. */
  readonly authoritative: readonly DnsServer[] | null;
  readonly resolvers: readonly DnsServer[];
  /** Migration time, for the wire log. */
  now(): Date;
  readonly wireLog?: { append(line: string): void };
  /** Wall-clock milliseconds until one packet counts as lost. */
  readonly timeoutMs?: number;
}

const attempts = 3;
/** Two such tries one after another (the zone's servers are found, then asked) still fit into the look at an answer. */
const shortTryMs = 1_500;
/** SERVFAIL: the server tried, and could not find the answer out, or does not believe it. */
export const serverFailed = 2;

export function createDns(options: DnsOptions): Dns {
  const { timeoutMs = 3_000 } = options;

  const askServer = async (
    server: DnsServer,
    question: DnsQuestion & { readonly type: DnsType },
    waited?: AbortSignal,
  ): Promise<ServerView> => {
    if (waited?.aborted === true) return { server, seen: false, why: 'nobody waits any longer' };
    const patience =
      waited === undefined ? { timeoutMs } : { timeoutMs: Math.min(timeoutMs, shortTryMs), signal: waited };
    let why = '';
    for (let attempt = 1; attempt <= (waited === undefined ? attempts : 1); attempt += 1) {
      try {
        const answer = await ask(server, question, patience);
        note(server, question, codeOf(answer), attempt);
        return viewOf(server, question, answer);
      } catch (cause) {
        note(server, question, null, attempt);
        why = cause instanceof Error ? cause.message : String(cause);
      }
    }
    return { server, seen: false, why };
  };
  const note = (server: DnsServer, { name, type }: DnsQuestion, status: number | null, attempt: number): void =>
    options.wireLog?.append(
      JSON.stringify({
        t: options.now().toISOString(),
        system: 'dns',
        side: 'none',
        server: `${server.host}:${server.port}`,
        name,
        type,
        status,
        attempt,
      }),
    );
  const resolvers: Dns['resolvers'] = (name, type, waited) =>
    Promise.all(options.resolvers.map((server) => askServer(server, { name, type, recursion: true }, waited)));

  /** The first resolver that knows decides: for finding servers any of them will do, and one that is silent is not waited for. */
  const resolved = async (name: string, type: DnsType, waited?: AbortSignal): Promise<readonly string[]> => {
    const known = options.resolvers.map(async (server) => {
      const view = await askServer(server, { name, type, recursion: true }, waited);
      if (view.seen && view.records.length > 0) return view.records.map(({ value }) => value);
      throw new Error(`${server.name} does not know`);
    });
    return Promise.any(known).catch(() => []);
  };
  const zoneServers = async (name: string, waited?: AbortSignal): Promise<readonly DnsServer[]> => {
    if (options.authoritative !== null) return options.authoritative;
    const labels = name.split('.');
    // The closest name above that has NS records is where the zone is cut; a top-level domain is nobody's own zone.
    for (let from = 0; from < labels.length - 1; from += 1) {
      const names = await resolved(labels.slice(from).join('.'), 'NS', waited);
      if (names.length === 0) continue;
      const found = await Promise.all(
        [...names].sort().map(async (server) => {
          const [four] = await resolved(server, 'A', waited);
          const host = four ?? (await resolved(server, 'AAAA', waited))[0];
          return { name: server, host: host ?? server, port: 53 };
        }),
      );
      return found;
    }
    return [];
  };

  return {
    resolvers,
    async authoritative(name, type, waited) {
      const servers = await zoneServers(name, waited);
      const views = await Promise.all(
        servers.map((server) => askServer(server, { name, type, recursion: false }, waited)),
      );
      return views.map((view) =>
        view.seen && !view.authoritative
          ? { server: view.server, seen: false, why: 'the server does not answer for this zone' }
          : view,
      );
    },
  };
}

function viewOf(server: DnsServer, { name, type }: { name: string; type: DnsType }, answer: DecodedPacket): ServerView {
  const code = codeOf(answer);
  if (isRefusal(answer)) return { server, seen: false, why: `the server refused (code ${code})`, refusedWith: code };
  return { server, seen: true, authoritative: answer.flag_aa, records: recordsIn(answer.answers ?? [], name, type) };
}
