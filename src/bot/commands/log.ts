import type { LogFilter } from '../../contract/log-filter.js';
import type { Reader } from '../../views/api.js';
import { logWanted } from '../typed/log-words.js';
import { withCard, type Reply, type Turn } from '../turns/turn.js';
import type { Command } from './command.js';

/** `/log`, `/log 67`, `/log anna`, `/log refused`, and any of them together. */
export const log: Command = {
  word: 'log',
  synonyms: ['журнал', 'лог', 'audit'],
  personal: false,
  run: async (turn, rest) => {
    const steps = (await turn.engine.queries.steps()).map(({ step }) => step);
    const { roster, members } = await turn.around();
    const wanted = logWanted(rest, { steps, people: [...roster, ...(members ?? [])] });
    if (!wanted.ok) return { kind: 'refused', refusal: wanted.refusal };
    const [mentioned] = turn.mentioned;
    const filter = { ...wanted.value, ...(mentioned === undefined ? {} : { personId: mentioned.aadObjectId }) };
    return logPage(turn, filter, 0, turn.openly);
  },
};

const pageSize = 10;

/** @param before 0: the newest */
export async function logPage(turn: Turn, filter: LogFilter, before: number, reader: Reader): Promise<Reply> {
  const { engine, views } = turn;
  const entries = await engine.queries.log({ ...filter, ...(before === 0 ? {} : { before }), limit: pageSize + 1 });
  const shown = { filter, more: entries.length > pageSize, later: before !== 0 };
  return withCard(
    views.log(entries.slice(0, pageSize), await engine.queries.checkLog(), await turn.around(), reader, shown),
  );
}
