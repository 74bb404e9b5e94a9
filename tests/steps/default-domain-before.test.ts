/** Whoever changed the default domain of the source: on a way back it is what it was before the night. */
import type { StepContext } from '../../src/contract/context.js';
import type { Output } from '../../src/contract/output.js';
import type { Company } from '../../src/rehearsal/world/entities.js';
import { defaultDomainFound } from '../../src/steps/users/inventory.js';
import { domain, initial, movingDomains, rehearsal, tenant } from './support/small-world.js';

const company: Company = {
  format: 'changeover-company-1',
  movingDomains,
  dns: { records: [] },
  tenants: {
    source: tenant('source', {
      domains: [domain(initial.source, true), ...movingDomains.map((name) => domain(name))],
    }),
    destination: tenant('destination', { domains: [domain(initial.destination, true)] }),
  },
};

let world: Awaited<ReturnType<typeof rehearsal>>;
beforeAll(async () => (world = await rehearsal({ company })));
afterAll(() => world.close());

const knowing = (found: string | null, more: Partial<StepContext> = {}): StepContext => ({
  ...world.ctx,
  ...more,
  output: async <T>(wanted: Output<T>) =>
    wanted.name === defaultDomainFound.name ? ({ domain: found } as unknown as T) : null,
});
const judged = async (ctx: StepContext) =>
  (await world.check('back-out-proof').run(ctx)).findings.filter(({ code }) => code.startsWith('default-domain'));
const recorded = async (ctx: StepContext) =>
  (await world.check('inventory').run(ctx)).outputs?.find(({ name }) => name === defaultDomainFound.name)?.value;

test('a way back is not proved while another domain is the default one than was found before the night, also where the bot never touched it', async () => {
  expect(await judged(knowing('contoso.com'))).toMatchObject([
    { status: 'failed', facts: { wanted: 'contoso.com', present: initial.source } },
  ]);
  expect(await judged(knowing(initial.source))).toMatchObject([
    { status: 'passed', facts: { domain: initial.source } },
  ]);
});

test('what the bot took back itself says what was before', async () => {
  const taken = { change: {}, observedBefore: { defaultDomain: initial.source }, made: [] };
  const takenBack = (async (step: string) =>
    step === 'default-domain-source' ? [taken] : []) as unknown as StepContext['takenBack'];
  expect(await judged(knowing('contoso.com', { takenBack }))).toMatchObject([{ status: 'passed' }]);
});

test('the inventory hands on what it found; once T is past, what was found before it stays', async () => {
  expect(await recorded(knowing('contoso.com'))).toEqual({ domain: initial.source });
  const cutoverAt = new Date(world.ctx.now().getTime() - 60_000).toISOString();
  const migration = { ...world.ctx.migration, cutoverAt };
  expect(await recorded(knowing('contoso.com', { migration }))).toEqual({ domain: 'contoso.com' });
  expect(await recorded({ ...world.ctx, migration })).toEqual({ domain: initial.source });
});
