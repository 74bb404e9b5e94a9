import { sql, type QueryExecutorProvider } from 'kysely';
import type { PoolClient } from 'pg';
import type { Database, StoreLog } from './api.js';

const CHANNEL = 'changeover_wake_up';
const AGAIN_AFTER_MS = 2_000;

export interface WakeUpCallOptions {
  readonly database: Database;
  /** Calls of this process are not for itself: it knows. */
  readonly processId: string;
  readonly log: Pick<StoreLog, 'warn'>;
  /** Another process has something to do, or may have had while nothing could be heard. */
  readonly onCall: () => void;
}

/**
 * Tells the other processes on this database that there is something to do (LISTEN and NOTIFY). Embedded there are none. Only a
 * shortcut: a call is lost while the connection is, so whoever waits for one looks by itself now and then.
 */
export class WakeUpCalls {
  private client: PoolClient | null = null;
  private again: NodeJS.Timeout | undefined;
  private stopped = true;

  constructor(private readonly options: WakeUpCallOptions) {}

  async listen(): Promise<void> {
    const { database, processId, onCall } = this.options;
    this.stopped = false;
    if (database.backend === 'pglite') return;
    const client = await database.pool.connect();
    if (this.stopped) return client.release();
    this.client = client;
    client.on('notification', ({ payload }) => {
      if (payload !== processId) onCall();
    });
    client.once('end', () => this.lost(client));
    await client.query(`listen ${CHANNEL}`);
  }

  /** Heard by the others when the transaction commits. */
  async call(trx: QueryExecutorProvider): Promise<void> {
    if (this.options.database.backend === 'pglite') return;
    await sql`select pg_notify(${CHANNEL}, ${this.options.processId})`.execute(trx);
  }

  stop(): void {
    this.stopped = true;
    clearTimeout(this.again);
    // Not given back: it would go on listening in other hands.
    this.client?.release(true);
    this.client = null;
  }

  private lost(client: PoolClient): void {
    if (this.stopped || this.client !== client) return;
    this.client = null;
    client.release(true);
    this.listenAgain();
  }

  private listenAgain(): void {
    this.again = setTimeout(() => {
      this.listen().then(this.options.onCall, (reason: unknown) => {
        this.options.log.warn({ reason: String(reason) }, 'the wake-up calls of other processes are not heard');
        this.client?.release(true);
        this.client = null;
        if (!this.stopped) this.listenAgain();
      });
    }, AGAIN_AFTER_MS).unref();
  }
}
