/** What is bought and ended. https://learn.microsoft.com/en-us/microsoft-365/commerce/licenses/buy-licenses */
import { DoorRefusal } from '../door-refusal.js';
import type { Errand } from './portal.js';

export const subscriptionErrands: readonly Errand[] = [
  {
    /** So many of this product from now on, whatever is given out. */
    pattern: 'subscriptions/{id}',
    run({ world, side, id, body }) {
      const { enabled } = body;
      if (typeof enabled !== 'number' || !Number.isInteger(enabled) || enabled < 0)
        throw new DoorRefusal(400, `'enabled' is a whole number of at least 0.`);
      const skuId = id.toLowerCase();
      const others = (world.store.heads[side].subscriptions ?? []).filter((one) => one.skuId !== skuId);
      world.store.putSubscriptions(
        side,
        [...others, { skuId, enabled }].sort((a, b) => (a.skuId < b.skuId ? -1 : 1)),
      );
      return { touched: [{ side, kind: 'subscription', id: skuId, properties: ['enabled'] }] };
    },
  },
];
