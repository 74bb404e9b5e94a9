/** One small migration to its end: what was seen, said, taken as it is and decided is kept apart, and finished is only what is green. */
import { defineCheck } from '../../src/contract/check.js';
import type { Finding } from '../../src/contract/finding.js';
import { defineTask } from '../../src/contract/task.js';
import type { RestsOn, StepSnapshot } from '../../src/engine/state.js';
import { FakeTenant, renaming } from './support/tenant.js';
import { actor, House, step } from './support/house.js';
import { way } from './support/way.js';

let house: House;
let served = false;
let gone = false;

const found = (passed: boolean, name: string): Finding => ({
  status: passed ? 'passed' : 'failed',
  code: 'routing-address-missing',
  facts: { name, address: 'MS=ms1' },
});
const record = { action: 'publish', name: 'contoso.com', type: 'TXT', value: 'MS=ms1', ttl: 300 } as const;
const watched = defineTask({
  name: 'records',
  watchWithin: 3600,
  watchEvery: 60,
  brief: () => Promise.resolve({ records: [record], remarks: [] }),
  watch: () => Promise.resolve([found(true, 'ns1'), found(served, 'ns2')]),
});
const open = defineCheck({
  name: 'open',
  run: () => Promise.resolve({ findings: [found(gone, 'left-over'), found(true, 'others')], evidence: [] }),
});

const commands = () => house.engine.commands;
const of = async (id: string): Promise<StepSnapshot> => {
  const snapshot = await house.engine.queries.step(id);
  if (snapshot === null) throw new Error(`no step ${id}`);
  return snapshot;
};
const rests = async (id: string): Promise<RestsOn | null | undefined> => (await of(id)).attempt?.restsOn;
const log = async (stepId: string | null, what: string): Promise<readonly object[]> =>
  (
    await house.query<{ facts: string; person_name: string | null }>(
      `select facts, person_name from engine.audit where what = $2 and step_id is not distinct from $1 order by number`,
      [stepId, what],
    )
  ).map(({ facts, person_name }) => ({ ...(JSON.parse(facts) as object), who: person_name }));

beforeAll(async () => {
  house = await House.build({
    runbook: [
      step('way', { kind: 'decision', roles: ['dns-admin'], action: 'way', undo: 'never' }),
      step('by-hand', { kind: 'change' }),
      step('records', { kind: 'change', action: 'records', roles: ['dns-admin'] }),
      step('rename', { kind: 'change', action: 'rename' }),
      step('open', { kind: 'check', action: 'open', undo: 'never' }),
      step('go-no-go', {
        kind: 'gate',
        risk: 'gate',
        phase: 'eve',
        roles: ['project-manager', 'business-owner'],
        after: ['way', 'by-hand', 'records', 'rename', 'open'],
        undo: 'never',
      }),
      step('late', { kind: 'check', phase: 'cutover', action: 'open', after: ['go-no-go'], undo: 'never' }),
    ],
    actions: { way, records: watched, rename: renaming(new FakeTenant(['a']), 'new'), open },
  });
  await house.people({ irina: ['source-admin'], dmitri: ['dns-admin'], sergei: ['business-owner'] });
});
afterAll(() => house.pullDown());

test('a step that nobody reads rests on the word of who said it and when, whatever kind its row has', async () => {
  const { id: attemptId } = await house.reach('by-hand', 'asking');
  await commands().take(actor('irina'), { attemptId });
  await commands().complete(actor('irina'), { attemptId, note: 'ok' });
  await house.reach('by-hand', 'done');
  expect(await rests('by-hand')).toMatchObject({ on: 'said', by: { name: 'irina' } });
  expect(await log('by-hand', 'step-done')).toMatchObject([{ on: 'said', by: 'irina', who: null }]);
});

