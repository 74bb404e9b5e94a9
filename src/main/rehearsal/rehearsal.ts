/**
 * The rehearsal: world, room and clock in a process of their own behind one HTTP server on loopback. Killing the bot does not kill
 * the tenants or the channel. Started by `start`, `rehearse` and the proofs; tells where it is through `rehearsal.json` in its folder.
 */
import { randomBytes } from 'node:crypto';
import { chmodSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { cast } from '../../rehearsal/cast.js';
import { createRoom } from '../../rehearsal/room/room.js';
import { createWorld } from '../../rehearsal/world/world.js';
import { CompanyUnreadable } from '../../rehearsal/world/company/from-files/load-company-from.js';
import { lockDataFolder } from '../../store/embedded/data-folder-lock.js';
import { DataFolderInUse } from '../../store/faults.js';
import { whenLifelineEnds } from './lifeline.js';
import { addressIn, type RehearsalAddress } from './address.js';
import { companyFor, companyRemarks, roomDomains } from './company.js';
import { notebookFiles } from '../../rehearsal/people/notebook.js';
import { awaitsConfirmation, confirmationIn } from './confirmation.js';
import { peopleAtPlay } from './people-at-play.js';
import { createRehearsalDoors } from './doors.js';

const { values } = parseArgs({
  options: {
    state: { type: 'string' },
    port: { type: 'string', default: '0' },
    mailboxes: { type: 'string', default: '120' },
    seed: { type: 'string', default: '1' },
    rate: { type: 'string', default: '60' },
    company: { type: 'string' },
    'no-channel-limits': { type: 'boolean', default: false },
    lifeline: { type: 'boolean', default: false },
  },
});

/** Without a bot for this long the rehearsal ends by itself: nobody will come back for it. */
const lonelyLimitMs = 30 * 60_000;

async function main(): Promise<void> {
  const folder = values.state as string;
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const addressFile = join(folder, 'rehearsal.json');
  // Until the address is written nobody can find this one: what keeps a second one from the same folder is the lock.
  const lock = await lockDataFolder(folder, join(folder, 'rehearsal.lock'), (reason) => {
    console.error(reason);
    process.exit(1);
  });
  const controlToken = addressIn(addressFile)?.controlToken ?? randomBytes(24).toString('base64url');
  let base = '';
  let botEndpoint: string | null = null;
  let lastSeen = Date.now();

  const seed = Number(values.seed);
  // Nobody has said yes and nothing has run: the files are read again as they are now.
  if (values.company !== undefined && awaitsConfirmation(folder))
    for (const kept of ['world', 'room', ...notebookFiles])
      rmSync(join(folder, kept), { recursive: true, force: true });
  const world = await createWorld({
    stateFolder: join(folder, 'world'),
    baseUrl: () => base,
    company: () => companyFor({ path: values.company, mailboxes: Number(values.mailboxes), seed, stateFolder: folder }),
    seed,
    rate: Number(values.rate),
  });
  const people = peopleAtPlay({ baseUrl: () => base, cast, folder });
  const room = await createRoom({
    stateFolder: join(folder, 'room'),
    baseUrl: () => base,
    botEndpoint: () => (botEndpoint === null ? null : `${botEndpoint}/api/messages`),
    cast,
    hostTenantId: world.discovery().destination.tenantId,
    domains: roomDomains(world.discovery()),
    now: () => world.now(),
    rateLimits: !values['no-channel-limits'],
    play: people,
    hands: people.hands,
  });

  const server = createRehearsalDoors({
    world,
    room,
    controlToken,
    botEndpoint: () => botEndpoint,
    onBot: (endpoint) => {
      botEndpoint = endpoint;
      lastSeen = Date.now();
    },
    onBotSeen: () => (lastSeen = Date.now()),
    onStop: stop,
    remarks: () => companyRemarks(folder),
    confirmation: confirmationIn(folder),
  });

  const lonely = setInterval(() => {
    if (botEndpoint !== null) {
      fetch(`${botEndpoint}/healthz`).then(
        () => (lastSeen = Date.now()),
        () => undefined,
      );
    }
    if (Date.now() - lastSeen > lonelyLimitMs) stop();
  }, 20_000);

  function stop(): void {
    clearInterval(lonely);
    people.close();
    server.close();
    server.closeAllConnections();
    room.close();
    world.close();
    void lock.release().finally(() => process.exit(0));
  }
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  if (values.lifeline) whenLifelineEnds(stop);

  server.on('error', (error: NodeJS.ErrnoException) => {
    writeFileSync(
      join(folder, 'rehearsal.problem'),
      error.code === 'EADDRINUSE' ? `port-in-use ${values.port}` : `cannot-listen ${error.message}`,
    );
    process.exit(1);
  });
  server.listen(Number(values.port), '127.0.0.1', () => {
    base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const address: RehearsalAddress = {
      url: base,
      pid: process.pid,
      controlToken,
      bot: room.bot(),
      hostTenantId: world.discovery().destination.tenantId,
    };
    writeFileSync(`${addressFile}.new`, JSON.stringify(address), { mode: 0o600 });
    chmodSync(`${addressFile}.new`, 0o600);
    renameSync(`${addressFile}.new`, addressFile);
  });
}

main().catch((fault: unknown) => {
  const problem =
    fault instanceof CompanyUnreadable
      ? `company-unreadable ${fault.message}`
      : fault instanceof DataFolderInUse
        ? `folder-in-use ${fault.facts.pid}`
        : null;
  if (problem !== null) writeFileSync(join(values.state as string, 'rehearsal.problem'), problem);
  console.error(fault);
  process.exit(1);
});
