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

/** Another process may have moved it; that long this one goes on as it knew. */
const knownForMs = 1_000;

/** Which channel is the project's. Learned from the first activity out of a channel, kept in the database for all processes, moved only by `/start`. */
export class ChannelBinding {
  private readonly listeners = new Set<() => void>();
  private known: { readonly text: string; readonly until: number } | null = null;

  constructor(private readonly outbox: Pick<EngineOutbox, 'recall' | 'settle'>) {}

  async current(): Promise<Channel | null> {
    return channelIn(await this.standing());
  }

  /** The first channel stays; later activities of the same channel only refresh its service address. */
  async learn(seen: Channel, move = false): Promise<void> {
    const channel = JSON.stringify({ ...seen, conversationId: conversationOf(seen.conversationId) });
    for (;;) {
      const stands = await this.standing();
      const known = channelIn(stands);
      if (known !== null && known.conversationId !== conversationOf(seen.conversationId) && !move) return;
      if (stands === channel) return;
      // Another process may have learned of a channel in between: then that one counts as known.
      const settled = await this.outbox.settle(fact, stands, channel);
      this.known = null;
      if (settled === channel) break;
    }
    for (const listener of this.listeners) listener();
  }

  onChange(listener: () => void): void {
    this.listeners.add(listener);
  }

  /** Asked for with every turn and every card: the database is asked once in a while. That there is none yet is not kept. */
  private async standing(): Promise<string | null> {
    if (this.known !== null && this.known.until > Date.now()) return this.known.text;
    const text = await this.outbox.recall(fact);
    this.known = text === null ? null : { text, until: Date.now() + knownForMs };
    return text;
  }
}

function channelIn(text: string | null): Channel | null {
  const parsed = text === null ? null : stored.safeParse(JSON.parse(text));
  return parsed?.success ? parsed.data : null;
}
