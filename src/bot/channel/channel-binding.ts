import { z } from 'zod';
import type { EngineOutbox } from '../../engine/api.js';
import type { Channel } from './connector.js';
import { conversationOf } from './send-limits.js';

const fact = 'channel';
const stored = z.object({
  serviceUrl: z.string(),
  conversationId: z.string(),
  tenantId: z.string(),
  teamId: z.string().nullable(),
  botId: z.string(),
});

/** Which channel is the project's. Learned from the first activity out of a channel, kept in the database for all processes, moved only by `/start`. */
export class ChannelBinding {
  private readonly listeners = new Set<() => void>();

  constructor(private readonly outbox: Pick<EngineOutbox, 'recall' | 'settle'>) {}

  async current(): Promise<Channel | null> {
    return channelIn(await this.outbox.recall(fact));
  }

  /** The first channel stays; later activities of the same channel only refresh its service address. */
  async learn(seen: Channel, move = false): Promise<void> {
    const channel = JSON.stringify({ ...seen, conversationId: conversationOf(seen.conversationId) });
    for (;;) {
      const stands = await this.outbox.recall(fact);
      const known = channelIn(stands);
      if (known !== null && known.conversationId !== conversationOf(seen.conversationId) && !move) return;
      if (stands === channel) return;
      // Another process may have learned of a channel in between: then that one counts as known.
      if ((await this.outbox.settle(fact, stands, channel)) === channel) break;
    }
    for (const listener of this.listeners) listener();
  }

  onChange(listener: () => void): void {
    this.listeners.add(listener);
  }
}

function channelIn(text: string | null): Channel | null {
  const parsed = text === null ? null : stored.safeParse(JSON.parse(text));
  return parsed?.success ? parsed.data : null;
}
