import { defineLongCheck } from '../../src/contract/check.js';
import { z } from 'zod';
import type { Finding } from '../../src/contract/finding.js';
import { defineAnswers } from '../../src/contract/output.js';
import { SystemFault } from '../../src/errors.js';
import { readingOf } from '../../src/engine/queries/readings.js';
import { actor, House, step } from './support/house.js';

const ids = Array.from({ length: 45 }, (_, index) => `mailbox-${String(index).padStart(2, '0')}`);

/** A tenant that is read, ten mailboxes a part; a test can make it slow or deaf in between. */
class SlowTenant {
  readonly read: string[] = [];
  outlines = 0;
  judged: string[][] = [];
  beforePart: (first: string) => Promise<void> = () => Promise.resolve();
  findings: readonly Finding[] = [];

  readonly check = defineLongCheck<string, { id: string }>({
    name: 'sizes',
    size: 10,
    secondsEach: 30,
    items: () => {
      this.outlines += 1;
      return Promise.resolve(ids);
    },
    read: async (_ctx, items) => {
      await this.beforePart(items[0] ?? '');
      this.read.push(...items);
      return items.map((id) => ({ id }));
    },
    judge: async (_ctx, parts) => {
      this.judged = [];
      for await (const part of parts) this.judged.push(part.map(({ id }) => id));
      return { findings: this.findings, evidence: [] };
    },
  });
}

const runbook = [step('sizes', { kind: 'check', risk: 'none', action: 'sizes' })];

