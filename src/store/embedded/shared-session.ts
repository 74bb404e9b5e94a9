import { queryMessage, readAnswer, syncMessage, type BackendAnswer } from './wire.js';
import { ParsedOnce } from './parsed-once.js';
import type { StoreLog } from '../api.js';
import type { PgliteThread } from './pglite-thread.js';

/** A client of the one session. */
export interface SessionClient {
  readonly name: string;
  deliver(backendMessages: Buffer): void;
  /** It kept everybody waiting. */
  evict(reason: Error): void;
}

export interface SharedSessionOptions {
  readonly thread: Pick<PgliteThread, 'run'>;
  readonly log: StoreLog;
  /** How long a transaction may stand open with nothing sent before its client is thrown out. */
  readonly idleInTransactionMs: number;
}

/**
 * Lets many clients take turns in PGlite's single session: first come, first served, and whoever opens a transaction keeps
 * the turn until it ends. Session state is shared by all: `SET` without `LOCAL`, temporary tables and session advisory locks
 * do not belong to a client here. Waiting for a second connection inside a transaction is a deadlock; the watchdog ends it.
 */
export class SharedSession {
  private readonly clients = new Set<SessionClient>();
  private readonly queue: {
    readonly client: SessionClient;
    readonly begin: () => void;
    readonly giveUp: (reason: Error) => void;
  }[] = [];
  private holder: SessionClient | null = null;
  private watchdog: NodeJS.Timeout | undefined;
  private readonly parsed = new ParsedOnce();

  constructor(private readonly options: SharedSessionOptions) {}

  join(client: SessionClient): void {
    this.clients.add(client);
  }

  async run(client: SessionClient, messages: readonly Buffer[]): Promise<Buffer> {
    if (this.holder !== client) await this.turn(client);
    return (await this.exchange(client, messages)).forAsker;
  }

  /** For statements of the bridge itself (CHECKPOINT, VACUUM): waits for its turn like anybody. */
  async execute(sql: string): Promise<void> {
    const client: SessionClient = { name: sql, deliver: () => undefined, evict: () => undefined };
    await this.turn(client);
    const answer = await this.exchange(client, [queryMessage(sql)]);
    if (answer.error !== null) throw new Error(`${sql}: ${answer.error}`);
  }

  /** The client is gone: what it left open is rolled back, its statements are forgotten, the next one may go. */
  async leave(client: SessionClient, forgetting: readonly Buffer[]): Promise<void> {
    this.clients.delete(client);
    for (const waiting of this.queue.filter((entry) => entry.client === client)) {
      this.queue.splice(this.queue.indexOf(waiting), 1);
      waiting.giveUp(new Error('the client left'));
    }
    const open = this.holder === client;
    if (!open && forgetting.length === 0) return;
    if (!open) await this.turn(client);
    // A batch of this client may still be running: the thread answers in order, so these come after it and before anybody
    // else's. Sync first: after a Flush that failed the session ignores everything up to the next Sync.
    const rollback = open ? [syncMessage, queryMessage('ROLLBACK')] : [];
    await this.exchange(client, [...rollback, ...forgetting, syncMessage]);
  }

  private turn(client: SessionClient): Promise<void> {
    if (this.holder === null) {
      this.holder = client;
      return Promise.resolve();
    }
    return new Promise((resolve, reject) => {
      this.queue.push({ client, begin: resolve, giveUp: reject });
    });
  }

  private async exchange(client: SessionClient, messages: readonly Buffer[]): Promise<BackendAnswer> {
    clearTimeout(this.watchdog);
    const { batch, complete } = this.parsed.shorten(messages);
    const answer = readAnswer(complete(await this.options.thread.run(batch)));
    if (answer.notifications.length > 0) this.publish(Buffer.concat(answer.notifications));
    // Not the holder any more: these were the last words of a client whose turn had already ended.
    if (this.holder !== client) return answer;
    if (answer.status === 'I') this.next();
    else this.watch(client);
    return answer;
  }

  private next(): void {
    clearTimeout(this.watchdog);
    const first = this.queue.shift();
    this.holder = first?.client ?? null;
    first?.begin();
  }

  private watch(client: SessionClient): void {
    this.watchdog = setTimeout(() => {
      const waiting = this.queue.length;
      this.options.log.error({ client: client.name, waiting }, 'a transaction stood idle too long: rolled back');
      client.evict(new Error(`idle in transaction for more than ${this.options.idleInTransactionMs} ms`));
    }, this.options.idleInTransactionMs);
    this.watchdog.unref();
  }

  private publish(notifications: Buffer): void {
    for (const client of this.clients) client.deliver(notifications);
  }
}
