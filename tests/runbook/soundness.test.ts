import { roles, type Step } from '../../src/contract/step.js';
import { undoOrder } from '../../src/engine/back-out/derive.js';
import { reachableFrom } from '../../src/runbook/graph.js';
import { runbook, stepById } from '../../src/runbook/index.js';
import { defectsOf } from '../../src/runbook/soundness.js';
import { undoneBefore } from '../../src/runbook/undo-order.js';
import { formsOfTheRunbook } from './support/forms.js';

const perPhase = (steps: readonly Step[]): Record<string, number> =>
  steps.reduce<Record<string, number>>((counts, { phase }) => ({ ...counts, [phase]: (counts[phase] ?? 0) + 1 }), {});

const standsOn = (id: string): ReadonlySet<string> =>
  reachableFrom(new Map(runbook.map((step) => [step.id, step.after])), id);

const withStep = (id: string, change: Partial<Step>): readonly Step[] =>
  runbook.map((step) => (step.id === id ? { ...step, ...change } : step));

test('the runbook has no defect', () => {
  expect(defectsOf(runbook)).toEqual([]);
});

test('every row of the map is there', () => {
  expect(perPhase(runbook)).toEqual({ prepare: 49, stage: 12, eve: 3, cutover: 30, after: 9, 'back-out': 21 });
});

test('a step is data: it survives JSON', () => {
  expect(JSON.parse(JSON.stringify(runbook))).toEqual(runbook);
});

test('a step is found by its id, and only by that', () => {
  expect([stepById('upn-to-initial-domain')?.guide, stepById('67')]).toEqual([['67', '68'], undefined]);
});

test.each<[string, readonly Step[], string]>([
  ['a second step of the same id', [...runbook, runbook[0] as Step], 'domain-ownership: there are two of it'],
  [
    'a step that waits for a stranger',
    withStep('inventory', { after: ['stranger'] }),
    'stranger, which does not exist',
  ],
  ['a circle', withStep('source-admin-rights', { after: ['inventory'] }), 'goes round in a circle'],
  ['a check with a risk', withStep('inventory', { risk: 'high' }), 'a check cannot be of risk high'],
  ['a role nobody knows', withStep('inventory', { roles: ['janitor' as 'dns-admin'] }), 'unknown role'],
  [
    'a window that ends first',
    withStep('inventory', { window: { from: 2, until: 1 } }),
    'window ends before it begins',
  ],
  ['a final step undone alone', withStep('directory-sync-off', { undo: 'on-request' }), 'never undone alone'],
  ['a transfer undone', withStep('full-all-eve', { undo: 'on-request' }), 'a transfer leaves nothing to undo'],
  ['a gate of one', withStep('back-out-decision', { roles: ['project-manager'] }), 'at least two roles'],
  ['a guide number lost', withStep('blocklists', { guide: [] }), 'guide 11: no step carries it'],
  ['a guide number invented', withStep('blocklists', { guide: ['11', '116'] }), 'guide 116: does not exist'],
  ['a dependency on a later phase', withStep('inventory', { after: ['go-no-go'] }), 'go-no-go of a later phase'],
  [
    'a step of the night offered on the first day',
    withStep('session-check', { after: [] }),
    'offered on the first day',
  ],
  [
    'a preparation the night does not wait for',
    withStep('full-all-eve', { after: ['cutover-date'] }),
    'go-no-go does not',
  ],
  [
    'a task that says nothing of its evidence',
    withStep('licence-redemption', { evidence: undefined as never }),
    'licence-redemption: people carry it out, and it does not say what shows that it is done',
  ],
  [
    'a step timed by one that it does not wait for',
    withStep('full-all-eve', { notBefore: [{ hours: 1, after: 'dns-switch' }] }),
    'timed by dns-switch, for which it does not wait',
  ],
  [
    'a step timed by T that nobody has agreed yet',
    withStep('inventory', { notBefore: [{ hours: -24 }] }),
    'timed by T before anybody has agreed it',
  ],
  [
    'what an undo leaves, on the way forward',
    withStep('inventory', { afterUndoOf: 'dns-switch' }),
    'inventory: afterUndoOf outside the way back',
  ],
  [
    'what the undo of a stranger leaves',
    withStep('mail-back', { afterUndoOf: 'stranger' }),
    'mail-back: waits for stranger, which does not exist',
  ],
  ['a result that grows old for nobody', withStep('compare-tenants', { tooOldAfter: 24 }), 'grows old for no gate'],
  ['a decision that grows old', withStep('mail-gap', { tooOldAfter: 24 }), 'nothing of it grows old'],
  [
    'an undo that waits for itself',
    withStep('mailbox-aliases-removed', { undoAfter: ['upn-to-initial-domain'] }),
    'undo: ',
  ],
  [
    'an undo that waits for what was prepared far under it',
    withStep('verify-domain-destination', { undoAfter: ['add-domain-destination'] }),
    'undo: ',
  ],
])('%s is a defect', (_, steps, defect) => {
  expect(defectsOf(steps).join('\n')).toContain(defect);
});

