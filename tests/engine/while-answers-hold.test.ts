/** A decision asked again: its answers hold until others are given, so it takes no time from T, and what was done by them stays well done. */
import { z } from 'zod';
import { defineCheck } from '../../src/contract/check.js';
import { defineDecision } from '../../src/contract/decision.js';
import { defineAnswers } from '../../src/contract/output.js';
import { actor, House, step } from './support/house.js';
import { FakeTenant, renaming } from './support/tenant.js';

const answers = z.object({ remark: z.string().optional() });
const given = defineAnswers<z.output<typeof answers>>('who', answers);
const tenant = new FakeTenant(['a']);

let house: House;
beforeAll(async () => {
  house = await House.build({
    runbook: [
      step('who', {
        kind: 'decision',
        roles: ['project-manager'],
        action: 'who',
        undo: 'never',
        window: { from: -1440, until: -1200 },
      }),
      step('open', { kind: 'change', action: 'open', after: ['who'] }),
      step('rights', { kind: 'check', action: 'rights', risk: 'none', undo: 'never' }),
      step('cutover-date', { kind: 'gate', risk: 'gate', roles: ['project-manager', 'business-owner'], undo: 'never' }),
    ],
    actions: {
      who: defineDecision({
        name: 'who',
        answers: given,
        form: () =>
          Promise.resolve({ fields: [{ id: 'remark', kind: 'text' as const, required: false }], remarks: [] }),
      }),
      open: renaming(tenant, 'open', {
        name: 'open',
        reads: [given],
        applies: () =>
          Promise.resolve(
            tenant.values.get('a') === 'open-a'
              ? { applies: false, because: { code: 'ews-open-on-both-sides', facts: {} }, alreadySo: true }
              : { applies: true },
          ),
      }),
      rights: defineCheck({
        name: 'rights',
        run: () =>
          Promise.resolve({
            findings: [
              { status: 'failed', code: 'app-permission-missing', facts: { permission: 'x' }, failsLater: true },
            ],
            evidence: [],
          }),
      }),
    },
    forms: {
      'cutover-date': [
        { id: 'cutoverDate', kind: 'date', required: true },
        { id: 'cutoverTime', kind: 'time', required: true },
      ],
    },
  });
  await house.people({ irina: ['source-admin'], anna: ['project-manager'], sergei: ['business-owner'] });
});
afterAll(() => house.pullDown());

const stepNow = async (id: string) => house.engine.queries.step(id);
const answer = async (remark: string): Promise<void> => {
  const { id: attemptId } = await house.reach('who', 'asking');
  await house.engine.commands.answer(actor('anna'), { attemptId, answers: { remark } });
  await house.reach('who', 'done');
};

test('what was taken as it is stands by name where people agree to T', async () => {
  const { id: attemptId } = await house.reach('rights', 'attention');
  await house.engine.commands.accept(actor('irina'), {
    attemptId,
    note: 'granted on the eve',
    kinds: ['app-permission-missing'],
  });
  await house.reach('rights', 'done');
  const { id } = await house.reach('cutover-date', 'asking');
  await house.engine.commands.answer(actor('anna'), {
    attemptId: id,
    answers: { cutoverDate: '2026-12-12', cutoverTime: '18:00' },
  });
  const gate = await stepNow('cutover-date');
  expect(gate?.acceptedPoints).toMatchObject([{ stepId: 'rights', failsLater: true, by: [{ name: 'irina' }] }]);
});

test('a decision that was never answered is late; one that is only asked again is not', async () => {
  expect((await stepNow('cutover-date'))?.leadTimes?.late).toEqual(['who']);
  await answer('first');
  expect((await stepNow('cutover-date'))?.leadTimes?.late).toEqual([]);
  await house.engine.commands.again(actor('anna'), { stepId: 'who' });
  await house.reach('who', 'asking');
  expect((await stepNow('cutover-date'))?.leadTimes?.late).toEqual([]);
  expect(await stepNow('who')).toMatchObject({ openAgain: true, timing: null });
});

test('what a step has done itself is no reason to call it unfit for other answers', async () => {
  await answer('second');
  const { id: attemptId, plan } = await house.reach('open', 'asking');
  await house.engine.commands.approve(actor('irina'), { attemptId, planHash: plan?.hash ?? '' });
  await house.reach('open', 'done');
  await house.engine.commands.again(actor('anna'), { stepId: 'who' });
  await answer('third');
  await house.until(
    async () => (await house.query(`select 1 from engine.work where name = 'engine.fits'`)).length === 0,
  );
  expect(await stepNow('open')).toMatchObject({ state: 'done' });
});
