/** The pace at which Exchange is asked, over HTTP against the simulated tenant and its own count of what it refused. */
import type { WorldLogEntry } from '../../src/main/rehearsal/world-log.js';
import type { Company } from '../../src/rehearsal/world/entities.js';
import type { Faults } from '../../src/rehearsal/world/faults.js';
import type { AddressChange } from '../../src/systems/exchange/exchange.js';
import { domain, guid, initial, movingDomains, recipient, rehearsal, tenant } from '../steps/support/small-world.js';

const boxes = Array.from({ length: 40 }, (_, n) =>
  recipient(n + 1, 'SharedMailbox', [`SMTP:box${n}@${initial.source}`], `box${n}@${initial.source}`),
);
const company: Company = {
  format: 'changeover-company-1',
  movingDomains,
  dns: { records: [] },
  tenants: {
    source: tenant('source', { recipients: boxes, domains: [domain(initial.source, true)] }),
    destination: tenant('destination', {}),
  },
};
const write = (n: number): AddressChange => ({
  mailboxId: guid((n % boxes.length) + 1, 'e'),
  emailAddresses: [`SMTP:box${n % boxes.length}@${initial.source}`],
});
const writes = (count: number): readonly AddressChange[] => Array.from({ length: count }, (_, n) => write(n));

const strict = 60;
const windowSeconds = 10;

async function tenantWith(faults: Partial<Faults>) {
  const line = { cut: false };
  const run = await rehearsal({
    company,
    faults,
    on: (transport) => (request) => (line.cut ? Promise.reject(new TypeError('fetch failed')) : transport(request)),
  });
  const { exchange } = run.source;
  const started = run.ctx.now().getTime();
  let read = 0;
  const log = async (): Promise<readonly WorldLogEntry[]> => {
    const { entries, last } = (await run.ask(`/world/log?after=${read}`)) as {
      entries: readonly WorldLogEntry[];
      last: number;
    };
    read = last;
    return entries.filter(({ url }) => url.endsWith('/InvokeCommand') || url.includes('/InvokeCommand?'));
  };
  return {
    ...run,
    line,
    exchange,
    seconds: () => (run.ctx.now().getTime() - started) / 1000,
    /** Cmdlets that arrived since the last time somebody asked. */
    async arrived() {
      const statuses = (await log()).map(({ status }) => status);
      return { all: statuses.length, refused: statuses.filter((status) => status === 429).length };
    },
    /** As the ledger writes: twenty at a time, what was not done again after the wait. */
    async writeAll(count: number, beside = async (): Promise<void> => undefined): Promise<number> {
      const open = [...writes(count)];
      const began = run.ctx.now().getTime();
      while (open.length > 0) {
        const chunk = open.splice(0, 20);
        await beside();
        const results = await exchange.setMailboxEmailAddresses(chunk);
        let wait = 0;
        for (const [index, result] of results.entries()) {
          if (result.result === 'done') continue;
          if (result.result !== 'not-done') throw new Error(JSON.stringify(result));
          open.unshift(chunk[index] as AddressChange);
          wait = Math.max(wait, result.retryAfter ?? windowSeconds);
        }
        if (wait > 0) await run.ctx.pause(wait * 1000);
      }
      return (run.ctx.now().getTime() - began) / 1000;
    },
  };
}
type Tenant = Awaited<ReturnType<typeof tenantWith>>;

async function against(faults: Partial<Faults>, work: (tenant: Tenant) => Promise<void>): Promise<void> {
  const tenant = await tenantWith(faults);
  try {
    await work(tenant);
  } finally {
    tenant.close();
  }
}

test('a tenant that is never too busy is held back from by nothing', () =>
  against({ exchangePerTenSeconds: null }, async ({ writeAll, arrived }) => {
    expect(await writeAll(400)).toBe(0);
    expect(await arrived()).toEqual({ all: 400, refused: 0 });
  }));

