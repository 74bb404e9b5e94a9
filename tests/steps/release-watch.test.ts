import type { StepContext } from '../../src/contract/context.js';
import { releaseWatch } from '../../src/steps/domains/release-watch.js';
import type { Systems } from '../../src/steps/systems.js';

const domain = 'contoso.com';
const tenantId = { source: 'source-tenant', destination: 'destination-tenant' };

/** Directory and Exchange have forgotten the domain; discovery answers with these owners in turn. */
function lookWhere(owners: readonly (string | null)[], looks: Partial<StepContext['looks']> = {}, leftNow = [domain]) {
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
    looks: { before: 0, since: null, ...looks },
    now: () => new Date('2026-12-14T22:00:00Z'),
    pause: () => Promise.resolve(),
    written: () => Promise.resolve([{ change: { object: { id: domain } }, at: '2026-12-14T19:36:00Z' }]),
  } as unknown as StepContext;
  return releaseWatch(systems, 'source', ['removal']).look(ctx, [domain], new Set(leftNow));
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

test('how long a domain took to be free does not grow while others are waited for, and is not made up where nobody saw it', async () => {
  const minutes = async (...given: [Partial<StepContext['looks']>?, string[]?]) =>
    (await lookWhere([null], ...given))[0]?.facts['minutes'];
  expect(await minutes()).toBe(144);
  const last = [
    {
      status: 'passed' as const,
      code: 'domain-released' as const,
      facts: { domain, minutes: 9 },
      object: { kind: 'domain', id: domain, label: domain },
    },
  ];
  expect(await minutes({ before: 4, last })).toBe(9);
  // Asked for again, this attempt took another one off.
  expect(await minutes({ before: 0 }, [])).toBe(-1);
  expect(await minutes({ before: 1, last: [] }, [])).toBe(144);
});
