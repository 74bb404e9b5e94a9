import { Duplex } from 'node:stream';
import { StatementNames } from './statement-names.js';
import { FrontendReader, TERMINATE, fatal, welcome, type FrontendBatch } from './wire.js';
import type { SessionClient, SharedSession } from './shared-session.js';

let connections = 0;

/** What `pg` takes for a socket: speaks the wire protocol with PGlite inside this process; no port is opened. */
export class PgliteStream extends Duplex implements SessionClient {
  private readonly id = ++connections;
  readonly name = `connection ${this.id}`;
  private readonly reader = new FrontendReader();
  private readonly statements = new StatementNames(`c${this.id}.`);
  /** Batches of one client run in the order they were written. */
  private work: Promise<void> = Promise.resolve();

  constructor(private readonly session: SharedSession) {
    super();
  }

  connect(): this {
    setImmediate(() => this.emit('connect'));
    return this;
  }
  setNoDelay(): this {
    return this;
  }
  setKeepAlive(): this {
    return this;
  }
  ref(): this {
    return this;
  }
  unref(): this {
    return this;
  }

  deliver(backendMessages: Buffer): void {
    if (!this.destroyed && !this.readableEnded) this.push(backendMessages);
  }

  evict(reason: Error): void {
    this.deliver(fatal(reason.message));
    this.destroy(reason);
  }

  override _read(): void {
    // Answers are pushed as they come.
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    for (const batch of this.reader.read(chunk)) {
      this.work = this.work.then(() => this.answer(batch)).catch((reason: Error) => void this.destroy(reason));
    }
    done();
  }

  override _final(done: (error?: Error | null) => void): void {
    void this.work.then(() => {
      this.push(null);
      done();
    });
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    this.session.leave(this, this.statements.forgetting()).catch(() => {
      // The thread is gone, and with it everything the client had left there.
    });
    done(error);
  }

  private async answer(batch: FrontendBatch): Promise<void> {
    if (this.destroyed) return;
    if (batch.ends === 'startup') {
      this.session.join(this);
      this.push(welcome(this.id));
    } else if (batch.ends === TERMINATE) {
      this.push(null);
    } else {
      this.deliver(
        await this.session.run(
          this,
          batch.messages.map((one) => this.statements.rename(one)),
        ),
      );
    }
  }
}
