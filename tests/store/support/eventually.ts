import { setTimeout as wait } from 'node:timers/promises';

/** Looks every few milliseconds until it is so. */
export async function eventually(
  what: string,
  isSo: () => boolean | Promise<boolean>,
  withinMs = 60_000,
): Promise<void> {
  for (const until = Date.now() + withinMs; Date.now() < until; await wait(5)) {
    if (await isSo()) return;
  }
  throw new Error(`not within ${withinMs} ms: ${what}`);
}
