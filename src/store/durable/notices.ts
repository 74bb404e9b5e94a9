import type { Pool, PoolClient } from 'pg';
import type { StoreLog } from '../api.js';

const CHANNEL = 'changeover_jobs';
const AGAIN_MS = 1_000;

/** What the transaction that enqueues a job says, to every process, at the moment it commits: its queue, or when it is due. */
export type Notice = { readonly queue: string } | { readonly dueAt: Date };

export const noticeChannel = CHANNEL;
export const noticeOf = (queue: string, notBefore: Date | null): string =>
  JSON.stringify(notBefore === null ? { queue } : { dueAt: notBefore.toISOString() });

function read(payload: string): Notice {
  const { queue, dueAt } = JSON.parse(payload) as { queue?: string; dueAt?: string };
  return dueAt === undefined ? { queue: queue ?? '' } : { dueAt: new Date(dueAt) };
}

export interface NoticesOptions {
  readonly pool: Pool;
  readonly log: StoreLog;
  readonly heard: (notice: Notice) => void;
  /** Listening begins again after the connection was lost: whatever was said meanwhile was not heard. */
  readonly missedSome: () => void;
}

/** Listens on one connection of its own for as long as it lives. */
export class Notices {
  private client: PoolClient | null = null;
  private closed = false;
  private again: NodeJS.Timeout | undefined;

  constructor(private readonly options: NoticesOptions) {}

  async listen(): Promise<void> {
    const client = await this.options.pool.connect();
    this.client = client;
    client.on('notification', ({ channel, payload }) => {
      if (channel === CHANNEL && payload !== undefined) this.options.heard(read(payload));
    });
    client.once('error', (reason) => this.lost(client, reason));
    client.once('end', () => this.lost(client, new Error('the connection ended')));
    await client.query(`listen ${CHANNEL}`);
  }

  close(): void {
    this.closed = true;
    clearTimeout(this.again);
    this.client?.release(true);
    this.client = null;
  }

  private lost(client: PoolClient, reason: Error): void {
    if (this.closed || this.client !== client) return;
    this.client = null;
    client.release(true);
    this.options.log.warn({ reason: reason.message }, 'new jobs are not announced until the database is back');
    this.listenAgain();
  }

  private listenAgain(): void {
    this.again = setTimeout(() => {
      this.listen()
        .then(() => this.options.missedSome())
        .catch(() => {
          this.client?.release(true);
          this.client = null;
          if (!this.closed) this.listenAgain();
        });
    }, AGAIN_MS).unref();
  }
}
