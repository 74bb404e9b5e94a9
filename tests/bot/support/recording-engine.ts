/** The engine's door in memory: records what was ordered, and keeps an outbox with the same promises. Rules of the migration are not here. */
import { nobodyMay } from '../../../src/engine/rights/moment.js';
import type { Engine } from '../../../src/engine/api';
import type { CardDue, MigrationStatus, Person, StepSnapshot } from '../../../src/engine/state';
import { allowed, refused, type Outcome, type Refusal } from '../../../src/errors';
import { people } from './fake-channel';

const status: MigrationStatus = {
  id: 'm1',
  mode: 'rehearsal',
  state: 'under-way',
  movingDomains: ['contoso.com'],
  sourceName: 'Contoso',
  destinationName: 'Fabrikam',
  cutoverAt: null,
  now: '2026-11-30T08:00:00.000Z',
  freeze: null,
  phase: 'prepare',
  phases: [],
  turnBack: null,
  wayBack: null,
  remains: null,
  emptyRoles: [],
};

export const rosterPerson: Person = {
  id: people.anna.aadObjectId,
  name: people.anna.name,
  company: 'destination',
  lang: 'en',
  roles: ['project-manager'],
};

export function snapshot(stepId: string, attemptId: string): StepSnapshot {
  return {
    step: {
      id: stepId,
      guide: ['67', '68'],
      phase: 'prepare',
      side: 'source',
      kind: 'change',
      risk: 'high',
      roles: ['source-admin'],
      after: [],
      undo: 'on-request',
    },
    state: 'asking',
    since: status.now,
    attempt: {
      id: attemptId,
      number: 1,
      direction: 'do',
      state: 'asking',
      plan: {
        hash: 'f'.repeat(64),
        plannedAt: status.now,
        changes: 2,
        byKind: { user: 2 },
        sample: [],
        blockers: [],
        warnings: [],
        leftOut: [],
        undoSeconds: 60,
      },
      approvals: [],
      needs: [],
      may: nobodyMay,
      progress: null,
      findings: [],
      voided: null,
      putOff: null,
      takenBy: null,
      form: null,
      answers: {},
      evidence: [],
      troubles: [],
      startedAt: status.now,
      endedAt: null,
      lookedAt: null,
      despiteStop: false,
    },
    waitsFor: [],
    timing: null,
    notApplicable: null,
    undoable: true,
    toBeUndone: false,
    times: { plannedEnd: null, startedAt: null, endedAt: null, slipMinutes: null },
  };
}

interface StoredCard {
  thread: CardDue['thread'];
  version: number;
  sent: number;
  posting: boolean;
  posted: CardDue['posted'];
}

export function recordingEngine(cards: Map<string, StoredCard> = new Map(), facts: Map<string, string> = new Map()) {
  const ordered: { command: string; by: string; order: unknown }[] = [];
  const refusals: { by: string | null; refusal: Refusal }[] = [];
  const listeners = new Set<() => void>();
  let refuseNext: Refusal | null = null;
  let breakNext = false;
  let state: MigrationStatus['state'] = status.state;

  const order =
    (command: string) =>
    async (by: { personId: string }, what: unknown = {}): Promise<Outcome<null>> => {
      if (breakNext) {
        breakNext = false;
        throw new Error('secret stack');
      }
      ordered.push({ command, by: by.personId, order: what });
      const refusal = refuseNext;
      refuseNext = null;
      return refusal === null ? allowed(null) : refused(refusal.code, refusal.facts);
    };
  const steps = [snapshot('upn-to-initial-domain', 'att-1')];
  const card = (key: string): StoredCard => cards.get(key) as StoredCard;
  const due = (key: string, stored: StoredCard): CardDue => ({
    key,
    thread: stored.thread,
    version: stored.version,
    posted: stored.posted,
    mention: [rosterPerson],
  });

  const engine: Engine = {
    commands: {
      begin: order('begin'),
      assign: order('assign'),
      unassign: order('unassign'),
      approve: order('approve'),
      vote: order('vote'),
      answer: order('answer'),
      take: order('take'),
      attach: order('attach'),
      complete: order('complete'),
      again: order('again'),
      accept: order('accept'),
      stop: order('stop'),
      resume: async (by) => {
        const outcome = await order('resume')(by);
        return outcome.ok ? allowed({ lifted: false }) : outcome;
      },
      backOut: order('backOut'),
      recordRefusal: async (by, refusal) => void refusals.push({ by: by?.personId ?? null, refusal }),
    },
    queries: {
      status: async () => ({ ...status, state }),
      next: async () => null,
      roster: async () => [rosterPerson],
      step: async (stepId) => steps.find(({ step }) => step.id === stepId) ?? null,
      attempt: async (attemptId) => steps.find(({ attempt }) => attempt?.id === attemptId) ?? null,
      steps: async () => steps,
      plan: async (attemptId, { offset, limit }) =>
        attemptId === 'att-1'
          ? Array.from({ length: 1200 }, (_, index) => ({
              side: 'source' as const,
              object: { kind: 'user', id: `id-${index}`, label: `user ${index}` },
              before: { userPrincipalName: 'a' },
              after: { userPrincipalName: 'b' },
            })).slice(offset, offset + limit)
          : [],
      blockers: async () => null,
      attemptsOf: async () => [],
      evidence: async (id) =>
        id === 'ev-1' ? { name: 'список.csv', contentType: 'text/csv', content: Buffer.from('a;b') } : null,
      log: async () => [],
      checkLog: async () => ({ entries: 0, brokenAt: null }),
    },
    outbox: {
      due: async (limit) =>
        [...cards]
          .filter(([, stored]) => !stored.posting && stored.version > stored.sent)
          .map(([key, stored]) => due(key, stored))
          .slice(0, limit),
      posting: async (key) => void (card(key).posting = true),
      posted: async (key, version, where) =>
        void Object.assign(card(key), {
          posting: false,
          sent: version,
          posted: { conversationId: where.conversationId, activityId: where.activityId },
        }),
      edited: async (key, version) => void (card(key).sent = version),
      notSent: async (key) => void (card(key).posting = false),
      vanished: async (key) => void Object.assign(card(key), { posted: null, sent: 0 }),
      inDoubt: async () => [...cards].filter(([, { posting }]) => posting).map(([key, stored]) => due(key, stored)),
      onDue: (listener) => {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
      remember: async (key, value) => void facts.set(key, value),
      recall: async (key) => facts.get(key) ?? null,
    },
    start: async () => undefined,
    stop: async () => undefined,
    nextDueAt: async () => null,
    idle: async () => true,
  };
  return {
    engine,
    ordered,
    refusals,
    cards,
    facts,
    refuse: (refusal: Refusal) => (refuseNext = refusal),
    breakOnce: () => (breakNext = true),
    stands: (as: MigrationStatus['state']) => void (state = as),
    /** A card became due, or due again in a newer form. */
    mark: (key: string, thread: CardDue['thread'] = null): void => {
      const stored = cards.get(key) ?? { thread, version: 0, sent: 0, posting: false, posted: null };
      stored.version += 1;
      cards.set(key, stored);
      for (const listener of listeners) listener();
    },
  };
}

export type RecordingEngine = ReturnType<typeof recordingEngine>;
