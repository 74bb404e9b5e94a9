import { defineChange } from '../../src/contract/change.js';
import { defineCheck } from '../../src/contract/check.js';
import type { Finding } from '../../src/contract/finding.js';
import { maySettle, rightsOf } from '../../src/views/parts/rights.js';
import type { CardDue } from '../../src/engine/state.js';
import { actor, House, personToAssign, step } from './support/house.js';
import { FakeTenant, renaming } from './support/tenant.js';

let house: House;
let held = 3;

const looked = (): readonly Finding[] => [
  {
    status: held > 0 ? 'failed' : 'passed',
    code: 'scan-users',
    facts: { count: held, byStep: 0, byPeople: held },
  },
  ...Array.from({ length: held }, (_, n): Finding => ({
    status: 'failed',
    code: 'blocker-user',
    facts: { name: `u${n}`, through: `u${n}@contoso.com`, domain: 'contoso.com' },
    object: { kind: 'user', id: `u${n}`, label: `u${n}` },
  })),
];
const scans = (name: string) => defineCheck({ name, run: () => Promise.resolve({ findings: looked(), evidence: [] }) });
const tenant = new FakeTenant(['a', 'b', 'c']);
const rename = renaming(tenant, 'new');
const measured = defineChange({
  ...rename,
  plan: async (ctx) => ({ ...(await rename.plan(ctx)), undoSeconds: 840 }),
});

beforeAll(async () => {
  house = await House.build({
    runbook: [
      step('domain-blockers', { kind: 'check', action: 'domain-blockers', nightly: true }),
      step('said', { kind: 'check', risk: 'none', undo: 'never' }),
      step('not-said', { kind: 'task' }),
      step('go-no-go', { kind: 'decision' }),
      step('rename', {
        kind: 'change',
        phase: 'cutover',
        action: 'rename',
        after: ['go-no-go'],
        window: { from: 0, until: 1 },
      }),
      step('tried', { kind: 'change', phase: 'cutover', action: 'tried', undo: 'never', after: ['rename'] }),
      step('copied', {
        kind: 'change',
        risk: 'high',
        phase: 'cutover',
        action: 'copied',
        undo: 'never',
        after: ['rename'],
      }),
      step('no-dependencies-left', {
        kind: 'check',
        phase: 'cutover',
        action: 'no-dependencies-left',
        after: ['copied'],
      }),
      step('remove-domain-source', {
        phase: 'cutover',
        after: ['no-dependencies-left'],
        window: { from: 2, until: 4 },
      }),
      step('back-out-decision', {
        kind: 'gate',
        phase: 'back-out',
        risk: 'gate',
        roles: ['project-manager', 'business-owner'],
        after: ['go-no-go'],
        undo: 'never',
      }),
    ],
    actions: {
      'domain-blockers': scans('domain-blockers'),
      'no-dependencies-left': scans('no-dependencies-left'),
      rename: measured,
      copied: renaming(new FakeTenant(['d']), 'new'),
      tried: renaming(new FakeTenant(['t']), 'new'),
    },
  });
  await house.people({ irina: ['source-admin'], sergei: ['business-owner'] });
});
afterAll(() => house.pullDown());

const blockersCard = async () =>
  (
    await house.query<{ version: number; sequence: number }>(
      `select version, sequence from engine.card where key = 'blockers'`,
    )
  )[0];

/** Takes one card out of those that are due; the others stay so. */
async function claimed(wanted: string): Promise<CardDue | null> {
  const others: string[] = [];
  for (;;) {
    const { card } = await house.engine.outbox.claim();
    if (card === null || card.key === wanted) {
      await house.query(`update engine.card set not_before = null where key = any($1)`, [others]);
      return card;
    }
    others.push(card.key);
    await house.engine.outbox.notSent(card.key, 60_000);
  }
}

test('what holds the domain gets a card with the first find, and the nights only edit it', async () => {
  await house.reach('domain-blockers', 'attention');
  const first = await blockersCard();
  expect(first).toBeDefined();
  const seen = await house.engine.queries.blockers();
  expect(seen).toMatchObject({ stepId: 'domain-blockers', side: 'source' });
  expect(seen?.findings).toHaveLength(4);

  await claimed('blockers');
  await house.engine.outbox.posting('blockers');
  await house.engine.outbox.posted('blockers', first?.version ?? 0, { conversationId: 'c', activityId: 'a' });
  held = 1;
  house.clock.set({ advance: 24 * 3600 });
  await house.until(async () => (await house.engine.queries.blockers())?.findings.length === 2);
  const card = await claimed('blockers');
  expect(card?.posted).toEqual({ conversationId: 'c', activityId: 'a' });
  expect((await blockersCard())?.sequence).toBe(first?.sequence);
  expect(Date.parse((await house.engine.queries.blockers())?.seenAt ?? '')).toBeGreaterThan(
    Date.parse(seen?.seenAt ?? ''),
  );
});

