/** A word that was given for something else than what is asked now does not count. */
import { House, actor, personToAssign, step } from './support/house.js';
import { FakeTenant, renaming } from './support/tenant.js';
import { way } from './support/way.js';

const leads = ['project-manager', 'business-owner'] as const;

describe('what was said to something else', () => {
  let house: House;
  const tenant = new FakeTenant(['a']);

  beforeAll(async () => {
    house = await House.build({
      runbook: [
        step('way', { kind: 'decision', roles: ['dns-admin'], action: 'way', undo: 'never' }),
        step('go-no-go', { kind: 'gate', risk: 'gate', phase: 'eve', roles: leads, after: ['way'], undo: 'never' }),
        step('rename', { kind: 'change', action: 'rename', risk: 'high' }),
      ],
      actions: { way, rename: renaming(tenant, 'new') },
    });
    await house.people({ irina: ['source-admin'], dmitri: ['dns-admin'], sergei: ['business-owner'] });
  });
  afterAll(() => house.pullDown());

  const commands = () => house.engine.commands;
  const lapsed = async (stepId: string) =>
    ((await house.engine.queries.step(stepId))?.lapsed ?? []).map(({ person, why }) => [person.name, why]);
  const answer = async (choice: string) => {
    const { id: attemptId } = await house.reach('way', 'asking');
    await commands().answer(actor('dmitri'), { attemptId, answers: { way: choice } });
    await house.reach('way', 'done');
  };

  it('a go counts no more once a decision before it is answered differently, and the card names it', async () => {
    await answer('left');
    const { id: attemptId } = await house.reach('go-no-go', 'asking');
    await commands().vote(actor('sergei'), { attemptId, vote: 'go' });
    await commands().again(actor('dmitri'), { stepId: 'way' });
    await answer('left');
    expect((await house.reach('go-no-go', 'asking')).approvals).toHaveLength(1);
    await commands().again(actor('dmitri'), { stepId: 'way' });
    await answer('right');
    const asked = await house.reach('go-no-go', 'asking');
    expect(asked.approvals).toEqual([]);
    expect(await lapsed('go-no-go')).toEqual([['sergei', 'decision-changed']]);
    expect((await house.engine.queries.next('id-sergei'))?.todo.map(({ stepId }) => stepId)).toContain('go-no-go');
    for (const name of ['anna', 'sergei']) await commands().vote(actor(name), { attemptId, vote: 'go' });
    await house.reach('go-no-go', 'done');
  });

  it('an approval whose role was taken away stays void when the role is given back, and the card names it', async () => {
    await house.approve('rename', ['sergei']);
    await commands().unassign(actor('anna'), { role: 'business-owner', personId: 'id-sergei' });
    expect(await lapsed('rename')).toEqual([['sergei', 'no-role']]);
    await commands().assign(actor('anna'), { role: 'business-owner', person: personToAssign('sergei') });
    expect(await lapsed('rename')).toEqual([['sergei', 'asked-anew']]);
    await house.approve('rename', ['irina']);
    expect((await house.reach('rename', 'asking')).needs).toMatchObject([{ kind: 'role', roles: leads }]);
    expect(tenant.writes).toEqual([]);
    await house.approve('rename', ['sergei']);
    await house.reach('rename', 'done');
  });
});
