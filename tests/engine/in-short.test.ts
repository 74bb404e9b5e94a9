import type { Finding } from '../../src/contract/finding.js';
import type { Remark } from '../../src/contract/finding.js';
import { defineCheck } from '../../src/contract/check.js';
import type { CheckResult } from '../../src/contract/check.js';
import { signOf } from '../../src/views/words/signs.js';
import { House, step } from './support/house.js';
import { FakeTenant, renaming } from './support/tenant.js';

let house: House;

const check = (findings: CheckResult['findings']) =>
  defineCheck({ name: 'check', run: () => Promise.resolve({ findings, evidence: [] }) });
const finding = (status: Finding['status']): Finding => ({ status, code: 'object-gone', facts: { name: 'x' } });

const many = Array.from({ length: 40 }, (_, n): Remark => ({ code: 'object-gone', facts: { name: `${n}` } }));

beforeAll(async () => {
  house = await House.build({
    runbook: [
      step('unseen', { kind: 'check', action: 'unseen' }),
      step('wrong', { kind: 'check', action: 'wrong' }),
      step('right', { kind: 'check', action: 'right' }),
      step('rename', { kind: 'change', action: 'rename' }),
      step('blocked', { kind: 'change', action: 'blocked' }),
    ],
    actions: {
      unseen: check([finding('passed'), ...Array.from({ length: 40 }, () => finding('unknown'))]),
      wrong: check([finding('failed'), finding('unknown')]),
      right: check([finding('passed')]),
      rename: renaming(new FakeTenant(['a', 'b', 'c']), 'new'),
      blocked: renaming(new FakeTenant([]), 'new', {
        plan: () => Promise.resolve({ changes: [], blockers: many, warnings: many, leftOut: many }),
      }),
    },
  });
  await house.people({ irina: ['source-admin'] });
  await house.reach('unseen', 'attention');
  await house.reach('wrong', 'attention');
  await house.reach('right', 'done');
  await house.reach('rename', 'asking');
  await house.reach('blocked', 'attention');
});
afterAll(() => house.pullDown());

test('a step in a list has the sign it has alone', async () => {
  for (const listed of await house.engine.queries.steps()) {
    const alone = await house.engine.queries.step(listed.step.id);
    expect(alone).not.toBeNull();
    if (alone !== null) expect([listed.step.id, signOf(listed)]).toEqual([listed.step.id, signOf(alone)]);
  }
});

test('what grows with the tenant is not read for a list', async () => {
  const steps = await house.engine.queries.steps();
  const of = (id: string) => steps.find((snapshot) => snapshot.step.id === id)?.attempt;

  expect(of('unseen')?.findings).toHaveLength(1);
  expect(of('right')?.findings).toEqual([]);
  expect(of('rename')?.plan?.sample).toEqual([]);
  expect(of('blocked')?.plan).toMatchObject({ warnings: [], leftOut: [] });
  expect(of('blocked')?.plan?.blockers).toHaveLength(1);
});
