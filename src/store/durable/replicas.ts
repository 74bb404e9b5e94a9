import { sql, type RawBuilder } from 'kysely';
import type { Pool } from 'pg';
import type { StoreLog } from '../api.js';

export interface ReplicaOptions {
  readonly pool: Pool;
  readonly id: string;
  readonly log: StoreLog;
  /** A replica that has not beaten for this long counts as dead. A false alarm repeats at most the job under way. */
  readonly deadAfterMs: number;
  /** Puts the jobs of dead replicas back into their queues. */
  readonly recover: (deadIds: readonly string[]) => Promise<void>;
  /** Called once that is done. */
  readonly onTakenOver: () => Promise<void>;
  /** The others have declared this replica dead and taken its jobs over. */
  readonly onDeclaredDead: (reason: Error) => void;
}

const BEATS_TO_DEATH = 7;
const LOCK_KEY = 7_430_116;

/** Open-source DBOS never takes over what a dead replica had begun: each beats here, and looks for others that no longer do. */
export class Replicas {
  private timer: NodeJS.Timeout | undefined;
  private looking: Promise<void> = Promise.resolve();

  constructor(private readonly options: ReplicaOptions) {}

  async join(): Promise<void> {
    const { pool, id } = this.options;
    await pool.query(
      'create table if not exists store_replica (id text primary key, beat timestamptz not null default now())',
    );
    await pool.query('insert into store_replica (id) values ($1)', [id]);
  }

  /** A subselect: who has not beaten for too long is dead, also before somebody says so. */
  static living(deadAfterMs: number): RawBuilder<string> {
    return sql`(select id from store_replica where beat > now() - ${deadAfterMs}::double precision * interval '1 millisecond')`;
  }

  watch(): void {
    this.timer = setInterval(() => {
      this.looking = this.beat().catch((reason: unknown) => {
        this.options.log.warn({ reason: String(reason) }, 'could not tell the other replicas that this one lives');
      });
    }, this.options.deadAfterMs / BEATS_TO_DEATH).unref();
  }

  async leave(): Promise<void> {
    clearInterval(this.timer);
    await this.looking;
    await this.options.pool.query('delete from store_replica where id = $1', [this.options.id]);
  }

  private async beat(): Promise<void> {
    const { pool, id, onDeclaredDead } = this.options;
    const { rowCount } = await pool.query('update store_replica set beat = now() where id = $1', [id]);
    if (rowCount === 0) {
      clearInterval(this.timer);
      onDeclaredDead(new Error(`replica ${id} was declared dead by another one`));
      return;
    }
    await this.takeOverFromTheDead();
  }

  private async takeOverFromTheDead(): Promise<void> {
    const { pool, deadAfterMs, recover, onTakenOver, log } = this.options;
    let tookOver = false;
    const client = await pool.connect();
    try {
      await client.query('begin');
      const { rows: lock } = await client.query<{ got: boolean }>('select pg_try_advisory_xact_lock($1) as got', [
        LOCK_KEY,
      ]);
      if (lock[0]?.got === true) {
        const { rows } = await client.query<{ id: string }>(
          `delete from store_replica where beat < now() - $1::double precision * interval '1 millisecond' returning id`,
          [deadAfterMs],
        );
        // Also jobs of replicas nobody has a row for any more: whoever is not here cannot be running anything.
        const { rows: begun } = await client.query<{ id: string }>(
          `select distinct executor_id as id from dbos.workflow_status
            where status = 'PENDING' and executor_id is not null and executor_id not in (select id from store_replica)`,
        );
        const dead = [...new Set([...rows, ...begun].map((row) => row.id))];
        if (dead.length > 0) {
          log.warn({ dead }, 'took over the jobs of replicas that no longer beat');
          await recover(dead);
          tookOver = true;
        }
      }
      await client.query('commit');
    } catch (reason) {
      await client.query('rollback');
      throw reason;
    } finally {
      client.release();
    }
    if (tookOver) await onTakenOver();
  }
}
