import { defineCheck } from '../../src/contract/check.js';
import { House, actor, step } from './support/house.js';
import { FakeTenant, renaming } from './support/tenant.js';

const scan = (name: string, held: number) =>
  defineCheck({
    name,
    run: () =>
      Promise.resolve({
        findings: [
          {
            status: held > 0 ? 'failed' : 'passed',
            code: 'scan-users',
            facts: { count: held, byStep: 0, byPeople: held },
          },
        ],
        evidence: [],
      }),
  });

let house: House;

beforeAll(async () => {
  house = await House.build({
    runbook: [
      step('no-dependencies-left', { kind: 'check', action: 'no-dependencies-left' }),
      step('arrived', {
        kind: 'change',
        action: 'arrived',
        phase: 'cutover',
        side: 'destination',
        after: ['no-dependencies-left'],
        undoneBy: ['no-dependencies-left-destination'],
      }),
      step('no-dependencies-left-destination', {
        kind: 'check',
        action: 'no-dependencies-left-destination',
        phase: 'back-out',
        side: 'destination',
        undo: 'never',
        after: ['arrived'],
      }),
      step('back-out-decision', {
        kind: 'gate',
        risk: 'gate',
        phase: 'back-out',
        roles: ['project-manager', 'business-owner'],
        after: ['no-dependencies-left'],
        undo: 'never',
      }),
    ],
    actions: {
      'no-dependencies-left': scan('no-dependencies-left', 0),
      'no-dependencies-left-destination': scan('no-dependencies-left-destination', 7),
      arrived: renaming(new FakeTenant(['d']), 'verified'),
    },
  });
  await house.people({ irina: ['source-admin'], sergei: ['business-owner'] });
});
afterAll(() => house.pullDown());

test('on the way back the blockers are those of the destination, which lets the domain go then', async () => {
  await house.approve('arrived', ['irina']);
  await house.reach('arrived', 'done');
  expect(await house.engine.queries.blockers()).toMatchObject({ stepId: 'no-dependencies-left', side: 'source' });

  await house.engine.commands.backOut(actor('anna'), { reason: 'mail bounces' });
  const gate = await house.reach('back-out-decision', 'asking');
  for (const name of ['anna', 'sergei'])
    await house.engine.commands.vote(actor(name), { attemptId: gate.id, vote: 'go' });
  await house.reach('no-dependencies-left-destination', 'attention');

  expect(await house.engine.queries.blockers()).toMatchObject({
    stepId: 'no-dependencies-left-destination',
    side: 'destination',
    findings: [{ facts: { count: 7 } }],
  });
  const next = await house.engine.queries.next('id-anna');
  expect(next?.todo.map(({ stepId }) => stepId)).toContain('no-dependencies-left-destination');
});
