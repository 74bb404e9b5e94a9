/**
 * Whether a record lets send whom another one asks for, by what receivers make of it and not by its letters: the senders may stand in a record
 * that a filter's provider keeps (include, redirect), or as bare networks.
 */
import type { Dns } from '../../systems/dns/dns.js';
import { evaluateSpf, type SpfLookUp } from './spf-evaluation.js';
import { readSpf } from './spf-grammar.js';
import { isSpf, missingIn } from './spf.js';

/** broken: receivers take the record for an error (more than ten look-ups, a name that is not there, a word that is none). */
export type LetsSend = 'yes' | 'no' | 'broken' | 'unseen';

/** Judges records of `domain` one after another, and asks for each name once. */
export function letsSendOf(dns: Dns, domain: string, asked: string): (present: string) => Promise<LetsSend> {
  const lookUp = remembering(dns);
  let addresses: ReturnType<typeof addressesIn> | null = null;
  return async (present) => {
    if (readSpf(present) === null) return 'broken';
    const isWritten = missingIn(present, asked).length === 0;
    const sent = await (addresses ??= addressesIn(asked, lookUp));
    if (sent === null) return isWritten ? 'yes' : 'unseen';
    for (const ip of sent) {
      const result = await evaluateSpf(present, domain, ip, lookUp);
      if (result === 'pass') continue;
      // What nobody could look up is not held against whoever wrote it out.
      if (result === 'temperror') return isWritten ? 'yes' : 'unseen';
      return result === 'permerror' ? 'broken' : 'no';
    }
    return sent.length > 0 || isWritten ? 'yes' : 'no';
  };
}

/** One address of each network that it lets send, those behind its includes too; null where that cannot be seen. */
async function addressesIn(text: string, lookUp: SpfLookUp, depth = 0): Promise<readonly string[] | null> {
  const found: string[] = [];
  for (const term of text.trim().split(/\s+/).slice(1)) {
    const { kind = '', value = '' } = /^\+?(?<kind>ip4|ip6|include):(?<value>[^/]+)/i.exec(term)?.groups ?? {};
    if (kind === '') continue;
    if (kind.toLowerCase() !== 'include') found.push(value);
    else {
      const [record] = ((await lookUp(value, 'TXT')) ?? []).filter(isSpf);
      const inside = record === undefined || depth > 5 ? null : await addressesIn(record, lookUp, depth + 1);
      if (inside === null) return null;
      found.push(...inside);
    }
  }
  return found;
}

/** As most of the world has it: the first resolver that answers. */
function remembering(dns: Dns): SpfLookUp {
  const known = new Map<string, Promise<readonly string[] | null>>();
  const ask: SpfLookUp = async (name, type) => {
    const view = (await dns.resolvers(name, type)).find(({ seen }) => seen);
    return view?.seen === true ? view.records.map(({ value }) => value) : null;
  };
  return (name, type) => {
    const key = `${name} ${type}`;
    const asked = known.get(key) ?? ask(name, type);
    known.set(key, asked);
    return asked;
  };
}