test('a tenant that has said how long to wait is from then on given what it takes, as fast as it takes it, and refuses next to nothing', () =>
  against({ exchangePerTenSeconds: strict }, async ({ writeAll, arrived }) => {
    await writeAll(3 * strict);
    await arrived();
    const windows = 24;
    const seconds = await writeAll(windows * strict);
    const { refused } = await arrived();
    expect(refused).toBeLessThan(windows / 3);
    expect(seconds).toBeLessThan(1.02 * windows * windowSeconds);
  }));

test('a write that has to wait is told so before it is sent, to the fraction of a second', () =>
  against({ exchangePerTenSeconds: strict }, async ({ exchange, writeAll, arrived, ctx }) => {
    await writeAll(6 * strict);
    await ctx.pause(windowSeconds * 1000);
    expect((await exchange.setMailboxEmailAddresses(writes(40))).map(({ result }) => result)).not.toContain('not-done');
    await ctx.pause(2_250);
    await arrived();
    const [first, ...others] = (await exchange.setMailboxEmailAddresses(writes(40))).filter(
      ({ result }) => result === 'not-done',
    );
    expect(others).toHaveLength(19);
    expect(first).toEqual({ result: 'not-done', retryAfter: 7.75 });
    expect(await arrived()).toEqual({ all: 20, refused: 0 });
  }));

test('nothing leaves before the end of the wait that the service asked for', () =>
  against({ exchangePerTenSeconds: 15 }, async ({ exchange, arrived, ctx }) => {
    const results = await exchange.setMailboxEmailAddresses(writes(20));
    expect(results.slice(15)).toEqual(results.slice(15).map(() => ({ result: 'not-done', retryAfter: 10 })));
    await arrived();
    await ctx.pause(9_999);
    const early = await exchange.setMailboxEmailAddresses(writes(2));
    expect(early).toEqual(early.map(() => ({ result: 'not-done', retryAfter: expect.closeTo(0.001) as number })));
    expect(await arrived()).toEqual({ all: 0, refused: 0 });
    await ctx.pause(1);
    expect(await exchange.setMailboxEmailAddresses(writes(2))).toEqual([{ result: 'done' }, { result: 'done' }]);
  }));

test('requests that got no answer take a window of their own and no more', () =>
  against({ exchangePerTenSeconds: strict }, async ({ exchange, writeAll, ctx, line }) => {
    await writeAll(6 * strict);
    await ctx.pause(windowSeconds * 1000);
    line.cut = true;
    const lost = await exchange.setMailboxEmailAddresses(writes(40));
    expect(lost).toEqual(lost.map(() => ({ result: 'in-doubt' })));
    line.cut = false;
    await ctx.pause(windowSeconds * 1000);
    expect(await writeAll(strict)).toBe(0);
  }));

test('reads wait for their turn by themselves, and take it before they are refused', () =>
  against({ exchangePerTenSeconds: 12 }, async ({ exchange, writeAll, arrived, seconds }) => {
    await writeAll(48);
    await arrived();
    const began = seconds();
    for (let look = 0; look < 48; look += 1) {
      const [found] = await exchange.mailboxesById([guid((look % boxes.length) + 1)]);
      expect(found?.EmailAddresses).toHaveLength(1);
    }
    expect(seconds() - began).toBeLessThanOrEqual(5 * windowSeconds);
    expect((await arrived()).refused).toBeLessThanOrEqual(3);
  }));

test('a quota that has grown is found and used, and one that has shrunk costs a refusal or two and no more', () =>
  against({ exchangePerTenSeconds: strict }, async ({ writeAll, arrived, setFaults }) => {
    await writeAll(6 * strict);
    await setFaults({ exchangePerTenSeconds: 3 * strict });
    await writeAll(16 * strict);
    expect(await writeAll(30 * strict)).toBeLessThan(1.1 * 10 * windowSeconds);
    await setFaults({ exchangePerTenSeconds: strict / 2 });
    await writeAll(2 * strict);
    await arrived();
    expect(await writeAll(10 * strict)).toBeLessThan(1.1 * 20 * windowSeconds);
    expect((await arrived()).refused).toBeLessThan(10);
  }));

