/** The embedded database parses a statement that comes again once, for all its clients, and nobody notices. */
import { rm } from 'node:fs/promises';
import { openEmbedded } from '../../src/store/embedded/open-embedded.js';
import type { Database } from '../../src/store/api.js';
import { freshDataDir } from './support/data-dir.js';
import { silentLog } from './support/log.js';

describe('a statement that comes again', () => {
  let dataDir: string;
  let database: Database;
  const ask = async (text: string, values: unknown[] = []): Promise<readonly unknown[]> =>
    (await database.pool.query(text, values)).rows as unknown[];
  const kept = async (): Promise<readonly unknown[]> =>
    (await ask(`select statement from pg_prepared_statements where name like 'shared.%' order by name`)).map(
      (row) => (row as { statement: string }).statement,
    );

  beforeAll(async () => {
    dataDir = await freshDataDir();
    database = await openEmbedded({ dataDir, log: silentLog });
    await ask('create table kept (n int, word text)');
  });

  afterAll(async () => {
    await database.close();
    await rm(dataDir, { recursive: true, force: true });
  });

  test('is parsed under a name the second time, and asked for by it by every client after that', async () => {
    const find = 'select n from kept where n = $1';
    await ask(`insert into kept values ($1, 'one')`, [1]);
    expect(await ask(find, [1])).toEqual([{ n: 1 }]);
    expect(await kept()).not.toContain(find);
    const clients = await Promise.all([1, 2, 3].map(() => database.pool.connect()));
    for (const client of clients) expect((await client.query(find, [1])).rows).toEqual([{ n: 1 }]);
    for (const client of clients) client.release();

    expect((await kept()).filter((text) => text === find)).toHaveLength(1);
  });

  test('gives all columns of a table that has got another since', async () => {
    const all = 'select * from kept where n = $1';
    for (let times = 0; times < 3; times += 1) expect(await ask(all, [1])).toEqual([{ n: 1, word: 'one' }]);
    await ask('alter table kept add column more int default 7');
    expect(await ask(all, [1])).toEqual([{ n: 1, word: 'one', more: 7 }]);

    const client = await database.pool.connect();
    for (const text of ['begin', 'alter table kept drop column more']) await client.query(text);
    for (let times = 0; times < 3; times += 1)
      expect((await client.query(all, [1])).rows).toEqual([{ n: 1, word: 'one' }]);
    await client.query('rollback');
    client.release();
    for (let times = 0; times < 3; times += 1) expect(await ask(all, [1])).toEqual([{ n: 1, word: 'one', more: 7 }]);
  });

  test('that the server has to remark something on is parsed once all the same', async () => {
    const truncated = `select n as ${'n'.repeat(80)} from kept where n = $1`;
    for (let times = 0; times < 4; times += 1) expect(await ask(truncated, [1])).toEqual([{ ['n'.repeat(63)]: 1 }]);

    expect((await kept()).filter((text) => text === truncated)).toHaveLength(1);
  });

  test('that is refused is refused each time, with its own fault, and in a transaction that has failed it is not taken for parsed', async () => {
    const wrong = 'select nothing from kept where n = $1';
    for (let times = 0; times < 3; times += 1) await expect(ask(wrong, [1])).rejects.toMatchObject({ code: '42703' });

    const later = 'select n + 1 as next from kept where n = $1';
    const client = await database.pool.connect();
    await client.query('begin');
    for (const text of [wrong, later, later]) await client.query(text, [1]).catch(() => undefined);
    await client.query('rollback');
    expect((await client.query(later, [1])).rows).toEqual([{ next: 2 }]);
    expect((await client.query(later, [1])).rows).toEqual([{ next: 2 }]);
    client.release();
  });

  test('is one of so many at most, however many there are', async () => {
    for (let times = 0; times < 2; times += 1)
      for (let length = 1; length <= 210; length += 1)
        await ask(
          `select count(*)::int as n from kept where n in (${Array.from({ length }, (_, at) => `$${at + 1}`).join()})`,
          Array.from({ length }, (_, at) => at),
        );

    expect((await kept()).length).toBeLessThanOrEqual(200);
    expect(await ask('select count(*)::int as n from kept')).toEqual([{ n: 1 }]);
  }, 60_000);
});
