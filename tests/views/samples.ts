/** States of a migration as the engine would tell them, for every card. */
import type { Change, Finding, Remark } from '../../src/contract/change.js';
import type { Role } from '../../src/contract/step.js';
import type {
  Approval,
  Attempt,
  AuditEntry,
  MigrationStatus,
  Need,
  Person,
  PlanSummary,
  StepSnapshot,
  StepState,
} from '../../src/engine/state.js';
import { stepById } from '../../src/runbook/index.js';
import type { Card, Reader, Surroundings, Views } from '../../src/views/api.js';

export const now = '2026-11-30T19:12:00.000Z';
const at = (time: string): string => `2026-11-30T${time}:00.000Z`;

const person = (
  n: number,
  name: string,
  company: Person['company'],
  roles: readonly Role[],
  lang: 'en' | 'ru' = 'en',
): Person => ({
  id: `a0a0000${n}-5e1f-4c0a-9d00-00000000001${n}`,
  name,
  company,
  lang,
  roles,
});
export const anna = person(1, 'Anna Lindqvist', 'destination', ['project-manager']);
export const sergei = person(2, 'Sergei Volkov', 'source', ['business-owner'], 'ru');
export const irina = person(3, 'Irina Sokolova', 'source', ['source-admin', 'onprem-exchange-admin'], 'ru');
export const marcus = person(4, 'Marcus Weber', 'source', ['source-admin']);
export const dmitri = person(6, 'Dmitri Orlov', 'source', ['dns-admin'], 'ru');
export const hanna = person(8, 'Hanna Berg', 'destination', ['communications-lead']);
export const nobody = person(9, 'Tomas Novak', 'destination', []);
export const roster = [anna, sergei, irina, marcus, dmitri, hanna, nobody];

export const status: MigrationStatus = {
  id: 'contoso-to-fabrikam',
  mode: 'rehearsal',
  state: 'under-way',
  movingDomains: ['contoso.com', 'contoso-retail.com'],
  sourceName: 'Contoso',
  destinationName: 'Fabrikam',
  cutoverAt: at('18:00'),
  now,
  freeze: null,
  phase: 'cutover',
  phases: [
    { phase: 'prepare', total: 44, done: 44, running: [], asking: [], attention: [], next: null },
    { phase: 'stage', total: 12, done: 11, running: [], asking: [], attention: ['im-federation'], next: null },
    { phase: 'eve', total: 3, done: 3, running: [], asking: [], attention: [], next: null },
    {
      phase: 'cutover',
      total: 27,
      done: 11,
      running: ['default-domain-source'],
      asking: [
        {
          stepId: 'upn-to-initial-domain',
          needs: [{ kind: 'role', roles: ['source-admin'], people: [irina, marcus] }],
        },
      ],
      attention: [],
      next: 'groups-primary-to-initial-domain',
    },
    { phase: 'after', total: 8, done: 0, running: [], asking: [], attention: [], next: 'compare-tenants' },
  ],
  emptyRoles: ['migration-operator', 'test-lead'],
};

export const around = (over: Partial<MigrationStatus> = {}, people: readonly Person[] = roster): Surroundings => ({
  status: { ...status, ...over },
  roster: people,
  channelIds: new Map(people.map((one, index) => [one.id, `29:1-${index}-${one.id.slice(0, 8)}`])),
  link: (what, id, format) => `http://127.0.0.1:3978/files/${what}/${id}.${format}?until=1764529920&seal=3fa9c1e2`,
});

const user = (name: string) => ({ kind: 'user', id: '6f1c0000-0000-4000-8000-000000000001', label: name });
export const changes: readonly Change[] = Array.from({ length: 10 }, (_, index) => ({
  side: 'source' as const,
  object: user(`Ivan Petrov ${index + 1}`),
  before: { userPrincipalName: `ivan_petrov${index + 1}@contoso.com` },
  after: { userPrincipalName: `ivan_petrov${index + 1}@contosogroup.onmicrosoft.com` },
}));
const addressChange: Change = {
  side: 'source',
  object: { kind: 'mailbox', id: '6f1c0000-0000-4000-8000-000000000002', label: 'Бухгалтерия (общий)' },
  before: { proxyAddresses: ['SMTP:info@contoso.com'] },
  after: { proxyAddresses: ['SMTP:info@contoso.com', 'smtp:info@contosogroup.onmicrosoft.com'] },
};

