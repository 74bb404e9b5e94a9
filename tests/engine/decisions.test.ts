import type { Finding } from '../../src/contract/finding.js';
import { defineCheck } from '../../src/contract/check.js';
import type { CheckResult } from '../../src/contract/check.js';
import { House, actor, personToAssign, step } from './support/house.js';

describe('decisions, checks and what is told of them', () => {
  let house: House;
  let answer: CheckResult = { findings: [], evidence: [] };
  let runs = 0;
  const failed = (id: string): Finding => ({
    status: 'failed',
    code: 'user-synced',
    facts: {},
    object: { kind: 'user', id, label: id },
  });

  /** The others of many, told by their number alone. */
  const counted = (...ids: readonly string[]): Finding => ({
    status: 'failed',
    code: 'and-more',
    facts: { count: ids.length },
    standsFor: { code: 'user-synced', ids },
  });

  beforeAll(async () => {
    house = await House.build({
      restarts: true,
      runbook: [
        step('look', { kind: 'check', risk: 'none', action: 'look', nightly: true }),
        step('useless', { kind: 'check', risk: 'none', action: 'useless', condition: 'is-needed' }),
        step('choice', { kind: 'decision', roles: ['project-manager'] }),
        step('cutover-date', { kind: 'gate', risk: 'gate', roles: ['project-manager', 'source-admin'] }),
        step('dns', { risk: 'high', roles: ['dns-admin'], after: ['look'] }),
      ],
      forms: {
        choice: [{ id: 'way', kind: 'choice', required: true, choices: [{ value: 'left' }, { value: 'right' }] }],
        'cutover-date': [
          { id: 'cutoverDate', kind: 'date', required: true },
          { id: 'cutoverTime', kind: 'time', required: true },
        ],
      },
      actions: {
        look: defineCheck({
          name: 'look',
          run: () => {
            runs += 1;
            return Promise.resolve(answer);
          },
        }),
        useless: defineCheck({
          name: 'useless',
          run: () => Promise.reject(new Error('never run')),
          applies: () => Promise.resolve({ applies: false, because: { code: 'mail-gap-bounces', facts: {} } }),
        }),
      },
    });
  });
  afterAll(() => house.pullDown());

  const commands = () => house.engine.commands;

  it('nothing is begun before the start, and the starter becomes project manager', async () => {
    expect((await house.engine.queries.step('look'))?.state).toBe('waiting');
    expect(await commands().stop(actor('anna'), {})).toMatchObject({ refusal: { code: 'migration.not-started' } });
    answer = {
      findings: [failed('x'), counted('p', 'q')],
      evidence: [{ name: 'list.csv', contentType: 'text/csv', content: Buffer.from('ы') }],
    };
    await house.people({ irina: ['source-admin'], dmitri: ['dns-admin'] });
    expect(await commands().begin(actor('irina'), { starter: personToAssign('irina'), cutoverAt: null })).toMatchObject(
      {
        refusal: { code: 'migration.already-started' },
      },
    );
    expect(
      await commands().assign(actor('irina'), { role: 'test-lead', person: personToAssign('irina') }),
    ).toMatchObject({
      refusal: { code: 'role.not-project-manager', facts: { who: 'anna' } },
    });
    expect(await commands().unassign(actor('anna'), { role: 'project-manager', personId: 'id-anna' })).toMatchObject({
      refusal: { code: 'role.last-project-manager' },
    });
    expect(await commands().stop(actor('nobody'), {})).toMatchObject({ refusal: { code: 'person.no-role' } });
  });

  it('a check with open findings waits for a person, who accepts them by name; its files are kept', async () => {
    const stuck = await house.reach('look', 'attention');
    expect(stuck.evidence).toMatchObject([{ name: 'list.csv', bytes: 2 }]);
    const kept = await house.engine.queries.evidence(stuck.evidence[0]?.id ?? '');
    expect(kept?.content.toString()).toBe('ы');
    expect(await commands().accept(actor('irina'), { attemptId: stuck.id, note: 'known' })).toMatchObject({
      refusal: { code: 'reason.too-short' },
    });
    await commands().accept(actor('irina'), { attemptId: stuck.id, note: 'known to us' });
    await house.reach('look', 'done');
  });

  it('a step that does not apply says why and holds nothing up', async () => {
    await house.reach('useless', 'not-applicable');
    expect((await house.engine.queries.step('useless'))?.notApplicable?.code).toBe('mail-gap-bounces');
    // Nobody waited for it: it has no card of its own.
    expect(await house.query(`select key from engine.card where key like 'attempt:useless%'`)).toEqual([]);
  });

  it('the nightly run follows the clock when it jumps, keeps quiet about what was accepted and tells what is new', async () => {
    expect(await house.engine.nextDueAt()).toBe('2026-12-01T02:00:00.000Z');
    // One went, so one that was only counted is told by name now: nothing new.
    answer = { findings: [failed('p'), counted('q')], evidence: [] };
    const before = runs;
    house.clock.set({ to: '2026-12-01T02:00:01.000Z' });
    await house.until(() => runs > before);
    await house.until(async () => (await house.engine.nextDueAt()) === '2026-12-02T02:00:00.000Z');
    expect((await house.engine.queries.step('look'))?.state).toBe('done');
    // As many as were accepted, but not the same.
    answer = { findings: [failed('x'), counted('q', 'y')], evidence: [] };
    house.clock.set({ to: '2026-12-02T02:00:01.000Z' });
    await house.reach('look', 'attention');
    answer = { findings: [], evidence: [] };
    await commands().again(actor('irina'), { stepId: 'look' });
    await house.reach('look', 'done');
  });

  it('a clock that stands still makes nothing due', async () => {
    house.clock.set({ rate: 0 });
    const due = await house.engine.nextDueAt();
    expect(due).toBe('2026-12-03T02:00:00.000Z');
    const delays = () =>
      house.query<{ delay: string }>(
        `select delay_until_epoch_ms as delay from dbos.workflow_status join engine.work on job_id = workflow_uuid where due_at is not null`,
      );
    const nextYear = Date.now() + 365 * 24 * 3600 * 1000;
    await house.until(async () => (await delays()).every(({ delay }) => Number(delay) > nextYear));
    expect(await delays()).not.toEqual([]);
    house.clock.set({ rate: 1 });
  });

  it('a decision is answered by its role, with an answer that fits', async () => {
    const { id: attemptId } = await house.reach('choice', 'asking');
    const say = (name: string, answers: Record<string, string>) =>
      commands().answer(actor(name), { attemptId, answers });
    expect(await say('irina', { way: 'left' })).toMatchObject({ refusal: { code: 'approval.wrong-role' } });
    expect(await say('anna', {})).toMatchObject({ refusal: { code: 'answer.missing' } });
    expect(await say('anna', { way: 'up' })).toMatchObject({ refusal: { code: 'answer.invalid' } });
    expect(await say('anna', { way: 'left' })).toEqual({ ok: true, value: null });
    await house.reach('choice', 'done');
  });

  it('T is agreed by answer and vote', async () => {
    const { id: attemptId } = await house.reach('cutover-date', 'asking');
    expect(await commands().vote(actor('irina'), { attemptId, vote: 'go' })).toMatchObject({
      refusal: { code: 'vote.answer-first' },
    });
    const say = (cutoverDate: string) =>
      commands().answer(actor('anna'), { attemptId, answers: { cutoverDate, cutoverTime: '18:00' } });
    expect(await say('2026-11-12')).toMatchObject({
      refusal: { code: 'answer.past', facts: { cutover: '2026-11-12 18:00' } },
    });
    expect((await house.engine.queries.step('cutover-date'))?.attempt?.approvals).toEqual([]);
    await say('2026-12-12');
    house.clock.set({ to: '2026-12-13T08:00:00.000Z' });
    expect(await commands().vote(actor('irina'), { attemptId, vote: 'go' })).toMatchObject({
      refusal: { code: 'answer.past' },
    });
    await say('2026-12-20');
    expect((await house.engine.queries.status()).cutoverAt).toBeNull();
    // Whoever gets another of the gate's roles has not spoken for it yet, and the gate goes through by a press only.
    await commands().assign(actor('anna'), { role: 'source-admin', person: personToAssign('anna') });
    expect((await house.engine.queries.step('cutover-date'))?.attempt?.approvals).toEqual([]);
    expect((await house.engine.queries.next('id-anna'))?.todo.map(({ stepId }) => stepId)).toContain('cutover-date');
    await commands().vote(actor('anna'), { attemptId, vote: 'go' });
    expect((await house.engine.queries.step('cutover-date'))?.state).toBe('asking');
    await commands().vote(actor('irina'), { attemptId, vote: 'go' });
    await house.reach('cutover-date', 'done');
    expect((await house.engine.queries.status()).cutoverAt).toBe('2026-12-20T18:00:00.000Z');
  });

  it('a task of high risk is agreed by a lead before anybody takes it', async () => {
    const { id: attemptId, plan } = await house.reach('dns', 'asking');
    expect(await commands().take(actor('dmitri'), { attemptId })).toMatchObject({
      refusal: { code: 'task.not-approved' },
    });
    expect(await commands().approve(actor('anna'), { attemptId, planHash: 'other' })).toMatchObject({
      refusal: { code: 'approval.old-plan' },
    });
    expect(await commands().complete(actor('dmitri'), { attemptId, note: 'x' })).toMatchObject({
      refusal: { code: 'task.not-approved' },
    });
    await commands().approve(actor('anna'), { attemptId, planHash: plan?.hash ?? '' });
    expect((await house.engine.queries.next('id-dmitri'))?.todo).toMatchObject([{ stepId: 'dns' }]);
    await commands().take(actor('dmitri'), { attemptId });
    const [prepare] = (await house.engine.queries.status()).phases;
    expect(prepare).toMatchObject({ running: ['dns'], inHand: [{ stepId: 'dns', by: { id: 'id-dmitri' } }] });
    await commands().attach(actor('dmitri'), { attemptId, note: 'ticket 12' });
    await commands().complete(actor('dmitri'), { attemptId });
    await house.reach('dns', 'done');
    expect((await house.engine.queries.status()).state).toBe('finished');
  });

  it('a card is due until it is posted in its newest form, and a post in doubt is not due again', async () => {
    const { outbox } = house.engine;
    const next = async () => (await outbox.claim()).card;
    expect((await next())?.key).toBe('welcome');
    await outbox.notSent('welcome', 3_600_000);
    const keys: string[] = [];
    for (let card = await next(); card !== null; card = await next()) {
      keys.push(card.key);
      expect(await outbox.posting(card.key)).toBe(true);
      await outbox.posted(card.key, card.version, { conversationId: 'c', activityId: card.key });
    }
    expect(keys).toContain('board:prepare');
    expect(new Set(keys).size).toBe(keys.length);
    expect(await house.engine.idle()).toBe(false);
    const wait = await outbox.claim();
    expect(wait.card === null && wait.waitMs).toBeGreaterThan(3_500_000);
    await house.query(`update engine.card set not_before = now() where key = 'welcome'`);
    expect(await next()).toMatchObject({ key: 'welcome', posted: null, failures: 1 });
    await outbox.posting('welcome');
    expect(await next()).toBeNull();
    expect(await outbox.newlyInDoubt()).toEqual([]);
    await outbox.notSent('welcome', 0);
    expect(await next()).toMatchObject({ key: 'welcome', posted: null, failures: 2 });
    await outbox.posting('welcome');
    expect([await outbox.unanswered('welcome'), await outbox.unanswered('welcome')]).toEqual([true, false]);
    expect(await next()).toBeNull();
    expect(await house.engine.idle()).toBe(true);
    expect(await outbox.found('welcome', { conversationId: 'c', activityId: 'w' })).toBe(true);
    expect(await next()).toMatchObject({ key: 'welcome', posted: { conversationId: 'c', activityId: 'w' } });
    await outbox.edited('welcome', 1000);
    expect(await house.engine.idle()).toBe(true);
    await house.query(`update engine.card set version = version + 1 where key = 'board:prepare'`);
    expect((await next())?.key).toBe('board:prepare');
    await outbox.vanished('board:prepare');
    expect(await next()).toMatchObject({ key: 'board:prepare', posted: null });
    await outbox.notSent('board:prepare', 0);
    await outbox.remember('thread', 'x');
    expect(await outbox.recall('thread')).toBe('x');
  });

  it('while the channel takes nothing no card is due, and all are afterwards', async () => {
    const { outbox } = house.engine;
    await outbox.pause(3_600_000);
    const wait = await outbox.claim();
    expect(wait.card === null && wait.waitMs).toBeGreaterThan(3_500_000);
    await outbox.pause(0);
    expect((await outbox.claim()).card).toMatchObject({ key: 'board:prepare' });
    await outbox.notSent('board:prepare', 0);
  });

  it('a new card waits for the board that starts its thread, unless that may never come', async () => {
    const { outbox } = house.engine;
    await outbox.posted('board:prepare', 0, { conversationId: 'c', activityId: 'b' });
    await house.query(
      `insert into engine.card (key, thread, version, marked_at) values ('attempt:none-1', 'prepare', 1, now())`,
    );
    expect((await outbox.claim()).card).toMatchObject({ key: 'board:prepare', posted: null });
    await outbox.posting('board:prepare');
    expect((await outbox.claim()).card).toBeNull();
    await outbox.unanswered('board:prepare');
    expect((await outbox.claim()).card).toMatchObject({ key: 'attempt:none-1', thread: 'prepare' });
    await house.query(`delete from engine.card where key = 'attempt:none-1'`);
    await outbox.found('board:prepare', { conversationId: 'c', activityId: 'b' });
  });

  it('a card whose post was cut off by a crash stays in doubt, is told once, and nothing waits for it', async () => {
    const { card } = await house.engine.outbox.claim();
    await house.query(`update engine.card set activity_id = null where key = $1`, [card?.key]);
    await house.engine.outbox.posting(card?.key ?? '');
    expect(await house.engine.idle()).toBe(false);
    await house.close();
    await house.open();
    expect((await house.engine.outbox.newlyInDoubt()).map(({ key }) => key)).toEqual([card?.key]);
    expect(await house.engine.outbox.newlyInDoubt()).toEqual([]);
    expect(await house.engine.idle()).toBe(true);
  });

  it('what the first one settled stands, and a known value is changed only by who knows it', async () => {
    const { outbox } = house.engine;
    const [one, other] = await Promise.all([outbox.settle('secret', null, 'a'), outbox.settle('secret', null, 'b')]);
    expect(one).toBe(other);
    expect(await outbox.settle('secret', null, 'late')).toBe(one);
    expect(await outbox.settle('secret', 'neither', 'c')).toBe(one);
    expect(await outbox.settle('secret', one, 'c')).toBe('c');
  });

  it('the log holds refusals too, and an entry that was changed or cut off shows', async () => {
    const [newest] = await house.engine.queries.log({ limit: 1 });
    const refusals = (await house.engine.queries.log({ limit: 200 })).filter(({ what }) => what === 'refused');
    expect(refusals.map(({ facts }) => facts['code'])).toContain('task.not-approved');
    expect(refusals.map(({ person }) => person?.name)).toContain('nobody');
    expect(await house.engine.queries.checkLog()).toEqual({ entries: newest?.number, brokenAt: null });
    await house.query(`update engine.audit set facts = replace(facts, 'left', 'right') where what = 'answered'`);
    const [changed] = await house.query<{ number: number }>(
      `select min(number) as number from engine.audit where what = 'answered'`,
    );
    expect((await house.engine.queries.checkLog()).brokenAt).toBe(changed?.number);
    await house.query(`update engine.audit set facts = replace(facts, 'right', 'left') where what = 'answered'`);
    await house.query(`update engine.audit set person_name = 'Somebody Else' where number = 2`);
    expect((await house.engine.queries.checkLog()).brokenAt).toBe(2);
    await house.query(
      `update engine.audit set person_name = (select person_name from engine.audit where number = 1) where number = 2`,
    );
    await house.query(`delete from engine.audit where number = $1`, [newest?.number]);
    expect((await house.engine.queries.checkLog()).brokenAt).toBe(newest?.number);
  });
});
