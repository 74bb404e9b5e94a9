/** `npm start`: the bot, and in a rehearsal the simulated tenants and the channel beside it. */
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pino, destination } from 'pino';
import { environment, generatedMailboxes, readConfig, type Config, type LiveConfig } from '../config.js';
import { argumentsOf, orEnd } from './command-line/arguments.js';
import { beginOpening } from './composition/begin-opening.js';
import { collectSooner } from './composition/heap-growth.js';
import type { Running } from './composition/compose.js';
import { companyRemarks } from './rehearsal/company.js';
import { awaitsConfirmation } from './rehearsal/confirmation.js';
import { confirmationTable } from './rehearsal/report.js';
import { whenLifelineEnds } from './rehearsal/lifeline.js';
import { findOrStartRehearsal, type RehearsalProcess } from './rehearsal/find-or-start.js';
import { startFaultText } from './composition/start-fault.js';
import { liveOutside, rehearsalOutside, type Outside } from './composition/tenants.js';

async function main(): Promise<void> {
  collectSooner();
  const given = argumentsOf('start', {
    /** Of a company that is made up; a rehearsal found again goes on with the one it has. */
    mailboxes: { type: 'string' },
    faults: { type: 'string' },
    /** A saved world, or a folder of exports: another company than the generated one. */
    world: { type: 'string' },
    /** The company read from files was looked at elsewhere. */
    yes: { type: 'boolean', default: false },
    /** For a run without people: whoever started it holds it. */
    lifeline: { type: 'boolean', default: false },
  });
  const { values } = given;
  const mailboxes = orEnd(() =>
    values.mailboxes === undefined ? null : given.whole('mailboxes', generatedMailboxes.from, generatedMailboxes.to),
  );
  // In no order: nobody is left who would look at what remains.
  if (values.lifeline) whenLifelineEnds(() => process.exit(1));
  const config = readConfig({
    ...environment(),
    ...(mailboxes === null ? {} : { REHEARSAL_MAILBOXES: `${mailboxes}` }),
    ...(values.faults === undefined ? {} : { REHEARSAL_FAULTS: values.faults }),
    ...(values.world === undefined ? {} : { REHEARSAL_COMPANY: resolve(values.world) }),
  });
  // Standard output belongs to the one line that says where to look.
  const log = pino({ level: config.logLevel, base: null }, destination({ dest: 2, sync: true }));
  mkdirSync(config.dataDir, { recursive: true, mode: 0o700 });

  let rehearsal: RehearsalProcess | null = null;
  let outside: Outside | null = null;
  let running: Running | null = null;
  let stopping = false;
  const stop = async (signal: NodeJS.Signals): Promise<void> => {
    if (stopping) return;
    stopping = true;
    log.info({ signal }, 'stopping');
    await running?.stop();
    outside?.stop();
    await rehearsal?.stop();
    process.exit(0);
  };
  process.on('SIGTERM', (signal) => void stop(signal));
  process.on('SIGINT', (signal) => void stop(signal));

  // Database and rehearsal come to life beside this thread while it loads the libraries.
  const { database } = await beginOpening(config, log);
  const finding =
    config.live === null
      ? findOrStartRehearsal({
          dataDir: config.dataDir,
          port: config.port,
          ...config.rehearsal,
          lifeline: values.lifeline,
        })
      : Promise.resolve(null);
  finding.catch(() => undefined);
  try {
    const { compose } = await import('./composition/compose.js');
    rehearsal = await finding;
    if (rehearsal === null) {
      outside = liveOutside(config as Config & { live: LiveConfig });
      running = await compose(config, outside, { database, port: config.port, host: '0.0.0.0', log });
      process.stdout.write(
        `Changeover is live on port ${running.port}; messages arrive at ${outside.publicUrl}/api/messages\n`,
      );
      return;
    }
    const remarks = rehearsal.adopted ? null : companyRemarks(join(config.dataDir, 'rehearsal'));
    if (remarks !== null && remarks.count > 0)
      log.warn({ remarks: remarks.count, list: remarks.file }, 'the company files were not read as they stand');
    if (values.yes) await rehearsal.confirm();
    const asked = companyRemarks(join(config.dataDir, 'rehearsal'));
    if (asked !== null && awaitsConfirmation(join(config.dataDir, 'rehearsal')))
      process.stdout.write(confirmationTable(asked, `Is this your company? Say so at ${rehearsal.address.url}`));
    await rehearsal.confirmed();
    outside = await rehearsalOutside(rehearsal.address, (message) => log.warn(message));
    running = await compose(config, outside, { database, port: 0, host: '127.0.0.1', log });
    await rehearsal.botListensAt(`http://127.0.0.1:${running.port}`);
    process.stdout.write(`Rehearsal room: ${rehearsal.address.url}\n`);
  } catch (fault) {
    // Only what this start brought to life is ended: a rehearsal found running belongs to somebody.
    if (rehearsal !== null && !rehearsal.adopted) await rehearsal.stop();
    await (await database.catch(() => null))?.close();
    throw fault;
  }
}

main().catch((fault: unknown) => {
  process.stderr.write(`${startFaultText(fault)}\n`);
  process.exit(1);
});
