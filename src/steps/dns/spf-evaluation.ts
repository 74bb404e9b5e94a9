/** What a receiver makes of a letter from one address by an SPF record: the check_host of https://www.rfc-editor.org/rfc/rfc7208#section-4 */
import { BlockList, isIPv6 } from 'node:net';
import { expandMacros } from './spf-macros.js';
import { isSpf, mostLookUps } from './spf.js';

/** none: there is no record where one is looked for. */
export type SpfResult = 'pass' | 'fail' | 'softfail' | 'neutral' | 'none' | 'permerror' | 'temperror';

export type SpfLookUpType = 'TXT' | 'A' | 'AAAA' | 'MX';
/** Values as a zone has them; empty: there is none; null: nobody could say. */
export type SpfLookUp = (name: string, type: SpfLookUpType) => Promise<readonly string[] | null>;

/** Names that do not exist, before a receiver gives up: section 4.6.4. */
const mostVoid = 2;
const mostHosts = 10;
const deepest = 20;

const bySign: Readonly<Record<string, SpfResult>> = { '+': 'pass', '-': 'fail', '~': 'softfail', '?': 'neutral' };
const form =
  /^(?<sign>[+?~-]?)(?<name>all|include|a|mx|ptr|ip4|ip6|exists)(?::(?<value>[^/]+))?(?<lengths>(?:\/.*)?)$/i;
const modifier = /^(?<name>[a-z][a-z0-9_.-]*)=(?<value>.*)$/i;

interface Term {
  readonly value: string;
  readonly lengths: string;
  /** Whose record it stands in, and how far from the first. */
  readonly domain: string;
  readonly depth: number;
}

class Broken extends Error {
  constructor(readonly result: 'permerror' | 'temperror') {
    super(result);
  }
}

/** @param text the record itself, wherever it is read. */
export async function evaluateSpf(text: string, domain: string, ip: string, lookUp: SpfLookUp): Promise<SpfResult> {
  const receiver = new Receiver(ip, domain, lookUp);
  try {
    return await receiver.judge(text, domain, 0);
  } catch (fault) {
    if (fault instanceof Broken) return fault.result;
    throw fault;
  }
}

class Receiver {
  private lookUps = 0;
  private voids = 0;

  constructor(
    private readonly ip: string,
    private readonly sender: string,
    private readonly lookUp: SpfLookUp,
  ) {}

  async judge(text: string, domain: string, depth: number): Promise<SpfResult> {
    if (depth > deepest) throw new Broken('permerror');
    const terms = text.trim().split(/\s+/).slice(1);
    const read = terms.map((term) => form.exec(term)?.groups ?? modifier.exec(term)?.groups ?? null);
    // One term that is none spoils the whole: section 4.6.
    if (read.includes(null)) throw new Broken('permerror');
    for (const term of terms) {
      const { sign = '', name, value = '', lengths = '' } = form.exec(term)?.groups ?? {};
      if (name === undefined) continue;
      const matches = await this.matches(name.toLowerCase(), { value, lengths, domain, depth });
      if (matches) return bySign[sign === '' ? '+' : sign] ?? 'neutral';
    }
    const redirect = terms
      .map((term) => modifier.exec(term)?.groups)
      .find((one) => /^redirect$/i.test(one?.['name'] ?? ''));
    if (redirect === undefined || terms.some((term) => /^[+?~-]?all$/i.test(term))) return 'neutral';
    this.count();
    const target = this.named(redirect['value'] ?? '', domain);
    const found = await this.recordAt(target);
    if (found === null) throw new Broken('permerror');
    return this.judge(found, target, depth + 1);
  }

  private async matches(kind: string, { value, lengths, domain, depth }: Term): Promise<boolean> {
    switch (kind) {
      case 'all':
        return true;
      case 'ip4':
      case 'ip6':
        return this.isWithin(`${value}${lengths}`, kind === 'ip6');
      case 'include': {
        this.count();
        const target = this.named(value, domain);
        const found = await this.recordAt(target);
        if (found === null) throw new Broken('permerror');
        return (await this.judge(found, target, depth + 1)) === 'pass';
      }
      case 'a':
        this.count();
        return this.isAt([value === '' ? domain : this.named(value, domain)], lengths);
      case 'mx': {
        this.count();
        const hosts = await this.ask(value === '' ? domain : this.named(value, domain), 'MX');
        if (hosts.length > mostHosts) throw new Broken('permerror');
        return this.isAt(
          hosts.map((host) => host.replace(/^\d+\s+/, '')),
          lengths,
        );
      }
      case 'exists':
        this.count();
        return (await this.ask(this.named(value, domain), 'A')).length > 0;
      default:
        // ptr: by the name of an address, which no mail service of today relies on (section 5.5).
        this.count();
        return false;
    }
  }

  private async isAt(hosts: readonly string[], lengths: string): Promise<boolean> {
    const six = isIPv6(this.ip);
    const length = six ? (/\/\/(\d+)$/.exec(lengths)?.[1] ?? '128') : (/^\/(\d+)/.exec(lengths)?.[1] ?? '32');
    for (const host of hosts)
      for (const address of await this.ask(host, six ? 'AAAA' : 'A'))
        if (this.isWithin(`${address}/${length}`, six)) return true;
    return false;
  }

  private isWithin(network: string, six: boolean): boolean {
    if (isIPv6(this.ip) !== six) return false;
    const [address = '', length = six ? '128' : '32'] = network.split('/');
    const list = new BlockList();
    try {
      list.addSubnet(address, Number(length), six ? 'ipv6' : 'ipv4');
    } catch {
      throw new Broken('permerror');
    }
    return list.check(this.ip, six ? 'ipv6' : 'ipv4');
  }

  /** The one SPF record there; null: none. */
  private async recordAt(name: string): Promise<string | null> {
    const found = (await this.ask(name, 'TXT')).filter(isSpf);
    if (found.length > 1) throw new Broken('permerror');
    return found[0] ?? null;
  }

  private async ask(name: string, type: SpfLookUpType): Promise<readonly string[]> {
    const found = await this.lookUp(name, type);
    if (found === null) throw new Broken('temperror');
    if (found.length === 0 && (this.voids += 1) > mostVoid) throw new Broken('permerror');
    return found;
  }

  private count(): void {
    if ((this.lookUps += 1) > mostLookUps) throw new Broken('permerror');
  }

  private named(value: string, domain: string): string {
    const name = expandMacros(value, { ip: this.ip, domain, sender: this.sender });
    if (name === null || name === '') throw new Broken('permerror');
    return name;
  }
}
