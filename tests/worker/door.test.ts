/** The bot's half, over HTTP: whatever is lost, told twice, too late or too much, a job is carried out once and told once. */
import { failOnMissingWords } from '../../src/locales/index.js';
import { startBot } from './support/bot.js';

failOnMissingWords();
type Bot = Awaited<ReturnType<typeof startBot>>;
let bot: Bot;
let asked = 0;
beforeAll(async () => (bot = await startBot()));
afterEach(async () => {
  expect(bot.faults).toEqual([]);
  await bot.pool.query('truncate worker.job');
});
afterAll(() => bot.stop());

const guid = (number: number): string => `5f0c1a3e-0000-4000-8000-${String(number).padStart(12, '0')}`;
const stopped = {
  outcome: 'done',
  result: { items: [{ itemId: guid(7), passId: null, status: null, outcome: 'not-running', message: null }] },
};
const ask = (idempotencyKey = `job ${(asked += 1)}`, item = 7) =>
  bot.jobs.ask({
    operation: 'stopPass',
    arguments: { workgroupId: guid(1), itemIds: [guid(item)] },
    idempotencyKey,
  });

test('a request whose answer was lost is asked again and gets the same job under the same lease', async () => {
  const worker = await bot.worker('lost-answer');
  const { id } = await ask();
  const [first, again] = [await worker.lease(['stopPass']), await worker.lease(['stopPass'])];

  expect(first.body.job).toMatchObject({ id, operation: 'stopPass', leaseSeconds: 300 });
  expect(again.body).toEqual(first.body);
  expect(await bot.jobs.find(id)).toMatchObject({ state: 'leased', handedOut: 1 });
});

test('two questions of one worker at once are given one job between them', async () => {
  const worker = await bot.worker('two-at-once');
  await ask();
  await ask();
  const answers = await Promise.all([1, 2, 3, 4].map(() => worker.lease(['stopPass'])));

  expect(new Set(answers.map(({ body }) => body.job.lease)).size).toBe(1);
});

test('a request that never arrived leaves the job to be asked for; nothing is given to whoever cannot do it', async () => {
  const worker = await bot.worker('lost-request');
  await ask();

  expect((await worker.lease(['probe'])).body).toEqual({ job: null, pollAfter: 5 });
  expect((await worker.lease(['probe', 'stopPass'])).body.job).not.toBeNull();
});

test('a result told twice is answered as the first time, and another one is refused', async () => {
  const worker = await bot.worker('twice');
  const { id } = await ask();
  const { job } = (await worker.lease(['stopPass'])).body;
  const [first, again] = [await worker.result(job, stopped), await worker.result(job, stopped)];
  const other = await worker.result(job, { outcome: 'failed', fault: { code: 'vendor', message: 'no' } });

  expect([first.status, first.body]).toEqual([200, { taken: true }]);
  expect([again.status, again.body]).toEqual([200, { taken: true }]);
  expect([other.status, other.body.error.code]).toEqual([409, 'worker.other-result']);
  expect(await bot.jobs.find(id)).toMatchObject({ state: 'done', result: stopped.result });
});

test('a lease that ran out is given to somebody else, and whoever had it is refused from then on', async () => {
  const [slow, quick] = [await bot.worker('slow'), await bot.worker('quick')];
  const { id } = await ask();
  const { job } = (await slow.lease(['stopPass'])).body;
  bot.later(299);
  expect((await quick.lease(['stopPass'])).body.job).toBeNull();
  bot.later(2);
  const second = (await quick.lease(['stopPass'])).body.job;

  expect(second).toMatchObject({ id });
  expect(second.lease).not.toBe(job.lease);
  const late = [await slow.progress(job), await slow.result(job, stopped)];
  expect(late.map(({ status, body }) => [status, body.error.code])).toEqual([
    [409, 'worker.lease-gone'],
    [409, 'worker.lease-gone'],
  ]);
  expect(late[0]?.body.error.message).toMatch(/^Not taken: .+\. Throw away .+\.$/);
  expect((await quick.result(second, stopped)).status).toBe(200);
  expect(await bot.jobs.find(id)).toMatchObject({ state: 'done', handedOut: 2 });
});