test('the first day offers many things at once', () => {
  const offered = runbook.filter((step) => step.after.length === 0);

  expect(offered.length).toBeGreaterThanOrEqual(7);
  expect(offered.every((step) => step.phase === 'prepare')).toBe(true);
});

test.each([
  ['sip-licences-removed', 'upn-to-initial-domain'],
  ['mailbox-aliases-removed', 'mx-parked'],
  ['remove-domain-source', 'no-dependencies-left'],
  ['contacts-removed-destination', 'forwarding-removed-destination'],
  ['user-aliases-destination', 'contacts-removed-destination'],
  ['user-aliases-destination', 'address-holders-cleared'],
  ['primary-address-users', 'user-aliases-destination'],
  ['dns-switch', 'user-aliases-destination'],
  ['mx-ttl-restore', 'dns-switch'],
  ['service-access-removed', 'full-all-after-errors'],
])('%s waits for %s', (later, earlier) => {
  expect(standsOn(later)).toContain(earlier);
});

test('going back, addresses return before the names, whose undo has the last word about them, and the domain leaves the destination before its contacts return', () => {
  const order = undoneBefore(runbook);

  expect(order.get('upn-to-initial-domain')).toContain('mailbox-aliases-removed');
  expect(order.get('mailbox-aliases-removed')).not.toContain('upn-to-initial-domain');
  expect(order.get('groups-primary-to-initial-domain')).toContain('group-aliases-removed');
  expect(order.get('contacts-removed-destination')).toContain('verify-domain-destination');
  expect(order.get('remove-domain-source')).toContain('verify-domain-destination');
});

test('nothing on the way forward waits for a back-out, and only the decision for one waits for the way forward', () => {
  const isBack = (id: string): boolean => stepById(id)?.phase === 'back-out';
  const crossing = runbook.filter((step) => step.after.some((id) => isBack(id) !== isBack(step.id)));

  expect(crossing.map((step) => step.id)).toEqual(['back-out-decision']);
});

test('the night begins only when every role said go', () => {
  expect(stepById('go-no-go')?.roles).toEqual(roles);
});

test('every decision has a form of at most four fields, and so has the date', async () => {
  const forms = await formsOfTheRunbook();
  const decisions = runbook.filter((step) => step.kind === 'decision').map((step) => step.id);

  expect(Object.keys(forms).sort()).toEqual([...decisions, 'cutover-date'].sort());
  expect(Object.values(forms).every((fields) => fields.length <= 4)).toBe(true);
  expect(
    Object.values(forms)
      .flat()
      .filter((field) => (field.kind === 'choice') !== 'choices' in field),
  ).toEqual([]);
  expect(
    Object.values(forms)
      .flat()
      .filter((field) => field.kind === 'choice' && field.choices.length < 2),
  ).toEqual([]);
  const ids = Object.values(forms).flatMap((fields) => fields.map(({ id }) => id));
  expect(new Set(ids).size).toBe(ids.length);
});

