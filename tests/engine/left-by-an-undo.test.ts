/** What the undo of a step leaves for people to do: mail went where the world was told to send it, and comes back by nobody's inverse. */
import { defineCheck } from '../../src/contract/check.js';
import { moveOut } from './support/engine-room.js';
import { House, actor, step } from './support/house.js';
import { FakeTenant, renaming } from './support/tenant.js';

afterEach(moveOut);

async function theNight(): Promise<House> {
  const tenant = new FakeTenant(['a']);
  const proof = defineCheck({
    name: 'proof',
    run: () => Promise.resolve({ findings: [{ status: 'passed', code: 'domain-at-source', facts: {} }], evidence: [] }),
  });
  const house = await House.build({
    runbook: [
      step('first', { kind: 'change', action: 'first', phase: 'cutover' }),
      step('switched', { phase: 'cutover', after: ['first'], roles: ['dns-admin'], evidence: 'words' }),
      step('back-out-decision', {
        kind: 'gate',
        risk: 'gate',
        phase: 'back-out',
        roles: ['project-manager', 'business-owner'],
        after: ['first'],
        undo: 'never',
      }),
      step('mail', {
        kind: 'transfer',
        phase: 'back-out',
        roles: ['migration-operator'],
        after: ['back-out-decision'],
        undo: 'never',
        evidence: 'words',
        afterUndoOf: 'switched',
      }),
      step('proof', {
        kind: 'check',
        phase: 'back-out',
        after: ['back-out-decision'],
        undo: 'never',
        action: 'proof',
        provesBackOut: true,
      }),
    ],
    actions: { first: renaming(tenant, 'new'), proof },
  });
  await house.people({
    irina: ['source-admin'],
    sergei: ['business-owner'],
    dmitri: ['dns-admin'],
    elena: ['migration-operator'],
  });
  await house.approve('first', ['irina']);
  await house.reach('first', 'done');
  return house;
}

async function report(house: House, name: string, attemptId: string): Promise<void> {
  await house.engine.commands.take(actor(name), { attemptId });
  await house.engine.commands.complete(actor(name), { attemptId, note: 'done, 7 records' });
}

async function askToTurnBack(house: House) {
  await house.engine.commands.backOut(actor('irina'), { reason: 'mail bounces' });
  const gate = await house.reach('back-out-decision', 'asking');
  return { gate, outline: (await house.engine.queries.step('back-out-decision'))?.backOut };
}

async function turnBack(house: House, attemptId: string): Promise<void> {
  for (const name of ['anna', 'sergei']) await house.engine.commands.vote(actor(name), { attemptId, vote: 'go' });
}

test('is told before anybody votes, offered once all is undone, and the way back is not over before it', async () => {
  const house = await theNight();
  await report(house, 'dmitri', (await house.reach('switched', 'asking')).id);
  await house.reach('switched', 'done');

  const { gate, outline } = await askToTurnBack(house);
  expect(outline?.leftForPeople).toMatchObject([{ stepId: 'mail', of: 'switched' }]);
  expect(outline?.leftForPeople[0]?.since).toMatch(/^2026-11-30T/);

  await turnBack(house, gate.id);
  await report(house, 'dmitri', (await house.reach('switched', 'undoing')).id);
  expect((await house.engine.queries.step('mail'))?.state).toBe('waiting');
  await house.approve('first', ['irina']);
  // Both tenants are looked at meanwhile.
  await house.reach('proof', 'done');
  const mail = await house.reach('mail', 'asking');
  const { queries } = house.engine;
  expect((await queries.status()).state).toBe('backing-out');
  expect((await queries.next('id-elena'))?.todo).toMatchObject([{ stepId: 'mail', need: { kind: 'evidence' } }]);

  await report(house, 'elena', mail.id);
  await house.reach('mail', 'done');
  expect((await queries.status()).state).toBe('backed-out');
});

test('is nobody’s work where that step was never done', async () => {
  const house = await theNight();
  const { gate, outline } = await askToTurnBack(house);
  expect(outline?.leftForPeople).toEqual([]);
  await turnBack(house, gate.id);
  await house.approve('first', ['irina']);
  await house.reach('proof', 'done');
  expect((await house.engine.queries.status()).state).toBe('backed-out');
  expect((await house.engine.queries.step('mail'))?.state).toBe('waiting');
});
