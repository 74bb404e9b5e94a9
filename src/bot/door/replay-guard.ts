import { createHash } from 'node:crypto';
import type { EngineOutbox } from '../../engine/api.js';

/**
 * Remembers what came in for as long as its token can be used, so that neither a captured request nor a retry of the channel acts
 * twice, whichever process it reaches and however often that was started since. An edited message keeps its id, hence the type in the key.
 */
export class ReplayGuard {
  constructor(private readonly outbox: Pick<EngineOutbox, 'admit'>) {}

  /** True the first time. */
  async admit(activity: { type: string; id?: string; conversation: { id: string } }, until: number): Promise<boolean> {
    if (activity.id === undefined) return true;
    const key = JSON.stringify([activity.conversation.id, activity.type, activity.id]);
    // The channel makes the ids up: the digest bounds what the database has to keep.
    return this.outbox.admit(createHash('sha256').update(key).digest('base64url'), new Date(until));
  }
}
