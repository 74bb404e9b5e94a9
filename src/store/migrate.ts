import { exclusively } from './exclusively.js';
import type { Pool } from 'pg';

export interface Migration {
  /** Never renamed once released: it is what tells whether it ran. */
  readonly name: string;
  readonly sql: string;
}

/** Runs what this database has not seen yet, in the given order, each in a transaction of its own with its record. */
export async function migrate(pool: Pool, migrations: readonly Migration[]): Promise<void> {
  await exclusively(pool, async () => {
    await pool.query(
      'create table if not exists store_migration (name text primary key, ran_at timestamptz not null default now())',
    );
    for (const migration of migrations) await runOnce(pool, migration);
  });
}

async function runOnce(pool: Pool, migration: Migration): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query('begin');
    const { rowCount } = await client.query('insert into store_migration (name) values ($1) on conflict do nothing', [
      migration.name,
    ]);
    if (rowCount === 1) await client.query(migration.sql);
    await client.query('commit');
  } catch (reason) {
    await client.query('rollback');
    throw new Error(`migration ${migration.name} failed: ${String(reason)}`, { cause: reason });
  } finally {
    client.release();
  }
}
