/** What a task wants to be shown, and that whoever may take it says in one press that it is done. */
import { createHash } from 'node:crypto';
import { isReason } from '../../src/contract/evidence.js';
import type { Outcome } from '../../src/errors.js';
import { actor, House, step } from './support/house.js';

let house: House;
const commands = () => house.engine.commands;
const complete = (name: string, attemptId: string, note?: string): Promise<Outcome<null>> =>
  commands().complete(actor(name), { attemptId, ...(note === undefined ? {} : { note }) });

beforeAll(async () => {
  house = await House.build({
    runbook: [
      step('counted', { evidence: 'number' }),
      step('told', { evidence: 'words' }),
      step('filed', { evidence: 'file' }),
      step('simple', { evidence: 'none' }),
      step('grave', { evidence: 'words', risk: 'high', undo: 'on-request' }),
    ],
  });
  await house.people({ irina: ['source-admin'], dmitri: ['source-admin'], sergei: ['business-owner'] });
});
afterAll(() => house.pullDown());

test('whoever may take a task says in one press that it is done: it is taken and completed, and the log has both', async () => {
  const { id, may } = await house.reach('simple', 'asking');
  expect([may.take, may.complete]).toEqual([
    ['id-dmitri', 'id-irina'],
    ['id-dmitri', 'id-irina'],
  ]);
  expect(await complete('irina', id)).toEqual({ ok: true, value: null });
  const done = await house.reach('simple', 'done');
  expect([done.takenBy?.name, done.said?.by?.name]).toEqual(['irina', 'irina']);
  const log = await house.query<{ what: string }>(
    `select what from engine.audit where step_id = 'simple' and person_name = 'irina' order by number`,
  );
  expect(log.map(({ what }) => what)).toEqual(['taken', 'completed']);
});

test.each([
  ['counted', undefined, 'evidence.nothing', { wanted: 'number' }],
  ['counted', 'many', 'evidence.number', { wanted: 'number' }],
  ['told', 'ok', 'evidence.one-word', { wanted: 'words' }],
  ['filed', 'it is on my desk', 'evidence.file', { wanted: 'file' }],
])(
  '%s is not completed by %p: it is refused with what is missing, and nothing of it is taken',
  async (id, note, code, facts) => {
    const { id: attemptId } = await house.reach(id, 'asking');
    expect(await complete('irina', attemptId, note)).toMatchObject({
      refusal: { code, facts: { step: id, ...facts } },
    });
    expect((await house.engine.queries.step(id))?.attempt).toMatchObject({
      state: 'asking',
      takenBy: null,
      evidence: [],
    });
  },
);

test('what was left before counts, why it was handed back does not', async () => {
  const { id } = await house.reach('told', 'asking');
  await commands().take(actor('irina'), { attemptId: id });
  await commands().handBack(actor('irina'), { attemptId: id, note: 'the console is closed until Monday' });
  expect(await complete('dmitri', id)).toMatchObject({ refusal: { code: 'evidence.nothing' } });
  house.clock.set({ advance: 60 });
  await commands().attach(actor('dmitri'), { attemptId: id, note: 'both mailboxes opened' });
  expect(await complete('dmitri', id)).toMatchObject({ ok: true });
  await house.reach('told', 'done');
});

test('what is in the hands of one is not completed by another, nor what a lead has to agree to first', async () => {
  const { id } = await house.reach('counted', 'asking');
  await commands().take(actor('irina'), { attemptId: id });
  expect(await complete('dmitri', id, '12')).toMatchObject({
    refusal: { code: 'task.not-taken-by-you', facts: { who: 'irina' } },
  });
  expect(await complete('irina', id, '12 of 12')).toMatchObject({ ok: true });

  const { id: grave } = await house.reach('grave', 'asking');
  const note = 'both switches are off';
  expect(await complete('irina', grave, note)).toMatchObject({ refusal: { code: 'task.not-approved' } });
  await house.approve('grave', ['anna']);
  expect(await complete('sergei', grave, note)).toMatchObject({ refusal: { code: 'approval.wrong-role' } });
  expect(await complete('irina', grave, note)).toMatchObject({ ok: true });
  await house.reach('grave', 'done');
});

test('a file is kept with its hash and who left it, at most twenty beside one step; of those that nobody says the place of, five', async () => {
  const { id: attemptId } = await house.reach('filed', 'asking');
  const file = { name: 'list.csv', contentType: 'text/csv', content: Buffer.from('name;size\nsales;12\n') };
  for (let sent = 0; sent < 7; sent += 1)
    expect(await commands().holdFile(actor('dmitri'), { file })).toMatchObject({ ok: true });
  expect(await house.query(`select id from engine.held_file where person_id = 'id-dmitri'`)).toHaveLength(5);

  // Of anybody, once a day has gone by.
  house.clock.set({ advance: 24 * 3_600 + 60 });
  expect(await commands().holdFile(actor('irina'), { file })).toMatchObject({ ok: true });
  expect(await house.query('select person_id from engine.held_file')).toEqual([{ person_id: 'id-irina' }]);

  for (let laid = 0; laid < 20; laid += 1)
    expect(await commands().attachFile(actor('irina'), { attemptId, file })).toMatchObject({ ok: true });
  expect(await commands().attachFile(actor('irina'), { attemptId, file })).toMatchObject({
    refusal: { code: 'upload.too-many', facts: { most: 20 } },
  });
  const sha256 = createHash('sha256').update(file.content).digest('hex');
  const kept = (await house.engine.queries.step('filed'))?.attempt?.evidence.filter(({ name }) => name === file.name);
  expect(kept).toHaveLength(20);
  expect(kept?.[0]).toMatchObject({ sha256, by: { name: 'irina' } });
  const log = await house.engine.queries.log({ stepId: 'filed', limit: 40 });
  expect(log.find(({ what }) => what === 'attached-file')).toMatchObject({
    person: { name: 'irina' },
    facts: { file: file.name, sha256 },
  });
});

test.each([
  ['not ready', true],
  ['нет MX', true],
  ['MX 10 is wrong', true],
  ['l’hôte est mort', true],
  ['x', false],
  ['no', false],
  ['ok ok', false],
  ['a b c', false],
  ['xxx aaa', false],
  ['нет', false],
  ['… !', false],
] as const)('whether %j is a reason that others can do something with', (text, is) => {
  expect(isReason(text)).toBe(is);
});
