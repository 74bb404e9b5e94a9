/** States of a migration as the engine would tell them, for every card. */
import type { Change } from '../../src/contract/change.js';
import type { FileField, Form, Judged } from '../../src/contract/decision.js';
import type { KeptFile } from '../../src/contract/files.js';
import type { Finding, Remark } from '../../src/contract/finding.js';
import type { SpareRole } from '../../src/contract/spare-role.js';
import type { RecordToSet } from '../../src/contract/task.js';
import type { Role, Step } from '../../src/contract/step.js';
import type {
  Approval,
  Attempt,
  AuditEntry,
  BlockerReport,
  Deed,
  MigrationStatus,
  Need,
  NotNeeded,
  OutsideRun,
  Person,
  Reminder,
  PlanSummary,
  RoleChange,
  StepSnapshot,
  StepState,
  TurnBack,
} from '../../src/engine/state.js';
import { mayOnly, nobodyMay } from '../../src/engine/rights/moment.js';
import { whyNotAccepted } from '../../src/engine/rights/settle.js';
import { restsOn } from '../../src/engine/attempts/rests-on.js';
import type { Moment } from '../../src/engine/rights/moment.js';
import { holdersOf } from '../../src/engine/rights/policy.js';
import { isSuperseded } from '../../src/engine/state.js';
import type { May } from '../../src/engine/state.js';
import { runbook, stepById } from '../../src/runbook/index.js';
import { whatTNeeds } from '../../src/steps/night/what-t-needs.js';
import type { Card, Reader, WholeSurroundings, Views } from '../../src/views/api.js';

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
  stop: null,
  phase: 'cutover',
  phases: [
    {
      phase: 'prepare',
      total: 44,
      done: 44,
      how: { seen: 24, said: 5, accepted: 1, decided: 9, notNeeded: 5 },
      running: [],
      asking: [],
      attention: [],
      next: null,
      times: null,
    },
    {
      phase: 'stage',
      total: 12,
      done: 11,
      how: { seen: 11, said: 0, accepted: 0, decided: 0, notNeeded: 0 },
      running: [],
      asking: [],
      attention: ['im-federation'],
      next: null,
      times: null,
    },
    {
      phase: 'eve',
      total: 3,
      done: 3,
      how: { seen: 2, said: 0, accepted: 0, decided: 1, notNeeded: 0 },
      running: [],
      asking: [],
      attention: [],
      next: null,
      times: null,
    },
    {
      phase: 'cutover',
      total: 27,
      done: 11,
      how: { seen: 8, said: 2, accepted: 0, decided: 1, notNeeded: 0 },
      running: ['default-domain-source'],
      asking: [
        {
          stepId: 'upn-to-initial-domain',
          needs: [{ kind: 'role', roles: ['source-admin'], people: [irina, marcus] }],
        },
      ],
      attention: [],
      next: 'groups-primary-to-initial-domain',
      times: { plannedEnd: at('21:40'), expectedEnd: at('21:55'), endedAt: null, slipMinutes: 15 },
    },
    { phase: 'after', total: 8, done: 0, running: [], asking: [], attention: [], next: 'compare-tenants', times: null },
  ],
  turnBack: { until: at('21:30'), undoSeconds: 1860, passed: false, needsBothTenants: false },
  wayBack: null,
  remains: null,
  emptyRoles: ['migration-operator', 'test-lead'],
};

const onTime = status.phases.map((summary) =>
  summary.times === null ? summary : { ...summary, times: { ...summary.times, slipMinutes: 0 } },
);
const tooLate: TurnBack = { until: at('19:00'), undoSeconds: 5460, passed: true, needsBothTenants: false };
const beyondTheLine: TurnBack = { ...tooLate, needsBothTenants: true };

