/** What the bot has to know after a restart, and in every process. */
import { sql } from 'kysely';
import type { EngineOutbox } from '../api.js';
import type { Core } from '../core.js';

export const factsOf = (core: Core): Pick<EngineOutbox, 'remember' | 'recall' | 'settle'> => {
  const recall = async (key: string): Promise<string | null> => {
    const row = await core.db.selectFrom('fact').select('value').where('key', '=', key).executeTakeFirst();
    return row?.value ?? null;
  };
  return {
    recall,
    async remember(key, value) {
      await core.db
        .insertInto('fact')
        .values({ key, value })
        .onConflict((conflict) => conflict.column('key').doUpdateSet({ value }))
        .execute();
    },
    async settle(key, known, value) {
      if (known !== null)
        await core.db.updateTable('fact').set({ value }).where('key', '=', key).where('value', '=', known).execute();
      else
        await core.db
          .insertInto('fact')
          .values({ key, value })
          .onConflict((conflict) => conflict.doNothing())
          .execute();
      return (await recall(key)) ?? value;
    },
  };
};

const forgetEveryMs = 10 * 60_000;

export function admittingOf(core: Core): EngineOutbox['admit'] {
  let forgotAt = 0;
  return async (activity, until) => {
    if (Date.now() - forgotAt > forgetEveryMs) {
      forgotAt = Date.now();
      await sql`delete from engine.admitted where until <= now()`.execute(core.db);
    }
    const { rows } = await sql`
      insert into engine.admitted (activity, until) values (${activity}, ${until})
      on conflict (activity) do update set until = excluded.until where admitted.until <= now()
      returning 1`.execute(core.db);
    return rows.length > 0;
  };
}
