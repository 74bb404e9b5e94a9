/** The one place that knows everybody: surrounding → systems → actions → engine → bot → HTTP. */
import { randomBytes } from 'node:crypto';
import type { Logger } from 'pino';
import { createBot } from '../../bot/bot.js';
import type { Config } from '../../config.js';
import { planWords } from '../../documents/plan-words.js';
import { planWorkbook } from '../../documents/plan-workbook.js';
import type { Engine } from '../../engine/api.js';
import { createEngine, engineMigrations, engineQueues } from '../../engine/index.js';
import { createDownloads } from '../../http/downloads.js';
import { createLinks } from '../../http/links.js';
import { createHttpServer } from '../../http/server.js';
import { translate } from '../../locales/index.js';
import { runbook } from '../../runbook/index.js';
import { createActions } from '../../steps/index.js';
import { createDurableJobs } from '../../store/durable.js';
import { migrate } from '../../store/migrate.js';
import { openDatabase } from '../../store/open-database.js';
import { createDiscovery } from '../../systems/discovery/discovery.js';
import { createDns } from '../../systems/dns/dns.js';
import { connectTenant } from '../../systems/tenant.js';
import { openWireLog, withWireLog, type WireLog } from '../../transport.js';
import { createViews } from '../../views/index.js';
import { pauseOn } from './pause.js';
import type { Surrounding, Tenant } from './tenants.js';

export interface Running {
  readonly port: number;
  readonly engine: Engine;
  stop(): Promise<void>;
}

export async function compose(
  config: Config,
  surrounding: Surrounding,
  options: { port: number; host: string; log: Logger },
): Promise<Running> {
  const { log } = options;
  const { clock, source, destination, mode } = surrounding;
  const database = await openDatabase({
    databaseUrl: config.databaseUrl,
    dataDir: config.dataDir,
    stamp: { mode, sourceTenantId: source.tenantId, destinationTenantId: destination.tenantId },
    log,
  });
  await migrate(database.pool, engineMigrations);
  const wireLog: WireLog | null = config.wireLog === null ? null : openWireLog(config.wireLog);
  const stopping = new AbortController();
  const now = (): Date => clock.now();
  const pause = (milliseconds: number): Promise<void> => pauseOn(clock, milliseconds, stopping.signal);
  const logged = wireLog === null ? {} : { wireLog };
  const connect = (side: 'source' | 'destination', tenant: Tenant) =>
    connectTenant({
      side,
      ...tenant,
      endpoints: config.endpoints,
      transport: surrounding.transport,
      ...logged,
      now,
      pause,
    });
  const engine = createEngine({
    database,
    jobs: createDurableJobs({ database, queues: engineQueues, pollMs: mode === 'rehearsal' ? 30 : 200, log }),
    runbook,
    actions: createActions({
      source: connect('source', source),
      destination: connect('destination', destination),
      dns: createDns({ ...surrounding.dns, ...logged, now }),
      discovery: createDiscovery({
        endpoint: config.endpoints.discovery,
        transport:
          wireLog === null
            ? surrounding.transport
            : withWireLog(surrounding.transport, {
                system: 'discovery',
                side: 'none',
                append: (line) => wireLog.append(line),
                now,
              }),
        now,
        pause,
      }),
    }),
    clock,
    migration: {
      id: `${source.tenantId}>${destination.tenantId}`,
      movingDomains: surrounding.movingDomains,
      initialDomain: { source: source.initialDomain, destination: destination.initialDomain },
      tenantId: { source: source.tenantId, destination: destination.tenantId },
      sourceName: source.name,
      destinationName: destination.name,
    },
    protectedAccounts: config.protectedAccounts,
    mode,
    hostTenantId: surrounding.hostTenantId,
    defaultLang: config.language,
    log: (level, message, fields) => log[level](fields ?? {}, message),
  });
  const links = createLinks({ secret: await lasting(engine, 'link-secret'), baseUrl: surrounding.publicUrl });
  const bot = createBot({
    trust: surrounding.trust,
    engine,
    views: createViews(),
    domains: { source: source.domains, destination: destination.domains },
    lang: config.language,
    link: links.sign,
    log,
    ...(mode === 'rehearsal' && !config.rehearsal.channelLimits ? { limits: [], editEveryMs: 50 } : {}),
  });
  let ready = false;
  const http = createHttpServer({
    receive: (authorization, body) => bot.receive(authorization, body),
    ready: async () => ready && (await database.pool.query('select 1')).rowCount === 1,
    links,
    downloads: createDownloads({
      queries: engine.queries,
      workbook: (plan) => planWorkbook(plan, planWords[config.language]),
    }),
    words: (code) => translate(config.language, `refusals.${code}`),
    onFault: (fault, path) => log.error({ err: fault, path }, 'a request could not be answered'),
  });

  await engine.start();
  const port = await http.listen(options.port, options.host);
  await bot.start();
  const dueDates = tellDueDates(engine, surrounding, log);
  ready = true;
  return {
    port,
    engine,
    async stop() {
      ready = false;
      dueDates.stop();
      stopping.abort(new Error('the bot is stopping'));
      await http.close();
      await bot.stop();
      await engine.stop();
      await database.close();
      wireLog?.close();
    },
  };
}

/** A secret made at the first start and kept in the database, so that links on old cards go on working. */
async function lasting(engine: Engine, key: string): Promise<string> {
  const known = await engine.outbox.recall(key);
  if (known !== null) return known;
  const made = randomBytes(32).toString('base64url');
  await engine.outbox.remember(key, made);
  return made;
}

/** The keeper of a rehearsal's clock offers to jump to the next due time, but only while nothing is under way. */
function tellDueDates(engine: Engine, surrounding: Surrounding, log: Logger): { stop(): void } {
  if (surrounding.mode === 'live') return { stop: () => undefined };
  let told: string | null | undefined;
  let asking = false;
  const tell = async (): Promise<void> => {
    if (asking) return;
    asking = true;
    try {
      const at = (await engine.idle()) ? await engine.nextDueAt() : null;
      if (at !== told) await surrounding.tellNextDue(at);
      told = at;
    } catch (error) {
      log.debug({ err: error }, 'the next due time could not be told');
    } finally {
      asking = false;
    }
  };
  const timer = setInterval(() => void tell(), 250);
  return { stop: () => clearInterval(timer) };
}
