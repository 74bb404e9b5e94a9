import { createPrivateKey, generateKeyPairSync, randomUUID, type KeyObject } from 'node:crypto';
import { existsSync, linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Made by `prepared-run.cjs` for this run alone. */
const place = process.env['CHANGEOVER_PREPARED'] ?? '';
const read = new Map<string, KeyObject>();

/** An RSA key of this run: making one costs more than most tests, and no test minds that another signs with the same. */
export function preparedKey(name: string): KeyObject {
  const known = read.get(name);
  if (known !== undefined) return known;
  const file = join(place, `${name}.pem`);
  if (!existsSync(file)) prepare(file);
  const key = createPrivateKey(readFileSync(file));
  read.set(name, key);
  return key;
}

/** Of several that make it at the same time the first one to have done so has made it. */
function prepare(file: string): void {
  const mine = `${file}.${randomUUID()}`;
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  writeFileSync(mine, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 });
  try {
    linkSync(mine, file);
  } catch (fault) {
    if ((fault as NodeJS.ErrnoException).code !== 'EEXIST') throw fault;
  } finally {
    rmSync(mine);
  }
}
