import { afterAWrite } from '../../src/contract/change.js';
import { House, actor, step } from './support/house.js';
import { FakeTenant, renaming } from './support/tenant.js';

const changeStep = (id: string) => step(id, { kind: 'change', risk: 'low', action: id, undo: 'on-request' });
const onTheWay = (_: unknown, observed: unknown): boolean =>
  (observed as { readonly name: string }).name.startsWith('half-');

/** Of `a` the second write is refused. */
function refuseHalfWay(tenant: FakeTenant): void {
  tenant.beforeWrite = (id) => {
    if (id !== 'a') return Promise.resolve(undefined);
    tenant.write('a', 'half-a');
    return Promise.resolve({ result: 'refused', remark: { code: 'graph-refused', facts: {} }, wrote: true });
  };
}

/** An object is written twice on its way: from old to half, and from half to new. */
describe('an object that takes several writes', () => {
  let house: House;
  const tenant = {
    refused: new FakeTenant(['a', 'b']),
    busy: new FakeTenant(['a']),
    repeated: new FakeTenant(['a', 'b']),
    making: new FakeTenant(['a']),
    polite: new FakeTenant(['a']),
    later: new FakeTenant(['a']),
  };

  beforeAll(async () => {
    house = await House.build({
      runbook: [...Object.keys(tenant).map((id) => changeStep(id)), step('until')],
      actions: Object.fromEntries(
        Object.entries(tenant).map(([id, fake]) => [id, renaming(fake, 'new', { onTheWay })]),
      ),
    });
    await house.people({ irina: ['source-admin'], sergei: ['business-owner'] });
  });
  afterAll(() => house.pullDown());

  it('and is refused after the first of them: what was written is undone', async () => {
    const { refused } = tenant;
    refuseHalfWay(refused);
    await house.approve('refused', ['irina']);
    await house.reach('refused', 'attention');
    refused.beforeWrite = () => Promise.resolve(undefined);
    await house.engine.commands.backOut(actor('irina'), { stepId: 'refused' });
    const asked = await house.approve('refused', ['irina']);
    expect(asked).toMatchObject({ direction: 'undo', plan: { changes: 2 } });
    await house.reach('refused', 'undone');
    expect([...refused.values.values()]).toEqual(['old-a', 'old-b']);
  });

  it('and is told to wait after the first of them: it is gone on with from there', async () => {
    const { busy } = tenant;
    let told = 0;
    busy.beforeWrite = () => {
      if (told++ > 0) return Promise.resolve(undefined);
      busy.write('a', 'half-a');
      return Promise.resolve({ result: 'not-done', retryAfter: 40, wrote: true });
    };
    await house.approve('busy', ['irina']);
    await house.until(async () => told === 1 && (await tries('busy')) === 1 && !(await running('busy')));
    house.clock.set({ advance: 61 });
    await house.reach('busy', 'done');
    expect(busy.writes.map(({ value }) => value)).toEqual(['half-a', 'new-a']);
  });

  it('and is finished by another attempt: undone, it is as it was before the first write', async () => {
    const { repeated } = tenant;
    refuseHalfWay(repeated);
    await house.approve('repeated', ['irina']);
    await house.reach('repeated', 'attention');
    repeated.beforeWrite = () => Promise.resolve(undefined);
    await house.engine.commands.again(actor('irina'), { stepId: 'repeated' });
    await house.approve('repeated', ['irina']);
    await house.reach('repeated', 'done');
    expect([...repeated.values.values()]).toEqual(['new-a', 'new-b']);
    await house.engine.commands.backOut(actor('irina'), { stepId: 'repeated' });
    await house.approve('repeated', ['irina']);
    await house.reach('repeated', 'undone');
    expect([...repeated.values.values()]).toEqual(['old-a', 'old-b']);
  });

  it('and is refused after the first of them: what that one made is recorded, for the undo to remove', async () => {
    const { making } = tenant;
    making.beforeWrite = () => {
      making.write('a', 'half-a');
      const refusal = { result: 'refused', remark: { code: 'graph-refused', facts: {} } } as const;
      return Promise.resolve(afterAWrite(refusal, [{ kind: 'contact', id: 'made-1' }]));
    };
    await house.approve('making', ['irina']);
    await house.reach('making', 'attention');
    expect(await house.query(`select made, tries from engine.ledger where step_id = 'making'`)).toEqual([
      { made: [{ kind: 'contact', id: 'made-1' }], tries: 1 },
    ]);
  });

  it('and the tenant does not take the second yet: the first is there to be undone, with what it made', async () => {
    const { later } = tenant;
    later.beforeWrite = () => {
      later.write('a', 'half-a');
      const putOff = { result: 'put-off', until: 'until', remark: { code: 'graph-refused', facts: {} } } as const;
      return Promise.resolve(afterAWrite(putOff, [{ kind: 'contact', id: 'made-1' }]));
    };
    await house.approve('later', ['irina']);
    await house.reach('later', (attempt) => attempt?.state === 'put-off');
    expect(await house.query(`select made, tries from engine.ledger where step_id = 'later'`)).toEqual([
      { made: [{ kind: 'contact', id: 'made-1' }], tries: 1 },
    ]);
    later.beforeWrite = () => Promise.resolve(undefined);
    expect(await house.engine.commands.backOut(actor('irina'), { stepId: 'later' })).toMatchObject({ ok: true });
    await house.approve('later', ['irina']);
    await house.reach('later', 'undone');
    expect([...later.values.values()]).toEqual(['old-a']);
  });

  it('and is told to wait again and again while the clock runs ahead: it is never given up', async () => {
    const { polite } = tenant;
    let told = 0;
    polite.beforeWrite = () =>
      Promise.resolve(told++ < 16 ? { result: 'not-done' as const, retryAfter: 20 } : undefined);
    await house.approve('polite', ['irina']);
    const state = async () => (await house.engine.queries.step('polite'))?.state;
    await house.until(async () => {
      house.clock.set({ advance: 60 });
      return ['done', 'attention'].includes((await state()) ?? '');
    });
    expect([await state(), told]).toEqual(['done', 17]);
  });

  const tries = async (stepId: string): Promise<number | undefined> =>
    (await house.query<{ tries: number }>(`select tries from engine.ledger where step_id = '${stepId}'`))[0]?.tries;
  const running = async (stepId: string): Promise<boolean> =>
    (await house.query(`select key from engine.work where key like '${stepId}-%' and due_at is null`)).length > 0;
});