test('a lease that ran out and that nobody else has goes on with the next word of it; each word keeps it for its whole time', async () => {
  const [worker, other] = [await bot.worker('silent'), await bot.worker('waiting')];
  const { id } = await ask();
  const { job } = (await worker.lease(['stopPass'])).body;
  bot.later(1_000);
  expect((await worker.progress(job, { done: 1, total: 3 })).body).toEqual({ goOn: true, leaseSeconds: 300 });
  bot.later(299);
  expect((await other.lease(['stopPass'])).body.job).toBeNull();
  expect((await bot.jobs.find(id))?.progress).toEqual({ done: 1, total: 3 });
  bot.later(1_000);
  expect((await worker.result(job, stopped)).status).toBe(200);
});

test("no clock but the bot's counts, whatever a worker says of the time", async () => {
  const [worker, other] = [await bot.worker('skewed'), await bot.worker('right')];
  await ask();
  const { job } = (await worker.lease(['stopPass'], { at: '1999-01-01T00:00:00Z' })).body;
  await worker.progress(job, { at: '2099-01-01T00:00:00Z', leaseUntil: '2099-01-01T00:00:00Z' });
  bot.later(301);

  expect((await other.lease(['stopPass'], { at: '1999-01-01T00:00:00Z' })).body.job).toMatchObject({ id: job.id });
});

test('a revoked key is turned away at once, in the middle of a job, too; the job is the next one’s when its lease is over', async () => {
  const [worker, other] = [await bot.worker('revoked'), await bot.worker('heir')];
  await ask();
  const { job } = (await worker.lease(['stopPass'])).body;
  expect(await bot.keys.revoke(worker.key.id)).toBe(true);
  const told = [await worker.lease(['stopPass']), await worker.progress(job), await worker.result(job, stopped)];

  expect(told.map(({ status }) => status)).toEqual([401, 401, 401]);
  expect(told[0]?.body.error.message).toMatch(/^Refused: .+\. Ask the migration operator/);
  bot.later(301);
  expect((await other.lease(['stopPass'])).body.job).toMatchObject({ id: job.id });
});

test('a key is good for one installation, is nowhere in the database, and neither a part of it nor another is taken', async () => {
  const worker = await bot.worker('one');
  expect((await worker.lease(['stopPass'])).status).toBe(200);
  const elsewhere = await bot.post('lease', worker.text, {
    protocol: 1,
    instance: 'another-machine',
    operations: ['stopPass'],
  });
  expect([elsewhere.status, elsewhere.body.error.code]).toEqual([403, 'worker.key-elsewhere']);

  const { rows } = await bot.pool.query('select * from worker.key');
  expect(JSON.stringify(rows)).not.toContain(worker.text.split('_')[2]);
  for (const key of [
    '',
    worker.text.slice(0, -1),
    `${worker.text.slice(0, -1)}${worker.text.endsWith('A') ? 'B' : 'A'}`,
  ])
    expect((await bot.post('lease', key, {})).status).toBe(401);
});

test('a result that is too large is refused with what to do, and the job can then be told as failed', async () => {
  const worker = await bot.worker('large');
  const { id } = await ask();
  const { job } = (await worker.lease(['stopPass'])).body;
  const large = await worker.result(job, { outcome: 'done', result: { items: 'x'.repeat(5 * 1024 * 1024) } });

  expect([large.status, large.body.error.message]).toEqual([413, expect.stringContaining('more than 4096 KiB')]);
  await worker.result(job, { outcome: 'failed', fault: { code: 'too-large', message: '5 MiB' } });
  expect(await bot.jobs.find(id)).toMatchObject({ state: 'failed', fault: { code: 'too-large' } });
});

