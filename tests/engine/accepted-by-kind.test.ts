/** What is open is taken as it is kind by kind, and a change that is not whole by those who could agree to it. */
import { defineCheck } from '../../src/contract/check.js';
import type { Finding } from '../../src/contract/finding.js';
import { actor, House, step } from './support/house.js';
import { FakeTenant, renaming } from './support/tenant.js';

const right = (id: string): Finding => ({
  status: 'failed',
  code: 'app-permission-missing',
  facts: { side: 'source', permission: id, count: 1, step: 'rename' },
  object: { kind: 'permission', id: `source/${id}`, label: id },
  failsLater: true,
});
const surplus = (id: string): Finding => ({
  status: 'failed',
  code: 'app-writes-beyond',
  facts: { side: 'source', permission: id },
  object: { kind: 'permission', id: `source/${id}`, label: id },
});

const missing = new Set(['Domain.ReadWrite.All']);
const spare = new Set(['Mail.Send', 'Mail.ReadWrite']);
const tenant = { low: new FakeTenant(['a']), high: new FakeTenant(['a', 'b']) };
const refusing = (id: string) => (id === 'a' ? { result: 'refused' as const, remark: refusal } : undefined);
const refusal = { code: 'graph-refused', facts: { status: 403, errorCode: 'x', text: 'no', requestId: 'r' } } as const;

let house: House;
beforeAll(async () => {
  house = await House.build({
    runbook: [
      step('rights', { kind: 'check', action: 'rights', risk: 'none', undo: 'never' }),
      step('low', { kind: 'change', action: 'low', undo: 'on-request' }),
      step('high', { kind: 'change', action: 'high', risk: 'high', undo: 'on-request' }),
      step('go-no-go', { kind: 'gate', risk: 'gate', roles: ['project-manager', 'business-owner'], undo: 'never' }),
    ],
    actions: {
      rights: defineCheck({
        name: 'rights',
        run: () =>
          Promise.resolve({ findings: [...[...missing].map(right), ...[...spare].map(surplus)], evidence: [] }),
      }),
      low: renaming(tenant.low, 'new'),
      high: renaming(tenant.high, 'new'),
    },
  });
  for (const one of Object.values(tenant)) one.beforeWrite = (id) => Promise.resolve(refusing(id));
  await house.people({ irina: ['source-admin'], sergei: ['business-owner'] });
});
afterAll(() => house.pullDown());

const accept = async (name: string, stepId: string, kinds?: readonly string[]) => {
  const attemptId = (await house.engine.queries.step(stepId))?.attempt?.id ?? '';
  const order = { attemptId, note: `${name} looks after it`, ...(kinds === undefined ? {} : { kinds }) };
  return house.engine.commands.accept(actor(name), order);
};
const standing = async (stepId: string) => {
  const found = await house.engine.queries.step(stepId);
  return [
    found?.state,
    ...(found?.attempt?.findings ?? []).map(({ code, taken }) => `${code} ${taken?.by?.name ?? 'open'}`),
  ];
};

test('what a later step fails for is accepted by itself, and never in one press with what is merely too much', async () => {
  await house.reach('rights', 'attention');
  expect(await accept('sergei', 'rights')).toMatchObject({ refusal: { code: 'accept.apart' } });
  expect(await accept('sergei', 'rights', ['app-permission-missing', 'app-writes-beyond'])).toMatchObject({
    refusal: { code: 'accept.apart' },
  });
  expect(await accept('sergei', 'rights', [])).toMatchObject({ refusal: { code: 'accept.needs-kind' } });
  expect(await accept('sergei', 'rights', ['app-writes-beyond'])).toEqual({ ok: true, value: null });
  expect(await standing('rights')).toEqual([
    'attention',
    'app-permission-missing open',
    'app-writes-beyond sergei',
    'app-writes-beyond sergei',
  ]);
});

test('what was accepted stays so when somebody looks again, and what is new of the kind does not', async () => {
  spare.add('Sites.Selected');
  await house.engine.commands.again(actor('irina'), { stepId: 'rights' });
  await house.reach('rights', (attempt) => attempt?.number === 2 && attempt.state === 'attention');
  expect(await standing('rights')).toEqual([
    'attention',
    'app-permission-missing open',
    'app-writes-beyond sergei',
    'app-writes-beyond sergei',
    'app-writes-beyond open',
  ]);
  await accept('irina', 'rights', ['app-writes-beyond']);
  expect((await standing('rights'))[0]).toBe('attention');
});

test('granted at last, nothing is left that nobody accepted, and the step is through on those words', async () => {
  missing.clear();
  await house.engine.commands.again(actor('irina'), { stepId: 'rights' });
  const { restsOn } = await house.reach('rights', 'done');
  expect(restsOn).toMatchObject({ on: 'accepted', by: { name: 'sergei' } });
});

test('a change that nobody but a lead looks at is not whole by their word: whoever could agree to its plan takes it as it is', async () => {
  await house.approve('low', ['irina']);
  const stuck = await house.reach('low', 'attention');
  expect(stuck.may.accept).toEqual(['id-irina']);
  expect(await accept('sergei', 'low')).toMatchObject({
    refusal: { code: 'accept.not-alone', facts: { who: 'irina' } },
  });
  expect(await accept('irina', 'low')).toEqual({ ok: true, value: null });
  await house.reach('low', 'done');
});

test('what took two people to begin takes two to be called done, and a new plan asks both anew', async () => {
  await house.approve('high', ['irina', 'sergei']);
  await house.reach('high', 'attention');
  expect(await accept('sergei', 'high')).toEqual({ ok: true, value: null });
  const halfway = await house.reach('high', 'attention');
  expect(halfway.accepting?.map(({ by }) => by?.name)).toEqual(['sergei']);
  expect(halfway.may.accept).toEqual(['id-irina']);
  expect(await accept('sergei', 'high')).toMatchObject({ refusal: { code: 'accept.not-alone' } });

  await house.engine.commands.again(actor('irina'), { stepId: 'high' });
  await house.approve('high', ['irina', 'sergei']);
  const anew = await house.reach('high', 'attention');
  expect(anew.accepting).toBeUndefined();
  await accept('irina', 'high');
  expect((await house.engine.queries.step('high'))?.state).toBe('attention');
  await accept('anna', 'high');
  expect((await house.reach('high', 'done')).restsOn).toMatchObject({ on: 'accepted', by: { name: 'anna' } });
});

test('whoever begins the night reads by name what was accepted, in which step, and by whom', async () => {
  const { readiness } = (await house.engine.queries.step('go-no-go')) ?? {};
  expect(readiness?.accepted).toEqual(['rights', 'low', 'high']);
  expect(
    readiness?.acceptedPoints?.map(({ stepId, first, count, by }) => [
      stepId,
      first.code,
      count,
      by.map((one) => one.name),
    ]),
  ).toEqual([
    ['rights', 'app-writes-beyond', 3, ['sergei', 'irina']],
    ['low', 'graph-refused', 1, ['irina']],
    ['high', 'graph-refused', 1, ['irina', 'anna']],
  ]);
});
