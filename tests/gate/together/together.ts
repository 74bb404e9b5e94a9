import { basename } from 'node:path';
// First of all, so that the database it opens is open until the last of them is through.
import '../../engine/support/engine-room.js';
import { filesOfSuite } from './rooms.cjs';

/** Each file's tests under its name, its hooks around them alone. */
export function together(suite: string): void {
  for (const file of filesOfSuite(basename(suite))) describe(basename(file), () => void jest.requireActual(file));
}
