/** A task that is about what a check found has that on its card, accepted or not; on the way back it is about something else. */
import { defineCheck } from '../../src/contract/check.js';
import type { Finding } from '../../src/contract/finding.js';
import { actor, House, step } from './support/house.js';

const rule = (name: string): Finding => ({
  status: 'failed',
  code: 'transport-rule-names-domain',
  facts: { name, kind: 'transportRule', domain: 'contoso.com', where: 'From', enabled: 'yes' },
  object: { kind: 'transportRule', id: name, label: name },
});
const read: Finding = {
  status: 'passed',
  code: 'mail-flow-read',
  facts: { rules: 2, inbound: 0, outbound: 0, remote: 0, journal: 0, naming: 2 },
};

let house: House;
beforeAll(async () => {
  house = await House.build({
    runbook: [
      step('review', { kind: 'check', action: 'review', risk: 'none', undo: 'never' }),
      step('make-again', { after: ['review'], about: 'review' }),
    ],
    actions: {
      review: defineCheck({
        name: 'review',
        run: () =>
          Promise.resolve({
            findings: [read, rule('Disclaimer'), rule('Copies')],
            evidence: [{ name: 'mail-flow.csv', contentType: 'text/csv', content: Buffer.from('a,b') }],
          }),
      }),
    },
  });
  await house.people({ irina: ['source-admin'] });
});
afterAll(() => house.pullDown());

test('what the check found open stands with the task until it is done', async () => {
  const { id: attemptId } = await house.reach('review', 'attention');
  await house.engine.commands.accept(actor('irina'), { attemptId, note: 'made again in the night' });
  const asked = await house.reach('make-again', 'asking');
  const { about } = (await house.engine.queries.step('make-again')) ?? {};
  expect(about?.stepId).toBe('review');
  expect(about?.findings.map(({ facts }) => facts['name'])).toEqual(['Disclaimer', 'Copies']);
  expect(about?.evidence.map(({ name }) => name)).toContain('mail-flow.csv');

  await house.engine.commands.take(actor('irina'), { attemptId: asked.id });
  await house.engine.commands.complete(actor('irina'), { attemptId: asked.id, note: 'both are made again' });
  await house.reach('make-again', 'done');
  expect((await house.engine.queries.step('make-again'))?.about).toBeUndefined();

  await house.engine.commands.backOut(actor('irina'), { stepId: 'make-again' });
  await house.reach('make-again', (attempt) => attempt?.direction === 'undo' && attempt.state === 'asking');
  expect((await house.engine.queries.step('make-again'))?.about).toBeUndefined();
});
