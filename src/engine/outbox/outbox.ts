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