const remark = (code: string, facts: Remark['facts'] = {}): Remark => ({ code, facts });
const hash = `3fa9c1e2${'0'.repeat(56)}`;
export const plan: PlanSummary = {
  hash,
  plannedAt: at('19:00'),
  changes: 4018,
  byKind: { user: 4018 },
  sample: changes,
  blockers: [],
  warnings: [remark('graph-refused', { text: 'Busy', errorCode: 'TooMany', status: 429, requestId: 'r-1' })],
  leftOut: [remark('object-gone', { text: 'Vera Smirnova', requestId: 'r-2' })],
  undoSeconds: 840,
};

const approval = (
  who: Person,
  time: string,
  vote: Approval['vote'] = 'approve',
  reason: string | null = null,
): Approval => ({
  person: who,
  at: at(time),
  vote,
  reason,
});
const need = (kind: Need['kind'], roles: readonly Role[], people: readonly Person[]): Need => ({ kind, roles, people });
const leads: readonly Role[] = ['project-manager', 'business-owner'];

export const attemptOf = (over: Partial<Attempt> = {}): Attempt => ({
  id: '0198f0aa-1111-7000-8000-000000000001',
  number: 1,
  direction: 'do',
  state: 'asking',
  plan: null,
  approvals: [],
  needs: [],
  progress: null,
  findings: [],
  voided: null,
  putOff: null,
  takenBy: null,
  answers: {},
  evidence: [],
  troubles: [],
  startedAt: at('19:00'),
  endedAt: null,
  ...over,
});

export function snapshotOf(
  stepId: string,
  over: Partial<Attempt> | null,
  more: Partial<StepSnapshot> = {},
): StepSnapshot {
  const step = stepById(stepId);
  if (step === undefined) throw new Error(`No step ${stepId}`);
  const attempt = over === null ? null : attemptOf(over);
  const state: StepState = attempt === null ? 'waiting' : attempt.state === 'voided' ? 'working' : attempt.state;
  return {
    step,
    state,
    since: at('19:00'),
    attempt,
    waitsFor: [],
    timing: 'on-time',
    notApplicable: null,
    undoable: false,
    ...more,
  };
}

const progress = { total: 4018, done: 1912, drifted: 2, refused: 0, startedAt: at('19:02'), minutesLeft: 5.4 };
const finding = (status: Finding['status'], code: string, facts: Finding['facts'] = {}): Finding => ({
  status,
  code,
  facts,
});
const gone = finding('failed', 'object-gone', { text: 'Not found', requestId: 'r-9' });
const moved = {
  at: at('19:10'),
  planHash: hash,
  appeared: [user('Nina Orlova'), user('Petr Ivanov')],
  gone: [user('Vera Smirnova')],
  different: [],
};
const twoNeeds = [need('role', ['source-admin'], [irina, marcus]), need('role', leads, [anna, sergei])];
const upn = 'upn-to-initial-domain';
const evidence = {
  id: 'e-1',
  name: 'inventory.xlsx',
  contentType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  bytes: 52_000,
  sha256: hash,
  at: at('19:05'),
  by: null,
  note: null,
};

