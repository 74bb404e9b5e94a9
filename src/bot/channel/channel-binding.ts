import { z } from 'zod';
import type { EngineOutbox } from '../../engine/api.js';
import type { Channel } from './connector.js';
import { conversationOf } from './send-limits.js';

const stored = z.object({
  serviceUrl: z.string(),
  conversationId: z.string(),
  tenantId: z.string(),
  teamId: z.string().nullable(),
  botId: z.string(),
});

/** Which channel is the project's. Learned from the first activity out of a channel, kept in the database, moved only by `/start`. */
export class ChannelBinding {
  private known: Channel | null | undefined;
  private readonly listeners = new Set<() => void>();

  constructor(private readonly outbox: Pick<EngineOutbox, 'remember' | 'recall'>) {}

  async current(): Promise<Channel | null> {
    if (this.known === undefined) {
      const text = await this.outbox.recall('channel');
      const parsed = text === null ? null : stored.safeParse(JSON.parse(text));
      this.known = parsed?.success ? parsed.data : null;
    }
    return this.known;
  }

  /** The first channel stays; later activities of the same channel only refresh its service address. */
  async learn(seen: Channel, move = false): Promise<void> {
    const channel = { ...seen, conversationId: conversationOf(seen.conversationId) };
    const known = await this.current();
    if (known !== null && known.conversationId !== channel.conversationId && !move) return;
    if (JSON.stringify(known) === JSON.stringify(channel)) return;
    await this.outbox.remember('channel', JSON.stringify(channel));
    this.known = channel;
    for (const listener of this.listeners) listener();
  }

  onChange(listener: () => void): void {
    this.listeners.add(listener);
  }
}
