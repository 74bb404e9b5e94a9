import { Kysely, PostgresDialect } from 'kysely';
import { openDatabase } from '../../src/store/open-database.js';
import { WakeUpCalls } from '../../src/store/wake-up-calls.js';
import { silentLog } from './support/log.js';
import { postgresBinaries, startPostgres, type PostgresServer } from './support/postgres-server.js';
import type { Database } from '../../src/store/api.js';

const bin = postgresBinaries();
if (bin === null) process.stderr.write('no PostgreSQL server found here: wake-up calls are not tried\n');
const onPostgres = bin === null ? describe.skip : describe;
const stamp = { mode: 'rehearsal', sourceTenantId: 'source', destinationTenantId: 'destination' } as const;

onPostgres('wake-up calls', () => {
  let server: PostgresServer;
  let database: Database;
  let kysely: Kysely<unknown>;
  let heard: string[];
  let next: () => void;
  const all: WakeUpCalls[] = [];

  beforeAll(async () => {
    server = await startPostgres(bin ?? '');
    database = await openDatabase({ databaseUrl: await server.newDatabase(), dataDir: '', stamp, log: silentLog });
    kysely = new Kysely<unknown>({ dialect: new PostgresDialect({ pool: database.pool }) });
  });
  afterAll(async () => {
    await database.close();
    await server.stop();
  });
  beforeEach(() => {
    heard = [];
    next = () => undefined;
  });
  afterEach(() => all.splice(0).forEach((calls) => calls.stop()));

  async function process(processId: string): Promise<WakeUpCalls> {
    const onCall = (): void => {
      heard.push(processId);
      next();
    };
    const calls = new WakeUpCalls({ database, processId, log: silentLog, onCall });
    all.push(calls);
    await calls.listen();
    return calls;
  }
  const nextCall = (): Promise<void> => new Promise((resolve) => (next = resolve));

  test('a call is heard by the others when its transaction commits, and not by who called', async () => {
    const [one, other] = [await process('one'), await process('other')];
    await kysely
      .transaction()
      .execute(async (trx) => {
        await one.call(trx);
        throw new Error('rolled back');
      })
      .catch(() => undefined);
    const called = nextCall();
    await kysely.transaction().execute(async (trx) => one.call(trx));
    await called;
    const answered = nextCall();
    await other.call(kysely);
    await answered;

    expect(heard).toEqual(['other', 'one']);
  });

  test('a lost connection is made again, and who may have missed a call is woken', async () => {
    const other = await process('other');
    const woken = nextCall();
    await database.pool.query(
      `select pg_terminate_backend(pid) from pg_stat_activity where query like 'listen %' and pid <> pg_backend_pid()`,
    );
    await woken;
    heard.length = 0;
    const called = nextCall();
    await new WakeUpCalls({ database, processId: 'one', log: silentLog, onCall: () => undefined }).call(kysely);
    await called;

    expect(heard).toEqual(['other']);
    other.stop();
  });
});