/** A step card for every state and kind; the name says which. */
export const steps: Readonly<Record<string, StepSnapshot>> = {
  'not yet': snapshotOf(upn, null, { waitsFor: ['default-domain-source', 'session-check'] }),
  working: snapshotOf(upn, { state: 'working' }),
  'waiting for two': snapshotOf(upn, { plan, needs: twoNeeds }),
  'waiting for one more': snapshotOf(upn, {
    plan,
    approvals: [approval(irina, '19:02')],
    needs: [need('role', leads, [anna, sergei])],
  }),
  'waiting, nobody holds the role': snapshotOf('source-routing-address', {
    plan: { ...plan, changes: 118, byKind: { mailbox: 118 }, sample: [addressChange], warnings: [], undoSeconds: null },
    needs: [need('role', ['source-admin'], [])],
  }),
  blocked: snapshotOf(upn, {
    state: 'attention',
    plan: { ...plan, blockers: Array.from({ length: 7 }, () => remark('object-gone', { text: 'x', requestId: 'r' })) },
  }),
  'final with two domains': snapshotOf('remove-domain-source', {
    plan: { ...plan, changes: 2, byKind: { domain: 2 }, warnings: [] },
    needs: [need('other-company', leads, [anna])],
    approvals: [approval(irina, '19:02')],
  }),
  running: snapshotOf(upn, {
    state: 'running',
    plan,
    progress,
    approvals: [approval(irina, '19:01'), approval(anna, '19:02')],
  }),
  'running, no pace': snapshotOf(upn, {
    state: 'running',
    plan,
    progress: { ...progress, done: 0, minutesLeft: null, drifted: 0 },
  }),
  verifying: snapshotOf(upn, {
    state: 'verifying',
    plan,
    progress: { ...progress, done: 4018, minutesLeft: 0 },
    findings: [gone],
  }),
  verified: snapshotOf(
    upn,
    {
      state: 'done',
      plan,
      progress: { ...progress, done: 4018, drifted: 0 },
      approvals: [approval(irina, '19:01'), approval(anna, '19:02')],
      endedAt: at('19:19'),
    },
    { undoable: true },
  ),
  attention: snapshotOf(upn, {
    state: 'attention',
    plan,
    progress: { ...progress, done: 3981 },
    findings: [
      gone,
      finding('unknown', 'graph-refused', { text: 'Busy', errorCode: 'x', status: 503, requestId: 'r-3' }),
    ],
    troubles: Array.from({ length: 9 }, (_, n) => remark('name-taken', { text: `user ${n}`, requestId: 'r' })),
    needs: [need('role', ['source-admin'], [irina, marcus])],
  }),
  'could not be seen': snapshotOf('operator-accounts', {
    state: 'attention',
    findings: [finding('unknown', 'graph-refused', { text: 'Busy', errorCode: 'x', status: 503, requestId: 'r-3' })],
  }),
  voided: snapshotOf(upn, {
    state: 'voided',
    plan,
    approvals: [approval(irina, '19:02')],
    voided: moved,
    endedAt: at('19:10'),
  }),
  'approval asked anew': snapshotOf(upn, { plan, voided: moved, needs: twoNeeds }),
  'check done': snapshotOf('inventory', { state: 'done', evidence: [evidence], endedAt: at('19:06') }),
  task: snapshotOf('mx-ttl-lowering', { needs: [need('evidence', ['dns-admin'], [dmitri])] }),
  'task taken': snapshotOf('mx-ttl-lowering', {
    state: 'running',
    takenBy: dmitri,
    needs: [need('evidence', ['dns-admin'], [dmitri])],
    evidence: [{ ...evidence, name: 'note.txt', by: dmitri, note: 'TTL is 300 on both name servers' }],
  }),
  'task to agree': snapshotOf('mx-parked', {
    plan: { ...plan, changes: 0, byKind: {}, sample: [], warnings: [], leftOut: [] },
    needs: [need('role', leads, [anna, sergei])],
  }),
  'undo task to agree': snapshotOf('mx-parked', {
    direction: 'undo',
    plan: { ...plan, changes: 0, byKind: {}, sample: [], warnings: [], leftOut: [] },
    needs: [need('role', leads, [anna, sergei])],
  }),
  'task done': snapshotOf('mx-ttl-lowering', { state: 'done', takenBy: dmitri, endedAt: at('19:06') }),
  decision: snapshotOf('mail-gap', { needs: [need('answer', ['project-manager'], [anna])] }),
  'decision done': snapshotOf('mail-gap', {
    state: 'done',
    answers: { gap: 'relay', mailsPerHour: '40' },
    endedAt: at('19:06'),
  }),
  'gate with a form': snapshotOf('cutover-date', { needs: [need('answer', ['project-manager'], [anna])] }),
  gate: snapshotOf('go-no-go', {
    approvals: [approval(anna, '19:02', 'go')],
    needs: [need('vote', ['source-admin'], [irina, marcus]), need('vote', ['dns-admin'], [dmitri])],
  }),
  'gate with a no': snapshotOf('go-no-go', {
    state: 'attention',
    approvals: [approval(anna, '19:02', 'go'), approval(dmitri, '19:03', 'no', 'TTL is still 3600')],
    needs: [need('vote', ['source-admin'], [irina, marcus]), need('vote', ['dns-admin'], [dmitri])],
  }),
  'undo waiting': snapshotOf(upn, { direction: 'undo', plan, needs: twoNeeds }),
  'undo running': snapshotOf(upn, { direction: 'undo', state: 'running', plan, progress }),
  undone: snapshotOf(upn, {
    direction: 'undo',
    state: 'undone',
    plan,
    progress: { ...progress, done: 4018 },
    endedAt: at('19:40'),
  }),
  'not applicable': snapshotOf('federated-to-managed', { state: 'not-applicable', endedAt: at('19:00') }),
};

