/** A role that nobody needs: what only it could do falls away, and no gate waits for it. */
import { defineCheck } from '../../src/contract/check.js';
import { spareRolesName } from '../../src/contract/spare-role.js';
import { House, actor, personToAssign, step } from './support/house.js';

const because = { code: 'nothing-on-premises', facts: { users: 3 } } as const;

describe('a role that is declared not needed', () => {
  let house: House;

  beforeAll(async () => {
    house = await House.build({
      runbook: [
        step('look', { kind: 'check', action: 'look' }),
        step('theirs', { roles: ['onprem-exchange-admin'] }),
        step('shared', { roles: ['onprem-exchange-admin', 'source-admin'] }),
        step('later', { roles: ['onprem-exchange-admin'], after: ['shared'] }),
        step('gate', {
          kind: 'gate',
          risk: 'gate',
          roles: ['project-manager', 'source-admin', 'onprem-exchange-admin'],
        }),
        step('next-gate', {
          kind: 'gate',
          risk: 'gate',
          roles: ['project-manager', 'source-admin', 'onprem-exchange-admin'],
          after: ['gate'],
        }),
        step('hard', { risk: 'high', roles: ['dns-admin'] }),
      ],
      actions: {
        look: defineCheck({
          name: 'look',
          run: () =>
            Promise.resolve({
              findings: [],
              evidence: [],
              outputs: [{ name: spareRolesName, value: [{ role: 'onprem-exchange-admin', because }] }],
            }),
        }),
      },
    });
    await house.people({ irina: ['source-admin'], sergei: ['business-owner'] });
  });
  afterAll(() => house.pullDown());

  const role = 'onprem-exchange-admin' as const;
  const reason = 'all is in the cloud';
  const stateOf = async (id: string) => (await house.engine.queries.step(id))?.state;

  it('is proposed by the bot from what the tenants show, and declared by a lead with the reason, by nobody else', async () => {
    const { commands, queries } = house.engine;
    await house.reach('look', 'done');
    const status = await queries.status();
    expect(status.spare).toEqual([{ role, because }]);
    expect(status.dispensable).toEqual(expect.arrayContaining([role]));
    expect(status.dispensable).not.toContain('dns-admin');
    for (const [who, order, code] of [
      ['irina', { role, reason }, 'role.not-lead'],
      ['anna', { role, reason: ' ' }, 'role.needs-reason'],
      ['anna', { role: 'business-owner', reason }, 'role.always-needed'],
      ['anna', { role: 'source-admin', reason }, 'role.held'],
      ['anna', { role: 'dns-admin', reason }, 'role.needed'],
    ] as const)
      expect(await commands.declareNotNeeded(actor(who), order)).toMatchObject({ refusal: { code } });
  });

  it('takes along what only it could do, with the evidence, and nothing that others can do; no gate waits for it', async () => {
    const { commands, queries } = house.engine;
    const gate = await house.reach('gate', 'asking');
    await commands.vote(actor('anna'), { attemptId: gate.id, vote: 'go' });
    expect(await commands.declareNotNeeded(actor('sergei'), { role, reason })).toMatchObject({ ok: true });

    expect(await queries.step('theirs')).toMatchObject({
      state: 'not-applicable',
      notApplicable: { code: 'engine.role-not-needed', facts: { role, reason, name: 'sergei' } },
    });
    expect(await stateOf('shared')).toBe('asking');
    expect(await stateOf('later')).toBe('waiting');
    const asks = (await queries.step('gate'))?.attempt?.needs.map(({ roles }) => roles);
    expect(asks).toEqual([['source-admin']]);
    const status = await queries.status();
    expect(status.emptyRoles).not.toContain(role);
    expect(status.notNeeded).toMatchObject([{ role, reason, name: 'sergei' }]);
    expect(status.spare).toEqual([]);
  });

  it('can be needed again: what fell away is asked anew, and the gate waits for it', async () => {
    const { commands, queries } = house.engine;
    expect(await commands.declareNeeded(actor('anna'), { role })).toMatchObject({ ok: true });
    await house.reach('theirs', 'asking');
    expect((await queries.step('gate'))?.attempt?.needs.map(({ roles }) => roles)).toContainEqual([role]);
    const facts = (await queries.log({ limit: 100 })).filter(({ what }) => what.startsWith('role-'));
    expect(facts.map(({ what, person }) => [what, person?.name])).toEqual([
      ['role-needed', 'anna'],
      ['role-not-needed', 'sergei'],
    ]);
  });

  it('is needed again as soon as somebody is given it', async () => {
    const { commands, queries } = house.engine;
    await commands.declareNotNeeded(actor('anna'), { role, reason });
    await commands.assign(actor('anna'), { role, person: personToAssign('irina') });
    expect((await queries.status()).notNeeded).toEqual([]);
    await house.reach('theirs', 'asking');
  });

  it('asks a gate’s people anew where it was all that was waited for: a gate goes through by a press only', async () => {
    const { commands, queries } = house.engine;
    await commands.unassign(actor('anna'), { role, personId: 'id-irina' });
    const { id: attemptId } = await house.reach('gate', (attempt) => attempt?.state === 'asking');
    await commands.vote(actor('anna'), { attemptId, vote: 'go' });
    await commands.vote(actor('irina'), { attemptId, vote: 'go' });
    expect(await stateOf('gate')).toBe('asking');
    await commands.declareNotNeeded(actor('anna'), { role, reason });
    expect((await queries.step('gate'))?.attempt?.approvals).toEqual([]);
    await commands.vote(actor('anna'), { attemptId, vote: 'go' });
    await commands.vote(actor('irina'), { attemptId, vote: 'go' });
    await house.reach('gate', 'done');
  });

  it('holds up no gate whose only no is gone with a role: everybody is asked anew, and it goes through by a press', async () => {
    const { commands, queries } = house.engine;
    const { id: attemptId } = await house.reach('next-gate', 'asking');
    await commands.assign(actor('anna'), { role: 'source-admin', person: personToAssign('boris') });
    await commands.vote(actor('irina'), { attemptId, vote: 'no', reason: 'not tonight' });
    for (const name of ['anna', 'boris']) await commands.vote(actor(name), { attemptId, vote: 'go' });
    await commands.unassign(actor('anna'), { role: 'source-admin', personId: 'id-irina' });
    expect((await queries.step('next-gate'))?.attempt).toMatchObject({ approvals: [], state: 'asking' });
    for (const name of ['anna', 'boris'])
      expect(await commands.vote(actor(name), { attemptId, vote: 'go' })).toMatchObject({ ok: true });
    await house.reach('next-gate', 'done');
  });
});
