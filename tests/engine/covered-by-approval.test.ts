/** An approval covers what stood on the card: no change more, and no warning that came up since. */
import { isCovered, newToKnow } from '../../src/engine/kinds/planned/same-plan.js';
import type { Remark } from '../../src/contract/finding.js';
import { House, actor, step } from './support/house.js';
import { FakeTenant, renaming } from './support/tenant.js';

const object = { kind: 'user', id: 'a', label: 'a' };
const synced: Remark = { code: 'user-synced', facts: {} };
const staying = (count: number): Remark => ({ code: 'names-stay-on-moving-domain', facts: { count } });
const planOf = (warnings: readonly Remark[], leftOut: readonly Remark[] = [], undoSeconds: number | null = 60) => ({
  hash: 'same',
  blockers: [],
  warnings,
  leftOut,
  undoSeconds,
});

test.each([
  ['nothing else', planOf([synced]), planOf([synced]), true],
  ['a warning less', planOf([synced, staying(3)]), planOf([synced]), true],
  ['a warning more', planOf([synced]), planOf([synced, staying(3)]), false],
  ['the same warning of fewer', planOf([staying(3)]), planOf([staying(2)]), true],
  ['the same warning of more', planOf([staying(3)]), planOf([staying(4)]), false],
  ['an object more left out', planOf([]), planOf([], [synced]), false],
  ['a longer way back', planOf([]), planOf([], [], 120), false],
  ['something that blocks it', planOf([]), { ...planOf([]), blockers: [synced] }, false],
  ['other changes', planOf([]), { ...planOf([]), hash: 'other' }, false],
])('of a plan with %s', (_, agreed, now, covered) => {
  expect(isCovered(agreed, now)).toBe(covered);
});

test('what is new is told, and nothing that was read', () => {
  expect(newToKnow(planOf([synced]), planOf([synced, staying(3)]))).toEqual([staying(3)]);
});

describe('a plan of high risk', () => {
  let house: House;
  const tenant = new FakeTenant(['a', 'b']);
  const lame = new FakeTenant(['a']);
  let broken = false;

  beforeAll(async () => {
    house = await House.build({
      runbook: [
        step('rename', { kind: 'change', action: 'rename', risk: 'high' }),
        step('lame', { kind: 'change', action: 'lame', risk: 'high' }),
      ],
      actions: {
        rename: renaming(tenant, 'new'),
        lame: renaming(lame, 'new', {
          plan: () => {
            if (broken) throw new Error('the tenant answers nonsense');
            const changes = [{ side: 'source', object, before: { name: 'a' }, after: { name: 'b' } }] as const;
            return Promise.resolve({ changes, blockers: [], warnings: [], leftOut: [] });
          },
        }),
      },
    });
    await house.people({ irina: ['source-admin'], anna: ['project-manager'] });
  });
  afterAll(() => house.pullDown());

  const asked = (number: number) =>
    house.reach('rename', (attempt) => attempt?.state === 'asking' && attempt.number === number);
  const states = async () => (await house.engine.queries.attemptsOf('rename')).map(({ state }) => state);

  it('that was approved by one and came out with a warning when somebody had it planned again, tells whoever approved it', async () => {
    await house.approve('rename', ['irina']);
    tenant.warnings = [synced];
    await house.engine.commands.again(actor('irina'), { stepId: 'rename' });
    const fresh = await asked(2);
    expect(await states()).toEqual(['voided', 'asking']);
    expect(fresh.voided).toMatchObject({ appeared: [], gone: [], different: [], newToKnow: [synced] });
  });

  it('whose warning came up between the first approval and the last is asked anew, and nothing is written', async () => {
    await house.approve('rename', ['irina']);
    tenant.warnings = [synced, staying(3)];
    await house.approve('rename', ['anna']);
    expect((await asked(3)).voided?.newToKnow).toEqual([staying(3)]);
    expect(tenant.writes).toEqual([]);
    await house.approve('rename', ['irina']);
    tenant.warnings = [staying(2)];
    await house.approve('rename', ['anna']);
    await house.reach('rename', 'done');
    expect(tenant.writes).toHaveLength(2);
  });

  it('that cannot be looked at again keeps what was said of it, and says that nothing was seen', async () => {
    const { commands, queries } = house.engine;
    const { id } = await house.approve('lame', ['irina']);
    broken = true;
    await commands.again(actor('irina'), { stepId: 'lame' });
    const unseen = await house.reach('lame', (attempt) => attempt?.findings.length === 1);
    expect(unseen).toMatchObject({
      id,
      state: 'asking',
      findings: [{ status: 'unknown', code: 'engine.plan-failed' }],
    });
    expect(unseen.approvals.map(({ person }) => person.name)).toEqual(['irina']);
    broken = false;
    await commands.again(actor('irina'), { stepId: 'lame' });
    const seen = await house.reach('lame', (attempt) => attempt?.lookedAt !== null);
    expect([seen.id, seen.findings, seen.approvals.length]).toEqual([id, [], 1]);
    expect((await queries.attemptsOf('lame')).length).toBe(1);
  });
});
