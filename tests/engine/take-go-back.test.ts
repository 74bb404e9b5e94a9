/** An agreed go is its giver's until the first change of the night; and its card says how much it is about. */
import type { Step } from '../../src/contract/step.js';
import { House, actor, step } from './support/house.js';
import { FakeTenant, renaming } from './support/tenant.js';

const runbook: readonly Step[] = [
  step('migration-scope', { kind: 'decision', undo: 'never' }),
  step('full-all-eve-errors', { phase: 'eve', after: ['migration-scope'], undo: 'never', evidence: 'words' }),
  step('go-no-go', {
    kind: 'gate',
    risk: 'gate',
    phase: 'eve',
    roles: ['project-manager', 'business-owner', 'dns-admin'],
    after: ['full-all-eve-errors'],
    undo: 'never',
  }),
  step('look', { phase: 'cutover', kind: 'check', risk: 'none', after: ['go-no-go'], undo: 'never' }),
  step('rename', { phase: 'cutover', kind: 'change', action: 'rename', after: ['go-no-go'] }),
  step('park', { phase: 'cutover', after: ['go-no-go'] }),
];

describe('an agreed go', () => {
  let house: House;
  beforeAll(async () => {
    house = await House.build({
      runbook,
      actions: { rename: renaming(new FakeTenant(['a']), 'new') },
      forms: { 'migration-scope': [{ id: 'mailboxes', kind: 'number', required: true }] },
    });
    await house.people({ irina: ['source-admin'], sergei: ['business-owner'], dmitri: ['dns-admin'] });
  });
  afterAll(() => house.pullDown());

  const gate = () => house.engine.queries.step('go-no-go');
  const goes = async (...names: readonly string[]) => {
    const { id: attemptId } = await house.reach('go-no-go', 'asking');
    for (const name of names) await house.engine.commands.vote(actor(name), { attemptId, vote: 'go' });
    return attemptId;
  };
  const takesBack = (name: string, attemptId: string, reason = 'the backup failed') =>
    house.engine.commands.takeGoBack(actor(name), { attemptId, reason });
  /** Whom the next post of the gate's card calls, and what is drawn anew; everything due is sent. */
  const called = async () => (await sent()).names;
  const sent = async () => {
    const { outbox } = house.engine;
    let names: readonly string[] | null = null;
    const edited: string[] = [];
    for (let { card } = await outbox.claim(); card !== null; { card } = await outbox.claim()) {
      if (card.key.startsWith('attempt:go-no-go') && card.posted === null) names = card.mention.map(({ name }) => name);
      if (card.posted !== null) {
        edited.push(card.key);
        await outbox.edited(card.key, card.version);
      } else {
        await outbox.posting(card.key);
        await outbox.posted(card.key, card.version, { conversationId: 'c', activityId: card.key });
      }
    }
    return { names, edited };
  };

  it('is asked for with how many mailboxes move and what is known of the errors of the passes', async () => {
    const { id: scope } = await house.reach('migration-scope', 'asking');
    await house.engine.commands.answer(actor('irina'), { attemptId: scope, answers: { mailboxes: '30' } });
    const { id: errors } = await house.reach('full-all-eve-errors', 'asking');
    await house.engine.commands.complete(actor('irina'), { attemptId: errors, note: '3 open, all with the vendor' });
    await house.reach('go-no-go', 'asking');
    expect((await gate())?.whatMoves).toMatchObject({
      mailboxes: 30,
      errors: { by: { name: 'irina' }, says: '3 open, all with the vendor' },
    });
  });

  it('is taken back by whoever gave it, with a reason, and by nobody else', async () => {
    const attemptId = await goes('anna', 'sergei', 'dmitri');
    await house.reach('go-no-go', 'done');
    await house.reach('rename', 'asking');
    await called();
    expect((await gate())?.mayTakeGoBack?.toSorted()).toEqual(['id-anna', 'id-dmitri', 'id-sergei']);
    expect(await takesBack('irina', attemptId)).toMatchObject({ refusal: { code: 'take-back.nothing' } });
    expect(await takesBack('dmitri', attemptId, 'no')).toMatchObject({ refusal: { code: 'reason.too-short' } });
    expect(await takesBack('dmitri', attemptId)).toMatchObject({ ok: true });
  });

  it('then everybody is asked again and called, reads who took it back and why, and nothing of the night is offered', async () => {
    const asked = await house.reach('go-no-go', 'asking');
    expect(asked).toMatchObject({ number: 2, approvals: [] });
    expect((await gate())?.goTakenBack).toMatchObject({ by: { name: 'dmitri' }, reason: 'the backup failed' });
    expect((await called())?.toSorted()).toEqual(['anna', 'dmitri', 'sergei']);
    expect((await house.engine.queries.step('rename'))?.state).toBe('waiting');
    expect((await house.engine.queries.attemptsOf('rename'))[0]).toMatchObject({ aside: 'go-taken-back' });
    expect((await house.engine.queries.log({ limit: 50, stepId: 'go-no-go' })).map(({ what }) => what)).toContain(
      'go-taken-back',
    );
    expect(await takesBack('dmitri', 'go-no-go-1')).toMatchObject({ refusal: { code: 'take-back.nothing' } });
  });

  it('stands from the first change of the night on, and says with what it began', async () => {
    const attemptId = await goes('anna', 'sergei', 'dmitri');
    await house.reach('go-no-go', 'done');
    expect((await gate())?.goTakenBack).toBeUndefined();
    // A plan is made, and nobody has written yet: the button stays.
    await house.reach('rename', 'asking');
    await sent();
    await house.approve('rename', ['irina']);
    await house.reach('rename', 'done');
    // Its card no longer offers what would be refused, and once is enough.
    expect((await sent()).edited).toContain(`attempt:${attemptId}`);
    const { id: park } = await house.reach('park', 'asking');
    await house.engine.commands.take(actor('irina'), { attemptId: park });
    expect((await sent()).edited).not.toContain(`attempt:${attemptId}`);
    expect(await takesBack('dmitri', attemptId)).toMatchObject({
      refusal: { code: 'take-go-back.night-begun', facts: { step: 'rename' } },
    });
    expect((await gate())?.mayTakeGoBack).toBeUndefined();
  });
});
