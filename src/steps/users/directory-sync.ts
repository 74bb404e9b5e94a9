/** Guide 64: where the inventory counted nobody who is synced there is nothing to turn off. */
import { defineCondition } from '../../contract/actions.js';
import { inventoryCounts } from './inventory.js';

export const directorySync = defineCondition({
  name: 'directory-sync',
  reads: [inventoryCounts],
  async applies(ctx) {
    const synced = (await ctx.output(inventoryCounts))?.synced;
    return synced === 0 ? { applies: false, because: { code: 'nothing-synced', facts: {} } } : { applies: true };
  },
});
