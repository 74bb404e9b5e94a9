/** What a receiver makes of a letter from one address by an SPF record: the check_host of https://www.rfc-editor.org/rfc/rfc7208#section-4 */
import { BlockList, isIPv6 } from 'node:net';
import { hostOf, takesNoMail } from './exchanger.js';
import { readSpf, type Directive } from './spf-grammar.js';
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

/** Whose record a term stands in, and how far from the first. */
interface Place {
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
    const terms = readSpf(text);
    // Before anything of it is looked up: section 4.6.
    if (terms === null) throw new Broken('permerror');
    for (const directive of terms.directives)
      if (await this.matches(directive, { domain, depth })) return bySign[directive.sign] ?? 'neutral';
    const { redirect } = terms;
    // Not read where there is an end, which would have matched: section 6.1.
    if (redirect === null) return 'neutral';
    this.count();
    const target = this.named(redirect, domain);
    const found = await this.recordAt(target);
    if (found === null) throw new Broken('permerror');
    return this.judge(found, target, depth + 1);
  }

  private async matches({ mechanism, value, four, six }: Directive, { domain, depth }: Place): Promise<boolean> {
    const named = (): string => (value === '' ? domain : this.named(value, domain));
    switch (mechanism) {
      case 'all':
        return true;
      case 'ip4':
        return !this.six && this.isWithin(value, four);
      case 'ip6':
        return this.six && this.isWithin(value, six);
      case 'include': {
        this.count();
        const target = named();
        const found = await this.recordAt(target);
        if (found === null) throw new Broken('permerror');
        return (await this.judge(found, target, depth + 1)) === 'pass';
      }
      case 'a':
        this.count();
        return this.isAt([named()], this.six ? six : four);
      case 'mx': {
        this.count();
        const exchangers = await this.ask(named(), 'MX');
        if (exchangers.length > mostHosts) throw new Broken('permerror');
        const hosts = exchangers.filter((one) => !takesNoMail(one)).map(hostOf);
        return this.isAt(hosts, this.six ? six : four);
      }
      case 'exists':
        this.count();
        return (await this.ask(named(), 'A')).length > 0;
      case 'ptr':
        // By the name of an address, which no mail service of today relies on (section 5.5).
        this.count();
        return false;
    }
  }

  private async isAt(hosts: readonly string[], length: number): Promise<boolean> {
    for (const host of hosts)
      for (const address of await this.ask(host, this.six ? 'AAAA' : 'A'))
        if (this.isWithin(address, length)) return true;
    return false;
  }

  private get six(): boolean {
    return isIPv6(this.ip);
  }

  private isWithin(address: string, length: number): boolean {
    const kind = this.six ? 'ipv6' : 'ipv4';
    const list = new BlockList();
    list.addSubnet(address, length, kind);
    return list.check(this.ip, kind);
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
