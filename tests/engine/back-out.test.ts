import { House, actor, personToAssign, step } from './support/house.js';
import { FakeTenant, renaming } from './support/tenant.js';

const ids = ['a', 'b', 'c'];
const changeStep = (id: string, more = {}) => step(id, { kind: 'change', action: id, phase: 'cutover', ...more });

describe('a way back', () => {
  let house: House;
  const journal: string[] = [];
  const made = (name: string) => {
    const tenant = new FakeTenant(ids);
    const write = tenant.write.bind(tenant);
    tenant.write = (id, value) => {
      journal.push(`${name}:${value}`);
      write(id, value);
    };
    return tenant;
  };
  const tenant = { first: made('first'), second: made('second'), alone: made('alone'), last: made('last') };

  beforeAll(async () => {
    house = await House.build({
      runbook: [
        changeStep('first'),
        changeStep('second', { risk: 'high', after: ['first'] }),
        changeStep('last', { risk: 'final', after: ['second'] }),
        step('parked', { evidence: 'words', phase: 'cutover', after: ['second'] }),
        step('never-reached', { phase: 'cutover', after: ['parked', 'alone'], roles: ['dns-admin'] }),
        changeStep('alone', { undo: 'on-request' }),
        step('forever', { undo: 'never' }),
        // Done before the night: it stays, unless somebody asks for its undo.
        step('kept', { evidence: 'words', undo: 'on-request' }),
        step('back-out-decision', {
          kind: 'gate',
          risk: 'gate',
          phase: 'back-out',
          roles: ['project-manager', 'business-owner'],
          after: ['first'],
          undo: 'never',
        }),
        // Of the way back, and not needed for it.
        step('not-needed', { phase: 'back-out', after: ['back-out-decision'], undo: 'never' }),
      ],
      actions: Object.fromEntries(Object.entries(tenant).map(([id, fake]) => [id, renaming(fake, 'new')])),
    });
    await house.people({ irina: ['source-admin'], sergei: ['business-owner'], dmitri: ['dns-admin'] });
  });
  afterAll(() => house.pullDown());

  it('is refused where there is nothing to undo, where it never can be, and before its time', async () => {
    const undo = (stepId: string) => house.engine.commands.backOut(actor('irina'), { stepId });
    expect(await undo('first')).toMatchObject({ refusal: { code: 'backout.nothing' } });
    expect(await undo('nonsense')).toMatchObject({ refusal: { code: 'step.unknown' } });
    expect(await house.engine.commands.backOut(actor('irina'), {})).toMatchObject({
      refusal: { code: 'backout.too-early' },
    });
  });

  const report = async (attemptId: string, note: string) => {
    await house.engine.commands.take(actor('irina'), { attemptId });
    return house.engine.commands.complete(actor('irina'), { attemptId, note });
  };

  it('undoes one step alone, from the ledger, approved like any change', async () => {
    await report((await house.reach('kept', 'asking')).id, 'the consent is given, 7 apps');
    await house.approve('alone', ['irina']);
    await house.reach('alone', 'done');
    tenant.alone.values.set('b', 'foreign-b');
    expect(await house.engine.commands.backOut(actor('dmitri'), { stepId: 'alone' })).toMatchObject({
      refusal: { code: 'approval.wrong-role' },
    });
    expect(await house.engine.commands.backOut(actor('irina'), { stepId: 'alone' })).toEqual({ ok: true, value: null });
    const asked = await house.approve('alone', ['irina']);
    expect(asked).toMatchObject({ direction: 'undo', plan: { changes: 3 } });
    const stuck = await house.reach('alone', 'attention');
    expect(stuck.troubles).toMatchObject([{ code: 'engine.drifted', object: { id: 'b' } }]);
    expect([...tenant.alone.values.values()]).toEqual(['old-a', 'foreign-b', 'old-c']);
    await house.engine.commands.accept(actor('irina'), { attemptId: stuck.id, note: 'b belongs to somebody else now' });
    await house.reach('alone', 'undone');
  });

  it('leaves a step that was undone alone waiting for whoever may begin it again, and says so', async () => {
    const { phases } = await house.engine.queries.status();
    const [waiting] = phases.flatMap(({ asking }) => asking).filter(({ stepId }) => stepId === 'alone');
    expect(waiting?.needs).toMatchObject([{ kind: 'begin-again' }]);
    expect(waiting?.needs[0]?.people.map(({ name }) => name)).toEqual(['anna', 'irina', 'sergei']);
    const next = await house.engine.queries.next('id-irina');
    expect(next?.todo).toContainEqual(expect.objectContaining({ stepId: 'alone', need: waiting?.needs[0] }));
  });

  it('is refused for a step on which others stand, and names them', async () => {
    await house.approve('first', ['irina']);
    await house.approve('second', ['irina', 'sergei']);
    const { id: attemptId } = await house.reach('parked', 'asking');
    await house.engine.commands.take(actor('irina'), { attemptId });
    expect(await house.engine.commands.complete(actor('irina'), { attemptId })).toMatchObject({
      refusal: { code: 'evidence.nothing' },
    });
    await house.engine.commands.complete(actor('irina'), { attemptId, note: 'MX 10 park.example' });
    await house.reach('parked', 'done');
    const refused = await house.engine.commands.backOut(actor('irina'), { stepId: 'first' });
    expect(refused).toMatchObject({ refusal: { code: 'backout.stands-on-it', facts: { steps: 'second, parked' } } });
    expect((await house.engine.queries.step('parked'))?.undoable).toBe(true);
    expect((await house.engine.queries.step('first'))?.undoable).toBe(false);
  });

  it('as a whole is decided by vote, and restores what was seen before the first write, latest step first', async () => {
    journal.length = 0;
    await house.engine.commands.backOut(actor('irina'), { reason: 'mail bounces' });
    const first = await house.reach('back-out-decision', 'asking');
    const last = await house.reach('last', 'asking');
    const order = { attemptId: last.id, planHash: last.plan?.hash ?? '', typedDomain: 'contoso.com' };
    expect(await house.engine.commands.approve(actor('irina'), order)).toMatchObject({
      refusal: { code: 'approval.turning-back' },
    });
    await house.engine.commands.vote(actor('sergei'), {
      attemptId: first.id,
      vote: 'no',
      reason: 'it is the firewall',
    });
    // Nobody works on beside a question left open: a no is the answer, and who still wants to asks again.
    expect((await house.engine.queries.step('back-out-decision'))?.state).toBe('waiting');
    expect((await house.engine.queries.next('id-anna'))?.todo.map(({ stepId }) => stepId)).not.toContain(
      'back-out-decision',
    );
    await house.engine.commands.backOut(actor('irina'), { reason: 'mail bounces' });
    const gate = await house.reach('back-out-decision', 'asking');
    expect(gate.approvals).toEqual([]);
    const vote = (name: string, choice: 'go' | 'no', reason?: string) =>
      house.engine.commands.vote(actor(name), { attemptId: gate.id, vote: choice, ...(reason ? { reason } : {}) });
    expect(await vote('irina', 'go')).toMatchObject({ refusal: { code: 'approval.wrong-role' } });
    expect(await vote('sergei', 'no')).toMatchObject({ refusal: { code: 'vote.no-needs-reason' } });
    await vote('anna', 'go');
    expect(await vote('anna', 'go')).toMatchObject({ refusal: { code: 'vote.already' } });
    await vote('sergei', 'go');
    expect((await house.engine.queries.status()).state).toBe('backing-out');

    const byPeople = await house.reach('parked', 'undoing');
    expect((await house.engine.queries.step('second'))?.state).toBe('done');
    const wayBack = async () => (await house.engine.queries.status()).wayBack;
    // `first` and `second` still wait for their turn.
    expect(await wayBack()).toEqual({ undone: 0, left: 3, next: 'second' });
    expect((await house.engine.queries.step('second'))?.toBeUndone).toBe(true);
    await house.engine.commands.take(actor('irina'), { attemptId: byPeople.id });
    await house.engine.commands.complete(actor('irina'), { attemptId: byPeople.id, note: 'MX back' });

    await house.engine.commands.stop(actor('anna'), {});
    // Two who approve an undo during a stop lift the stop for that undo alone; one does not.
    await house.approve('second', ['irina', 'sergei']);
    await house.reach('second', 'undone');
    expect(await wayBack()).toEqual({ undone: 2, left: 1, next: null });
    expect((await house.engine.queries.status()).stop).not.toBeNull();
    await house.approve('first', ['irina']);
    await house.until(
      async () =>
        (await house.query(`select 1 from engine.attempt where step_id = 'first' and held_by_stop`)).length > 0,
    );
    expect((await house.engine.queries.step('first'))?.attempt?.despiteStop).toBe(false);
    expect(journal).toHaveLength(3);
    await house.engine.commands.resume(actor('anna'));
    await house.engine.commands.resume(actor('sergei'));
    await house.reach('first', 'undone');
    expect(journal).toEqual([
      'second:old-c',
      'second:old-b',
      'second:old-a',
      'first:old-c',
      'first:old-b',
      'first:old-a',
    ]);
    const { remains, ...over } = await house.engine.queries.status();
    expect(over).toMatchObject({ state: 'backed-out', wayBack: null });
    // Nobody but who put it back has seen `parked`; of `alone` somebody took as it is what another had changed.
    expect(over.howUndone).toMatchObject({ seen: 2, said: 1, accepted: 1 });
    // `alone` was undone before the team turned back.
    expect(remains?.undone).toEqual(['first', 'second', 'parked', 'alone']);
    expect(remains?.stays).not.toContain('first');
    expect((await house.engine.queries.step('never-reached'))?.state).toBe('waiting');
  });

  it('leaves what stays as somebody’s work: status and /next name it with its owner until it is reported put right', async () => {
    const { commands, queries } = house.engine;
    const { remains } = await queries.status();
    expect(remains?.stays).toEqual(['kept']);
    const [left] = remains?.toPutRight ?? [];
    expect(remains?.toPutRight).toHaveLength(1);
    expect(left).toMatchObject({ stepId: 'kept', needs: [{ kind: 'put-right', roles: ['source-admin'] }] });
    expect(left?.needs[0]?.people.map(({ name }) => name)).toEqual(['irina']);
    expect((await queries.next('id-irina'))?.todo).toMatchObject([{ stepId: 'kept', need: { kind: 'put-right' } }]);
    expect(await queries.next('id-anna')).toMatchObject({
      todo: [],
      waitedFor: [{ stepId: 'kept', need: { kind: 'put-right' } }],
    });
    // Whose role it was gave it back: somebody has to be found, and the leads see that.
    await commands.unassign(actor('anna'), { role: 'source-admin', personId: 'id-irina' });
    expect((await queries.next('id-sergei'))?.todo).toMatchObject([{ stepId: 'kept', need: { people: [] } }]);
    await commands.assign(actor('anna'), { role: 'source-admin', person: personToAssign('irina') });

    await commands.backOut(actor('irina'), { stepId: 'kept' });
    const { id, direction } = await house.reach('kept', 'undoing');
    expect(direction).toBe('undo');
    expect((await queries.status()).remains).toMatchObject({ stays: [], toPutRight: [] });
    expect((await queries.next('id-irina'))?.todo).toMatchObject([{ attemptId: id, need: { kind: 'evidence' } }]);
    expect(await report(id, '')).toMatchObject({ refusal: { code: 'evidence.nothing' } });
    expect(await report(id, 'the consent is taken back, 7 apps')).toMatchObject({ ok: true });
    await house.reach('kept', 'undone');
    expect((await queries.status()).remains?.undone).toContain('kept');
  });

  it('leaves nothing to wait for: no phase has anything open or next, and nobody has anything to do', async () => {
    const { phases } = await house.engine.queries.status();
    for (const { running, asking, attention, next } of phases)
      expect({ running, asking, attention, next }).toEqual({ running: [], asking: [], attention: [], next: null });
    expect(phases.find(({ phase }) => phase === 'back-out')).toMatchObject({ total: 1, done: 1 });
    for (const name of ['anna', 'irina'])
      expect(await house.engine.queries.next(`id-${name}`)).toMatchObject({ todo: [], waitedFor: [] });
  });
});