export const around = (over: Partial<MigrationStatus> = {}, people: readonly Person[] = roster): WholeSurroundings => ({
  status: { ...status, ...over },
  roster: people,
  channelIds: new Map(people.map((one, index) => [one.id, `29:1-${index}-${one.id.slice(0, 8)}`])),
  link: (what, id, format) => `http://127.0.0.1:3978/files/${what}/${id}.${format}?until=1764529920&seal=3fa9c1e2`,
  uploadLink: ({ attemptId, personId }) => `https://bot/uploads/${attemptId}?person=${personId}`,
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

const remark = (code: Remark['code'], facts: Remark['facts'] = {}): Remark => ({ code, facts });
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

export const approval = (
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
export const need = (kind: Need['kind'], roles: readonly Role[], people: readonly Person[]): Need => ({
  kind,
  roles,
  people,
});
const leads: readonly Role[] = ['project-manager', 'business-owner'];

export const attemptOf = (over: Partial<Attempt> = {}): Attempt => ({
  id: '0198f0aa-1111-7000-8000-000000000001',
  number: 1,
  direction: 'do',
  state: 'asking',
  plan: null,
  approvals: [],
  needs: [],
  may: nobodyMay,
  progress: null,
  outside: null,
  findings: [],
  voided: null,
  putOff: null,
  takenBy: null,
  said: null,
  restsOn: null,
  form: null,
  answers: {},
  evidence: [],
  troubles: [],
  waitsFor: [],
  startedAt: at('19:00'),
  endedAt: null,
  lookedAt: null,
  despiteStop: false,
  ...over,
});

const momentOf = (step: Step, attempt: Attempt): Moment => ({
  step,
  stepState: 'attention',
  migrationState: 'under-way',
  hasForm: false,
  unsettled: [],
  attempt: {
    ...attempt,
    taken_by: attempt.takenBy?.id ?? null,
    carried_out_at: null,
    ended_at: attempt.endedAt,
    accepting: [],
  },
  run: null,
  canPause: false,
  held: null,
  votes: [],
  roster,
});

/** Those whom a sample asks may do what it asks of them, as the engine would say. */
function mayOf(step: Step, attempt: Attempt): May {
  const asked = (...kinds: Need['kind'][]): readonly Person[] =>
    attempt.needs.filter(({ kind }) => kinds.includes(kind)).flatMap(({ people }) => people);
  const open = attempt.state === 'asking';
  const halted = attempt.state === 'attention';
  const gate = step.kind === 'gate';
  const settling = holdersOf(roster, [...step.roles, ...leads]);
  const blocked = (attempt.plan?.blockers.length ?? 0) > 0;
  const doers = open || attempt.state === 'running' ? asked('evidence') : [];
  const agreeing = open && !gate && attempt.plan !== null && !blocked && asked('role', 'no').length > 0;
  const said = attempt.approvals.map(({ person }) => person.id);
  const inHand = attempt.takenBy !== null && ['running', 'verifying'].includes(attempt.state);
  return mayOnly({
    refuse: agreeing ? holdersOf(roster, [...step.roles, ...leads]).filter(({ id }) => !said.includes(id)) : [],
    'take-back': agreeing ? roster.filter(({ id }) => said.includes(id)) : [],
    'hand-back': inHand
      ? roster.filter((one) => one.id === attempt.takenBy?.id || holdersOf([one], leads).length > 0)
      : [],
    'give-up': attempt.state === 'running' ? doers.filter(({ id }) => id === attempt.takenBy?.id) : [],
    approve: open && !gate && attempt.plan !== null && !blocked ? asked('role', 'second-person', 'other-company') : [],
    stop: roster.filter(({ roles }) => roles.length > 0),
    vote: gate && (open || halted) ? holdersOf(roster, step.roles) : [],
    answer: open ? asked('answer') : [],
    take: attempt.takenBy === null ? doers : [],
    complete: open ? doers : doers.filter(({ id }) => id === attempt.takenBy?.id),
    reschedule: step.beginsTheNight === true && (open || halted) ? holdersOf(roster, leads) : [],
    repeat: (halted && !gate) || asked('no').length > 0 ? settling : [],
    accept: !gate && whyNotAccepted(momentOf(step, attempt)) === null ? settling : [],
  });
}

/** What its end rests on, as the engine would say: whoever took it has said so, unless the sample says otherwise. */
function ended(step: Step, attempt: Attempt, over: Partial<Attempt>): Attempt {
  if (over.restsOn !== undefined) return attempt;
  const {
    takenBy,
    findings,
    troubles,
    approvals,
    endedAt,
    plan: planned,
    lookedAt,
    progress: written,
    outside,
  } = attempt;
  const said = over.said ?? (takenBy === null || endedAt === null ? null : { by: takenBy, at: endedAt });
  const rests = restsOn<Person>({
    kind: step.kind,
    state: attempt.state,
    endedAt: endedAt ?? now,
    takenBy,
    said,
    accepted: null,
    answered: endedAt === null ? null : { by: anna, at: endedAt },
    agreed: approvals.filter(({ vote }) => vote === 'go').map(({ person: one }) => one),
    saw: {
      open: troubles.length > 0 || findings.some(({ status: found }) => found !== 'passed'),
      passed: findings.some(({ status: found }) => found === 'passed'),
      read: planned !== null || lookedAt !== null || written !== null || outside !== null,
    },
    atTheEnd: step.action !== undefined && step.kind !== 'decision' && step.kind !== 'gate',
  });
  return { ...attempt, said, restsOn: rests };
}

export function snapshotOf(
  stepId: string,
  over: Partial<Attempt> | null,
  more: Partial<StepSnapshot> = {},
): StepSnapshot {
  const step = stepById(stepId);
  if (step === undefined) throw new Error(`No step ${stepId}`);
  const given = over === null ? null : ended(step, attemptOf(over), over);
  const attempt = given === null || over?.may !== undefined ? given : { ...given, may: mayOf(step, given) };
  const state: StepState =
    attempt === null ? 'waiting' : isSuperseded(attempt.state) ? 'working' : (attempt.state as StepState);
  return {
    step,
    kind: step.action === undefined && (step.kind === 'check' || step.kind === 'change') ? 'task' : step.kind,
    state,
    since: at('19:00'),
    attempt,
    waitsFor: [],
    timing: 'on-time',
    notApplicable: null,
    undoable: false,
    toBeUndone: false,
    times: { plannedEnd: at('19:30'), startedAt: at('19:00'), endedAt: null, slipMinutes: null },
    ...more,
  };
}

const progress = { total: 4018, done: 1912, drifted: 2, refused: 0, startedAt: at('19:02'), minutesLeft: 5.4 };
export const finding = (status: Finding['status'], code: Finding['code'], facts: Finding['facts'] = {}): Finding => ({
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
export const evidence = {
  id: 'e-1',
  name: 'inventory.xlsx',
  contentType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  bytes: 52_000,
  sha256: hash,
  at: at('19:05'),
  by: null,
  note: null,
};

type NameIn<Start extends string, Code = Finding['code']> = Code extends `${Start}${infer Name}` ? Name : never;
const scan = (name: NameIn<'scan-'>, count: number, byStep: number, status?: Finding['status']): Finding =>
  finding(status ?? (count > byStep ? 'failed' : 'passed'), `scan-${name}`, {
    count,
    byStep,
    byPeople: count - byStep,
    seen: status === 'unknown' ? 'not' : 'whole',
    text: status === 'unknown' ? 'Busy.' : '',
  });
const holder = (kind: NameIn<'blocker-'>, n: number): Finding => ({
  ...finding('failed', `blocker-${kind}`, {
    name: `Nina Orlova ${n}`,
    through: `nina${n}@contoso.com`,
    domain: 'contoso.com',
  }),
  object: { kind: 'user', id: `u-${n}`, label: `Nina Orlova ${n}` },
});
const scansWith = (counts: Readonly<Record<string, readonly [number, number]>>): readonly Finding[] =>
  (
    [
      'recipients',
      'deleted-mailboxes',
      'users',
      'deleted-users',
      'groups',
      'deleted-groups',
      'contacts',
      'applications',
      'subdomains',
      'references',
    ] as const
  ).map((name) => scan(name, counts[name]?.[0] ?? 0, counts[name]?.[1] ?? 0));
/** Ten searches of an early day, as the check tells them. */
export const report: BlockerReport = {
  stepId: 'no-dependencies-left',
  attemptId: '0198f0aa-1111-7000-8000-000000000009',
  side: 'source',
  seenAt: at('02:00'),
  findings: [
    ...scansWith({
      users: [4035, 4018],
      recipients: [4412, 4409],
      groups: [212, 212],
      'deleted-users': [3, 0],
      applications: [1, 0],
    }),
    ...Array.from({ length: 9 }, (_, n) => holder('user', n + 1)),
    holder('guest', 10),
    holder('application', 11),
  ],
  evidence: [{ ...evidence, id: 'e-2', name: 'domain-blockers.xlsx' }],
};
const falling: BlockerReport = { ...report, findings: scansWith({ users: [4018, 4018] }), evidence: [] };
const unseen: BlockerReport = {
  ...report,
  findings: [
    ...scansWith({ users: [4018, 4018] }).filter(({ code }) => code !== 'scan-groups'),
    scan('groups', 0, 0, 'unknown'),
  ],
};

const record = (name: string, value: string, type = 'TXT'): RecordToSet => ({
  action: 'publish',
  name,
  type,
  value,
  ttl: 3600,
});
export const brief = (records: readonly RecordToSet[], remarks: readonly Remark[] = []): PlanSummary => ({
  ...plan,
  changes: 0,
  byKind: {},
  sample: [],
  warnings: [],
  leftOut: [],
  undoSeconds: null,
  brief: { records, remarks },
});
const mappingTable: FileField = {
  id: 'mappingTable',
  kind: 'file',
  required: false,
  wanted: { types: ['Excel', 'CSV'], columns: ['Source Email', 'Destination Email'] },
};
export const keptFile: KeptFile = {
  id: '0198f0aa-2222-7000-8000-000000000002',
  name: 'mapping [1](http://x).csv',
  bytes: 12_300,
  sha256: '3fa9c1e2'.repeat(8),
  by: 'Anna Weber',
  at: at('18:50'),
};
const scopeForm: Form = {
  fields: [
    mappingTable,
    { id: 'mapping', kind: 'text', required: false },
    { id: 'exceptions', kind: 'text', required: false, proposal: '24 leavers' },
  ],
  remarks: [],
};
const taking = { file: null, field: 'asProposed', broken: null } as const;
const counted = { rows: 1042, mailboxes: 1004, groups: 30, others: 6, behind: 2, hash: '3fa9c1e2' };
const proposalFiles = [
  { ...evidence, id: 'proposal', name: 'mapping-proposal.xlsx' },
  { ...evidence, id: 'waiting', name: 'mapping-judged.json' },
];
const proposing: Form = {
  fields: [
    mappingTable,
    { id: 'asProposed', kind: 'toggle', required: false, insteadOf: 'mappingTable' },
    { id: 'mapping', kind: 'text', required: false },
    { id: 'exceptions', kind: 'text', required: false },
  ],
  remarks: [
    remark('mapping-proposed', {
      count: 1042,
      same: 900,
      create: 130,
      replace: 7,
      guest: 3,
      leave: 2,
      open: 0,
      waves: 2,
    }),
    remark('mapping-mailboxes', { count: 1011, move: 1004, behind: 2, open: 0, elsewhere: 4, unmovable: 1 }),
    remark('mapping-by-name', { count: 12 }),
  ],
  judged: [
    {
      ...taking,
      remarks: [remark('mapping-ready', { ...counted, version: 1 })],
      freezes: { outputs: [], evidence: 'waiting', name: 'mapping.json' },
    },
  ],
};
const refusedTable: Judged = {
  field: 'mappingTable',
  file: keptFile.id,
  broken: { field: 'mappingTable', code: 'answer.mapping-faults' },
  remarks: [
    remark('mapping-refused', { faults: 37, rows: 31, count: 1042 }),
    remark('mapping.target-taken', {
      row: 17,
      address: 'ivan@fabrikam.com',
      source: 'i@contoso.com',
      name: 'Ivan [x](http://x)',
      kind: 'SharedMailbox',
    }),
  ],
};
const differingTable: Judged = {
  ...refusedTable,
  broken: null,
  remarks: [remark('mapping-differs', { ...counted, version: 3, before: 2, added: 4, removed: 1, changed: 12 })],
};
const crossedRow = (row: number) =>
  remark('mapping.crossed', {
    row,
    source: 'ivan.petrov.the.elder@contoso.com',
    name: 'Ivan [x](http://x) Petrov',
    target: 'petr.ivanov@fabrikam.com',
    other: 'petr.ivanov@contoso.com',
  });
const crossedTable: Judged = {
  ...differingTable,
  warnings: [
    remark('mapping-against-proposal', { count: 7, crossed: 3, apart: 2, others: 2 }),
    ...[4, 5, 6, 11, 12, 13, 21, 22, 23].map(crossedRow),
  ],
};
const withTable = (judged: Judged): Form => ({
  ...proposing,
  fields: [{ ...mappingTable, handedIn: keptFile }, ...proposing.fields.slice(1)],
  judged: [...(proposing.judged ?? []), judged],
});
const gapForm: Form = {
  fields: [
    {
      id: 'gap',
      kind: 'choice',
      required: true,
      choices: [{ value: 'relay' }, { value: 'parking' }, { value: 'bounce' }],
      proposal: 'relay',
    },
    { id: 'mxHost', kind: 'text', required: false, proposal: '10 mx.gateway.example' },
    { id: 'gatewayHosts', kind: 'text', required: false, proposal: 'contoso.com: 10 mx.gateway.example' },
    { id: 'mailsPerHour', kind: 'number', required: false },
  ],
  remarks: [
    remark('mx-today', { domain: 'contoso.com', hosts: '10 mx.gateway.example', minutes: 60 }),
    remark('mx-gateway-today', { host: '10 mx.gateway.example' }),
    remark('mx-none-today', { domain: 'contoso-retail.com' }),
    remark('mx-unseen-today', { domain: 'contoso-lab.com' }),
  ],
};
const senderForm = (mailboxes: number): Form => ({
  fields: [
    { id: 'language', kind: 'choice', required: true, choices: [{ value: 'en' }, { value: 'ru' }, { value: 'both' }] },
    {
      id: 'senderMailbox',
      kind: 'mailbox',
      required: true,
      choices: Array.from({ length: mailboxes }, (_, n) => ({
        value: `desk${n}@fabrikam.com`,
        label: n === 0 ? '[Win](https://evil.example) <desk0@fabrikam.com>' : `Desk ${n} <desk${n}@fabrikam.com>`,
      })),
      proposal: 'desk0@fabrikam.com',
    },
  ],
  remarks: [remark('sender-stays', { domains: 'contoso.com' }), remark('no-shared-mailbox-stays')],
});
const signInForm: Form = {
  fields: [
    {
      id: 'handedOutBy',
      kind: 'person',
      required: true,
      choices: roster.map(({ id, name }) => ({ value: id, label: name })),
      proposal: anna.id,
    },
  ],
  remarks: [remark('mapping-by-name', { count: 412 })],
};
const mx = record('contoso.com', 'contoso-com.mail.protection.outlook.com', 'MX');
const proofs = [record('contoso.com', 'MS=ms71234567'), record('contoso-retail.com', 'MS=ms81234567')];
const seen = (status: Finding['status'], name: string): Finding =>
  finding(status, 'routing-address-missing', { name, address: 'MS=ms71234567' });
const releasing = (domain: string, minutes: number): Finding =>
  finding('failed', 'domain-releasing', { domain, owner: 'source', minutes, looks: 9 });
const released = (domain: string, minutes: number): Finding =>
  finding('passed', 'domain-released', { domain, minutes });
const removalPlan: PlanSummary = { ...plan, changes: 2, byKind: { domain: 2 }, warnings: [], leftOut: [] };
const twoDomains = { ...progress, total: 2, done: 2, drifted: 0, minutesLeft: 0 };
const backWay = ['remove-domain-destination', 'add-domain-source', 'domain-proof-source', 'verify-domain-source'];
const chainedRemoval = { ...(stepById('remove-domain-source') as Step), undoneBy: backWay };

export const domainChange: Change = {
  side: 'source',
  object: { kind: 'domain', id: 'contoso.com', label: 'contoso.com' },
  before: {
    state: 'verified',
    supportedServices: ['Email'],
    authenticationType: 'Managed',
    domainType: 'Authoritative',
  },
  after: { state: 'absent' },
};
const retailChange: Change = {
  ...domainChange,
  object: { kind: 'domain', id: 'contoso-retail.com', label: 'contoso-retail.com' },
};

/** What the night adds: a domain on its way out, records to be set, what the tenant does not take yet, and the way back. */
const night: Readonly<Record<string, StepSnapshot>> = {
  'release watch': snapshotOf(
    'remove-domain-source',
    {
      state: 'verifying',
      plan: removalPlan,
      progress: twoDomains,
      findings: [releasing('contoso.com', 7)],
      lookedAt: at('19:11'),
      approvals: [approval(irina, '19:01'), approval(anna, '19:02')],
    },
    { beside: { running: ['default-domain-source'], asking: [], attention: [] } },
  ),
  'release watch of two domains': snapshotOf('remove-domain-source', {
    state: 'verifying',
    plan: removalPlan,
    findings: [releasing('contoso.com', 147), released('contoso-retail.com', 12), gone],
    lookedAt: at('19:11'),
  }),
  'release watch before its first look': snapshotOf('remove-domain-destination', {
    state: 'verifying',
    plan: removalPlan,
  }),
  'domain released': snapshotOf(
    'remove-domain-source',
    {
      state: 'done',
      plan: removalPlan,
      progress: twoDomains,
      findings: [released('contoso.com', 7)],
      endedAt: at('19:12'),
    },
    { undoable: true },
  ),
  'removal refused': snapshotOf('remove-domain-source', {
    state: 'attention',
    plan: removalPlan,
    progress: { ...twoDomains, done: 0, refused: 2 },
    troubles: [remark('graph-refused', { text: 'in use', errorCode: 'ObjectIsInUse', status: 400, requestId: 'r-5' })],
  }),
  'after the line': snapshotOf('verify-domain-destination', { plan: removalPlan, needs: twoNeeds }),
  'records to set': snapshotOf('mx-ttl-lowering', {
    plan: brief(proofs),
    needs: [need('evidence', ['dns-admin'], [dmitri])],
  }),
  'records taken': snapshotOf('mx-ttl-lowering', {
    state: 'running',
    takenBy: dmitri,
    plan: brief(proofs),
    needs: [need('evidence', ['dns-admin'], [dmitri])],
  }),
  'records to agree': snapshotOf('mx-parked', {
    plan: brief(
      [{ ...mx, action: 'remove' }],
      ['contoso.com', 'contoso-retail.com'].map((domain) => remark('mx-remembered-for', { domain, minutes: 60 })),
    ),
    needs: [need('role', leads, [anna, sergei])],
  }),
  'records that change, that go and that stay': snapshotOf('dns-switch', {
    plan: brief([
      { ...mx, action: 'publish', value: '0 contoso-com.q-v1.mx.microsoft', ttl: 300 },
      { ...mx, action: 'remove', value: '10 mx.parking.example' },
      { ...mx, action: 'publish', ttl: 300, was: 3600 },
      { ...record('autodiscover.contoso.com', 'autodiscover.outlook.com'), type: 'CNAME', ttl: 900, was: 900 },
    ]),
    needs: [need('evidence', ['dns-admin'], [dmitri])],
  }),
  'many records to set': snapshotOf('mx-ttl-lowering', {
    plan: brief(Array.from({ length: 23 }, (_, n) => record(`k${n}._domainkey.contoso.com`, 'x'.repeat(400)))),
    needs: [need('evidence', ['dns-admin'], [dmitri])],
  }),
  'records watched': snapshotOf('mx-ttl-lowering', {
    state: 'verifying',
    plan: brief(proofs),
    takenBy: dmitri,
    findings: [seen('passed', 'ns1.contoso.com'), seen('failed', 'ns2.contoso.com'), seen('unknown', '192.0.2.7')],
    lookedAt: at('19:11'),
  }),
  'records not seen in time': snapshotOf('mx-ttl-lowering', {
    state: 'attention',
    plan: brief(proofs),
    takenBy: dmitri,
    findings: [seen('failed', 'ns2.contoso.com')],
    needs: [need('role', ['dns-admin'], [dmitri])],
  }),
  'put off': snapshotOf(
    'add-domain-destination',
    {
      state: 'put-off',
      plan: removalPlan,
      approvals: [approval(irina, '19:02')],
      putOff: {
        until: 'remove-domain-source',
        remark: remark('adding-put-off', { domain: 'contoso.com', text: 'Domain already exists.' }),
      },
      endedAt: at('19:10'),
    },
    { state: 'waiting', waitsFor: ['remove-domain-source'] },
  ),
  'blockers found': snapshotOf('no-dependencies-left', {
    state: 'attention',
    findings: report.findings.filter(({ code }) => code.startsWith('scan-')),
    needs: [need('role', ['source-admin'], [irina, marcus])],
  }),
  'undone by others': snapshotOf(
    'remove-domain-source',
    { state: 'done', plan: removalPlan, progress: twoDomains, endedAt: at('19:12') },
    { step: chainedRemoval, state: 'undoing', beside: { running: ['add-domain-source'], asking: [], attention: [] } },
  ),
  'done without a change': snapshotOf('full-all-final', {
    state: 'done',
    plan: { ...plan, changes: 0, byKind: {}, sample: [], warnings: [], leftOut: [] },
    endedAt: at('19:12'),
  }),
  'names collide': snapshotOf(upn, {
    plan: {
      ...plan,
      warnings: [
        remark('names-collide', { count: 2 }),
        ...[1, 2].map((n) => remark('name-renamed', { from: `ivan${n}@a.com`, to: `ivan${n}.a@b.com` })),
      ],
    },
    needs: twoNeeds,
  }),
  'done and undone since': snapshotOf(
    'verify-domain-destination',
    {
      state: 'done',
      plan: removalPlan,
      progress: twoDomains,
      findings: [finding('passed', 'domain-claimed', { domain: 'contoso.com', side: 'destination', records: 3 })],
      approvals: [approval(irina, '18:01'), approval(anna, '18:02')],
      endedAt: at('18:20'),
    },
    { state: 'undone', since: at('19:05') },
  ),
  'done and being undone by a newer attempt': snapshotOf(
    upn,
    { state: 'done', plan, progress: { ...progress, done: 4018 }, endedAt: at('18:10') },
    { state: 'undoing', since: at('19:05') },
  ),
  'a step of the way back': snapshotOf('add-domain-source', { plan: removalPlan, needs: twoNeeds }),
  'turning back': snapshotOf(
    'back-out-decision',
    { needs: [need('vote', ['business-owner'], [sergei])], approvals: [approval(anna, '19:02', 'go')] },
    {
      backOut: {
        steps: [
          { stepId: 'verify-domain-destination', undoSeconds: 240 },
          { stepId: 'remove-domain-source', undoSeconds: null },
          { stepId: 'm365-groups-moved', undoSeconds: 90 },
          { stepId: 'mailbox-aliases-removed', undoSeconds: 840 },
          { stepId: 'groups-primary-to-initial-domain', undoSeconds: 60 },
          { stepId: upn, undoSeconds: 900 },
          { stepId: 'default-domain-source', undoSeconds: 60 },
        ],
        never: ['directory-sync-off'],
        onRequest: ['source-routing-address'],
        leftForPeople: [{ stepId: 'mail-back', of: 'dns-switch', since: at('18:30') }],
        reason: 'The registrar is down',
      },
    },
  ),
};

const GB = 1024 ** 3;
const passes: PlanSummary = { ...plan, byKind: { mailbox: 4018 }, sample: [], warnings: [], undoSeconds: null };
const outside = (over: Partial<OutsideRun> = {}): OutsideRun => ({
  round: 1,
  state: 'running',
  wanted: null,
  halted: false,
  pausedByStop: false,
  items: { total: 4018, done: 412, failed: 0 },
  bytes: { done: 1.2 * GB, total: 9 * GB },
  planned: 4018,
  left: 4018,
  bytesPerMinute: 0.2 * GB,
  minutesLeft: 40,
  failed: [],
  beganAt: at('19:06'),
  lookedAt: at('19:11'),
  endedAt: null,
  ...over,
});
/** A pass with code of its own, as the step that brings its code will be. */
const whoeverHasARole = roster.filter(({ roles }) => roles.length > 0).map(({ id }) => id);

export const passOf = (attempt: Partial<Attempt>, deeds: readonly Deed[] = []): StepSnapshot => {
  const real = stepById('full-all-final') as Step;
  const steering = Object.fromEntries(deeds.map((deed) => [deed, [irina.id, anna.id]]));
  const given = { plan: passes, approvals: [approval(irina, '19:01')], ...attempt };
  return snapshotOf(
    'full-all-final',
    deeds.length === 0 ? given : { ...given, may: { ...nobodyMay, ...steering, stop: whoeverHasARole } },
    {
      step: { ...real, action: 'full-pass', roles: ['source-admin'] },
    },
  );
};
const largeItems = (count: number): readonly Remark[] =>
  Array.from({ length: count }, (_, n) => ({
    ...remark('object-gone', { text: 'Large item', requestId: 'r-7' }),
    object: { kind: 'mailbox', id: `m-${n}`, label: `Ivan Petrov ${n + 1}` },
  }));
const lastLook = finding('unknown', 'engine.transfer-unseen', { message: 'fetch failed' });

/** Work outside in each of its states. */
export const transfers: Readonly<Record<string, StepSnapshot>> = {
  'pass planned': passOf({ approvals: [], needs: [need('role', ['source-admin'], [irina, marcus])] }),
  'pass planned anew': passOf({ approvals: [], voided: moved, needs: twoNeeds }),
  'pass starting': passOf({ state: 'running', outside: outside({ state: 'starting', bytes: null }) }, ['halt']),
  'pass running': passOf({ state: 'running', outside: outside() }, ['pause', 'halt']),
  'pass running, nothing measured': passOf(
    {
      state: 'running',
      outside: outside({ bytes: { done: 0, total: null }, bytesPerMinute: null, minutesLeft: null }),
    },
    ['halt'],
  ),
  'pass running, some failed, round 2': passOf(
    {
      state: 'running',
      outside: outside({ round: 2, items: { total: 37, done: 30, failed: 2 }, left: 37, minutesLeft: 130 }),
    },
    ['pause', 'halt'],
  ),
  'pass pausing': passOf({ state: 'running', outside: outside({ wanted: 'pause' }) }, ['go-on', 'halt']),
  'pass paused': passOf({ state: 'running', outside: outside({ state: 'paused', minutesLeft: null }) }, [
    'go-on',
    'halt',
  ]),
  'pass going on': passOf(
    { state: 'running', outside: outside({ state: 'paused', wanted: 'go-on', minutesLeft: null }) },
    ['halt'],
  ),
  'pass halting': passOf({ state: 'running', outside: outside({ wanted: 'halt' }) }),
  'pass halted': passOf(
    {
      state: 'attention',
      troubles: largeItems(40),
      outside: outside({ state: 'ended', halted: true, left: 3606, minutesLeft: null, endedAt: at('19:12') }),
    },
    ['repeat', 'accept', 'retry'],
  ),
  'pass ended with failures': passOf(
    {
      state: 'attention',
      troubles: largeItems(37),
      outside: outside({
        state: 'ended',
        items: { total: 4018, done: 3981, failed: 37 },
        left: 37,
        minutesLeft: null,
        endedAt: at('19:12'),
      }),
    },
    ['repeat', 'accept', 'retry'],
  ),
  'pass not seen': passOf({ state: 'attention', findings: [lastLook], outside: outside() }, [
    'repeat',
    'pause',
    'halt',
  ]),
  'pass whose start nobody can tell of': passOf(
    { state: 'attention', findings: [lastLook], outside: outside({ state: 'starting', bytes: null }) },
    ['repeat', 'account-for', 'halt'],
  ),
  'pass done': passOf({
    state: 'done',
    outside: outside({
      state: 'ended',
      items: { total: 37, done: 37, failed: 0 },
      round: 2,
      left: 0,
      minutesLeft: null,
    }),
    endedAt: at('19:12'),
  }),
  'pass put aside, being halted': passOf(
    {
      state: 'withdrawn',
      findings: [lastLook],
      outside: outside({ wanted: 'halt' }),
      endedAt: at('19:10'),
    },
    ['account-for'],
  ),
  'pass put aside': passOf({
    state: 'withdrawn',
    outside: outside({ state: 'ended', halted: true, minutesLeft: null }),
    endedAt: at('19:10'),
  }),
};

/** A step card for every state and kind; the name says which. */
const whatTWaitsFor = whatTNeeds({
  mx: [
    {
      domain: 'contoso.com',
      authoritative: [
        {
          server: { name: 'ns1', host: '127.0.0.1', port: 53 },
          seen: true,
          authoritative: true,
          records: [{ value: '0 contoso-com.mail.protection.outlook.com', ttl: 86_400 }],
        },
      ],
      resolvers: [],
    },
  ],
  mailboxes: 4_018,
  synced: 310,
  registration: 'before',
}).map(({ because, seconds }) => {
  const from = new Date(Date.parse(now) + seconds * 1000).toISOString();
  return { because: { ...because, facts: { ...because.facts, from } }, from };
});

const missingRight: Finding = {
  status: 'failed',
  code: 'app-permission-missing',
  facts: { side: 'source', permission: 'Domain.ReadWrite.All', count: 3, step: 'default-domain-source' },
  object: { kind: 'permission', id: 'source/Domain.ReadWrite.All', label: 'Domain.ReadWrite.All' },
  failsLater: true,
};
const spareRight: Finding = {
  status: 'failed',
  code: 'app-writes-beyond',
  facts: { side: 'source', permission: 'Mail.ReadWrite' },
  object: { kind: 'permission', id: 'source/Mail.ReadWrite', label: 'Mail.ReadWrite' },
};

export const steps: Readonly<Record<string, StepSnapshot>> = {
  ...transfers,
  'not yet': snapshotOf(upn, null, { waitsFor: ['default-domain-source', 'session-check'] }),
  working: snapshotOf(upn, { state: 'working' }),
  'read for hours': snapshotOf('inventory', {
    state: 'working',
    reading: { total: 4018, done: 1200, minutesLeft: 145, measured: true },
  }),
  'waiting for two': snapshotOf(upn, { plan, needs: twoNeeds }),
  'waiting for one more': snapshotOf(upn, {
    plan,
    approvals: [approval(irina, '19:02')],
    needs: [need('role', leads, [anna, sergei])],
  }),
  'refused by one': snapshotOf(upn, {
    plan,
    approvals: [approval(irina, '19:02'), approval(marcus, '19:03', 'no', 'Nina is on leave until Monday')],
    needs: [need('role', leads, [anna, sergei]), need('no', ['source-admin', ...leads], [marcus])],
  }),
  'about to begin': snapshotOf(upn, {
    state: 'working',
    plan,
    approvals: [approval(irina, '19:01'), approval(anna, '19:02')],
    may: mayOnly({ 'take-back': [irina, anna], refuse: [marcus] }),
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
    plan: { ...plan, changes: 2, byKind: { domain: 2 }, sample: [retailChange, domainChange], warnings: [] },
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
  'approval asked anew for a warning': snapshotOf(upn, {
    plan,
    voided: { ...moved, appeared: [], gone: [], newToKnow: [remark('names-stay-on-moving-domain', { count: 3 })] },
    needs: twoNeeds,
  }),
  'check done': snapshotOf('inventory', {
    state: 'done',
    evidence: [evidence],
    findings: [finding('passed', 'object-gone', { text: 'x', requestId: 'r-8' })],
    lookedAt: at('19:06'),
    endedAt: at('19:06'),
  }),
  task: snapshotOf('mx-ttl-lowering', { needs: [need('evidence', ['dns-admin'], [dmitri])] }),
  'task taken': snapshotOf('mx-ttl-lowering', {
    state: 'running',
    takenBy: dmitri,
    needs: [need('evidence', ['dns-admin'], [dmitri])],
    evidence: [{ ...evidence, name: 'note.txt', by: dmitri, note: 'TTL is 300 on both name servers' }],
  }),
  'task handed back': snapshotOf('mx-ttl-lowering', {
    handedBackAt: at('19:04'),
    needs: [need('evidence', ['dns-admin'], [dmitri])],
  }),
  'task given up': snapshotOf('mx-ttl-lowering', {
    state: 'attention',
    takenBy: dmitri,
    findings: [finding('failed', 'engine.cannot-be-done', { name: 'Dmitri Orlov', reason: 'The registrar is closed' })],
    needs: [need('settle', leads, [anna, sergei])],
  }),
  'task that nobody may do': snapshotOf('full-all-eve', { needs: [need('evidence', ['migration-operator'], [])] }),
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
  'task done and seen': snapshotOf('mx-parked', {
    state: 'done',
    takenBy: dmitri,
    plan: brief(proofs),
    findings: [seen('passed', 'ns1.contoso.com'), seen('passed', 'ns2.contoso.com')],
    lookedAt: at('19:08'),
    endedAt: at('19:08'),
  }),
  'taken as it is': snapshotOf('operator-accounts', {
    state: 'done',
    findings: [gone],
    lookedAt: at('19:05'),
    endedAt: at('19:06'),
    restsOn: { on: 'accepted', by: anna, at: at('19:06'), reason: 'Leaves on Friday', atTheEnd: true },
  }),
  'undone by hand': snapshotOf('mx-ttl-lowering', {
    direction: 'undo',
    state: 'undone',
    takenBy: dmitri,
    endedAt: at('19:40'),
  }),
  'decision answered before, asked again since': snapshotOf(
    'mail-gap',
    { state: 'done', form: gapForm, answers: { gap: 'relay' }, endedAt: at('18:06') },
    { state: 'asking', since: at('19:06') },
  ),
  'gate agreed': snapshotOf('go-no-go', {
    state: 'done',
    approvals: [approval(anna, '19:02', 'go'), approval(dmitri, '19:03', 'go')],
    endedAt: at('19:03'),
  }),
  decision: snapshotOf('mail-gap', { form: gapForm, needs: [need('answer', ['project-manager'], [anna])] }),
  'decision asked again': snapshotOf('mail-gap', {
    form: { ...gapForm, inForce: { gap: 'relay', mxHost: 'mx.relay.example' } },
    needs: [need('answer', ['project-manager'], [anna])],
  }),
  'decision done': snapshotOf('mail-gap', {
    state: 'done',
    form: gapForm,
    answers: { gap: 'relay', mailsPerHour: '40' },
    may: mayOnly({ repeat: [anna, sergei] }),
    endedAt: at('19:06'),
  }),
  'decision held by what cannot be taken back': snapshotOf('mail-gap', {
    state: 'done',
    form: gapForm,
    answers: { gap: 'relay', mailsPerHour: '40' },
    heldBy: { stepId: 'mx-parked', why: 'irreversible' },
    endedAt: at('19:06'),
  }),
  'decision held by what is being written': snapshotOf('mail-gap', {
    state: 'done',
    form: gapForm,
    answers: { gap: 'relay', mailsPerHour: '40' },
    heldBy: { stepId: 'mx-parked', why: 'being-written' },
    endedAt: at('19:06'),
  }),
  'decision with a long list': snapshotOf('user-communications', {
    form: senderForm(120),
    needs: [need('answer', ['communications-lead'], [hanna])],
  }),
  'decision with a list': snapshotOf('user-communications', {
    form: senderForm(60),
    needs: [need('answer', ['communications-lead'], [hanna])],
  }),
  'decision with a file': snapshotOf('migration-scope', {
    form: scopeForm,
    needs: [need('answer', ['project-manager'], [anna])],
    may: mayOnly({ answer: [anna], attach: [anna] }),
  }),
  'decision with a file handed in': snapshotOf('migration-scope', {
    form: { ...scopeForm, fields: [{ ...mappingTable, handedIn: keptFile }, ...scopeForm.fields.slice(1)] },
    needs: [need('answer', ['project-manager'], [anna])],
    may: mayOnly({ answer: [anna], attach: [anna] }),
  }),
  'proposal to take': snapshotOf('migration-scope', {
    form: proposing,
    evidence: proposalFiles,
    needs: [need('answer', ['project-manager'], [anna])],
    may: mayOnly({ answer: [anna], attach: [anna] }),
  }),
  'table being read': snapshotOf('migration-scope', {
    form: { ...proposing, fields: [{ ...mappingTable, handedIn: keptFile }, ...proposing.fields.slice(1)] },
    evidence: proposalFiles,
    needs: [need('answer', ['project-manager'], [anna])],
    may: mayOnly({ answer: [anna], attach: [anna] }),
  }),
  'table refused': snapshotOf('migration-scope', {
    form: withTable(refusedTable),
    evidence: [...proposalFiles, { ...evidence, id: 'faults', name: 'mapping-faults.xlsx' }],
    needs: [need('answer', ['project-manager'], [anna])],
    may: mayOnly({ answer: [anna], attach: [anna] }),
  }),
  'table that differs': snapshotOf('migration-scope', {
    form: withTable(differingTable),
    evidence: [...proposalFiles, { ...evidence, id: 'difference', name: 'mapping-difference.xlsx' }],
    needs: [need('answer', ['project-manager'], [anna])],
    may: mayOnly({ answer: [anna], attach: [anna] }),
  }),
  'table with crossed rows': snapshotOf('migration-scope', {
    form: {
      ...withTable(crossedTable),
      fields: [
        ...withTable(crossedTable).fields,
        { id: 'crossedMeant', kind: 'toggle', required: false, about: 'mappingTable' },
        { id: 'othersMeant', kind: 'toggle', required: false, about: 'mappingTable' },
      ],
    },
    evidence: [...proposalFiles, { ...evidence, id: 'against', name: 'mapping-against-proposal.xlsx' }],
    needs: [need('answer', ['project-manager'], [anna])],
    may: mayOnly({ answer: [anna], attach: [anna] }),
  }),
  'mapping in force': snapshotOf('migration-scope', {
    state: 'done',
    form: withTable(differingTable),
    answers: { mappingTable: keptFile.id, asProposed: 'false' },
    evidence: [{ ...evidence, id: 'frozen', name: 'mapping.json' }],
    endedAt: at('19:06'),
  }),
  'crossed mapping in force': snapshotOf('migration-scope', {
    state: 'done',
    form: withTable(crossedTable),
    answers: { mappingTable: keptFile.id, crossedMeant: 'true', othersMeant: 'true' },
    evidence: [{ ...evidence, id: 'frozen', name: 'mapping.json' }],
    endedAt: at('19:06'),
  }),
  'decision with a file asked again': snapshotOf('migration-scope', {
    form: {
      ...scopeForm,
      fields: [{ ...mappingTable, inForce: keptFile }, ...scopeForm.fields.slice(1)],
      inForce: { mappingTable: keptFile.id, exceptions: '24 leavers' },
    },
    needs: [need('answer', ['project-manager'], [anna])],
    may: mayOnly({ answer: [anna], attach: [anna] }),
  }),
  'decision with a file done': snapshotOf('migration-scope', {
    state: 'done',
    form: { ...scopeForm, fields: [{ ...mappingTable, handedIn: keptFile }, ...scopeForm.fields.slice(1)] },
    answers: { mappingTable: keptFile.id, exceptions: '24 leavers' },
    evidence: [{ ...keptFile, contentType: 'text/csv', by: anna, note: null, field: 'mappingTable' }],
    endedAt: at('19:06'),
  }),
  'decision with people': snapshotOf('first-sign-in', {
    form: signInForm,
    needs: [need('answer', ['communications-lead'], [hanna, anna])],
  }),
  'no longer fits': snapshotOf('mx-parked', {
    state: 'attention',
    plan: brief([mx]),
    findings: [
      finding('failed', 'engine.no-longer-fits', { decision: 'mail-gap' }),
      finding('failed', 'engine.would-change', { count: 1 }),
    ],
  }),
  'fit unseen': snapshotOf('mx-parked', {
    state: 'attention',
    plan: brief([mx]),
    findings: [finding('unknown', 'engine.fit-unseen', { decision: 'mail-gap', message: 'timed out' })],
  }),
  'form that could not be made': snapshotOf('user-communications', {
    state: 'attention',
    findings: [finding('unknown', 'engine.form-failed', { message: 'Get-Recipient: 503' })],
  }),
  'gate with a form': snapshotOf(
    'cutover-date',
    {
      form: {
        fields: [
          { id: 'cutoverDate', kind: 'date', required: true },
          { id: 'cutoverTime', kind: 'time', required: true },
        ],
        remarks: [],
      },
      needs: [need('answer', ['project-manager'], [anna])],
    },
    {
      leadTimes: {
        late: [],
        needed: whatTWaitsFor,
        earliest: '2026-12-14T19:12:00.000Z',
      },
    },
  ),
  gate: snapshotOf('go-no-go', {
    approvals: [approval(anna, '19:02', 'go')],
    needs: [need('vote', ['source-admin'], [irina, marcus]), need('vote', ['dns-admin'], [dmitri])],
  }),
  'gate that knows what the night begins with': snapshotOf(
    'go-no-go',
    { needs: [need('vote', ['dns-admin'], [dmitri])] },
    {
      readiness: {
        open: ['mx-ttl-lowering'],
        halted: ['domain-blockers'],
        byWord: runbook.slice(3, 20).map(({ id }) => id),
        accepted: ['operator-accounts'],
        seen: 9,
      },
    },
  ),
  'gate over what was taken as it is': snapshotOf(
    'go-no-go',
    { needs: [need('vote', ['dns-admin'], [dmitri])] },
    {
      readiness: {
        open: [],
        halted: [],
        byWord: runbook.slice(3, 20).map(({ id }) => id),
        accepted: ['source-admin-rights', 'inventory', 'mailbox-sizes'],
        acceptedPoints: [
          {
            stepId: 'source-admin-rights',
            first: missingRight,
            count: 1,
            failsLater: true,
            by: [sergei],
            at: at('18:40'),
          },
          ...Array.from({ length: 14 }, () => ({
            stepId: 'source-admin-rights',
            first: spareRight,
            count: 3,
            failsLater: false,
            by: [anna, irina],
            at: at('18:42'),
          })),
        ],
        seen: 9,
      },
    },
  ),
  'mail flow to be made again': snapshotOf(
    'mail-flow-destination',
    { needs: [need('evidence', ['destination-admin'], [anna])] },
    {
      about: {
        stepId: 'mail-flow-review',
        findings: Array.from({ length: 9 }, (_, n): Finding => ({
          status: 'failed',
          code: 'transport-rule-names-domain',
          facts: { name: `Rule ${n + 1}`, kind: 'transportRule', domain: 'contoso.com', where: 'From', enabled: 'yes' },
          object: { kind: 'transportRule', id: `r${n}`, label: `Rule ${n + 1}` },
        })),
        evidence: [evidence],
      },
    },
  ),
  'sizes with large mailboxes': snapshotOf('mailbox-sizes', {
    state: 'attention',
    findings: [
      {
        status: 'passed',
        total: true,
        code: 'mailbox-sizes-read',
        facts: { mailboxes: 4018, archives: 12, bytes: 9e12, items: 7e6, licences: 4100, gigabytes: 8381.9, large: 9 },
      },
      { status: 'passed', total: true, code: 'mailbox-licences', facts: { licences: 4100, mailboxes: 4018 } },
      ...Array.from({ length: 9 }, (_, n): Finding => ({
        status: 'failed',
        code: 'mailbox-over-50',
        facts: { name: `Mailbox ${n + 1}`, part: 'primary', gigabytes: 61.4, licences: 2 },
        object: { kind: 'mailbox', id: `m${n}`, label: `Mailbox ${n + 1}` },
      })),
    ],
  }),
  'rights of several kinds open': snapshotOf('source-admin-rights', {
    state: 'attention',
    findings: [
      missingRight,
      spareRight,
      { ...spareRight, object: { kind: 'permission', id: 'source/Mail.Send', label: 'Mail.Send' } },
      {
        status: 'failed',
        code: 'app-role-beyond',
        facts: { side: 'source', role: 'Global Administrator', enough: 'Exchange Administrator' },
        taken: { by: anna, at: at('18:50'), reason: 'until the night is over' },
      },
    ],
  }),
  'change that one of two took as it is': snapshotOf(upn, {
    state: 'attention',
    plan,
    progress: { ...progress, done: 3981, refused: 37 },
    troubles: [{ code: 'permission-missing', facts: { text: 'Insufficient privileges to complete the operation.' } }],
    accepting: [{ by: sergei, at: at('19:03'), reason: 'the rest are test accounts' }],
    may: mayOnly({ repeat: [anna, irina, sergei], accept: [irina, marcus] }),
  }),
  'gate on something too old': snapshotOf(
    'go-no-go',
    { needs: [need('vote', ['dns-admin'], [dmitri])], waitsFor: ['full-all-eve'] },
    {
      readiness: {
        open: [],
        halted: [],
        byWord: [],
        accepted: [],
        tooOld: [{ stepId: 'full-all-eve', seenAt: '2026-11-28T18:00:00.000Z', hours: 36 }],
        seen: 9,
      },
    },
  ),
  'T that leaves too little time': snapshotOf(
    'cutover-date',
    {
      answers: { cutoverDate: '2026-12-12', cutoverTime: '20:00' },
      approvals: [approval(anna, '19:02', 'go')],
      needs: [need('vote', ['dns-admin'], [dmitri])],
    },
    {
      leadTimes: {
        late: ['inventory', 'blocklists'],
        needed: whatTWaitsFor,
        earliest: '2026-12-14T19:12:00.000Z',
      },
    },
  ),
  'before its hour': snapshotOf('mx-ttl-restore', null, {
    early: { from: '2026-12-02T18:00:00.000Z', mayBegin: [anna.id, sergei.id] },
  }),
  'begun before its hour': snapshotOf('mx-ttl-restore', {
    begunEarly: { by: anna, at: at('19:00'), from: '2026-12-02T18:00:00.000Z', reason: 'no way back is wanted' },
    needs: [need('evidence', ['dns-admin'], [dmitri])],
  }),
  'put aside for another T': snapshotOf('full-all-eve', { state: 'withdrawn', aside: 't-moved', endedAt: at('19:10') }),
  'go agreed': snapshotOf(
    'go-no-go',
    { state: 'done', approvals: [approval(anna, '19:03', 'go'), approval(dmitri, '19:04', 'go')] },
    { state: 'done', mayTakeGoBack: [anna.id, dmitri.id] },
  ),
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
  ...night,
  'not applicable': snapshotOf('federated-to-managed', { state: 'not-applicable', endedAt: at('19:00') }),
};

/** Three that one person has at one time, each with something else to show. */
export const likeTasks: readonly StepSnapshot[] = [
  'sign-in-dependencies',
  'holds-and-retention',
  'licence-redemption',
].map((id) => snapshotOf(id, { id: `${id}-1`, needs: [need('evidence', ['source-admin'], [irina])] }));

export const stop = { by: irina, at: at('19:11'), reason: 'Mail bounces for the board', lifting: [anna] };
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

const group = { kind: 'm365-group', id: '6f1c0000-0000-4000-8000-000000000003', label: 'Projects' };
export const listChange: Change = {
  side: 'source',
  object: group,
  before: {
    emailAddresses: ['SMTP:projects@contoso.com', 'smtp:projects@contosogroup.onmicrosoft.com', 'SPO:SPO_1@2'],
  },
  after: { emailAddresses: ['SMTP:projects@contosogroup.onmicrosoft.com', 'SPO:SPO_1@2'] },
};
export const roleChanges: readonly RoleChange[] = [
  { role: 'project-manager', given: ['Anna Lindqvist'], taken: [], holders: 1 },
  { role: 'dns-admin', given: [], taken: ['Dmitri Orlov'], holders: 0 },
];
export const spared: NotNeeded = {
  role: 'test-lead',
  reason: 'The business tests',
  personId: anna.id,
  name: anna.name,
  at: at('08:00'),
};
export const spare: readonly SpareRole[] = [
  { role: 'migration-operator', because: remark('nothing-on-premises', { users: 4018 }) },
];
/** The team turned back, and something stays that can be undone. */
const leftDone = snapshotOf('mx-ttl-lowering', { state: 'done' }, { undoable: true });
const leftOver: Partial<MigrationStatus> = {
  state: 'backed-out',
  phase: 'back-out',
  turnBack: null,
  remains: {
    undone: [upn],
    stays: ['mx-ttl-lowering'],
    toPutRight: [{ stepId: 'mx-ttl-lowering', needs: [need('put-right', ['dns-admin'], [dmitri])] }],
  },
};

export const reminded: Reminder = {
  key: `reminder:${irina.id}:1`,
  person: irina,
  at: now,
  items: [
    { stepId: upn, attemptId: 'upn-1', kind: 'role', since: at('18:37'), waits: true, others: [] },
    { stepId: 'mx-parked', attemptId: 'mx-1', kind: 'watched', since: at('18:40'), waits: true, others: [dmitri] },
    { stepId: 'mx-ttl-lowering', attemptId: 'ttl-1', kind: 'evidence', since: at('18:00'), waits: false, others: [] },
  ],
};

/** Every card of every state for a reader. */
export function everyCard(views: Views, reader: Reader): readonly (readonly [string, Card])[] {
  const all = Object.values(steps);
  const checksDone = all.filter(({ kind, state }) => kind === 'check' && state === 'done').slice(0, 7);
  const waits = steps['waiting for two'] as StepSnapshot;
  const next = {
    person: reader.person ?? anna,
    todo: [{ stepId: upn, attemptId: waits.attempt?.id ?? '', need: twoNeeds[0] as Need }],
    waitedFor: [
      { stepId: 'mx-ttl-lowering', need: need('evidence', ['dns-admin'], [dmitri]) },
      { stepId: 'mx-parked', need: need('evidence', ['dns-admin'], [dmitri]) },
      { stepId: upn, need: twoNeeds[1] as Need },
    ],
    later: [{ stepId: 'full-all-after', from: '2026-12-01T06:00:00.000Z', mayBegin: true }],
    nextDueAt: at('19:30'),
  };
  return [
    ...Object.entries(steps).map(
      ([name, step]) => [`step: ${name}`, views.step(step, around(), reader, [irina, anna])] as const,
    ),
    ...(['attention', 'gate with a no'] as const).map(
      (name) => [`moved: ${name}`, views.moved(steps[name] as StepSnapshot, around(), reader)] as const,
    ),
    ['welcome', views.welcome(around({ state: 'not-started', cutoverAt: null }), reader)],
    ['welcome: under way', views.welcome(around(), reader)],
    ['welcome: turned back', views.welcome(around(leftOver), reader)],
    ['board', views.board('cutover', all, around(), reader)],
    ['board: several like tasks', views.board('prepare', likeTasks, around(), reader)],
    ['board: attention', views.board('stage', all, around({ stop }), reader)],
    ['board: done', views.board('eve', [], around(), reader)],
    ['stop', views.stop(around({ stop }), reader, [irina, anna])],
    ['stop: lifted', views.stop(around(), reader, [])],
    ['reminder', views.reminder(reminded, all, around(), reader, [irina])],
    ['status', views.status(all, around(), reader)],
    ['status: finished', views.status([], around({ state: 'finished', takenAsIs: ['operator-accounts'] }), reader)],
    ['status: turned back, and something to put right', views.status([leftDone], around(leftOver), reader)],
    ['step: left to put right', views.step(leftDone, around(leftOver), reader, [])],
    ['status: not started', views.status([], around({ state: 'not-started', cutoverAt: null, stop: null }), reader)],
    ['next', views.next(next, all, around(), reader)],
    ['next: nothing', views.next({ ...next, todo: [] }, all, around(), reader)],
    ['next: no role', views.next(null, all, around(), reader)],
    ['roles', views.roles(around(), reader)],
    ['roles: changed', views.roles(around(), reader, { kind: 'changed', changes: roleChanges })],
    [
      'roles: asked',
      views.roles(around(), reader, {
        kind: 'asked',
        wanted: [{ role: 'source-admin', people: [irina.id, hanna.id] }],
        who: hanna.name,
        role: 'source-admin',
      }),
    ],
    ['roles: not needed', views.roles(around({ notNeeded: [spared], spare }), reader)],
    ['plan', views.plan(waits, changes, 10, around(), reader)],
    ['plan: addresses', views.plan(steps['blocked'] as StepSnapshot, [addressChange], 0, around(), reader)],
    ['plan: anew', views.plan(steps['approval asked anew'] as StepSnapshot, changes, 0, around(), reader)],
    ['plan: what changed', views.changed(steps['approval asked anew'] as StepSnapshot, around(), reader)],
    ['plan: lists and domains', views.plan(waits, [listChange, domainChange], 0, around(), reader)],
    ['plan: records', views.plan(steps['many records to set'] as StepSnapshot, [], 0, around(), reader)],
    ['plan: the last records', views.plan(steps['many records to set'] as StepSnapshot, [], 20, around(), reader)],
    ['blockers', views.blockers(report, 'all', 0, around(), reader)],
    ['blockers: users', views.blockers(report, 'users', 0, around(), reader)],
    ['blockers: the last users', views.blockers(report, 'users', 8, around(), reader)],
    ['blockers: of a made-up kind', views.blockers(report, 'constructor', 0, around(), reader)],
    ['blockers: only falling', views.blockers(falling, 'all', 0, around(), reader)],
    ['blockers: one search lost', views.blockers(unseen, 'groups', 0, around(), reader)],
    ['blockers: nothing known', views.blockers(null, 'all', 0, around({ movingDomains: ['contoso.com'] }), reader)],
    ['board: on time', views.board('cutover', all, around({ phases: onTime }), reader)],
    ['board: after the line', views.board('after', all, around({ turnBack: beyondTheLine }), reader)],
    ['board: too late to turn back in time', views.board('cutover', all, around({ turnBack: tooLate }), reader)],
    ['why', views.why(waits, around(), reader)],
    ['checks: none', views.checks([], 0, around(), reader)],
    ['checks', views.checks(checksDone, 0, around(), reader)],
    ['checks: the last ones', views.checks(checksDone, 5, around(), reader)],
    ['log', views.log(entries, { entries: 4, brokenAt: null }, around(), reader)],
    [
      'log: a part of it',
      views.log(entries, { entries: 40, brokenAt: null }, around(), reader, {
        filter: { stepId: upn, personId: irina.id, kind: 'approvals' },
        more: true,
        later: true,
      }),
    ],
    ['log: broken', views.log(entries, { entries: 4, brokenAt: 3 }, around(), reader)],
    ['help', views.help(reader)],
    [
      'which task',
      views.whichTask(
        [{ id: '0198f0aa-1111-7000-8000-000000000001', name: 'sizes [1](http://x).csv' }],
        [
          { step: steps['task'] as StepSnapshot },
          { step: steps['task taken'] as StepSnapshot },
          { step: steps['decision with a file'] as StepSnapshot, field: 'mappingTable' },
        ],
        around(),
        reader,
      ),
    ],
    [
      'refusal',
      views.refusal(
        { code: 'approval.same-person', facts: { step: upn, at: at('19:02'), who: 'Anna, Sergei' } },
        reader,
      ),
    ],
  ];
}
