/**
 * `npm run world`: both tenants and their DNS by themselves, for anybody's client. Prints one line of JSON when ready, keeps nothing, and
 * ends with SIGTERM or Ctrl-C.
 */
import type { AddressInfo } from 'node:net';
import { generateCompany } from '../rehearsal/world/company/generate-company.js';
import { createWorld } from '../rehearsal/world/world.js';
import { orEnd } from './command-line/arguments.js';
import { readWorldArguments } from './command-line/world-arguments.js';
import { createWorldDoors } from './rehearsal/world-doors.js';

const host = '127.0.0.1';

async function main(): Promise<void> {
  const { mailboxes, seed, port, faults, rate } = orEnd(() => readWorldArguments(process.argv.slice(2)));
  let base = '';
  const world = await createWorld({
    stateFolder: null,
    baseUrl: () => base,
    company: () => generateCompany({ mailboxes, seed }),
    seed,
    rate,
    faults: { scenario: faults },
  });

  const server = createWorldDoors(world);
  const stop = (): void => {
    server.close();
    server.closeAllConnections();
    world.close();
    process.exit(0);
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);

  server.on('error', (error: NodeJS.ErrnoException) => {
    process.stderr.write(
      error.code === 'EADDRINUSE'
        ? `Port ${port} is in use by another program: name a free one with --port, or 0 to have one picked.\n`
        : `The world cannot listen on port ${port}: ${error.message}\n`,
    );
    process.exit(1);
  });
  server.listen(port, host, () => {
    base = `http://${host}:${(server.address() as AddressInfo).port}`;
    process.stdout.write(`${JSON.stringify(world.discovery())}\n`);
  });
}

main().catch((fault: unknown) => {
  process.stderr.write(`${(fault as Error).stack ?? String(fault)}\n`);
  process.exit(1);
});