describe('a check that reads for hours', () => {
  it('killed in the middle, goes on where it was: nothing is read twice but the part under way', async () => {
    const tenant = new SlowTenant();
    const house = await House.build({ restarts: true, runbook, actions: { sizes: tenant.check } });
    let stopping: Promise<void> | undefined;
    tenant.beforePart = (first) => {
      if (first !== ids[20] || stopping !== undefined) return Promise.resolve();
      // The process ends while the third part is asked for, and nobody hears the answer.
      stopping = house.close();
      return new Promise((_resolve, reject) => setImmediate(() => reject(new Error('the line is dead'))));
    };
    await house.people({ irina: ['source-admin'] });
    await house.until(() => stopping !== undefined);
    await stopping;
    expect(tenant.read).toEqual(ids.slice(0, 20));

    await house.open();
    await house.reach('sizes', 'done');
    expect(tenant.read).toEqual(ids);
    expect(tenant.outlines).toBe(1);
    expect(tenant.judged).toEqual([0, 10, 20, 30, 40].map((from) => ids.slice(from, from + 10)));
    expect(await house.query('select * from engine.read_part')).toEqual([]);
    await house.pullDown();
  });

  it('tells beforehand how long it will take, then how far it is, and forgets what it kept when it ends', async () => {
    const tenant = new SlowTenant();
    const seen: unknown[] = [];
    const house = await House.build({ runbook, actions: { sizes: tenant.check } });
    tenant.beforePart = async () => {
      seen.push((await house.engine.queries.step('sizes'))?.attempt?.reading);
      house.clock.set({ advance: 60 });
    };
    await house.people({ irina: ['source-admin'] });
    const ended = await house.reach('sizes', 'done');
    expect(seen.slice(0, 2)).toEqual([
      { total: 45, done: 0, minutesLeft: 23, measured: false },
      { total: 45, done: 10, minutesLeft: 4, measured: true },
    ]);
    expect(ended.reading).toBeUndefined();
    expect(await house.query('select * from engine.read_part')).toEqual([]);
  });

  it('has a card from its first part on, for whoever waits', async () => {
    const tenant = new SlowTenant();
    const house = await House.build({ runbook, actions: { sizes: tenant.check } });
    let cards: readonly object[] = [];
    tenant.beforePart = async (first) => {
      if (first === ids[0]) cards = await house.query(`select key from engine.card where key like 'attempt:%'`);
    };
    await house.people({ irina: ['source-admin'] });
    await house.reach('sizes', 'done');
    expect(cards).toEqual([{ key: 'attempt:sizes-1' }]);
  });

  it('was told for good that it may not read: whoever lets it look again pays for what was not read alone', async () => {
    const tenant = new SlowTenant();
    const house = await House.build({ runbook, actions: { sizes: tenant.check } });
    let denied = true;
    tenant.beforePart = (first) =>
      first === ids[30] && denied ? Promise.reject(new Error('access denied')) : Promise.resolve();
    await house.people({ irina: ['source-admin'] });
    const halted = await house.reach('sizes', 'attention');
    expect(halted.findings).toMatchObject([{ status: 'unknown', code: 'engine.check-failed' }]);
    denied = false;
    await house.engine.commands.again(actor('irina'), { stepId: 'sizes' });
    await house.reach('sizes', 'done');
    expect(tenant.read).toEqual(ids);
  });

  it('asks again by itself for a part that the tenant was too busy for', async () => {
    const tenant = new SlowTenant();
    const house = await House.build({ runbook, actions: { sizes: tenant.check } });
    let busy = 3;
    tenant.beforePart = (first) => {
      if (first !== ids[10] || busy === 0) return Promise.resolve();
      busy -= 1;
      return Promise.reject(fault());
    };
    house.clock.set({ rate: 3600 });
    await house.people({ irina: ['source-admin'] });
    await house.reach('sizes', 'done');
    expect(tenant.read).toEqual(ids);
  });

  it('looked at again once it has ended, reads all of it anew', async () => {
    const tenant = new SlowTenant();
    tenant.findings = [{ status: 'failed', code: 'engine.check-failed', facts: { message: 'x' } }];
    const house = await House.build({ runbook, actions: { sizes: tenant.check } });
    await house.people({ irina: ['source-admin'] });
    await house.reach('sizes', 'attention');
    tenant.findings = [];
    await house.engine.commands.again(actor('irina'), { stepId: 'sizes' });
    await house.reach('sizes', 'done');
    expect(tenant.read).toEqual([...ids, ...ids]);
  });

  describe('over what a decision names', () => {
    const scope = defineAnswers('scope', z.object({ who: z.string() }));
    const findingOf = (text: string): Finding => ({
      status: 'passed',
      code: 'object-gone',
      facts: { text, requestId: '' },
    });

    /** Reads two objects of whoever the decision names, one a part. */
    class Company {
      readonly read: string[] = [];
      beforePart: (item: string) => Promise<void> = () => Promise.resolve();

      readonly check = defineLongCheck<string, string>({
        name: 'sizes',
        reads: [scope],
        size: 1,
        secondsEach: 1,
        items: async (ctx) => {
          const who = (await ctx.output(scope))?.who ?? '';
          return [`${who}-1`, `${who}-2`];
        },
        read: async (_ctx, items) => {
          await this.beforePart(items[0] ?? '');
          this.read.push(...items);
          return items;
        },
        judge: async (_ctx, parts) => {
          const all: string[] = [];
          for await (const part of parts) all.push(...part);
          return { findings: [findingOf(all.join())], evidence: [] };
        },
      });
    }

    const begin = async (company: Company): Promise<House> => {
      const house = await House.build({
        runbook: [
          step('scope', { kind: 'decision', undo: 'never', action: 'scope' }),
          step('sizes', { kind: 'check', risk: 'none', undo: 'never', action: 'sizes', after: ['scope'] }),
          step('end', { after: ['sizes'] }),
        ],
        forms: { scope: [{ id: 'who', kind: 'text', required: true }] },
        actions: { sizes: company.check },
      });
      await house.people({ irina: ['source-admin'] });
      await answer(house, 'old');
      return house;
    };
    const answer = async (house: House, who: string): Promise<void> => {
      const { id: attemptId } = await house.reach('scope', 'asking');
      const given = await house.engine.commands.answer(actor('irina'), { attemptId, answers: { who } });
      expect(given).toMatchObject({ ok: true });
    };
    const answerAnew = async (house: House, who: string): Promise<void> => {
      expect(await house.engine.commands.again(actor('irina'), { stepId: 'scope' })).toMatchObject({ ok: true });
      await answer(house, who);
    };

    it('came to a halt, and the decision was answered anew: it reads what the new answer names, all of it', async () => {
      const company = new Company();
      company.beforePart = (item) => (item === 'old-2' ? Promise.reject(new Error('away')) : Promise.resolve());
      const house = await begin(company);
      await house.reach('sizes', 'attention');
      await answerAnew(house, 'new');
      const done = await house.reach('sizes', 'done');
      expect(done.findings).toEqual([findingOf('new-1,new-2')]);
      await house.pullDown();
    });

    it('was done, and the decision was answered anew: it reads anew part by part, and keeps each', async () => {
      const company = new Company();
      const house = await begin(company);
      await house.reach('sizes', 'done');
      let kept: readonly object[] = [];
      company.beforePart = async (item) => {
        if (item === 'new-2') kept = await house.query('select items from engine.read_part where read is not null');
      };
      await answerAnew(house, 'new');
      const done = await house.reach('sizes', (attempt) => attempt?.number === 2 && attempt.state === 'done');
      expect([kept, company.read]).toEqual([[{ items: ['new-1'] }], ['old-1', 'old-2', 'new-1', 'new-2']]);
      expect(done.findings).toEqual([findingOf('new-1,new-2')]);
      await house.pullDown();
    });
  });
});

test.each([
  [{ total: 4018, done: 0, seconds: null }, 1, { minutesLeft: 67, measured: false }],
  [{ total: 4018, done: 1200, seconds: 640 }, 1, { minutesLeft: 26, measured: true }],
  [{ total: 20, done: 20, seconds: 3 }, 1, { minutesLeft: 0, measured: true }],
])('what is left of %j', (known, each, told) => {
  expect(readingOf(known, each)).toMatchObject(told);
});

const fault = (): SystemFault =>
  new SystemFault('busy', {
    system: 'exchange',
    operation: 'reading',
    status: 429,
    code: 'Busy',
    requestId: null,
    retryAfter: null,
    transient: true,
  });
