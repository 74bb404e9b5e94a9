/** The doors behind which people do and see things without the bot: the two tenants' portals, the DNS console, the clock on the wall. */
import { PortalRefused, type Errand } from './errand.js';

/** What keeps a domain, as the portal shows it to whoever tries to remove it. */
export interface Dependant {
  readonly kind: string;
  readonly id: string;
  readonly label: string;
  readonly through: string;
  readonly recipientTypeDetails?: string;
  readonly objectId?: string;
}

export interface ShownUser {
  readonly id: string;
  readonly userPrincipalName: string;
  readonly displayName: string;
  readonly userType: string;
  readonly proxyAddresses: readonly string[];
  readonly onPremisesSyncEnabled?: boolean | null;
}

export interface ShownObject {
  readonly id: string;
  readonly onPremisesSyncEnabled?: boolean | null;
}

export interface ShownRecipient {
  readonly Guid: string;
  readonly ExternalDirectoryObjectId: string;
  readonly RecipientTypeDetails: string;
  readonly DisplayName: string;
  readonly EmailAddresses: readonly string[];
  readonly WhenSoftDeleted: string | null;
  readonly Name: string;
  readonly ExternalEmailAddress: string | null;
  readonly ForwardingAddress: string | null;
  readonly ForwardingSmtpAddress: string | null;
  readonly DeliverToMailboxAndForward: boolean;
}

/** What an administrator sees of a tenant at its portals. */
export interface ShownTenant {
  readonly initialDomain: string;
  readonly domains: readonly { readonly id: string }[];
  readonly users: readonly ShownUser[];
  readonly recipients: readonly ShownRecipient[];
  readonly groups: readonly (ShownObject & { readonly groupTypes: readonly string[] })[];
  readonly contacts?: readonly ShownObject[];
  readonly applications?: readonly { readonly id: string; readonly identifierUris: readonly string[] }[];
}

export interface ShownRecord {
  readonly name: string;
  readonly type: string;
  readonly ttl: number;
  readonly data: string;
}

interface Clock {
  readonly at: string;
  readonly wallAt: string;
  readonly rate: number;
  readonly version: number;
}

export class Portals {
  /** @param signal ends the waiting for a clock that somebody has stopped. */
  constructor(
    private readonly baseUrl: string | (() => string),
    private readonly signal?: AbortSignal,
  ) {}

  /** @throws {PortalRefused} with the portal's own words. */
  async run({ at, door, body }: Errand): Promise<Readonly<Record<string, unknown>>> {
    if (at === 'mail') return this.send('POST', `/world/${door}`, body);
    if (at !== 'dns') return this.send('POST', `/world/admin/${at}/${door}`, body);
    if (door === 'publish') return this.send('POST', '/world/dns', body);
    const { ttl: _ttl, ...record } = body;
    try {
      return await this.send('DELETE', '/world/dns', record);
    } catch (fault) {
      // Somebody who does the same errand again finds the record gone and is content.
      if (fault instanceof PortalRefused && fault.status === 404) return {};
      throw fault;
    }
  }

  async tenant(side: 'source' | 'destination'): Promise<ShownTenant> {
    const dump = (await this.read('/world/state')) as { readonly tenants: Readonly<Record<string, ShownTenant>> };
    return dump.tenants[side] as ShownTenant;
  }

  /** What the DNS console shows. */
  async records(): Promise<readonly ShownRecord[]> {
    return ((await this.read('/world/dns')) as { readonly records: readonly ShownRecord[] }).records;
  }

  /** What everything in both tenants is called, by its id. */
  async labels(): Promise<ReadonlyMap<string, string>> {
    const labels = new Map<string, string>();
    for (const side of ['source', 'destination'] as const) {
      const { users, recipients, groups, contacts = [] } = await this.tenant(side);
      for (const { id, displayName } of [...groups, ...contacts, ...users] as { id: string; displayName?: string }[])
        labels.set(id, displayName ?? id);
      for (const { Guid, DisplayName } of recipients) labels.set(Guid, DisplayName);
    }
    return labels;
  }

  async dependants(side: 'source' | 'destination', domain: string): Promise<readonly Dependant[]> {
    return (await this.read(`/world/dependants?side=${side}&domain=${domain}`)) as readonly Dependant[];
  }

  /** Waits at the portal until a change has gone round. */
  async wait(seconds: number): Promise<void> {
    await this.moveOn({ advance: seconds });
  }

  async secondsUntil(time: string): Promise<number> {
    const { at, wallAt, rate } = (await this.read('/world/clock')) as Clock;
    const now = Date.parse(at) + (Date.now() - Date.parse(wallAt)) * rate;
    return (Date.parse(time) - now) / 1000;
  }

  async advanceTo(time: string): Promise<void> {
    await this.moveOn({ advanceTo: time });
  }

  /** A clock that somebody has stopped stands for everybody: whoever wants time to pass waits until it goes on. */
  private async moveOn(order: object): Promise<void> {
    for (;;) {
      const { rate, version } = (await this.send('POST', '/world/clock', {
        ...order,
        unlessPaused: true,
      })) as unknown as Clock;
      if (rate > 0) return;
      await this.read(`/world/clock?after=${version}`, this.signal);
    }
  }

  private async read(path: string, signal?: AbortSignal): Promise<unknown> {
    const answer = await fetch(`${this.base()}${path}`, signal === undefined ? {} : { signal });
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return answer.json();
  }

  private async send(method: string, path: string, body: object): Promise<Readonly<Record<string, unknown>>> {
    const answer = await fetch(`${this.base()}${path}`, {
      method,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (answer.ok) return (await answer.json()) as Readonly<Record<string, unknown>>;
    const text = await answer.text();
    throw new PortalRefused(
      `${path} ${JSON.stringify(body)}: ${answer.status} ${text}`,
      answer.status,
      /"message":"((?:[^"\\]|\\.)*)"/.exec(text)?.[1] ?? text,
    );
  }

  private base(): string {
    return typeof this.baseUrl === 'string' ? this.baseUrl : this.baseUrl();
  }
}
