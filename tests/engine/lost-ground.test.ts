/** A step that is asked anew is no ground to agree on; and whatever is done and reads an answer that changed is looked at, whatever its kind. */
import { z } from 'zod';
import type { ActionDefinition, ConditionDefinition } from '../../src/contract/actions.js';
import { defineCheck } from '../../src/contract/check.js';
import { defineGate } from '../../src/contract/gate.js';
import { defineAnswers } from '../../src/contract/output.js';
import type { Finding } from '../../src/contract/finding.js';
import { host, hosts, onTheHost } from './support/host.js';
import { House, actor, personToAssign, step } from './support/house.js';
import { mailbox, OutsideService, passOver } from './support/outside-service.js';
import { FakeTenant, renaming } from './support/tenant.js';
import { onlyRight, way, wayGiven } from './support/way.js';

const agreedGiven = defineAnswers('agreed', z.object({ host: z.string() }));

describe('answers that change under others', () => {
  let house: House;
  let service: OutsideService;
  let open: readonly Finding[] = [];
  const tenant = new FakeTenant(['a']);
  const hosted = new FakeTenant(['h']);
  const late = new FakeTenant(['l']);

  beforeAll(async () => {
    service = await OutsideService.open();
    const actions: Record<string, ActionDefinition | ConditionDefinition> = {
      way,
      host,
      agreed: defineGate({ name: 'agreed', reads: [wayGiven], questions: { answers: agreedGiven, form: hosts } }),
      pass: passOver(service, () => [mailbox(1)], { reads: [wayGiven] }),
      rename: renaming(tenant, 'new', { name: 'rename' }),
      'on-the-host': onTheHost(hosted),
      'roles-lost': renaming(late, 'new', { name: 'roles-lost' }),
      'only-right': onlyRight,
      looking: defineCheck({ name: 'looking', run: () => Promise.resolve({ findings: open, evidence: [] }) }),
    };
    const leads = ['project-manager', 'business-owner'] as const;
    house = await House.build({
      runbook: [
        step('way', { kind: 'decision', roles: ['dns-admin'], action: 'way', undo: 'never' }),
        step('host', { kind: 'decision', roles: ['dns-admin'], action: 'host', after: ['way'], undo: 'never' }),
        step('agreed', { kind: 'gate', risk: 'gate', roles: leads, action: 'agreed', after: ['way'], undo: 'never' }),
        step('on-the-host', { kind: 'change', action: 'on-the-host', after: ['host'] }),
        step('pass', { kind: 'transfer', action: 'pass', after: ['way'] }),
        step('sometimes', { condition: 'only-right', after: ['way'] }),
        step('rename', { kind: 'change', action: 'rename', after: ['sometimes'] }),
        step('by-hand', { after: ['sometimes'] }),
        step('vote', { kind: 'gate', risk: 'gate', roles: leads, after: ['sometimes'], undo: 'never' }),
        step('looking', { kind: 'check', risk: 'none', action: 'looking', undo: 'never', nightly: true }),
        step('on-the-look', { after: ['looking'] }),
        step('ground', { undo: 'on-request' }),
        step('above', { undo: 'on-request', after: ['ground'] }),
        step('roles-lost', { kind: 'change', action: 'roles-lost', risk: 'high' }),
        step('end', { after: ['rename'] }),
      ],
      actions,
    });
    await house.people({ irina: ['source-admin'], dmitri: ['dns-admin'], sergei: ['business-owner'] });
  });
  afterAll(async () => {
    await house.pullDown();
    await service.close();
  });

  const commands = () => house.engine.commands;
  const attemptOf = async (stepId: string) => {
    const attempt = (await house.engine.queries.step(stepId))?.attempt;
    if (attempt == null) throw new Error(`${stepId} has no attempt`);
    return attempt;
  };
  async function decide(stepId: string, answers: Record<string, string>): Promise<void> {
    const { id } = await house.reach(stepId, 'asking');
    expect(await commands().answer(actor('dmitri'), { attemptId: id, answers })).toMatchObject({ ok: true });
  }

  it('name the decision, the gate and the transfer that no longer fit, each by what its kind would still do', async () => {
    await decide('way', { way: 'left' });
    await decide('host', { host: 'mail.left.example' });
    const gate = await house.reach('agreed', 'asking');
    await commands().answer(actor('anna'), { attemptId: gate.id, answers: { host: 'mail.left.example' } });
    await commands().vote(actor('sergei'), { attemptId: gate.id, vote: 'go' });
    await house.approve('on-the-host', ['irina']);
    await house.reach('on-the-host', 'done');
    await house.approve('pass', ['irina']);
    await house.reach('pass', (attempt) => attempt?.outside?.lookedAt != null);
    Object.assign(service.runs[0] ?? {}, { done: 1, state: 'ended' });
    house.clock.set({ advance: 90 });
    await house.reach('pass', 'done');
    await house.reach('rename', 'asking');
    await house.reach('by-hand', 'asking');
    await house.reach('vote', 'asking');

    await commands().again(actor('dmitri'), { stepId: 'way' });
    await decide('way', { way: 'right' });
    for (const stepId of ['host', 'agreed']) {
      const { findings } = await house.reach(stepId, 'attention');
      expect(findings.map(({ code }) => code)).toEqual(['engine.no-longer-fits', 'engine.answers-outdated']);
    }
    // The same items would go along again: nothing to say.
    expect((await attemptOf('pass')).state).toBe('done');
  });

  it('are followed also when they are given anew from a halt', async () => {
    const halted = await attemptOf('host');
    expect(await commands().again(actor('dmitri'), { stepId: halted.id.replace(/-\d+$/, '') })).toMatchObject({
      ok: true,
    });
    await decide('host', { host: 'mail.right.example' });
    const { findings } = await house.reach('on-the-host', 'attention');
    expect(findings.map(({ code }) => code)).toContain('engine.would-change');
    expect(hosted.values.get('h')).toBe('mail.left.example-h');
  });

  it('leave nothing agreed, taken or voted on above a step that applies again, until it is settled', async () => {
    await house.reach('sometimes', 'asking');
    const rename = await attemptOf('rename');
    const lost = { ok: false, refusal: { code: 'approval.ground-lost', facts: { steps: 'sometimes' } } };
    const approve = () =>
      commands().approve(actor('irina'), { attemptId: rename.id, planHash: rename.plan?.hash ?? '' });
    expect(rename.waitsFor).toEqual(['sometimes']);
    expect(rename.may.approve).toEqual([]);
    expect(await approve()).toMatchObject(lost);
    const { id: byHand } = await attemptOf('by-hand');
    expect(await commands().take(actor('irina'), { attemptId: byHand })).toMatchObject(lost);
    const { id: vote } = await attemptOf('vote');
    expect(await commands().vote(actor('anna'), { attemptId: vote, vote: 'go' })).toMatchObject(lost);
    expect(
      await commands().vote(actor('sergei'), { attemptId: vote, vote: 'no', reason: 'not like this' }),
    ).toMatchObject({ ok: true });

    const { id } = await attemptOf('sometimes');
    await commands().take(actor('irina'), { attemptId: id });
    await commands().complete(actor('irina'), { attemptId: id, note: 'done' });
    await house.reach('sometimes', 'done');
    expect((await attemptOf('rename')).waitsFor).toEqual([]);
    expect(await approve()).toMatchObject({ ok: true });
    await house.reach('rename', 'done');
  });

  it('do not come from a night that found something new: it asks for somebody of its own', async () => {
    const { id } = await house.reach('on-the-look', 'asking');
    open = [{ status: 'failed', code: 'name-renamed', facts: {}, object: { kind: 'user', id: 'new', label: 'new' } }];
    house.clock.set({ advance: 36 * 3600 });
    await house.reach('looking', 'attention');
    expect(await commands().take(actor('irina'), { attemptId: id })).toMatchObject({ ok: true });
  });

  it('are no reason to begin again what was undone before what it stood on', async () => {
    const byHand = async (stepId: string, end: 'done' | 'undone'): Promise<void> => {
      const { id } = await house.reach(stepId, (attempt) => attempt?.state === 'asking');
      await commands().take(actor('irina'), { attemptId: id });
      await commands().complete(actor('irina'), { attemptId: id, note: 'so it is' });
      await house.reach(stepId, end);
    };
    await byHand('ground', 'done');
    await byHand('above', 'done');
    for (const stepId of ['above', 'ground']) {
      expect(await commands().backOut(actor('irina'), { stepId })).toMatchObject({ ok: true });
      await byHand(stepId, 'undone');
    }
    expect((await attemptOf('above')).may.repeat).toEqual([]);
    expect(await commands().again(actor('irina'), { stepId: 'above' })).toMatchObject({
      ok: false,
      refusal: { code: 'approval.ground-lost', facts: { steps: 'ground' } },
    });
    expect(await commands().again(actor('irina'), { stepId: 'ground' })).toMatchObject({ ok: true });
  });

  it('ask anew whoever voted in roles that changed, and the log names whose vote counts no more', async () => {
    const { id } = await attemptOf('vote');
    await commands().vote(actor('anna'), { attemptId: id, vote: 'go' });
    await commands().assign(actor('anna'), { role: 'business-owner', person: personToAssign('anna') });
    const log = await house.query<{ facts: string }>(
      "select facts from engine.audit where what = 'vote-asked-anew' and step_id = 'vote'",
    );
    expect(log.map(({ facts }) => JSON.parse(facts) as object)).toEqual([
      { attempt: id, name: 'anna', because: 'roles' },
    ]);
  });

  it('are no ground for approvals whose roles were taken away while a stop held them back: people are asked anew', async () => {
    await commands().assign(actor('anna'), { role: 'source-admin', person: personToAssign('marcus') });
    await commands().stop(actor('irina'), {});
    await house.approve('roles-lost', ['marcus', 'anna']);
    await house.until(
      async () =>
        (await house.query("select 1 from engine.attempt where step_id = 'roles-lost' and held_by_stop")).length > 0,
    );
    await commands().unassign(actor('anna'), { role: 'source-admin', personId: 'id-marcus' });
    await commands().resume(actor('irina'));
    await commands().resume(actor('sergei'));
    const asked = await house.reach('roles-lost', 'asking');
    expect([asked.approvals, [...late.values]]).toEqual([[], [['l', 'old-l']]]);
    await house.approve('roles-lost', ['irina', 'anna']);
    await house.reach('roles-lost', 'done');
  });
});
