// The embedded database in its own thread: a query in the main thread would stop the bot for as long as it runs.
// Plain JavaScript, because Node 20 cannot load a .ts worker and jest cannot load PGlite inside its own context.
import { fdatasyncSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import { PGlite } from '@electric-sql/pglite';
import { NodeFS } from '@electric-sql/pglite/nodefs';

let fsyncs = 0;

// NodeFS of PGlite 0.5.16 has no fsync (electric-sql/pglite issue 1107) and Postgres inside is started with fsync off.
// Both are put right here; `proveFsync` refuses to go on should a later version move what this leans on.
class SyncingNodeFS extends NodeFS {
  async init(pg, options) {
    const answer = await super.init(pg, options);
    const addFsync = (module) => {
      module.NODEFS.stream_ops.fsync = (stream) => {
        fdatasyncSync(stream.nfd);
        fsyncs += 1;
        return 0;
      };
    };
    return {
      ...answer,
      emscriptenOpts: { ...answer.emscriptenOpts, preRun: [addFsync, ...answer.emscriptenOpts.preRun] },
    };
  }
}

const startParams = [
  ...PGlite.defaultStartParams.filter((parameter) => parameter !== '-F'),
  ...['-c', 'fsync=on', '-c', 'wal_sync_method=fsync'],
];

const database = await PGlite.create({ fs: new SyncingNodeFS(workerData.folder), startParams });

async function proveFsync() {
  const before = fsyncs;
  await database.query(`select pg_logical_emit_message(true, 'changeover', 'fsync?')`);
  return fsyncs > before;
}

async function run(batch) {
  const chunks = [];
  // The chunk is a view into PGlite's own memory: copy it.
  await database.execProtocolRawStream(batch, { onRawData: (chunk) => chunks.push(chunk.slice()) });
  return chunks;
}

// Whatever throws here ends the thread: after a failed exchange nobody knows the state of the one session all clients share.
parentPort.on('message', async ({ id, ask, batch }) => {
  if (ask === 'close') {
    await database.close();
    parentPort.postMessage({ id, chunks: [] });
    return;
  }
  const chunks = await run(batch);
  parentPort.postMessage(
    { id, chunks },
    chunks.map((chunk) => chunk.buffer),
  );
});

parentPort.postMessage({ ready: true, durable: await proveFsync() });
