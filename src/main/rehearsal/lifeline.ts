/**
 * A pipe from whoever started a run that nobody but they will look at. Nothing is ever said on it: when they end, however they end, the
 * system closes it, and bot and rehearsal end too. `npm start` gives none: its rehearsal outlives a bot that was killed.
 */
import { Socket } from 'node:net';

/** Where a child finds it: after the standard three. */
export const lifelineDescriptor = 3;

/** Says that there is one; a descriptor may be open for other reasons. */
export const lifelineOption = '--lifeline';

export function whenLifelineEnds(end: () => void): void {
  const line = new Socket({ fd: lifelineDescriptor, readable: true, writable: false });
  // A reset is an end as well.
  line.on('error', () => undefined).once('close', end);
  line.resume().unref();
}
