import type { Card } from '../../views/api.js';
import type { Channel, Connector, Delivery, OutgoingActivity } from './connector.js';
import type { SendQueues } from './send-limits.js';
import { pause, type Timers } from './timers.js';

export interface MentionedPerson {
  readonly id: string;
  readonly name: string;
}

/** A card as a message; `entities` of mentions inside the card are the view's. */
export const cardMessage = (card: Card, mention?: MentionedPerson): OutgoingActivity => ({
  type: 'message',
  summary: card.summary,
  attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', content: card.content }],
  ...mentionOf(mention === undefined ? [] : [mention]),
});

export const textMessage = (text: string, ...mentioned: readonly MentionedPerson[]): OutgoingActivity => {
  const { text: to, entities } = mentionOf(mentioned);
  return {
    type: 'message',
    textFormat: 'markdown',
    text: to === undefined ? text : `${to} ${text}`,
    ...(entities === undefined ? {} : { entities }),
  };
};

function mentionOf(people: readonly MentionedPerson[]): { text?: string; entities?: readonly object[] } {
  if (people.length === 0) return {};
  const entities = people.map(({ id, name }) => {
    const text = `<at>${name.replace(/[<>&]/g, ' ')}</at>`;
    return { type: 'mention', text, mentioned: { id, name } };
  });
  return { text: entities.map(({ text }) => text).join(', '), entities };
}

/** How many times an answer to somebody is tried before it is given up. */
const replyTries = 5;

/** Nothing was sent here, so nothing is known to be wrong. */
const takenByAnother: Delivery = { kind: 'not-sent', retryAfterMs: null, why: 'another process has taken the card' };

/** The database could not give a turn: nothing has left. */
const noTurn = (fault: unknown): Delivery => ({ kind: 'not-sent', retryAfterMs: null, why: String(fault) });

/** Sends in turn and within the limits. The outbox decides about repetitions of cards; replies are repeated here, and only when surely not sent. */
export class Courier {
  private readonly replying = new Set<Promise<void>>();

  constructor(
    private readonly connector: Connector,
    private readonly queues: SendQueues,
    private readonly timers: Timers,
  ) {}

  /** `begin` is called when the turn has come and before anything leaves; nothing does when it says no. */
  newPost(channel: Channel, activity: OutgoingActivity, begin: () => Promise<boolean>): Promise<Delivery> {
    return this.queues.inTurn(channel.conversationId, async () =>
      (await begin()) ? this.connector.newPost(channel, activity) : takenByAnother,
    );
  }

  post(
    serviceUrl: string,
    conversationId: string,
    activity: OutgoingActivity,
    begin: () => Promise<boolean> = async () => true,
  ): Promise<Delivery> {
    return this.queues.inTurn(conversationId, async () =>
      (await begin()) ? this.connector.post(serviceUrl, conversationId, activity) : takenByAnother,
    );
  }

  edit(
    serviceUrl: string,
    posted: { conversationId: string; activityId: string },
    activity: OutgoingActivity,
  ): Promise<Delivery> {
    return this.queues.inTurn(posted.conversationId, () =>
      this.connector.edit(serviceUrl, posted.conversationId, posted.activityId, activity),
    );
  }

  /** An answer to somebody: tried again a few times, never after it may have arrived. */
  async reply(serviceUrl: string, conversationId: string, activity: OutgoingActivity): Promise<Delivery> {
    for (let attempt = 1; ; attempt += 1) {
      const delivery = await this.post(serviceUrl, conversationId, activity).catch(noTurn);
      if (delivery.kind !== 'not-sent' || attempt === replyTries) return delivery;
      await pause(this.timers, delivery.retryAfterMs ?? backoff(attempt));
    }
  }

  /** The same without waiting for it: the channel wants its request answered within seconds, and the queue may be long. */
  replyLater(
    serviceUrl: string,
    conversationId: string,
    activity: OutgoingActivity,
    then: (delivery: Delivery) => void,
  ): void {
    const replying = this.reply(serviceUrl, conversationId, activity).then(then);
    this.replying.add(replying);
    void replying.finally(() => this.replying.delete(replying));
  }

  async settled(): Promise<void> {
    await Promise.all(this.replying);
  }
}

/** Doubles from half a second, with jitter, so that several bots refused at the same time do not try again at the same time. */
export const backoff = (attempt: number): number =>
  Math.min(60_000, 500 * 2 ** (attempt - 1)) * (0.75 + Math.random() / 2);
