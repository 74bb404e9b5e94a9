import { generateKeyPairSync, type KeyObject } from 'node:crypto';

let made: KeyObject | undefined;

/** One for all worlds of a test file. */
export const signingKey = (): KeyObject => (made ??= generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey);
