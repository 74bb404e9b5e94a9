/** How often the database is asked for a card: people read many cards, and each question costs more on the way than in the database. */
import { House, actor, step } from './support/house.js';

let house: House;
let attemptId: string;
beforeAll(async () => {
  house = await House.build({ runbook: [step('dns', { roles: ['dns-admin'] }), step('mx', { after: ['dns'] })] });
  await house.people({ dmitri: ['dns-admin'], irina: ['source-admin'] });
  attemptId = (await house.reach('dns', 'asking')).id;
  await house.engine.commands.take(actor('dmitri'), { attemptId });
});
afterAll(() => house.pullDown());

/** Outside a transaction each question takes a connection of its own. Queues are looked at beside it, ever more rarely: the fewest of many counts. */
async function questionsOf(read: () => Promise<unknown>): Promise<number> {
  const counted: number[] = [];
  let questions = 0;
  const count = (): void => void (questions += 1);
  house.database.pool.on('acquire', count);
  while (counted.length < 25) {
    questions = 0;
    await read();
    counted.push(questions);
  }
  house.database.pool.off('acquire', count);
  return Math.min(...counted);
}

test('a card asks seven questions, and the status beside it seven', async () => {
  expect(await questionsOf(() => house.engine.queries.attempt(attemptId))).toBe(7);
  expect(await questionsOf(() => house.engine.queries.status())).toBe(7);
});

test('nine people who look at once cost as much as two', async () => {
  const nineLook = (): Promise<unknown> => Promise.all(Array.from({ length: 9 }, () => house.engine.queries.status()));
  const one = await questionsOf(() => house.engine.queries.status());

  expect(await questionsOf(nineLook)).toBeLessThanOrEqual(2 * one);
});
