/** The one place that knows everybody: outside → systems → actions → engine → bot → HTTP. */
import { randomBytes } from 'node:crypto';
import type { Logger } from 'pino';
import { createBot } from '../../bot/bot.js';
import type { Config } from '../../config.js';
import { fitsField, readForField } from '../../documents/incoming/fits-field.js';
import { judgeFile, mostBytes } from '../../documents/incoming/judge.js';
import { planWords } from '../../documents/plan-words.js';
import { planWorkbook } from '../../documents/plan-workbook.js';
import type { Engine } from '../../engine/api.js';
import { createEngine, engineMigrations, engineQueues } from '../../engine/index.js';
import { pauseOn } from '../../engine/schedule/pause.js';
import { createDownloads } from '../../http/downloads.js';
import { logTable } from './log-file.js';
import { csv } from '../../documents/csv.js';
import { createLinks } from '../../http/links.js';
import { createUploadLinks } from '../../http/upload-links.js';
import { createUploads } from '../../http/uploads.js';
import { createHttpServer } from '../../http/server.js';
import { createWorkerDoor } from '../../http/worker-door.js';
import { translate } from '../../locales/index.js';
import { runbook } from '../../runbook/index.js';
import { createActions, type Systems } from '../../steps/index.js';
import { missingRights } from '../../steps/rights/missing-rights.js';
import { createDurableJobs } from '../../store/durable.js';
import { migrate } from '../../store/migrate.js';
import { holdToStamp } from '../../store/open-database.js';
import type { Database } from '../../store/api.js';
import { createDiscovery } from '../../systems/discovery/discovery.js';
import { createDns } from '../../systems/dns/dns.js';
import { connectTenant } from '../../systems/tenant.js';
import { openWireLog, withWireLog, type WireLog } from '../../transport.js';
import { createViews, fileTaken, uploadPage } from '../../views/index.js';
import { createWorkerJobs } from '../../worker/jobs.js';
import { createWorkerKeys } from '../../worker/keys.js';
import { workerMigrations } from '../../worker/schema.js';
import { tellDueDates } from './due-dates.js';
import type { Outside, ReachableTenant } from './tenants.js';

export interface Running {
  readonly port: number;
  readonly engine: Engine;
  stop(): Promise<void>;
}

export async function compose(
  config: Config,
  outside: Outside,
  options: { database: Promise<Database>; port: number; host: string; log: Logger },
): Promise<Running> {
  const { log } = options;
  const { clock, source, destination, mode } = outside;
  const database = await holdToStamp(await options.database, {
    mode,
    sourceTenantId: source.tenantId,
    destinationTenantId: destination.tenantId,
  });
  await migrate(database.pool, config.workerDoor ? [...engineMigrations, ...workerMigrations] : engineMigrations);
  const wireLog: WireLog | null = config.wireLog === null ? null : openWireLog(config.wireLog);
  const stopping = new AbortController();
  const now = (): Date => clock.now();
  const pause = (milliseconds: number): Promise<void> => pauseOn(clock, milliseconds, stopping.signal);
  const logged = wireLog === null ? {} : { wireLog };
  const connect = (side: 'source' | 'destination', tenant: ReachableTenant) =>
    connectTenant({
      side,
      ...tenant,
      endpoints: config.endpoints,
      transport: outside.transport,
      ...logged,
      now,
      pause,
    });
  const systems: Systems = {
    source: connect('source', source),
    destination: connect('destination', destination),
    dns: createDns({ ...outside.dns, ...logged, now }),
    discovery: createDiscovery({
      endpoint: config.endpoints.discovery,
      transport:
        wireLog === null
          ? outside.transport
          : withWireLog(outside.transport, {
              system: 'discovery',
              side: 'none',
              append: (line) => wireLog.append(line),
              now,
            }),
      now,
      pause,
    }),
  };
  const engine = createEngine({
    database,
    jobs: createDurableJobs({ database, queues: engineQueues, pollMs: mode === 'rehearsal' ? 10 : 200, log }),
    runbook,
    actions: createActions(systems),
    missingRights: missingRights(systems),
    clock,
    migration: {
      id: `${source.tenantId}>${destination.tenantId}`,
      movingDomains: outside.movingDomains,
      initialDomain: { source: source.initialDomain, destination: destination.initialDomain },
      tenantId: { source: source.tenantId, destination: destination.tenantId },
      sourceName: source.name,
      destinationName: destination.name,
    },
    protectedAccounts: config.protectedAccounts,
    mode,
    hostTenantId: outside.hostTenantId,
    defaultLang: config.language,
    readForField,
    fitsField,
    log: (level, message, fields) => log[level](fields ?? {}, message),
  });
  const signing = { secret: await lasting(engine, 'link-secret'), baseUrl: outside.publicUrl };
  const links = createLinks(signing);
  const uploadLinks = createUploadLinks(signing);
  const views = createViews();
  const bot = createBot({
    trust: outside.trust,
    engine,
    views,
    domains: { source: source.domains, destination: destination.domains },
    lang: config.language,
    link: links.sign,
    uploadLink: uploadLinks.sign,
    files: { transport: outside.transport, judge: judgeFile, most: mostBytes },
    log,
    ...(mode === 'rehearsal' && !config.rehearsal.channelLimits ? { limits: [], editEveryMs: 50 } : {}),
  });
  // A worker's lease runs on the wall: a rehearsal's clock may leap over it.
  const workers = { pool: database.pool, now: () => new Date() };
  const worker = config.workerDoor
    ? createWorkerDoor({
        keys: createWorkerKeys(workers),
        jobs: createWorkerJobs(workers),
        words: (code, facts) => translate(config.language, `refusals.${code}`, facts),
      })
    : undefined;
  let ready = false;
  const http = createHttpServer({
    receive: (authorization, body) => bot.receive(authorization, body),
    ready: async () => ready && (await database.pool.query('select 1')).rowCount === 1,
    links,
    downloads: createDownloads({
      queries: engine.queries,
      workbook: (plan) => planWorkbook(plan, planWords[config.language]),
      log: async (filter, lang) => csv(await logTable(engine.queries, views.logSentence, filter, lang)),
    }),
    uploads: createUploads({
      links: uploadLinks,
      commands: engine.commands,
      queries: engine.queries,
      outbox: engine.outbox,
      draw: { page: uploadPage, refusal: views.refusalText, taken: fileTaken },
      overHttps: outside.publicUrl.startsWith('https:'),
    }),
    ...(worker === undefined ? {} : { worker }),
    words: (code) => translate(config.language, `refusals.${code}`),
    onFault: (fault, path) => log.error({ err: fault, path }, 'a request could not be answered'),
  });

  await engine.start();
  const port = await http.listen(options.port, options.host);
  await bot.start();
  const stopTelling =
    mode === 'live' ? (): void => undefined : tellDueDates({ engine, clock, tell: outside.tellNextDue, log });
  ready = true;
  return {
    port,
    engine,
    async stop() {
      ready = false;
      stopTelling();
      stopping.abort(new Error('the bot is stopping'));
      await http.close();
      await bot.stop();
      await engine.stop();
      await database.close();
      wireLog?.close();
    },
  };
}

/** A secret made at the first start and kept in the database, so that links on old cards go on working; the first process's counts. */
const lasting = (engine: Engine, key: string): Promise<string> =>
  engine.outbox.settle(key, null, randomBytes(32).toString('base64url'));
