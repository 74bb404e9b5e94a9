/** The engine's door in memory: records what was ordered, and keeps an outbox with the same promises. Rules of the migration are not here. */
import { nobodyMay } from '../../../src/engine/rights/moment.js';
import type { Engine } from '../../../src/engine/api';
import type { CardDue, MigrationStatus, Person, StepSnapshot } from '../../../src/engine/state';
import { allowed, refused, type Outcome, type Refusal } from '../../../src/errors';
import { waitFor, withOneMore } from '../../../src/engine/outbox/turns';
import { people } from './fake-channel';

const needOfNext = { kind: 'evidence', roles: [], people: [] } as const;

const status: MigrationStatus = {
  id: 'm1',
  mode: 'rehearsal',
  state: 'under-way',
  movingDomains: ['contoso.com'],
  sourceName: 'Contoso',
  destinationName: 'Fabrikam',
  cutoverAt: null,
  now: '2026-11-30T08:00:00.000Z',
  stop: null,
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
    kind: 'change',
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
      said: null,
      restsOn: null,
      form: null,
      answers: {},
      evidence: [],
      troubles: [],
      waitsFor: [],
      startedAt: status.now,
      endedAt: null,
      lookedAt: null,
      outside: null,
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
  /** Who has it just now: the process that lives, or one that died. */
  claimed: 'living' | 'dead' | null;
  doubted: boolean;
  notBefore: number;
  failures: number;
}

const untouched: StoredCard = {
  thread: null,
  version: 0,
  sent: 0,
  posting: false,
  posted: null,
  claimed: null,
  doubted: false,
  notBefore: 0,
  failures: 0,
};

