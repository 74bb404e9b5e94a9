// The embedded database in its own thread: a query in the main thread would stop the bot for as long as it runs.
// Plain JavaScript, because Node 20 cannot load a .ts worker and jest cannot load PGlite inside its own context.
import { constants, cpSync, existsSync, fdatasyncSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
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
  // Instead of 128 MB, all of which PostgreSQL touches at its start: the operating system keeps the files in memory anyway.
  ...['-c', 'shared_buffers=16MB'],
  // Plans are kept with their statements (`parsed-once.ts`), and tables grow meanwhile: to read one whole is right for ten rows only, an index
  // for ten and for ten thousand.
  ...['-c', 'enable_seqscan=off'],
];

const { folder, prepared } = workerData;
const isDatabase = (path) => existsSync(join(path, 'PG_VERSION'));
// The rename comes last: whatever ends the process before leaves no half database behind.
if (prepared !== null && !isDatabase(folder) && isDatabase(prepared)) {
  const copy = `${folder}.new`;
  for (const remains of [copy, folder]) rmSync(remains, { recursive: true, force: true });
  cpSync(prepared, copy, { recursive: true, mode: constants.COPYFILE_FICLONE });
  renameSync(copy, folder);
}

const database = await PGlite.create({
  fs: new SyncingNodeFS(folder),
  startParams,
  // Segments of the usual 16 MB would be most of a new database.
  initDbStartParams: ['--wal-segsize=1'],
});

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
