import { join } from 'node:path';

/** An empty database with its tables: the last thing a build makes (`prepare-database.ts`). */
export const preparedDatabase = join(__dirname, '..', '..', '..', 'dist', 'prepared-database');