export function recordingEngine(
  cards: Map<string, StoredCard> = new Map(),
  facts: Map<string, string> = new Map(),
  now: () => number = Date.now,
) {
  const sent = new Map<string, readonly number[]>();
  const admitted = new Map<string, Date>();
  let pausedUntil = 0;
  const ordered: { command: string; by: string; order: unknown }[] = [];
  const refusals: { by: string | null; refusal: Refusal }[] = [];
  const listeners = new Set<() => void>();
  let refuseNext: Refusal | null = null;
  let breakNext = false;
  let state: MigrationStatus['state'] = status.state;

  const wake = (): void => listeners.forEach((listener) => listener());

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
    failures: stored.failures,
  });
  const rank = ({ key, thread, posted }: CardDue): number =>
    posted === null ? (thread === null ? 0 : 1) : key.startsWith('board:') ? 3 : 2;
  const open = ([, stored]: [string, StoredCard]): boolean => !stored.posting && stored.version > stored.sent;
  const waitsForItsBoard = ([, { thread, posted }]: [string, StoredCard]): boolean => {
    const board = cards.get(`board:${thread}`);
    return (
      posted === null &&
      !facts.get(`thread:${thread}`) &&
      board !== undefined &&
      !board.doubted &&
      board.version > board.sent
    );
  };
  /** What became of a card: of one that somebody else has taken since, nothing. */
  const tell = (key: string, change: Partial<StoredCard>, restMs = 0): void => {
    if (card(key).claimed !== 'living') return;
    Object.assign(card(key), { posting: false, claimed: null, notBefore: now() + restMs, ...change });
  };

  const engine: Engine = {
    commands: {
      begin: order('begin'),
      assign: order('assign'),
      assignRoles: async (by, given) => {
        const outcome = await order('assignRoles')(by, given);
        const { roles } = given as Parameters<Engine['commands']['assignRoles']>[1];
        const changes = roles.map(({ role, people }) => ({
          role,
          given: people.map(({ name }) => name),
          taken: [],
          holders: people.length,
        }));
        return outcome.ok ? allowed(changes) : outcome;
      },
      unassign: order('unassign'),
      declareNotNeeded: order('declareNotNeeded'),
      declareNeeded: order('declareNeeded'),
      refuse: order('refuse'),
      takeBack: order('takeBack'),
      takeGoBack: order('takeGoBack'),
      handBack: order('handBack'),
      giveUp: order('giveUp'),
      approve: order('approve'),
      vote: order('vote'),
      answer: order('answer'),
      take: order('take'),
      attach: order('attach'),
      attachFile: order('attachFile'),
      holdFile: async (by, given) => {
        const outcome = await order('holdFile')(by, given);
        return outcome.ok ? allowed({ fileId: '0198f0aa-1111-7000-8000-000000000001' }) : outcome;
      },
      attachHeld: order('attachHeld'),
      complete: order('complete'),
      beginEarly: order('beginEarly'),
      reschedule: async (by, given) => {
        const outcome = await order('reschedule')(by, given);
        const leadTimes = { late: [], needed: [], earliest: null };
        return outcome.ok ? allowed({ holds: 'none', cutoverAt: null, leadTimes }) : outcome;
      },
      again: order('again'),
      accept: order('accept'),
      pause: order('pause'),
      goOn: order('goOn'),
      halt: order('halt'),
      retry: order('retry'),
      accountFor: order('accountFor'),
      stop: order('stop'),
      resume: async (by) => {
        const outcome = await order('resume')(by);
        return outcome.ok ? allowed({ lifted: false }) : outcome;
      },
      backOut: order('backOut'),
      lookAtBlockers: async () => void ordered.push({ command: 'lookAtBlockers', by: '', order: {} }),
      recordRefusal: async (by, refusal) => void refusals.push({ by: by?.personId ?? null, refusal }),
    },
    queries: {
      status: async () => ({ ...status, state }),
      migration: async () => ({ facts: { ...status, state }, roster: [rosterPerson] }),
      next: async (personId) =>
        facts.has(`asked ${personId}`)
          ? {
              person: { ...rosterPerson, id: personId },
              todo: [{ stepId: 'upn-to-initial-domain', attemptId: 'att-1', need: needOfNext }],
              waitedFor: [],
              nextDueAt: null,
            }
          : null,
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
      reminder: async (key) => ({ key, person: rosterPerson, at: '2026-11-30T01:00:00.000Z', items: [] }),
      blockers: async () =>
        facts.has('something was seen')
          ? {
              stepId: 'domain-blockers',
              attemptId: 'att-1',
              side: 'source',
              seenAt: '2026-11-30T02:00:00.000Z',
              findings: [],
              evidence: [],
            }
          : null,
      attemptsOf: async () => [],
      uploadUsed: async () => false,
      evidence: async (id) =>
        id === 'ev-1' ? { name: 'список.csv', contentType: 'text/csv', content: Buffer.from('a;b') } : null,
      log: async () => [],
      checkLog: async () => ({ entries: 0, brokenAt: null }),
    },
    outbox: {
      claim: async () => {
        const ready =
          pausedUntil > now() ? [] : [...cards].filter(open).filter(([, { notBefore }]) => notBefore <= now());
        const [first] = ready
          .filter((entry) => !waitsForItsBoard(entry))
          .map(([key, stored]) => due(key, stored))
          .sort((a, b) => rank(a) - rank(b));
        if (first !== undefined) {
          card(first.key).claimed = 'living';
          return { card: first };
        }
        const waits = [...cards].filter(open).map(([, { notBefore }]) => Math.max(notBefore, pausedUntil) - now());
        const coming = waits.filter((wait) => wait > 0);
        return { card: null, waitMs: coming.length === 0 ? null : Math.min(...coming) };
      },
      posting: async (key) => {
        if (card(key).claimed !== 'living' || card(key).posting) return false;
        card(key).posting = true;
        return true;
      },
      posted: async (key, version, { conversationId, activityId }, restMs) =>
        tell(key, { sent: version, posted: { conversationId, activityId }, doubted: false, failures: 0 }, restMs),
      edited: async (key, version, restMs) => tell(key, { sent: version, failures: 0 }, restMs),
      notSent: async (key, waitMs) => tell(key, { failures: card(key).failures + 1 }, waitMs),
      vanished: async (key) => {
        tell(key, { posted: null, sent: 0 });
        wake();
      },
      unanswered: async (key) => {
        if (card(key).doubted) return false;
        card(key).doubted = true;
        return true;
      },
      newlyInDoubt: async () => {
        const found = [...cards].filter(
          ([, { posting, doubted, claimed }]) => posting && !doubted && claimed === 'dead',
        );
        for (const [, stored] of found) stored.doubted = true;
        return found.map(([key, stored]) => due(key, stored));
      },
      found: async (key, posted) => {
        const stored = cards.get(key);
        if (stored?.doubted !== true) return false;
        Object.assign(stored, { posting: false, claimed: null, doubted: false, sent: 0, posted });
        return true;
      },
      pause: async (milliseconds) => void (pausedUntil = now() + milliseconds),
      takeTurn: async (conversation, limits, overall) => {
        const limitsOf = new Map([
          ['*', [overall]],
          [conversation, limits],
        ]);
        const wait = Math.max(...[...limitsOf].map(([id, some]) => waitFor(sent.get(id) ?? [], some, now())));
        if (wait > 0) return wait;
        for (const [id, some] of limitsOf) sent.set(id, withOneMore(sent.get(id) ?? [], some, now()));
        return 0;
      },
      admit: async (activity, until) => {
        const known = admitted.get(activity);
        if (known !== undefined && known.getTime() > now()) return false;
        admitted.set(activity, until);
        return true;
      },
      onDue: (listener) => {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
      follow: async (key, where) => void facts.set(`followed ${key}`, where.activityId),
      remember: async (key, value) => void facts.set(key, value),
      recall: async (key) => facts.get(key) ?? null,
      settle: async (key, known, value) => {
        if ((facts.get(key) ?? null) === known) facts.set(key, value);
        return facts.get(key) ?? value;
      },
    },
    start: async () => undefined,
    stop: async () => undefined,
    nextDueAt: async () => null,
    nextForPeopleAt: async () => null,
    onChange: () => () => undefined,
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
    /** The one step came to a halt then; null: it asks. */
    halts: (since: string | null): void => {
      const [before] = steps as [StepSnapshot];
      const now = since === null ? ('asking' as const) : ('attention' as const);
      const attempt = before.attempt === null ? null : { ...before.attempt, state: now };
      steps[0] = { ...before, state: now, since: since ?? before.since, attempt };
    },
    /** A card became due, or due again in a newer form. */
    mark: (key: string, thread: CardDue['thread'] = null): void => {
      const stored = cards.get(key) ?? { ...untouched, thread };
      stored.version += 1;
      cards.set(key, stored);
      wake();
    },
    /** The process that had cards in hand is dead. */
    died: (): void => {
      for (const stored of cards.values()) if (stored.claimed !== null) stored.claimed = 'dead';
    },
  };
}

export type RecordingEngine = ReturnType<typeof recordingEngine>;