test('whoever decides on the night is told what is open, what came to a halt, and what rests on somebody’s word', async () => {
  const { id: attemptId } = await house.reach('said', 'asking');
  await house.engine.commands.take(actor('irina'), { attemptId });
  await house.engine.commands.complete(actor('irina'), { attemptId, note: 'looked at it' });
  await house.reach('said', 'done');
  await house.reach('go-no-go', 'asking');
  expect((await house.engine.queries.step('go-no-go'))?.readiness).toEqual({
    open: ['not-said'],
    halted: ['domain-blockers'],
    byWord: ['said'],
    accepted: [],
    seen: 0,
    tooOld: [],
  });
  const halted = await house.reach('domain-blockers', 'attention');
  await house.engine.commands.accept(actor('irina'), { attemptId: halted.id, note: 'cleared in the night' });
  expect((await house.engine.queries.step('go-no-go'))?.readiness).toMatchObject({
    halted: [],
    accepted: ['domain-blockers'],
  });
  expect((await house.engine.queries.step('said'))?.readiness).toBeUndefined();
});

test('once the night has looked itself, its look is the one that counts', async () => {
  const { id } = await house.reach('go-no-go', 'asking');
  await house.engine.commands.answer(actor('irina'), { attemptId: id, answers: { go: 'yes' } });
  for (const stepId of ['rename', 'tried', 'copied']) {
    await house.approve(stepId, stepId === 'copied' ? ['irina', 'anna'] : ['irina']);
    await house.reach(stepId, 'done');
  }
  await house.reach('no-dependencies-left', 'attention');

  expect(await house.engine.queries.blockers()).toMatchObject({ stepId: 'no-dependencies-left' });
});

test('the open gate tells what turning back would undo, how long, what of weight stays, and why it was asked for', async () => {
  await house.engine.commands.backOut(actor('anna'), { reason: 'The registrar is down' });
  await house.reach('back-out-decision', 'asking');

  expect((await house.engine.queries.step('back-out-decision'))?.backOut).toEqual({
    steps: [{ stepId: 'rename', undoSeconds: 840 }],
    never: ['copied'],
    onRequest: [],
    leftForPeople: [],
    reason: 'The registrar is down',
  });
  // Lists do not ask.
  expect((await house.engine.queries.status()).phases).toHaveLength(6);
});

test('who has nothing to do hears whom we wait for and with what', async () => {
  const next = await house.engine.queries.next('id-irina');
  expect(next?.todo.map(({ stepId }) => stepId)).toEqual(expect.arrayContaining(['no-dependencies-left']));
  const anna = await house.engine.queries.next('id-anna');
  expect(anna?.todo).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ stepId: 'back-out-decision', need: expect.objectContaining({ kind: 'vote' }) }),
    ]),
  );
});

test('whose card offers to settle a halt hears of it from /next as well', async () => {
  for (const { id } of (await house.engine.queries.roster()).filter(({ roles }) => roles.length > 0)) {
    const next = await house.engine.queries.next(id);
    const todo = next?.todo.map(({ stepId }) => stepId) ?? [];
    for (const snapshot of await house.engine.queries.steps())
      if (next !== null && snapshot.state === 'attention' && maySettle(rightsOf(next.person, snapshot)))
        expect(todo).toContain(snapshot.step.id);
  }
});

test('a vote that lost its role stays named at its gate, and why it no longer counts', async () => {
  const { id: attemptId } = await house.reach('back-out-decision', 'asking');
  await house.engine.commands.vote(actor('sergei'), { attemptId, vote: 'go' });
  const role = 'business-owner' as const;
  const lapsed = async () =>
    ((await house.engine.queries.attempt(attemptId))?.lapsed ?? []).map(({ person, vote, why }) => [
      person.name,
      vote,
      why,
    ]);
  expect(await lapsed()).toEqual([]);
  await house.engine.commands.unassign(actor('anna'), { role, personId: 'id-sergei' });
  expect(await lapsed()).toEqual([['sergei', 'go', 'no-role']]);
  await house.engine.commands.assign(actor('anna'), { role, person: personToAssign('sergei') });
  expect(await lapsed()).toEqual([['sergei', 'go', 'roles-changed']]);
  await house.engine.commands.vote(actor('sergei'), { attemptId, vote: 'go' });
  expect(await lapsed()).toEqual([]);
});

test('a role that nobody holds and a step waits for is the project manager’s to give out', async () => {
  await house.engine.commands.unassign(actor('anna'), { role: 'business-owner', personId: 'id-sergei' });

  const anna = await house.engine.queries.next('id-anna');
  expect(anna?.todo.map(({ need }) => [need.roles, need.people])).toContainEqual([['business-owner'], []]);
});
