import type { EngineOutbox } from '../api.js';
import { transact } from '../core.js';
import type { Core } from '../core.js';
import { cardsOf } from './cards.js';
import { admittingOf, factsOf } from './facts.js';
import { takeTurn } from './turns.js';

export const makeOutbox = (core: Core): EngineOutbox => ({
  ...cardsOf(core),
  ...factsOf(core),
  admit: admittingOf(core),
  takeTurn: (conversation, limits, overall) => takeTurn(core, conversation, limits, overall),
  async follow(key, { conversationId, activityId }) {
    await transact(core, async (unit) => {
      const [kind = key] = key.split(':');
      // The newest of a kind alone: whoever asks again looks at the new one.
      await unit.trx.deleteFrom('card').where('key', 'like', `${kind}:%`).where('claimed_by', 'is', null).execute();
      await unit.trx
        .insertInto('card')
        .values({
          key,
          thread: null,
          version: 1,
          marked_at: new Date(),
          conversation_id: conversationId,
          activity_id: activityId,
        })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
      unit.effects.woken = true;
    });
  },
  onDue(listener) {
    core.dueListeners.add(listener);
    return () => core.dueListeners.delete(listener);
  },
});

/** The first card there is. */
export const welcomeIfNew = (core: Core): Promise<void> =>
  transact(core, async (unit) => {
    await unit.trx
      .insertInto('card')
      .values({ key: 'welcome', thread: null, version: 1, marked_at: new Date() })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    unit.effects.woken = true;
  });
