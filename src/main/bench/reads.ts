/**
 * What the checks ask the tenants for, counted at the one seam to the network: each against the fewest questions that tell the same. The
 * fewest: every question once, whichever of its properties were wanted; whoever asks the same list twice asked once too often.
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { CheckDefinition } from '../../contract/check.js';
import type { StepContext } from '../../contract/context.js';
import type { Json } from '../../contract/json.js';
import { generateCompany } from '../../rehearsal/world/company/generate-company.js';
import { createWorld } from '../../rehearsal/world/world.js';
import { createActions } from '../../steps/index.js';
import type { Systems } from '../../steps/systems.js';
import { connectTenant, type TenantSystems } from '../../systems/tenant.js';
import { rehearsalTransport, type Transport } from '../../transport.js';

/** Of what is read before the night; each looks at the whole tenant. */
export const checksOfTheWhole = [
  'inventory',
  'mailbox-sizes',
  'mailbox-settings',
  'mail-flow-review',
  'backup-source-mailboxes',
  'backup-source-groups',
  'backup-destination-contacts',
  'backup-destination-forwarding',
] as const;

export interface Reads {
  readonly step: string;
  /** Questions, each part of a batch by itself; a question that was put again because the service was busy counts again. */
  readonly asked: number;
  readonly fewest: number;
  /** Of them, those that Exchange's quota counts. */
  readonly cmdlets: number;
  readonly findings: number;
}

export async function readsOfChecks(mailboxes: number, seed: number): Promise<readonly Reads[]> {
  let base = '';
  const company = generateCompany({ mailboxes, seed });
  const world = await createWorld({ stateFolder: null, baseUrl: () => base, company, seed, rate: 0 });
  const server = createServer((req, res) => {
    world.handle(req, res).catch((fault: unknown) => res.destroy(fault as Error));
  });
  try {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const count = new Count();
    const found = world.discovery();
    const connect = (side: 'source' | 'destination'): TenantSystems =>
      connectTenant({
        side,
        tenantId: found[side].tenantId,
        clientId: found[side].apps.bot.clientId,
        secret: { kind: 'secret', value: found[side].apps.bot.clientSecret },
        endpoints: {
          login: 'https://login.microsoftonline.com',
          graph: 'https://graph.microsoft.com',
          exchange: 'https://outlook.office365.com',
        },
        transport: count.over(side, rehearsalTransport(base)),
        pause: async () => undefined,
        now: () => world.now(),
      });
    // None of these checks looks at names or at who holds a domain.
    const systems = { source: connect('source'), destination: connect('destination') } as unknown as Systems;
    const actions = createActions(systems);
    const { source, destination } = company.tenants;
    const ctx: StepContext = {
      migration: {
        id: 'bench',
        movingDomains: company.movingDomains,
        initialDomain: { source: source.initialDomain, destination: destination.initialDomain },
        tenantId: { source: source.tenantId, destination: destination.tenantId },
        cutoverAt: null,
      },
      roster: [],
      protectedAccounts: [],
      now: () => world.now(),
      pause: async () => undefined,
      signal: new AbortController().signal,
      lang: 'en',
      direction: 'do',
      looks: { before: 0, since: null },
      output: async () => null,
      file: async () => null,
      keptFile: async () => null,
      written: async () => [],
      takenBack: async () => [],
      putBack: async () => null,
      endedAt: async () => null,
      doneSince: async () => [],
      worked: async () => [],
    };
    const reads: Reads[] = [];
    for (const step of checksOfTheWhole) {
      count.begin();
      const { findings } = await (actions.get(step) as CheckDefinition).run(ctx);
      reads.push({ step, ...count.now(), findings: findings.length });
    }
    return reads;
  } finally {
    server.closeAllConnections();
    server.close();
    world.close();
  }
}

/** Questions on their way to the tenants. */
class Count {
  private asked = 0;
  private cmdlets = 0;
  private distinct = new Set<string>();

  begin(): void {
    this.asked = 0;
    this.cmdlets = 0;
    this.distinct = new Set();
  }

  now(): Pick<Reads, 'asked' | 'fewest' | 'cmdlets'> {
    return { asked: this.asked, fewest: this.distinct.size, cmdlets: this.cmdlets };
  }

  /** Graph's addresses do not say whose tenant it is. */
  over(side: 'source' | 'destination', transport: Transport): Transport {
    return async (request) => {
      const url = new URL(request.url);
      if (!url.host.startsWith('login.')) {
        const body = request.body === null ? null : ((await request.clone().json()) as Body);
        for (const question of questionsIn(url, body)) {
          this.asked += 1;
          if (url.host.startsWith('outlook.')) this.cmdlets += 1;
          this.distinct.add(`${side} ${question}`);
        }
      }
      return transport(request);
    };
  }
}

interface Body {
  readonly requests?: readonly { readonly url: string; readonly body?: Body }[];
  readonly CmdletInput?: Json;
}

function questionsIn(url: URL, body: Body | null): readonly string[] {
  if (body?.requests !== undefined)
    return body.requests.flatMap((one) => questionsIn(new URL(one.url, `${url.origin}/v1.0/`), one.body ?? null));
  const rest = [...url.searchParams].filter(([name]) => name !== '$select');
  return [JSON.stringify([url.host, url.pathname, rest, body?.CmdletInput ?? null])];
}
