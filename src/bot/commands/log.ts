import { withCard } from '../turns/turn.js';
import type { Command } from './command.js';

/** `/log`, or `/log 40` for the entries before number 40. */
export const log: Command = {
  word: 'log',
  synonyms: ['журнал', 'лог', 'audit'],
  personal: false,
  run: async ({ engine, views, around, openly }, rest) => {
    const before = /^\d{1,9}$/.test(rest) ? { before: Number(rest) } : {};
    const entries = await engine.queries.log({ ...before, limit: 10 });
    return withCard(views.log(entries, await engine.queries.checkLog(), await around(), openly));
  },
};
