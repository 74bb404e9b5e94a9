import { House, step } from './support/house.js';
import { FakeTenant, renaming } from './support/tenant.js';

const ids = Array.from({ length: 50 }, (_, index) => `user-${String(index).padStart(2, '0')}`);

describe('an engine that is stopped in the middle and started on the same data', () => {
  let house: House;
  const tenant = new FakeTenant(ids);
  let plans = 0;
  const change = renaming(tenant, 'new', { batchSize: 5, concurrency: 2 });

  beforeAll(async () => {
    house = await House.build({
      restarts: true,
      runbook: [step('names', { kind: 'change', risk: 'low', action: 'names' })],
      actions: {
        names: {
          ...change,
          plan: (ctx) => {
            plans += 1;
            return change.plan(ctx);
          },
        },
      },
    });
    await house.people({ irina: ['source-admin'] });
  });
  afterAll(() => house.pullDown());

  it('goes on with the stored plan and writes nothing twice, the write without an answer included', async () => {
    const approved = await house.approve('names', ['irina']);
    // The answer to the thirteenth write never comes: it was done, and the process ends before anybody knew.
    let stopping: Promise<void> | undefined;
    let count = 0;
    tenant.beforeWrite = async (id) => {
      count += 1;
      if (count < 13 || stopping !== undefined) return undefined;
      stopping = house.close();
      tenant.write(id, `new-${id}`);
      return new Promise((_resolve, reject) => setImmediate(() => reject(new Error('the line is dead'))));
    };
    await house.until(() => stopping !== undefined);
    await stopping;
    const before = tenant.writes.length;
    expect(before).toBeLessThan(50);
    tenant.beforeWrite = () => Promise.resolve(undefined);
    await house.open();
    house.clock.set({ rate: 3600 });
    const done = await house.reach('names', 'done');
    expect(done.id).toBe(approved.id);
    // Once to be approved, once before the first write, never on the way.
    expect(plans).toBe(2);
    expect(tenant.writes.map(({ id }) => id).sort()).toEqual(ids);
    expect(done.progress).toMatchObject({ total: 50, done: 50 });
    expect(await house.engine.queries.checkLog()).toMatchObject({ brokenAt: null });
  });
});