test('who shares a quota with others leaves nothing of it unused', () =>
  against({ exchangePerTenSeconds: strict }, async ({ writeAll, arrived, destination }) => {
    await writeAll(4 * strict);
    await arrived();
    // The world has one count for both tenants. That there are no such mailboxes costs as much as if there were.
    const seconds = await writeAll(
      10 * strict,
      async () => void (await destination.exchange.setMailboxEmailAddresses(writes(7))),
    );
    const { all, refused } = await arrived();
    expect(all - refused).toBeGreaterThan(11 * strict);
    expect(seconds).toBeLessThan(1.1 * ((all - refused) / strict) * windowSeconds);
  }));

test('a refusal that does not say how long teaches nothing', () =>
  against({ exchangePerTenSeconds: null, throttledEvery: { graph: null, exchange: 7 } }, async (given) => {
    const results = await given.exchange.setMailboxEmailAddresses(writes(20));
    const refused = results.filter(({ result }) => result === 'not-done');
    expect(refused.length).toBeGreaterThan(1);
    expect(refused).toEqual(refused.map(() => ({ result: 'not-done', retryAfter: null })));
    await given.setFaults({ throttledEvery: { graph: null, exchange: null } });
    expect(await given.writeAll(200)).toBe(0);
  }));

test('after a long rest the pace learnt for a window is not spread over the rest', () =>
  against({ exchangePerTenSeconds: strict }, async ({ writeAll, ctx, arrived }) => {
    await writeAll(10);
    await ctx.pause(3_600_000);
    await writeAll(3 * strict);
    await ctx.pause(3_600_000);
    await arrived();
    expect(await writeAll(5 * strict)).toBeLessThan(1.1 * 4 * windowSeconds);
  }));

test('several lanes that ask at once are together given what a window holds: no more, and only what is over is told to wait', () =>
  against({ exchangePerTenSeconds: strict }, async ({ exchange, writeAll, arrived, ctx }) => {
    await writeAll(6 * strict);
    await ctx.pause(windowSeconds * 1000);
    await arrived();
    // Four lanes of twenty: more than the sixty of a window, and none of them has an answer when the others ask.
    const lanes = await Promise.all(Array.from({ length: 4 }, () => exchange.setMailboxEmailAddresses(writes(20))));
    const told = lanes.flat().filter(({ result }) => result === 'not-done');
    expect(told).toEqual(Array.from({ length: 20 }, () => ({ result: 'not-done', retryAfter: windowSeconds })));
    expect(await arrived()).toEqual({ all: strict, refused: 0 });

    // In the next window there is room for as many again.
    await ctx.pause(windowSeconds * 1000);
    const again = await Promise.all(Array.from({ length: 3 }, () => exchange.setMailboxEmailAddresses(writes(20))));
    expect(again.flat().filter(({ result }) => result === 'done')).toHaveLength(strict);
    expect(await arrived()).toEqual({ all: strict, refused: 0 });
  }));

test('several lanes that are refused at once learn one limit from it, and keep it from then on', () =>
  against({ exchangePerTenSeconds: strict }, async ({ exchange, arrived, ctx }) => {
    const round = async (): Promise<number> => {
      const lanes = await Promise.all(Array.from({ length: 4 }, () => exchange.setMailboxEmailAddresses(writes(20))));
      await ctx.pause(windowSeconds * 1000);
      return lanes.flat().filter(({ result }) => result === 'done').length;
    };
    // Nothing is known yet: all four leave, and what is over the quota comes back.
    expect(await round()).toBe(strict);
    expect(await arrived()).toEqual({ all: 80, refused: 20 });
    // The window in which that is learnt, and the first that begins when the service's does.
    for (let learning = 0; learning < 2; learning += 1) await round();
    await arrived();
    const done: number[] = [];
    for (let window = 0; window < 12; window += 1) done.push(await round());
    const { all, refused } = await arrived();
    expect(done).toEqual(done.map(() => strict));
    // Now and then one more is tried: the quota may have grown.
    expect(refused).toBeLessThanOrEqual(4);
    expect(all).toBe(12 * strict + refused);
  }));
