/** Several roles and people in one order; somebody of the other company in an admin role of this side is asked about. */
import { defineCheck } from '../../src/contract/check.js';
import { House, actor, personToAssign, step } from './support/house.js';

describe('giving out roles', () => {
  let house: House;
  beforeAll(async () => {
    house = await House.build({ runbook: [step('one')] });
    await house.people({ irina: ['source-admin'], sergei: ['business-owner'] });
  });
  afterAll(() => house.pullDown());

  const who = async (role: string) =>
    (await house.engine.queries.roster())
      .filter(({ roles }) => roles.some((one) => one === role))
      .map(({ name }) => name);
  const order = (roles: Record<string, readonly string[]>, anyway = false) => ({
    roles: Object.entries(roles).map(([role, names]) => ({
      role: role as 'dns-admin',
      people: names.map(personToAssign),
    })),
    anyway,
  });

  it('sets all of them at once and tells what has changed; what stays is not told', async () => {
    const { commands } = house.engine;
    expect(
      await commands.assignRoles(
        actor('anna'),
        order({
          'source-admin': ['marcus'],
          'dns-admin': ['dmitri', 'irina'],
          'business-owner': ['sergei'],
          'test-lead': [],
        }),
      ),
    ).toEqual({
      ok: true,
      value: [
        { role: 'source-admin', given: ['marcus'], taken: ['irina'], holders: 1 },
        { role: 'dns-admin', given: ['dmitri', 'irina'], taken: [], holders: 2 },
      ],
    });
    expect([await who('source-admin'), await who('dns-admin')]).toEqual([['marcus'], ['dmitri', 'irina']]);
  });

  it('asks first where an admin of one side works for the other company, and changes nothing until it is meant so', async () => {
    const { commands } = house.engine;
    const wanted = { 'source-admin': ['marcus', 'priya'], 'dns-admin': [] };
    expect(await commands.assignRoles(actor('anna'), order(wanted))).toMatchObject({
      refusal: { code: 'role.other-company', facts: { role: 'source-admin', who: 'priya' } },
    });
    expect(
      await commands.assign(actor('anna'), { role: 'source-admin', person: personToAssign('priya'), anyway: false }),
    ).toMatchObject({ refusal: { code: 'role.other-company' } });
    expect([await who('source-admin'), await who('dns-admin')]).toEqual([['marcus'], ['dmitri', 'irina']]);
    expect(await commands.assignRoles(actor('anna'), order(wanted, true))).toMatchObject({ ok: true });
    expect([await who('source-admin'), await who('dns-admin')]).toEqual([['marcus', 'priya'], []]);
  });

  it('is the project manager’s alone, and one of them is left', async () => {
    const { commands } = house.engine;
    expect(await commands.assignRoles(actor('irina'), order({ 'test-lead': ['irina'] }))).toMatchObject({ ok: false });
    expect(
      await commands.assignRoles(actor('anna'), order({ 'test-lead': ['irina'], 'project-manager': [] })),
    ).toMatchObject({ refusal: { code: 'role.last-project-manager' } });
    expect(await who('test-lead')).toEqual([]);
  });
});

describe('a check of the people on the roster', () => {
  let house: House;
  let looking: (() => void) | null = null;
  let hold = true;

  beforeAll(async () => {
    house = await House.build({
      runbook: [
        step('operator-accounts', { kind: 'check', risk: 'none', action: 'accounts', nightly: true }),
        step('to-come'),
      ],
      actions: {
        accounts: defineCheck({
          name: 'accounts',
          async run(ctx) {
            const { roster } = ctx;
            if (hold) await new Promise<void>((resolve) => (looking = resolve));
            const findings = roster.map(
              ({ name }) =>
                ({
                  status: name === 'dmitri' ? 'failed' : 'passed',
                  code: 'operator-stays',
                  facts: { name },
                  object: { kind: 'user', id: name, label: name },
                }) as const,
            );
            return { findings, evidence: [] };
          },
        }),
      },
    });
  });
  afterAll(() => house.pullDown());

  const assign = (name: string) =>
    house.engine.commands.assign(actor('anna'), { role: 'dns-admin', person: personToAssign(name) });
  const seen = (name: string) =>
    house.reach('operator-accounts', (attempt) =>
      (attempt?.findings ?? []).some(({ facts }) => facts['name'] === name),
    );

  it('that is under way when somebody comes looks at them as well', async () => {
    await house.people({});
    await house.until(() => looking !== null);
    hold = false;
    expect(await assign('marcus')).toMatchObject({ ok: true });
    looking?.();
    expect((await seen('marcus')).state).toBe('done');
  });

  it('that was green is not green for somebody whom it has not seen: it looks again as soon as they have a role', async () => {
    expect(await assign('dmitri')).toMatchObject({ ok: true });
    const attempt = await seen('dmitri');
    expect(attempt).toMatchObject({ number: 1, state: 'attention' });
    await house.engine.commands.unassign(actor('anna'), { role: 'dns-admin', personId: 'id-dmitri' });
    await house.reach('operator-accounts', 'done');
  });
});
