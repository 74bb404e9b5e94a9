/** What has an hour of its own: by the row, and by what it stands on. */
import { reachableFrom } from '../../src/runbook/graph.js';
import { runbook, stepById } from '../../src/runbook/index.js';

const standsOn = (id: string): ReadonlySet<string> =>
  reachableFrom(new Map(runbook.map((step) => [step.id, step.after])), id);

/** Hours from T before which nobody is offered it; minus: before T. */
const fromT = (id: string): number | undefined =>
  stepById(id)?.notBefore?.find(({ after }) => after === undefined)?.hours;

test('the eve’s pass is offered on the eve and not weeks before, and is too old a day after the night it was for', () => {
  expect(fromT('full-all-eve')).toBe(-24);
  for (const id of ['full-all-eve', 'full-all-eve-errors']) expect(stepById(id)?.tooOldAfter).toBeLessThanOrEqual(48);
});

test('people vote on the night in the half day before it, and what it begins with is looked at in its last hours', () => {
  expect(fromT('go-no-go')).toBe(-12);
  for (const id of ['mx-ttl-check', 'session-check']) expect(fromT(id)).toBeGreaterThanOrEqual(-4);
});

test.each(runbook.filter(({ id }) => /^(?:backup-|address-holders-destination$)/.test(id)).map(({ id }) => id))(
  'what the night is put back by is no older than eight days: %s',
  (id) => {
    expect(stepById(id)?.tooOldAfter).toBeLessThanOrEqual(192);
    expect(standsOn('go-no-go')).toContain(id);
  },
);

test('the TTL goes up two days after T at the earliest, when mail has been seen to flow', () => {
  expect(fromT('mx-ttl-restore')).toBeGreaterThanOrEqual(48);
  expect([...standsOn('mx-ttl-restore')]).toEqual(expect.arrayContaining(['dns-switch', 'mail-flow-proof']));
});

test('the last pass waits half a day after mail was turned, and access stays until it and the days of turning back are through', () => {
  expect(stepById('full-all-after')?.notBefore).toContainEqual({ hours: 12, after: 'dns-switch' });
  for (const id of ['service-access-removed', 'domain-ownership-taken']) expect(fromT(id)).toBeGreaterThanOrEqual(72);
  expect([...standsOn('service-access-removed')]).toEqual(
    expect.arrayContaining(['full-all-after', 'full-all-after-errors', 'mx-ttl-restore']),
  );
});

test('what people notice begins at T and not before, however early the last go was said; mail is parked an hour before', () => {
  expect(fromT('mx-parked')).toBe(-1);
  const atT = new Set(runbook.flatMap(({ id }) => ((fromT(id) ?? -1) >= 0 ? [id] : [])));
  const changes = runbook.filter(({ phase, kind }) => phase === 'cutover' && kind === 'change').map(({ id }) => id);
  expect(changes.filter((id) => !atT.has(id) && ![...standsOn(id)].some((under) => atT.has(under)))).toEqual([]);
});

test('the users test and the tenants are compared when the last mail has been moved, not before', () => {
  for (const id of ['end-user-test-plan', 'compare-tenants'])
    expect([...standsOn(id)]).toContain('full-all-final-errors');
});