test('every automated step carries code, under its own name', () => {
  expect(runbook.filter((step) => step.action).map((step) => [step.id, step.action])).toEqual(
    [
      'mx-ttl-lowering',
      'services-needed',
      'domain-and-dns-ownership',
      'mail-gap',
      'operator-accounts',
      'source-admin-rights',
      'mail-flow-review',
      'inventory',
      'domain-blockers',
      'mailbox-sizes',
      'mailbox-settings',
      'migration-scope',
      'mapping-still-true',
      'create-destination-objects',
      'destination-delegates',
      'user-communications',
      'first-sign-in',
      'source-test-accounts',
      'source-test-content',
      'destination-test-accounts',
      'mover-identity',
      'source-full-access',
      'mover-access-check',
      'mover-access-open',
      'source-mailbox-access',
      'source-routing-address',
      'destination-full-access',
      'destination-mailbox-access',
      'licence-requirement',
      'test-delta-mail',
      'cutover-date',
      'backup-source-mailboxes',
      'backup-source-groups',
      'backup-source-calendar-delegation',
      'backup-destination-contacts',
      'backup-destination-forwarding',
      'address-holders-destination',
      'add-domain-destination',
      'domain-proof-destination',
      'mx-ttl-check',
      'federated-to-managed',
      'directory-sync-check',
      'default-domain-source',
      'upn-to-initial-domain',
      'mx-parked',
      'groups-primary-to-initial-domain',
      'mailbox-aliases-removed',
      'group-aliases-removed',
      'm365-groups-moved',
      'no-dependencies-left',
      'remove-domain-source',
      'force-remove-domain-source',
      'verify-domain-destination',
      'dns-switch',
      'forwarding-removed-destination',
      'user-aliases-destination',
      'group-aliases-destination',
      'contacts-removed-destination',
      'address-holders-cleared',
      'primary-address-users',
      'primary-address-groups',
      'mail-flow-proof',
      'mx-ttl-restore',
      'service-access-removed',
      'closing-report',
      'no-dependencies-left-destination',
      'remove-domain-destination',
      'add-domain-source',
      'domain-proof-source',
      'verify-domain-source',
      'back-out-proof',
    ].map((id) => [id, id]),
  );
});

/** Of a migration that went to its end; what was done in the night of all that was meant to be done before it. */
function wayBackFromTheEnd(putOff: readonly string[] = []): readonly string[] {
  const done: Step[] = [];
  while (done.length < runbook.length) {
    const next = runbook.filter(
      (step) => !done.includes(step) && step.after.every((id) => done.some((d) => d.id === id)),
    );
    done.push(...next);
  }
  return undoOrder(
    runbook,
    done.map((step, index) => ({ stepId: step.id, order: index, inTheNight: putOff.includes(step.id) })),
  );
}

test('what held the domain at the destination comes back when the domain has gone from there, also where it was announced in the night only', () => {
  const order = wayBackFromTheEnd(['add-domain-destination', 'domain-proof-destination']);
  for (const id of ['contacts-removed-destination', 'address-holders-cleared'])
    expect(order.indexOf(id)).toBeGreaterThan(order.indexOf('add-domain-destination'));
  expect(order).toContain('add-domain-destination');
});

test('the back-out the engine derives from a whole night keeps the order that matters', () => {
  const order = wayBackFromTheEnd();
  const inOrder = (...ids: string[]): void => {
    expect(ids.filter((id) => order.includes(id)).sort((a, b) => order.indexOf(a) - order.indexOf(b))).toEqual(ids);
  };

  inOrder('dns-switch', 'user-aliases-destination', 'verify-domain-destination', 'contacts-removed-destination');
  inOrder('verify-domain-destination', 'remove-domain-source', 'mailbox-aliases-removed', 'sip-licences-removed');
  inOrder('sip-licences-removed', 'upn-to-initial-domain', 'default-domain-source');
  inOrder('mailbox-aliases-removed', 'mx-parked');
  inOrder('mailbox-aliases-removed', 'forwarding-removed-destination');
  inOrder('group-aliases-removed', 'mx-parked');
  inOrder('contacts-removed-destination', 'forwarding-removed-destination');
});
