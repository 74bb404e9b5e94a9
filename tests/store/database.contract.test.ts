import { PostgresDialect, Kysely } from 'kysely';
import { migrate } from '../../src/store/migrate.js';
import { openDatabase } from '../../src/store/open-database.js';
import { backends } from './support/backends.js';
import { eventually } from './support/eventually.js';
import { silentLog } from './support/log.js';
import type { Database, DatabaseOptions } from '../../src/store/api.js';
import type { Place } from './support/backends.js';

const stamp: DatabaseOptions['stamp'] = {
  mode: 'rehearsal',
  sourceTenantId: 'source',
  destinationTenantId: 'destination',
};
const open = (place: Place, other: Partial<DatabaseOptions> = {}): Promise<Database> =>
  openDatabase({ ...place, stamp, log: silentLog, ...other });

describe.each(backends())('a database on $name', (backend) => {
  let place: Place;
  let database: Database;

  beforeAll(async () => {
    await backend.start();
    place = await backend.newPlace();
    database = await open(place);
  });
  afterAll(async () => {
    await database.close();
    await backend.stop();
  });

  const table = async (columns: string): Promise<string> => {
    const name = `t_${Math.random().toString(36).slice(2)}`;
    await database.pool.query(`create table ${name} (${columns})`);
    return name;
  };
  const count = async (from: string): Promise<number> => {
    const { rows } = await database.pool.query<{ n: number }>(`select count(*)::int as n from ${from}`);
    return rows[0]?.n ?? -1;
  };

  test('knows its backend', () => {
    expect(database.backend).toBe(backend.name);
  });

  test('a transaction is written as a whole or not at all', async () => {
    const name = await table('id int primary key');
    const client = await database.pool.connect();
    await client.query('begin');
    await client.query(`insert into ${name} values (1)`);
    await client.query('rollback');
    await client.query('begin');
    await client.query(`insert into ${name} values (2), (3)`);
    await client.query('commit');
    client.release();

    expect(await count(name)).toBe(2);
  });

  test('a failed statement spoils its own transaction and nobody else’s', async () => {
    const name = await table('id int primary key');
    const client = await database.pool.connect();
    await client.query('begin');
    await expect(client.query('select broken')).rejects.toMatchObject({ code: '42703' });
    await expect(client.query('select 1')).rejects.toMatchObject({ code: '25P02' });
    const other = database.pool.query(`insert into ${name} values (1)`);
    await client.query('rollback');
    client.release();
    await other;

    expect(await count(name)).toBe(1);
  });

  test('ten transactions at once do not see into each other', async () => {
    const name = await table('who int, n int');
    await Promise.all(
      Array.from({ length: 10 }, async (_, who) => {
        const client = await database.pool.connect();
        try {
          await client.query('begin');
          for (let n = 0; n < 10; n += 1) await client.query(`insert into ${name} values ($1, $2)`, [who, n]);
          const { rows } = await client.query(`select count(*)::int as n from ${name} where who = $1`, [who]);
          expect(rows[0]).toEqual({ n: 10 });
          await client.query(who % 2 === 0 ? 'commit' : 'rollback');
        } finally {
          client.release();
        }
      }),
    );

    const { rows } = await database.pool.query(`select who, count(*)::int as n from ${name} group by who order by who`);
    expect(rows).toEqual([0, 2, 4, 6, 8].map((who) => ({ who, n: 10 })));
  });

  test('statements of ten connections with values over 200 kB never land in each other’s tables', async () => {
    const big = await table('n int, body text');
    const small = await table('n int, body text');
    const body = 'x'.repeat(210_000);
    await Promise.all(
      Array.from({ length: 200 }, (_, n) =>
        n % 2 === 0
          ? database.pool.query(`insert into ${big} values ($1, $2)`, [n, body])
          : database.pool.query(`insert into ${small} values ($1, $2)`, [n, 'little']),
      ),
    );

    expect(await count(`${big} where n % 2 = 0 and length(body) = 210000`)).toBe(100);
    expect(await count(`${small} where n % 2 = 1 and body = 'little'`)).toBe(100);
    expect((await count(big)) + (await count(small))).toBe(200);
    const { rows } = await database.pool.query<{ body: string }>(`select body from ${big}`);
    expect(rows.every((row) => row.body === body)).toBe(true);
  });

  test('two connections may prepare different statements under one name', async () => {
    const [first, second] = [await database.pool.connect(), await database.pool.connect()];
    const ask = (client: typeof first, text: string) =>
      client.query<{ answer: number }>({ name: 'ask', text, values: [20] });
    for (let round = 0; round < 3; round += 1) {
      expect((await ask(first, 'select $1::int + 1 as answer')).rows).toEqual([{ answer: 21 }]);
      expect((await ask(second, 'select $1::int + 2 as answer')).rows).toEqual([{ answer: 22 }]);
    }
    first.release(true);
    const third = await database.pool.connect();
    expect((await ask(third, 'select $1::int + 3 as answer')).rows).toEqual([{ answer: 23 }]);
    second.release();
    third.release();
  });

  test('what a client left open when it vanished is undone, and the others go on', async () => {
    const name = await table('id int primary key');
    const client = await database.pool.connect();
    await client.query('begin');
    await client.query(`insert into ${name} values (1)`);
    const waiting = database.pool.query(`insert into ${name} values (2)`);
    client.release(new Error('vanished'));
    await waiting;

    const { rows } = await database.pool.query(`select id from ${name}`);
    expect(rows).toEqual([{ id: 2 }]);
  });

  test('a client may vanish in the middle of a statement', async () => {
    const name = await table('id int');
    const client = await database.pool.connect();
    await client.query('begin');
    const cut = client.query(`insert into ${name} select generate_series(1, 50000)`);
    client.release(new Error('vanished'));
    await expect(cut).rejects.toThrow();
    await eventually('the table is free again', async () => (await count(name)) === 0);
  });

  test('a notification reaches every listener', async () => {
    const [first, second] = [await database.pool.connect(), await database.pool.connect()];
    const heard: string[] = [];
    for (const [who, client] of Object.entries({ first, second })) {
      client.on('notification', ({ channel, payload }) => heard.push(`${who} ${channel} ${payload}`));
      await client.query('listen news');
    }
    await database.pool.query(`select pg_notify('news', 'moved')`);
    await eventually('both heard', () => heard.length === 2);
    first.release(true);
    second.release(true);

    expect(heard.sort()).toEqual(['first news moved', 'second news moved']);
  });

  test('values come back as they were given', async () => {
    const name = await table(
      'at timestamptz, doc jsonb, raw bytea, big bigint, id uuid, list text[], nothing text, word text',
    );
    const given = {
      at: new Date('2026-11-30T08:00:00.123Z'),
      doc: { смтп: ['SMTP:Ünïcode@contoso.com', null, 1.5], quote: `'"\\` },
      raw: Buffer.from([0, 1, 65, 255]),
      big: '9007199254740993',
      id: '6f1c0f1e-0000-4000-8000-000000000001',
      list: ['a,b', 'c"d', '{}'],
      nothing: null,
      word: 'Имя 😀 \t end',
    };
    await database.pool.query(`insert into ${name} values ($1, $2, $3, $4, $5, $6, $7, $8)`, Object.values(given));

    const { rows } = await database.pool.query(`select * from ${name}`);
    expect(rows).toEqual([given]);
  });

  test('kysely works on the pool', async () => {
    const name = await table('id int primary key, body text');
    const kysely = new Kysely<Record<string, { id: number; body: string }>>({
      dialect: new PostgresDialect({ pool: database.pool }),
    });
    await kysely.transaction().execute((trx) => trx.insertInto(name).values({ id: 1, body: 'one' }).execute());

    expect(await kysely.selectFrom(name).selectAll().execute()).toEqual([{ id: 1, body: 'one' }]);
  });

  test('a migration runs once, in order, also when several processes begin at the same moment', async () => {
    const migrations = [
      { name: '001-make', sql: 'create table made (n int); insert into made values (1)' },
      { name: '002-add', sql: 'insert into made values (2)' },
    ];
    await Promise.all([
      migrate(database.pool, migrations),
      migrate(database.pool, migrations),
      migrate(database.pool, migrations),
    ]);
    await migrate(database.pool, [...migrations, { name: '003-more', sql: 'insert into made values (3)' }]);

    const { rows } = await database.pool.query('select n from made');
    expect(rows).toEqual([{ n: 1 }, { n: 2 }, { n: 3 }]);
  });

  test('a migration that fails leaves nothing and may be tried again', async () => {
    const wrong = { name: '010-wrong', sql: 'create table half (n int); select broken' };
    await expect(migrate(database.pool, [wrong])).rejects.toThrow('migration 010-wrong failed');
    await migrate(database.pool, [{ ...wrong, sql: 'create table half (n int)' }]);

    expect(await count('half')).toBe(0);
  });

  test('keeps its rows when it is closed and opened again', async () => {
    const name = await table('id int');
    await database.pool.query(`insert into ${name} values (7)`);
    await database.close();
    database = await open(place);

    expect(await count(name)).toBe(1);
  });

  test('refuses another mode and another pair of tenants, and names both', async () => {
    await database.close();
    const facts = { foundMode: 'rehearsal', foundSourceTenantId: 'source', foundDestinationTenantId: 'destination' };
    await expect(open(place, { stamp: { ...stamp, mode: 'live' } })).rejects.toMatchObject({
      code: 'store.other-stamp',
      facts: { ...facts, wantedMode: 'live' },
    });
    await expect(open(place, { stamp: { ...stamp, destinationTenantId: 'other' } })).rejects.toMatchObject({
      code: 'store.other-stamp',
      facts: { ...facts, wantedDestinationTenantId: 'other' },
    });
    database = await open(place);
  });
});
