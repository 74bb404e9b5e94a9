/** What the room and the bot's own memory must show after all kills: no card twice, and a log whose every entry fits. */
import { cast } from '../../rehearsal/cast.js';
import { textsOf } from '../../rehearsal/room/card-anatomy.js';
import type { RoomView } from '../../rehearsal/room/page-api.js';
import { checkStoredLog } from '../../engine/index.js';
import { openStoppedDatabase } from '../composition/stopped-database.js';

/** Ids of the cards the bot posted by itself and still keeps: answers hang below a person's message, and what came to a halt goes on in a new card. */
export async function cardsInRoom(url: string): Promise<readonly string[]> {
  const { messages } = (await (await fetch(`${url}/room/state?as=${cast[0]?.key}`)).json()) as RoomView;
  const authors = new Map(messages.map(({ id, from }) => [id, from.kind]));
  return messages
    .filter(({ place, from, cards, rootId, deleted }) => {
      const answering = rootId !== null && authors.get(rootId) === 'person';
      const [card] = cards;
      const isKept = card !== undefined && !deleted && !textsOf(card).some((text) => goesOnBelow.test(text));
      return place !== 'personal' && from.kind === 'bot' && isKept && !answering;
    })
    .map(({ id }) => id);
}

const goesOnBelow = /It goes on in a new card below/;

/** Every card in the room is one the bot knows it posted: a second copy of one would be a stranger. */
export async function checkMemory(
  dataDir: string,
  cards: readonly string[],
): Promise<{ readonly broken: readonly string[]; readonly facts: string; readonly last: readonly string[] }> {
  const database = await openStoppedDatabase({ databaseUrl: null, dataDir });
  if (database === null) return { broken: ['the database is gone'], facts: '', last: [] };
  try {
    const { rows } = await database.pool.query<{ activity_id: string | null; posting: boolean }>(
      'select activity_id, posting from engine.card',
    );
    const known = new Set(rows.map(({ activity_id }) => activity_id));
    const strangers = cards.filter((id) => !known.has(id));
    // A card whose post was never confirmed may be one of the strangers, once.
    const inDoubt = rows.filter(({ posting }) => posting).length;
    const twice = Math.max(0, strangers.length - inDoubt);
    const log = await checkStoredLog(database.pool);
    const { rows: last } = await database.pool.query<{ line: string }>(
      `select concat_ws(' ', number, at, person_name, what, step_id, left(facts, 200)) as line
         from engine.audit order by number desc limit 12`,
    );
    return {
      broken: [
        ...(twice === 0 ? [] : [`${twice} cards posted twice`]),
        ...(log === null ? ['the audit log is gone'] : []),
        ...(log?.brokenAt == null ? [] : [`the audit log is broken at entry ${log.brokenAt}`]),
      ],
      facts: `${cards.length} cards in the room, ${twice} twice, ${inDoubt} in doubt, ${log?.entries ?? 0} log entries in one chain`,
      last: last.map(({ line }) => line).reverse(),
    };
  } finally {
    await database.close();
  }
}
