/** The simulated services behind one door: mount `handle` in an HTTP server, and every real host is the first part of a path. */
import type { KeyObject } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { openJournal } from '../journal.js';
import { answerService, openServices } from './answer-service.js';
import { createApps, type AppKey, type AppRegistration } from './apps.js';
import { createClock, type ClockState } from './clock.js';
import type { WorldContext } from './context.js';
import { openDns, type DiscoveredDns } from './dns/dns.js';
import { answerDoor, type Hold } from './doors.js';
import type { Company, Side } from './entities.js';
import { applyFaults, scenarios, type Faults } from './faults.js';
import { BodyRefused, canBeDecoded, sendJson } from './http.js';
import { createSigning } from './login/signing.js';
import { RequestLog } from './request-log.js';
import { usualRights } from './rights/usual-rights.js';
import { Scans } from './scans.js';
import type { Service } from './service.js';
import { services as simulatedServices, struckOf } from './services.js';
import { Store } from './store.js';
import { Strikes } from './strikes.js';
import { usualStart } from './usual-start.js';

export interface WorldOptions {
  /** Where the world keeps itself; null keeps it in memory only. What is found there wins over every option below. */
  readonly stateFolder: string | null;
  /** Where the composition root mounted it; asked when needed, because the port may be known only later. */
  readonly baseUrl: () => string;
  readonly company: Company | (() => Company);
  readonly seed: number;
  /** A scenario's name and single faults changed; 'calm' without. */
  readonly faults?: Partial<Faults>;
  readonly start?: string;
  /** Other services than the usual ones. */
  readonly services?: readonly Service[];
  /** Virtual seconds per second; 0 stands still. */
  readonly rate?: number;
  /** Signs its tokens; a new one, kept in the folder, without. Making one takes longer than many a short world lives. */
  readonly signingKey?: KeyObject;
}

export interface DiscoveredApp {
  readonly clientId: string;
  readonly clientSecret: string;
}
export interface DiscoveredSide {
  readonly tenantId: string;
  readonly displayName: string;
  readonly initialDomain: string;
  readonly domains: readonly string[];
  readonly movingDomains?: readonly string[];
  readonly apps: Readonly<Record<AppKey, DiscoveredApp>>;
}
export interface Discovery {
  readonly world: string;
  readonly source: DiscoveredSide;
  readonly destination: DiscoveredSide;
  readonly dns: DiscoveredDns;
}

export interface World {
  /** Answers a request to a simulated service or to `/world`; false means the path is none of the world's and nothing was sent. */
  handle(req: IncomingMessage, res: ServerResponse): Promise<boolean>;
  discovery(): Discovery;
  now(): Date;
  close(): void;
}

const beatMs = 2_000;

export async function createWorld(options: WorldOptions): Promise<World> {
  const services = options.services ?? simulatedServices;
  const apps = createApps(options.seed);
  const store = new Store(
    openJournal(options.stateFolder, 'world'),
    () => ({
      company: typeof options.company === 'function' ? options.company() : options.company,
      clock: {
        at: new Date(options.start ?? usualStart).toISOString(),
        wallAt: new Date().toISOString(),
        rate: options.rate ?? 60,
        version: 1,
        nextDue: null,
      },
      faults: applyFaults(
        scenarios['calm'] as Faults,
        (options.faults ?? {}) as Record<string, unknown>,
        struckOf(services),
      ),
      effects: [],
      effectCount: 0,
      changes: [],
      beat: null,
    }),
    (side) => usualRights(options.seed, apps, side),
  );
  const clock = createClock(awake(store), (state) => store.keepClock(state));
  store.keepClock(clock.state());
  const world: WorldContext = {
    store,
    clock,
    seed: options.seed,
    apps,
    signing: createSigning(options.stateFolder, options.signingKey),
    strikes: new Strikes(options.seed),
    scans: new Scans(),
  };
  const log = new RequestLog(openJournal(options.stateFolder, 'requests'));
  const hold: Hold = { milliseconds: 0, writesOnly: true };
  const open = openServices(world, services);
  const dns = await openDns(world);
  const beat = setInterval(() => store.keepBeat(clock.now().toISOString(), new Date().toISOString()), beatMs);
  beat.unref();

  const discovery = (): Discovery => ({
    world: options.baseUrl(),
    source: { ...discovered(world, 'source'), movingDomains: store.movingDomains },
    destination: discovered(world, 'destination'),
    dns: dns.discovered,
  });

  return {
    async handle(req, res) {
      const target = req.url ?? '/';
      const [, first = ''] = /^\/([^/?]+)/.exec(target) ?? [];
      const service = open.get(first.toLowerCase());
      if (first !== 'world' && service === undefined) return false;
      if (!canBeDecoded(target)) {
        // No page says what the services answer; it comes to none of them, and 400 is HTTP's own word for it.
        sendJson(res, 400, { error: { code: 'BadRequest', message: 'The path cannot be decoded.' } });
        return true;
      }
      if (service === undefined) {
        await answerDoor({ world, services, log, hold, discovery }, req, res, new URL(target, 'http://loopback'));
        return true;
      }
      try {
        await answerService({ world, log, hold }, service, req, res, target.slice(first.length + 1) || '/');
      } catch (error) {
        if (!(error instanceof BodyRefused)) throw error;
        sendJson(res, error.status, { error: { code: 'BadRequest', message: error.message } });
      }
      return true;
    },
    discovery,
    now: () => clock.now(),
    close() {
      clearInterval(beat);
      store.keepBeat(clock.now().toISOString(), new Date().toISOString());
      clock.close();
      dns.close();
      store.close();
      log.close();
    },
  };
}

/** Virtual time stood still while the world was away, and it never goes back behind what was answered before a kill. */
function awake(store: Store): ClockState {
  const { clock, beat } = store;
  if (store.beat === null && clock.version === 1) return clock;
  const known = beat !== null && beat.wallAt > clock.wallAt ? { ...clock, at: beat.at, wallAt: beat.wallAt } : clock;
  const away = Math.min(Date.now() - Date.parse(known.wallAt), beatMs);
  return {
    ...clock,
    at: new Date(Date.parse(known.at) + away * clock.rate).toISOString(),
    wallAt: new Date().toISOString(),
    version: clock.version + 1,
  };
}

function discovered({ store, apps }: WorldContext, side: Side): DiscoveredSide {
  const { tenantId, displayName, initialDomain } = store.heads[side];
  const app = (key: AppKey): DiscoveredApp => {
    const { clientId, clientSecret } = apps.all.find((one) => one.side === side && one.key === key) as AppRegistration;
    return { clientId, clientSecret };
  };
  return {
    tenantId,
    displayName,
    initialDomain,
    domains: [...store.all(side, 'domains')].map((domain) => domain.id),
    apps: {
      bot: app('bot'),
      full: app('full'),
      readOnly: app('readOnly'),
      none: app('none'),
      directory: app('directory'),
      mover: app('mover'),
    },
  };
}