test('a result of another form is kept as failed, and what no database takes is taken out of the rest', async () => {
  const worker = await bot.worker('form');
  const { id } = await ask();
  const first = (await worker.lease(['stopPass'])).body.job;
  expect((await worker.result(first, { outcome: 'done', result: { items: [{}] } })).body).toEqual({ taken: true });
  expect(await bot.jobs.find(id)).toMatchObject({ state: 'failed', fault: { code: 'result-of-another-form' } });

  const { id: second } = await ask();
  const { job } = (await worker.lease(['stopPass'])).body;
  await worker.result(job, { outcome: 'failed', fault: { code: 'vendor', message: 'a\0b \ud800' } });
  expect((await bot.jobs.find(second))?.fault?.message).toBe('a\ufffdb \ufffd');
});

test('who waits for work hears of it at once, and a bot that stops lets nobody wait', async () => {
  const worker = await bot.worker('patient');
  const waiting = worker.lease(['stopPass'], { wait: 25 });
  const { id } = await ask();
  expect((await waiting).body.job).toMatchObject({ id });
  const { job } = (await worker.lease(['stopPass'])).body;
  await worker.result(job, stopped);

  const idle = worker.lease(['stopPass'], { wait: 25 });
  await worker.lease(['probe']);
  await bot.restart();
  expect((await idle).body).toEqual({ job: null, pollAfter: 5 });
});

test('asked twice by one key a job is one job; by the same key something else is refused', async () => {
  const [first, again] = [await ask('the same'), await ask('the same')];
  expect(again).toEqual(first);
  await expect(ask('the same', 8)).rejects.toThrow('was used for something else');
});

test('nobody begins what was withdrawn; whoever has begun hears that it is enough, and what they did is kept', async () => {
  const worker = await bot.worker('withdrawn');
  await bot.jobs.withdraw((await ask()).id);
  const { id } = await ask();
  const { job } = (await worker.lease(['stopPass'])).body;
  expect(job.id).toBe(id);
  await bot.jobs.withdraw(id);

  expect((await worker.progress(job)).body).toMatchObject({ goOn: false });
  expect((await worker.result(job, stopped)).status).toBe(200);
  expect(await bot.jobs.find(id)).toMatchObject({ state: 'done', result: stopped.result });
});

test('what is no word of this protocol is refused with where it is wrong', async () => {
  const worker = await bot.worker('stammers');
  for (const [body, code] of [
    ['{', 'worker.not-understood'],
    [{ protocol: 1, instance: worker.instance }, 'worker.not-understood'],
    [{ protocol: 2, instance: worker.instance, operations: ['probe'] }, 'worker.other-protocol'],
    [{ protocol: 1, instance: worker.instance, operations: ['probe'], wait: 3600 }, 'worker.not-understood'],
  ] as const)
    expect((await bot.post('lease', worker.text, body)).body.error.code).toBe(code);
});

test('too many requests are put off, and strangers hold up no worker', async () => {
  const strict = await startBot({ mostRequestsPerMinute: 5, mostStrangersPerMinute: 3 });
  try {
    const [worker, other] = [await strict.worker('eager'), await strict.worker('calm')];
    await other.lease(['probe']);
    const stranger = `cwk_${'0'.repeat(16)}_${'x'.repeat(43)}`;
    const strangers = [];
    for (let turn = 0; turn < 6; turn += 1) strangers.push((await strict.post('lease', stranger, {})).status);
    expect(strangers).toEqual([401, 401, 401, 401, 429, 429]);
    expect((await other.lease(['probe'])).status).toBe(200);

    const late = await strict.post('lease', worker.text, {});
    expect([late.status, late.headers.get('retry-after')]).toEqual([429, '60']);
    const statuses = [];
    for (let turn = 0; turn < 5; turn += 1) statuses.push((await other.lease(['probe'])).status);
    expect(statuses).toEqual([200, 200, 200, 429, 429]);
  } finally {
    await strict.stop();
  }
});

test('where the door is not open there is none', async () => {
  const answer = await fetch(`${bot.base()}/worker/shell`, { method: 'POST' });
  expect(answer.status).toBe(404);
});
