import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { NotDurable } from '../faults.js';

type Answer =
  { readonly ready: true; readonly durable: boolean } | { readonly id: number; readonly chunks: readonly Uint8Array[] };

/** The thread PGlite lives in. One session: whoever sends a batch must hold the `SharedSession`'s lock. */
export interface PgliteThread {
  /** Runs frontend messages and gives back everything the backend answered. */
  run(batch: Uint8Array): Promise<Buffer>;
  close(): Promise<void>;
}

export interface PgliteFolders {
  readonly folder: string;
  /** A database that is copied when `folder` holds none: far cheaper than making one. Null: it is made. */
  readonly prepared: string | null;
}

export async function startPgliteThread(
  { folder, prepared }: PgliteFolders,
  onLost: (reason: Error) => void,
): Promise<PgliteThread> {
  const workerData = { folder, prepared } satisfies PgliteFolders;
  const worker = new Worker(join(__dirname, 'pglite-worker.mjs'), { workerData, execArgv: [] });
  const waiting = new Map<number, { done: (answer: Buffer) => void; failed: (reason: Error) => void }>();
  let nextId = 1;
  let state: 'starting' | 'running' | 'closed' | 'lost' = 'starting';

  const lose = (reason: Error): void => {
    const wasRunning = state === 'running';
    state = state === 'closed' ? 'closed' : 'lost';
    for (const { failed } of waiting.values()) failed(reason);
    waiting.clear();
    if (wasRunning) onLost(reason);
  };

  const ask = (message: { ask?: 'close'; batch?: Uint8Array }): Promise<Buffer> => {
    if (state !== 'running' && message.ask !== 'close') {
      return Promise.reject(new Error(`the embedded database is ${state}`));
    }
    const id = nextId++;
    // Only a thread with work keeps the process alive: a script that forgets to close must still be able to end.
    worker.ref();
    return new Promise<Buffer>((done, failed) => {
      waiting.set(id, { done, failed });
      worker.postMessage({ id, ...message });
    });
  };

  await new Promise<void>((started, failed) => {
    worker.on('message', (answer: Answer) => {
      if ('ready' in answer) {
        state = 'running';
        worker.unref();
        if (answer.durable) started();
        else failed(new NotDurable({ dataDir: folder }));
        return;
      }
      const asker = waiting.get(answer.id);
      waiting.delete(answer.id);
      if (waiting.size === 0) worker.unref();
      asker?.done(Buffer.concat(answer.chunks));
    });
    worker.on('error', (reason) => {
      failed(reason);
      lose(reason);
    });
    worker.on('exit', (exitCode) => {
      const reason = new Error(`the embedded database's thread ended with ${exitCode}`);
      failed(reason);
      lose(reason);
    });
  }).catch(async (reason: unknown) => {
    state = 'closed';
    await worker.terminate();
    throw reason;
  });

  return {
    run: (batch) => ask({ batch }),
    async close() {
      if (state !== 'running') return;
      try {
        await ask({ ask: 'close' });
      } finally {
        state = 'closed';
        await worker.terminate();
      }
    },
  };
}
