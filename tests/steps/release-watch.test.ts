import type { StepContext } from '../../src/contract/context.js';
import { releaseWatch } from '../../src/steps/domains/release-watch.js';
import type { Systems } from '../../src/steps/systems.js';

const domain = 'contoso.com';
const tenantId = { source: 'source-tenant', destination: 'destination-tenant' };

/** Directory and Exchange have forgotten the domain; discovery answers with these owners in turn. */
function lookWhere(owners: readonly (string | null)[]) {
  const answers = [...owners];
  const forgotten = {
    graph: { domain: () => Promise.resolve(null) },
    exchange: { acceptedDomains: () => Promise.resolve([]) },
  };
  const systems = {
    source: forgotten,
    destination: forgotten,
    discovery: {
      tenantOf: () => Promise.resolve(answers.length > 1 ? answers.shift() : answers[0]),
      realmOf: () => Promise.resolve({ nameSpaceType: answers[0] === null ? 'Unknown' : 'Managed', brandName: null }),
    },
  } as unknown as Systems;
  const ctx = {
    migration: { tenantId },
    looks: { before: 0, since: null },
    now: () => new Date('2026-12-14T22:00:00Z'),
    pause: () => Promise.resolve(),
    written: () => Promise.resolve([]),
  } as unknown as StepContext;
  return releaseWatch(systems, 'source', []).look(ctx, [domain]);
}

test('a domain that a third company took meanwhile is told by its owner, and can be gone on without', async () => {
  const [finding] = await lookWhere(['some-tenant']);
  expect(finding).toMatchObject({
    status: 'failed',
    code: 'domain-taken-elsewhere',
    facts: { domain, owner: 'some-tenant' },
  });
  expect(finding).not.toHaveProperty('lasting');
});

test('a domain that one edge of the sign-in service still knows is not free', async () => {
  const [finding] = await lookWhere([null, null, 'source-tenant']);
  expect(finding).toMatchObject({ status: 'failed', code: 'domain-releasing' });
  expect(finding).not.toHaveProperty('lasting');
});

test('a domain that nobody knows three times in a row is free', async () => {
  expect(await lookWhere([null])).toMatchObject([{ status: 'passed', code: 'domain-released' }]);
});