export const freeze = { by: irina, at: at('19:11'), reason: 'Mail bounces for the board', lifting: [anna] };
export const entries: readonly AuditEntry[] = [
  { number: 1, at: at('08:00'), person: anna, what: 'begun', stepId: null, facts: {}, hash },
  {
    number: 2,
    at: at('08:01'),
    person: anna,
    what: 'assigned',
    stepId: null,
    facts: { name: 'Irina Sokolova', role: 'source-admin' },
    hash,
  },
  { number: 3, at: at('19:02'), person: irina, what: 'approved', stepId: upn, facts: { plan: '3fa9c1e2' }, hash },
  {
    number: 4,
    at: at('19:10'),
    person: null,
    what: 'voided',
    stepId: upn,
    facts: { plan: '3fa9c1e2', appeared: 2, gone: 1, different: 0 },
    hash,
  },
];

/** Every card of every state for a reader. */
export function everyCard(views: Views, reader: Reader): readonly (readonly [string, Card])[] {
  const all = Object.values(steps);
  const waits = steps['waiting for two'] as StepSnapshot;
  const next = {
    person: reader.person ?? anna,
    todo: [{ stepId: upn, attemptId: waits.attempt?.id ?? '', need: twoNeeds[0] as Need }],
    waitedFor: [{ stepId: 'mx-ttl-lowering', people: [dmitri] }],
    nextDueAt: at('19:30'),
  };
  return [
    ...Object.entries(steps).map(
      ([name, step]) => [`step: ${name}`, views.step(step, around(), reader, [irina, anna])] as const,
    ),
    ['welcome', views.welcome(around({ state: 'not-started', cutoverAt: null }), reader)],
    ['welcome: under way', views.welcome(around(), reader)],
    ['board', views.board('cutover', all, around(), reader)],
    ['board: attention', views.board('stage', all, around({ freeze }), reader)],
    ['board: done', views.board('eve', [], around(), reader)],
    ['freeze', views.freeze(around({ freeze }), reader, [irina, anna])],
    ['freeze: lifted', views.freeze(around(), reader, [])],
    ['status', views.status(all, around(), reader)],
    ['status: not started', views.status([], around({ state: 'not-started', cutoverAt: null, freeze: null }), reader)],
    ['next', views.next(next, all, around(), reader)],
    ['next: nothing', views.next({ ...next, todo: [] }, all, around(), reader)],
    ['next: no role', views.next(null, all, around(), reader)],
    ['roles', views.roles(around(), reader)],
    ['plan', views.plan(waits, changes, 10, around(), reader)],
    ['plan: addresses', views.plan(steps['blocked'] as StepSnapshot, [addressChange], 0, around(), reader)],
    ['why', views.why(waits, around(), reader)],
    ['log', views.log(entries, { entries: 4, brokenAt: null }, around(), reader)],
    ['log: broken', views.log(entries, { entries: 4, brokenAt: 3 }, around(), reader)],
    ['help', views.help(reader)],
    [
      'refusal',
      views.refusal(
        { code: 'approval.same-person', facts: { step: upn, at: at('19:02'), who: 'Anna, Sergei' } },
        reader,
      ),
    ],
  ];
}
