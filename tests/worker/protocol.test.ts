/** PROTOCOL.md, as it is read: each of its examples goes through the true door. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { resultRequest } from '../../src/worker/messages.js';
import { operationNames, operations, type OperationName } from '../../src/worker/operations.js';
import { startBot } from './support/bot.js';

const page = readFileSync(resolve(__dirname, '../../src/worker/PROTOCOL.md'), 'utf8');
const block = '```json\\n([\\s\\S]*?)\\n```';
const examples = [...page.matchAll(new RegExp(`<!-- (\\w+) (\\w+) -->\\n${block}`, 'g'))].map(
  ([, role = '', what = '', json = '']) => ({ role, what, body: JSON.parse(json) as Record<string, unknown> }),
);
const told = new Map<string, { readonly given: never; readonly result: object }>(
  [...page.matchAll(new RegExp(`### (\\w+)\\n\\n[^\`#]*(?:\`[^\`]+\`[^\`#]*)*${block}\\n\\n${block}`, 'g'))].map(
    ([, name = '', given = '', result = '']) => [
      name,
      { given: JSON.parse(given) as never, result: JSON.parse(result) as object },
    ],
  ),
);

let bot: Awaited<ReturnType<typeof startBot>>;
beforeAll(async () => (bot = await startBot()));
afterAll(() => bot.stop());

test('what the page sends is answered as the page says', async () => {
  const { text } = await bot.keys.make('the page');
  const { given } = told.get('submitPass') as { readonly given: never };
  await bot.jobs.ask({ operation: 'submitPass', arguments: given, idempotencyKey: 'the page' });
  // The ids in the page stand for those that the bot made.
  const real = new Map<string, string>();
  const translated = (value: unknown, names: ReadonlyMap<string, string>): string =>
    [...names].reduce((all, [from, to]) => all.replaceAll(from, to), JSON.stringify(value));
  let sent = 0;
  for (const [place, { role, what, body }] of examples.entries()) {
    if (role !== 'send') continue;
    sent += 1;
    const answer = await bot.post(what, text, translated(body, real));
    const wanted = examples[place + 1];
    const job = (wanted?.body as { job?: { id: string; lease: string } }).job;
    if (job !== undefined) real.set(job.id, answer.body.job.id).set(job.lease, answer.body.job.lease);
    expect([what, answer.status, answer.body]).toEqual([
      what,
      Number(wanted?.what),
      JSON.parse(translated(wanted?.body, real)),
    ]);
  }
  expect(sent).toBe(4);
  const idle = examples.find(({ role }) => role === 'idle');
  const lease = examples.find(({ what }) => what === 'lease');
  expect((await bot.post('lease', text, lease?.body)).body).toEqual(idle?.body);
  const stranger = examples.find(({ role }) => role === 'stranger');
  const answer = await bot.post('lease', 'cwk_nobody', lease?.body);
  expect([answer.status, answer.body]).toEqual([Number(stranger?.what), stranger?.body]);
  const shape = examples.find(({ role }) => role === 'shape');
  expect(resultRequest.safeParse(shape?.body).success).toBe(true);
});

test('every operation has an example, and each is handed out and taken back as it stands there', async () => {
  expect([...told.keys()]).toEqual(operationNames);
  const worker = await bot.worker('of-all');
  for (const operation of operationNames) {
    const { given, result } = told.get(operation) as { readonly given: never; readonly result: object };
    const { id } = await bot.jobs.ask<OperationName>({ operation, arguments: given, idempotencyKey: operation });
    const { job } = (await worker.lease(operationNames)).body;
    expect(job).toMatchObject({ id, operation, arguments: given });
    expect((await worker.result(job, { outcome: 'done', result })).status).toBe(200);
    expect(await bot.jobs.find(id)).toMatchObject({ state: 'done', result });
  }
});

test('no operation takes text to run, and no argument that is not named', () => {
  for (const operation of operationNames) {
    const { given } = told.get(operation) as { readonly given: object };
    expect(operations[operation].arguments.safeParse({ ...given, script: 'Get-Process' }).success).toBe(false);
  }
  expect(operationNames).not.toContain('run');
});
