/** A look outside at answers that were just given: when it is taken, for whom, and when it is over. */
import { once } from 'node:events';
import { z } from 'zod';
import { defineDecision } from '../../src/contract/decision.js';
import type { Questions } from '../../src/contract/decision.js';
import { defineGate } from '../../src/contract/gate.js';
import { defineAnswers } from '../../src/contract/output.js';
import { House, actor, step } from './support/house.js';
import { onlyRight, way } from './support/way.js';

describe('the look at answers', () => {
  let house: House;
  const looks: { readonly host: string; readonly signal: AbortSignal }[] = [];

  /** Of one host nothing is ever heard; of another, what was heard is told when nobody waits any longer. */
  const hostIn = (name: string): Questions<{ host: string }> => ({
    answers: defineAnswers(name, z.object({ host: z.string() })),
    form: () => Promise.resolve({ fields: [{ id: 'host', kind: 'text' as const, required: true }], remarks: [] }),
    rules: ({ host }) => (host.includes('.') ? [] : [{ field: 'host', code: 'answer.no-host-name' }]),
    async look({ signal }, { host }) {
      looks.push({ host, signal });
      if (host === 'deaf.example') await new Promise(() => undefined);
      if (host === 'half-heard.example') await once(signal, 'abort');
      return host === 'known.example'
        ? []
        : [{ field: 'host', code: 'answer.host-unknown' as const, facts: { value: host } }];
    },
  });

  /** Seconds that MX lives, as the zone says at the moment. */
  const ttl = { now: 3_600, looks: 0 };
  const whenIn = (zone: typeof ttl): Questions<Record<string, string>> => ({
    answers: defineAnswers('cutover-date', z.record(z.string())),
    form: () =>
      Promise.resolve({
        fields: [
          { id: 'cutoverDate', kind: 'date' as const, required: true },
          { id: 'cutoverTime', kind: 'time' as const, required: true },
        ],
        remarks: [],
      }),
    leadTimes: {
      look: () => {
        zone.looks += 1;
        const facts = { domain: 'contoso.com', seconds: zone.now };
        return Promise.resolve([{ step: 'agreed', because: { code: 't-needs-mx', facts }, seconds: zone.now }]);
      },
    },
  });

  beforeAll(async () => {
    house = await House.build({
      runbook: [
        step('way', { kind: 'decision', action: 'way', undo: 'never' }),
        step('ground', { condition: 'only-right', after: ['way'] }),
        step('above', { kind: 'decision', roles: ['dns-admin'], action: 'above', after: ['ground'], undo: 'never' }),
        step('host', { kind: 'decision', roles: ['dns-admin'], action: 'host', undo: 'never' }),
        step('deaf', { kind: 'decision', roles: ['dns-admin'], action: 'deaf', undo: 'never' }),
        step('slow', { kind: 'decision', roles: ['dns-admin'], action: 'slow', undo: 'never' }),
        step('cutover-date', {
          kind: 'gate',
          risk: 'gate',
          roles: ['project-manager', 'business-owner'],
          action: 'cutover-date',
        }),
        step('agreed', { kind: 'gate', risk: 'gate', roles: ['dns-admin', 'source-admin'], action: 'agreed' }),
      ],
      actions: {
        way,
        'only-right': onlyRight,
        above: defineDecision({ name: 'above', ...hostIn('above') }),
        host: defineDecision({ name: 'host', ...hostIn('host') }),
        deaf: defineDecision({ name: 'deaf', ...hostIn('deaf') }),
        slow: defineDecision({ name: 'slow', ...hostIn('slow') }),
        'cutover-date': defineGate({ name: 'cutover-date', questions: whenIn(ttl) }),
        agreed: defineGate({ name: 'agreed', questions: hostIn('agreed') }),
      },
    });
    await house.people({ irina: ['source-admin'], dmitri: ['dns-admin'], sergei: ['business-owner'] });
  });
  afterAll(() => house.pullDown());
  beforeEach(() => looks.splice(0));

  const answer = async (name: string, stepId: string, answers: Record<string, string>) => {
    const attempt = (await house.engine.queries.step(stepId))?.attempt;
    return house.engine.commands.answer(actor(name), { attemptId: attempt?.id ?? '', answers });
  };
  const decideWay = async (given: string) => {
    await house.reach('way', 'asking');
    expect(await answer('irina', 'way', { way: given })).toMatchObject({ ok: true });
  };
  const unknown = { ok: false, refusal: { code: 'answer.host-unknown', facts: { value: 'typo.example' } } };
  const refusedWith = (code: string) => ({ ok: false, refusal: { code } });

  it('is not taken for somebody who may not answer, on ground that is lost, or at answers that are refused as they stand', async () => {
    await house.reach('host', 'asking');
    expect(await answer('stranger', 'host', { host: 'typo.example' })).toMatchObject(refusedWith('person.no-role'));
    expect(await answer('irina', 'host', { host: 'typo.example' })).toMatchObject(refusedWith('approval.wrong-role'));
    expect(await answer('dmitri', 'host', { host: 'no-host' })).toMatchObject(refusedWith('answer.no-host-name'));

    await decideWay('left');
    await house.reach('above', 'asking');
    // What it stands on did not apply, and does now.
    await house.engine.commands.again(actor('irina'), { stepId: 'way' });
    await decideWay('right');
    await house.reach('ground', 'asking');
    expect(await answer('dmitri', 'above', { host: 'typo.example' })).toMatchObject(
      refusedWith('approval.ground-lost'),
    );
    expect(looks).toEqual([]);
  });

  it('refuses what it found, once in the log, and what is taken was looked at once', async () => {
    expect(await answer('dmitri', 'host', { host: 'typo.example' })).toMatchObject(unknown);
    expect(await answer('dmitri', 'host', { host: 'known.example' })).toMatchObject({ ok: true });
    expect(looks.map(({ host }) => host)).toEqual(['typo.example', 'known.example']);
    const log = await house.query<{ what: string }>(
      "select what from engine.audit where step_id = 'host' and facts like '%host-unknown%'",
    );
    expect(log).toEqual([{ what: 'refused' }]);
  });

  it('is taken as well at a gate that somebody has said no to', async () => {
    const { id } = await house.reach('agreed', 'asking');
    expect(await answer('irina', 'agreed', { host: 'known.example' })).toMatchObject({ ok: true });
    await house.engine.commands.vote(actor('dmitri'), { attemptId: id, vote: 'no', reason: 'another host' });
    await house.reach('agreed', 'attention');
    expect(await answer('irina', 'agreed', { host: 'typo.example' })).toMatchObject(unknown);
  });

  it('is cut off when nobody waits any longer: what was seen by then counts, and where nothing was the answers are taken', async () => {
    await house.reach('deaf', 'asking');
    await house.reach('slow', 'asking');
    const [deaf, slow] = await Promise.all([
      answer('dmitri', 'deaf', { host: 'deaf.example' }),
      answer('dmitri', 'slow', { host: 'half-heard.example' }),
    ]);
    expect(deaf).toMatchObject({ ok: true });
    expect(slow).toMatchObject(refusedWith('answer.host-unknown'));
    expect(looks.map(({ signal }) => signal.aborted)).toEqual([true, true]);
  });

  it('at what T needs is taken where T is asked for, once more at each one that is proposed, and never refuses it', async () => {
    const needed = async () => (await house.engine.queries.step('cutover-date'))?.leadTimes?.needed ?? [];
    const inHours = (hours: number): string => new Date(house.clock.now().getTime() + hours * 3_600_000).toISOString();
    await house.reach('cutover-date', 'asking');
    expect(await needed()).toMatchObject([{ because: { facts: { seconds: 3_600 } } }]);
    const looks = ttl.looks;

    expect(await answer('irina', 'cutover-date', {})).toMatchObject({ ok: false });
    expect(ttl.looks).toBe(looks);
    ttl.now = 86_400;
    const proposed = inHours(12);
    const typed = { cutoverDate: proposed.slice(0, 10), cutoverTime: proposed.slice(11, 16) };
    expect(await answer('anna', 'cutover-date', typed)).toMatchObject({ ok: true });
    expect(await needed()).toMatchObject([{ because: { code: 't-needs-mx', facts: { seconds: 86_400 } } }]);

    ttl.now = 172_800;
    const move = (cutoverAt: string, reason = 'the vendor is ill') =>
      house.engine.commands.reschedule(actor('anna'), { cutoverAt, reason });
    expect(await move(inHours(30), '')).toMatchObject({ ok: false });
    expect(await move(inHours(30))).toMatchObject({
      value: {
        leadTimes: {
          needed: [{ because: { facts: { seconds: 172_800 } } }],
          earliest: expect.stringMatching(/^2026-12-02T08:/) as unknown,
        },
      },
    });
    expect(await needed()).toMatchObject([{ because: { facts: { seconds: 172_800 } } }]);
    expect(ttl.looks).toBe(looks + 2);
    expect(await move(inHours(60))).toMatchObject({ ok: true });
    expect(await needed()).toEqual([]);
  });
});
