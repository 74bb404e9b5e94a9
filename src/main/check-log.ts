/** `npm run check-log`: recomputes the chain of the audit log while the bot is stopped. Ends with 0 only when every entry fits. */
import { ConfigFault, environment, readConfig, type Config } from '../config.js';
import { checkStoredLog } from '../engine/index.js';
import { StoreFault } from '../store/faults.js';
import { openStoppedDatabase } from './composition/stopped-database.js';

async function main(): Promise<number> {
  const config = readConfig(environment());
  const where = placeOf(config);
  const database = await openStoppedDatabase(config);
  if (database === null) {
    process.stderr.write(`There is no database in ${where}: set DATA_DIR to the folder the bot used.\n`);
    return 1;
  }
  try {
    const checked = await checkStoredLog(database.pool);
    if (checked === null) {
      process.stderr.write(`No migration was kept in ${where}.\n`);
      return 1;
    }
    const { entries, brokenAt } = checked;
    process.stdout.write(
      brokenAt === null
        ? `The audit log in ${where} holds: ${entries} entries, each fits the one before.\n`
        : `The audit log in ${where} is broken: of its ${entries} entries, number ${brokenAt} is the first that is missing or does not fit.\n`,
    );
    return brokenAt === null ? 0 : 1;
  } finally {
    await database.close();
  }
}

const placeOf = ({ databaseUrl, dataDir }: Config): string => (databaseUrl === null ? dataDir : 'DATABASE_URL');

main().then(
  (status) => process.exit(status),
  (fault: unknown) => {
    const { message, stack } = fault as Error;
    const inUse = fault instanceof StoreFault && fault.code === 'store.data-folder-in-use';
    const expected = fault instanceof ConfigFault || fault instanceof StoreFault;
    process.stderr.write(
      inUse ? `Stop the bot first: ${message}.\n` : `${expected ? message : (stack ?? String(fault))}\n`,
    );
    process.exit(1);
  },
);