test('a claim that is seen otherwise stays a claim: who said it and when stands beside what is seen, and it can be said again', async () => {
  const { id: attemptId } = await house.reach('records', 'asking');
  await commands().take(actor('dmitri'), { attemptId });
  await commands().complete(actor('dmitri'), { attemptId, note: 'set' });
  const watching = await house.reach('records', (attempt) => attempt?.lookedAt != null);
  expect(watching).toMatchObject({ state: 'verifying', restsOn: null, said: { by: { name: 'dmitri' } } });
  const first = watching.said?.at ?? '';
  expect([watching.may.repeat, watching.may.complete]).toEqual([['id-dmitri'], ['id-dmitri']]);

  house.clock.set({ advance: 3700 });
  const halted = await house.reach('records', 'attention');
  expect(halted.said).toMatchObject({ by: { name: 'dmitri' }, at: first });
  // A lead has it looked at; whoever's task it is says by it that it is done now.
  expect(halted.may.repeat).toEqual(expect.arrayContaining(['id-anna', 'id-dmitri']));
  expect(halted.may.complete).toEqual(['id-dmitri']);
  await commands().again(actor('anna'), { stepId: 'records' });
  expect((await house.reach('records', (attempt) => attempt?.lookedAt !== halted.lookedAt)).said?.at).toBe(first);

  served = true;
  await commands().again(actor('dmitri'), { stepId: 'records' });
  const done = await house.reach('records', 'done');
  expect(done.restsOn).toMatchObject({ on: 'seen', said: { by: { name: 'dmitri' } } });
  expect((done.said?.at ?? '') > first).toBe(true);
  expect((await log('records', 'completed')).length).toBe(2);
  expect(await log('records', 'step-done')).toMatchObject([{ on: 'seen' }]);
});

test('open points taken as they are rest on whoever took them, and why; a decision on who answered it', async () => {
  const { id: attemptId } = await house.reach('open', 'attention');
  await commands().accept(actor('anna'), { attemptId, note: 'leaves on Friday' });
  await house.reach('open', 'done');
  expect(await rests('open')).toMatchObject({
    on: 'accepted',
    by: { name: 'anna' },
    reason: 'leaves on Friday',
    atTheEnd: false,
  });
  const { id } = await house.reach('way', 'asking');
  await commands().answer(actor('dmitri'), { attemptId: id, answers: { way: 'left' } });
  await house.reach('way', 'done');
  expect(await rests('way')).toMatchObject({ on: 'decided', by: [{ name: 'dmitri' }] });
  await house.approve('rename', ['irina']);
  await house.reach('rename', 'done');
  expect(await rests('rename')).toEqual({ on: 'seen', said: null });
});

test('counts keep the four apart, and the gate of the night goes by the same', async () => {
  const { phases, notGreen, byWord } = await house.engine.queries.status();
  expect(phases.find(({ phase }) => phase === 'prepare')).toMatchObject({
    done: 5,
    how: { seen: 2, said: 1, accepted: 1, decided: 1, notNeeded: 0 },
  });
  expect([notGreen, byWord]).toEqual([[], ['by-hand']]);
  await house.reach('go-no-go', 'asking');
  expect((await of('go-no-go')).readiness).toMatchObject({ byWord: ['by-hand'], accepted: ['open'], seen: 2 });
});

test('a step in a list rests on what it rests on alone', async () => {
  for (const listed of await house.engine.queries.steps())
    expect([listed.step.id, listed.attempt?.restsOn]).toEqual([listed.step.id, await rests(listed.step.id)]);
});

test('when all is through, what the bot can see of the end and somebody took as it is keeps it from being finished, by name', async () => {
  const { id: attemptId } = await house.reach('go-no-go', 'asking');
  for (const name of ['anna', 'sergei']) await commands().vote(actor(name), { attemptId, vote: 'go' });
  await house.reach('go-no-go', 'done');
  expect(await rests('go-no-go')).toMatchObject({ on: 'decided', by: [{ name: 'anna' }, { name: 'sergei' }] });
  const { id: late } = await house.reach('late', 'attention');
  await commands().accept(actor('anna'), { attemptId: late, note: 'goes on Monday' });
  await house.reach('late', 'done');
  expect(await house.engine.queries.status()).toMatchObject({
    state: 'finished',
    notGreen: ['late'],
    takenAsIs: ['open'],
    byWord: ['by-hand'],
  });
  expect([await log(null, 'finished'), await log(null, 'through')]).toEqual([[], [{ steps: 'late', who: null }]]);
});

test('what is open again since is not green either, and green once the bot has seen it', async () => {
  await commands().again(actor('irina'), { stepId: 'late' });
  await house.reach('late', 'attention');
  expect((await house.engine.queries.status()).notGreen).toEqual(['late']);
  gone = true;
  await commands().again(actor('irina'), { stepId: 'late' });
  await house.reach('late', 'done');
  expect(await rests('late')).toEqual({ on: 'seen', said: null });
  expect((await house.engine.queries.status()).notGreen).toEqual([]);
});
