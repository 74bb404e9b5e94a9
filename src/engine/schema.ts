/** The tables that carry the truth. DBOS carries execution; what must be true together is written here in one transaction. */
import type { FileType } from '../contract/files.js';
import type { ColumnType, Generated } from 'kysely';
import type { Form } from '../contract/decision.js';
import type { Finding, Remark } from '../contract/finding.js';
import type { TransferLook } from '../contract/transfer.js';
import type { MadeObject } from '../contract/context.js';
import type { Json } from '../contract/json.js';
import type { Company, Direction, Lang, Phase, Role, Side } from '../contract/step.js';
import type {
  AttemptState,
  MigrationStatus,
  NotNeeded,
  PlanSummary,
  ReminderItem,
  StepState,
  Voided,
} from './state.js';

/** Read as a value, written as JSON text. */
type Stored<T> = ColumnType<T, string, string>;

/** A plan as stored is the plan as told. */
export type StoredPlan = PlanSummary;

/** The tenant did not take it yet: the step is offered again when `until` is done. */
export interface PutOff {
  readonly until: string;
  readonly remark: Remark;
}

export interface StoredEarly {
  readonly personId: string;
  readonly at: string;
  /** When it would have been offered. */
  readonly from: string;
  readonly reason: string;
}

/** t-moved: it was timed by another T · go-taken-back: it was offered by a go that somebody took back. */
export type StoredAside = 't-moved' | 'go-taken-back';

export interface LedgerCounts {
  readonly total: number;
  readonly done: number;
  readonly drifted: number;
  readonly refused: number;
}

/** How an outside run was seen last; `starting`: begun, or about to be, and not seen yet. */
export type TransferRunState = 'starting' | 'running' | 'paused' | 'ended';

/** What a look saw, as far as a card can show it. */
export interface StoredLook {
  readonly items: TransferLook['items'];
  readonly bytes: TransferLook['bytes'] | null;
  readonly failed: readonly Remark[];
}

/** What a person said of an attempt; `by` is their id. */
export interface StoredWord {
  readonly by: string | null;
  readonly at: string;
  readonly reason?: string | null;
}

/** `taken`: somebody took it as it is, and the step was not through with that. */
export type KeptFinding = Finding & { readonly taken?: StoredWord };

export type LedgerState = 'pending' | 'started' | 'done' | 'drifted' | 'refused';
export type BatchState = 'pending' | 'queued' | 'paused' | 'done';
export interface EngineTables {
  migration: {
    id: string;
    state: MigrationStatus['state'];
    cutover_at: string | null;
    active_stop: number | null;
    not_needed: ColumnType<readonly NotNeeded[], string | undefined, string>;
    audit_number: number;
    audit_hash: string;
  };
  person: {
    id: string;
    name: string;
    company: Company;
    lang: Lang;
    email: string | null;
    user_principal_name: string | null;
  };
  /** `given_at` null: before that was kept. */
  role_holder: { person_id: string; role: Role; given_at: string | null };
  step: {
    id: string;
    phase: Phase;
    position: number;
    state: StepState;
    since: string;
    not_applicable: Stored<Remark | null> | null;
    /** Grows with every step that becomes done: the order a back-out reverses. */
    done_order: number | null;
    attempt_id: string | null;
  };
  attempt: {
    id: string;
    step_id: string;
    number: number;
    direction: Direction;
    state: AttemptState;
    plan: Stored<StoredPlan | null> | null;
    findings: Stored<readonly KeptFinding[]>;
    voided: Stored<Voided | null> | null;
    troubles: Stored<readonly Remark[]>;
    counts: Stored<LedgerCounts | null> | null;
    answers: Stored<Readonly<Record<string, string>>>;
    /** What it asks, as it was shown. */
    form: Stored<Form | null> | null;
    taken_by: string | null;
    /** The last time somebody said that it is done; took what was open as it is; answered. */
    said: Stored<StoredWord | null> | null;
    accepted: Stored<StoredWord | null> | null;
    answered: Stored<StoredWord | null> | null;
    /** Who has taken an incomplete change as it is, while somebody else has to do so, too. */
    accepting: ColumnType<readonly StoredWord[], string | undefined, string>;
    /** Somebody had it in hand and gave it back: how far they came is not known. */
    handed_back_at: string | null;
    /** Nobody had said anything of it when people turned back: whether it was done meanwhile is seen when its turn comes to be taken back. */
    perhaps_done: boolean;
    started_at: string;
    ended_at: string | null;
    writes_began_at: string | null;
    /** Since when what it came to is looked at, again and again. */
    looking_since: string | null;
    /** When what it asks was written to the end, said to be done by somebody, or taken as done: from then on its step has something to undo. */
    carried_out_at: string | null;
    /** It is agreed to and waits for the stop to be lifted before it plans again. */
    held_by_stop: boolean;
    /** The stop that approving this undo lifted for this attempt alone. */
    lifted_stop: number | null;
    failures: number;
    put_off: Stored<PutOff | null> | null;
    /** Somebody let it begin before its hour. */
    begun_early: Stored<StoredEarly | null> | null;
    /** When other steps had undone what it did: a step that others undo has no attempt of its own for that. */
    undone_at: string | null;
    /** Why it was withdrawn, where its card can say it. */
    aside: StoredAside | null;
    looked_at: string | null;
    /** Of a check: when it last found what nobody had been called for. */
    news_at: string | null;
    /** Looks of its verification or watch so far. */
    looks: Generated<number>;
  };
  output: { attempt_id: string; step_id: string; name: string; value: Stored<Json>; at: string };
  ledger: {
    attempt_id: string;
    ordinal: number;
    step_id: string;
    batch: number;
    side: Side;
    kind: string;
    object_id: string;
    label: string;
    before: Stored<Json>;
    after: Stored<Json>;
    state: LedgerState;
    /** Writes begun and not known to have been refused: more than none means the object may be ours. */
    tries: number;
    observed_before: Stored<Json> | null;
    started_at: string | null;
    at: string | null;
    remark: Stored<Remark | null> | null;
    /** An undo attempt restored it. */
    undone: boolean;
    /** What its write brought into being. */
    made: Stored<readonly MadeObject[] | null> | null;
    /** Of an undo: kind and id of the object as the way forward named it. */
    undoes_kind: string | null;
    undoes_id: string | null;
  };
  batch: {
    attempt_id: string;
    number: number;
    side: Side;
    state: BatchState;
    failures: number;
    digest: string | null;
  };
  /** What a check reads for hours, part by part; gone when the check has come to an end. */
  read_part: {
    attempt_id: string;
    step_id: string;
    number: number;
    /** When what is to be read was settled. */
    begun_at: string;
    count: number;
    items: Stored<readonly Json[]>;
    /** Null: not read yet. */
    read: Stored<readonly Json[]> | null;
    /** How long it took, in migration time. */
    seconds: number | null;
  };
  /** What a transfer is about, item by item. */
  transfer_item: {
    attempt_id: string;
    ordinal: number;
    side: Side;
    kind: string;
    object_id: string;
    label: string;
    facts: Stored<Json>;
    /** The newest round that takes it along. */
    round: number;
    done: boolean;
  };
  /** One outside run. Its row is there before the outside start. */
  transfer_run: {
    attempt_id: string;
    round: number;
    key: string;
    outside_id: string | null;
    state: TransferRunState;
    items: number;
    /** Of all rounds together, and of those how many are not done: known anew when a round ends. */
    planned: number;
    open: number;
    /** Starts begun and not known to have been refused: more than none means it may run although nobody knows its id. */
    tries: Generated<number>;
    tried_at: string | null;
    /** What people asked of it and no look has seen yet. */
    wanted: 'pause' | 'go-on' | 'halt' | null;
    /** Until when an order that this one took back may still take effect: until then it is kept, whatever is seen. */
    unsettled_until: string | null;
    /** The stop that paused it. */
    paused_by: number | null;
    begun_at: string;
    started_at: string | null;
    ended_at: string | null;
    halted: Generated<boolean>;
    progress: Stored<StoredLook | null> | null;
    /** Seconds of migration time it was seen running, pauses left out. */
    seconds: Generated<number>;
    looked_at: string | null;
    moved_at: string | null;
  };
  approval: {
    attempt_id: string;
    person_id: string;
    vote: 'approve' | 'go' | 'no';
    plan_hash: string | null;
    reason: string | null;
    at: string;
  };
  held_file: {
    id: string;
    person_id: string;
    name: string;
    content_type: string;
    content: Buffer;
    /** As it was judged when it came; null in what an older version kept. */
    kind: FileType | null;
    at: string;
  };
  evidence: {
    id: string;
    attempt_id: string;
    step_id: string;
    name: string;
    content_type: string;
    content: Buffer;
    /** The content is packed (`attempts/packed.ts`); length and hash are of what it was. */
    packed: boolean;
    bytes: number;
    sha256: string;
    at: string;
    person_id: string | null;
    note: string | null;
    /** The upload link a file came by: each is good for one. */
    link: string | null;
    /** The field of the form that a file was handed in for. */
    field: string | null;
    sequence: Generated<number>;
  };
  accepted: { step_id: string; finding: string };
  /** The newest look that somebody asked for, by the step that looks like that. */
  blocker_look: {
    step_id: string;
    at: string | null;
    findings: ColumnType<readonly Finding[], string, string>;
    failed_at: string | null;
    message: string | null;
  };
  work: {
    key: string;
    job_id: string;
    name: string;
    queue: string;
    partition: string | null;
    input: Stored<Json>;
    due_at: string | null;
  };
  stop: { id: Generated<number>; person_id: string; at: string; reason: string | null; lifted_at: string | null };
  stop_lift: { stop_id: number; person_id: string };
  audit: {
    number: number;
    at: string;
    person_id: string | null;
    person_name: string | null;
    what: string;
    step_id: string | null;
    facts: string;
    hash: string;
  };
  card: {
    key: string;
    thread: Phase | null;
    version: number;
    sent_version: Generated<number>;
    conversation_id: string | null;
    activity_id: string | null;
    posting: Generated<boolean>;
    not_before: ColumnType<Date | null, Date | null | undefined, Date | null>;
    marked_at: ColumnType<Date, Date, Date>;
    sequence: Generated<number>;
    /** The process that draws and sends it just now, or whose post was not answered. */
    claimed_by: string | null;
    claimed_at: ColumnType<Date | null, Date | null | undefined, Date | null>;
    /** Its post was never answered, and since when that is known: it may be on the channel or not. */
    doubted_at: ColumnType<Date | null, Date | null | undefined, Date | null>;
    /** How often in a row it was not sent. */
    failures: Generated<number>;
  };
  fact: { key: string; value: string };
  /** What a person was told by the clock; the key is its card's. */
  reminder: {
    key: string;
    person_id: string;
    number: number;
    at: string;
    items: ColumnType<readonly ReminderItem[], string, string>;
  };
  conversation: {
    /** `*`: all of them together. */
    id: string;
    /** When something was sent there, in milliseconds since 1970 by the database's clock. */
    sent: Stored<readonly number[]>;
    paused_until: ColumnType<Date | null, Date | null | undefined, Date | null>;
  };
  /** Activities of the channel that were let in, for as long as they could be brought again. */
  admitted: { activity: string; until: ColumnType<Date, Date, Date> };
}

const firstTables = `
create schema if not exists engine;
create table engine.migration (
  id text primary key, state text not null, cutover_at text, active_freeze integer,
  audit_number integer not null, audit_hash text not null);
create table engine.person (
  id text primary key, name text not null, company text not null, lang text not null, email text, user_principal_name text);
create table engine.role_holder (
  person_id text not null references engine.person, role text not null, primary key (person_id, role));
create table engine.step (
  id text primary key, phase text not null, position integer not null, state text not null, since text not null,
  not_applicable jsonb, done_order integer, attempt_id text);
create sequence engine.done_order;
create table engine.attempt (
  id text primary key, step_id text not null references engine.step, number integer not null, direction text not null,
  state text not null, plan jsonb, findings jsonb not null default '[]', voided jsonb, troubles jsonb not null default '[]',
  counts jsonb, answers jsonb not null default '{}', taken_by text, started_at text not null, ended_at text,
  writes_began_at text, verify_since text, parked boolean not null default false, thawed integer,
  failures integer not null default 0, unique (step_id, number));
create table engine.ledger (
  attempt_id text not null references engine.attempt, ordinal integer not null, step_id text not null, batch integer not null,
  side text not null, kind text not null, object_id text not null, label text not null, before jsonb not null, after jsonb not null,
  state text not null, tries integer not null default 0, observed_before jsonb, started_at text, at text, remark jsonb,
  undone boolean not null default false, primary key (attempt_id, ordinal));
create index ledger_state on engine.ledger (attempt_id, state);
create index ledger_batch on engine.ledger (attempt_id, batch);
create index ledger_object on engine.ledger (step_id, side, kind, object_id) where tries > 0;
create index ledger_open on engine.ledger (attempt_id) where tries > 0 and not undone;
create table engine.batch (
  attempt_id text not null references engine.attempt, number integer not null, side text not null, state text not null,
  failures integer not null default 0, digest text, primary key (attempt_id, number));
create table engine.approval (
  attempt_id text not null references engine.attempt, person_id text not null, vote text not null, plan_hash text, reason text,
  at text not null, primary key (attempt_id, person_id));
create table engine.evidence (
  id text primary key, attempt_id text not null references engine.attempt, step_id text not null, name text not null,
  content_type text not null, content bytea not null, bytes integer not null, sha256 text not null, at text not null,
  person_id text, note text, sequence serial);
create index evidence_attempt on engine.evidence (attempt_id);
create index evidence_step on engine.evidence (step_id, name, sequence);
create table engine.accepted (step_id text not null, finding text not null, primary key (step_id, finding));
create table engine.work (
  key text primary key, job_id text not null, name text not null, queue text not null, partition text, input jsonb not null,
  due_at text);
create sequence engine.work_run;
create table engine.freeze (id serial primary key, person_id text not null, at text not null, reason text, lifted_at text);
create table engine.freeze_lift (freeze_id integer not null, person_id text not null, primary key (freeze_id, person_id));
create table engine.audit (
  number integer primary key, at text not null, person_id text, person_name text, what text not null, step_id text,
  facts text not null, hash text not null);
create table engine.card (
  key text primary key, thread text, version integer not null, sent_version integer not null default 0, conversation_id text,
  activity_id text, posting boolean not null default false, not_before timestamptz, marked_at timestamptz not null, sequence serial);
create table engine.fact (key text primary key, value text not null);
`;

/** What one process kept in its memory. A card in doubt was a fact `doubt:<key>` that said so. */
const severalProcesses = `
alter table engine.card
  add column claimed_by text, add column claimed_at timestamptz, add column doubted_at timestamptz,
  add column failures integer not null default 0;
update engine.card set doubted_at = now()
  where posting and exists (select from engine.fact where fact.key = 'doubt:' || card.key and value <> '');
delete from engine.fact where key like 'doubt:%';
create table engine.conversation (id text primary key, sent jsonb not null, paused_until timestamptz);
create table engine.admitted (activity text primary key, until timestamptz not null);
create index admitted_until on engine.admitted (until);
`;

/** One state in one column; what was made and what is undone per object; what steps hand on. */
const kinds = `
alter table engine.attempt add column looks integer not null default 0;
alter table engine.ledger add column made jsonb, add column undoes_kind text, add column undoes_id text;
update engine.ledger as ledger set undoes_kind = kind, undoes_id = object_id
  from engine.attempt as attempt where attempt.id = ledger.attempt_id and attempt.direction = 'undo';
update engine.attempt set state = case
    when put_off is not null and put_off <> 'null'::jsonb then 'put-off'
    when voided is null or voided = 'null'::jsonb then 'withdrawn' else 'voided' end
  where state = 'voided';
create table engine.output (
  attempt_id text not null references engine.attempt, step_id text not null, name text not null, value jsonb not null,
  at text not null, primary key (attempt_id, name));
create index output_step on engine.output (step_id, name);
insert into engine.output (attempt_id, step_id, name, value, at)
  select id, step_id, 'answers', answers, coalesce(ended_at, started_at) from engine.attempt
  where answers <> '{}'::jsonb and state = 'done';
`;

/** Outside work that runs for hours: what it is about, and each of its runs. */
const transfers = `
create table engine.transfer_item (
  attempt_id text not null references engine.attempt, ordinal integer not null, side text not null, kind text not null,
  object_id text not null, label text not null, facts jsonb not null, round integer not null, done boolean not null default false,
  primary key (attempt_id, ordinal));
create table engine.transfer_run (
  attempt_id text not null references engine.attempt, round integer not null, key text not null unique, outside_id text,
  state text not null, items integer not null, planned integer not null, open integer not null, tries integer not null default 0, tried_at text, wanted text, paused_by integer,
  begun_at text not null, started_at text, ended_at text, halted boolean not null default false, progress jsonb,
  seconds double precision not null default 0, looked_at text, moved_at text, primary key (attempt_id, round));
create index transfer_run_open on engine.transfer_run (attempt_id) where state <> 'ended';
`;

/**
 * What an attempt did counts from one moment, whoever did it. Before, a task's was told from its end or from the beginning of its watch, and a
 * change's from the beginning of its reading back, which are moments of their own.
 */
const carriedOut = `
alter table engine.attempt rename column verify_since to looking_since;
alter table engine.attempt add column carried_out_at text;
alter table engine.transfer_run add column unsettled_until text;
update engine.attempt set carried_out_at = coalesce(looking_since, case when state in ('done', 'undone') then ended_at end);
`;

/** One word for a stop. */
const stops = `
alter table engine.freeze rename to stop;
alter table engine.freeze_lift rename to stop_lift;
alter table engine.stop_lift rename column freeze_id to stop_id;
alter table engine.migration rename column active_freeze to active_stop;
alter table engine.attempt rename column parked to held_by_stop;
alter table engine.attempt rename column thawed to lifted_stop;
update engine.card set key = 'stop' where key = 'freeze';
`;

/** Whose word an attempt rests on stood in the log alone. */
const words = `
alter table engine.attempt add column said jsonb, add column accepted jsonb, add column answered jsonb;
with word as materialized (
  select distinct on (attempt_id, word) attempt_id, word, given from (
    select facts::jsonb ->> 'attempt' as attempt_id, number,
           case what when 'completed' then 'said' when 'accepted' then 'accepted' else 'answered' end as word,
           jsonb_build_object('by', person_id, 'at', at, 'reason', facts::jsonb -> 'note') as given
      from engine.audit
     where what in ('completed', 'accepted', 'answered', 'answered-the-same', 'answered-anew')) as entry
   order by attempt_id, word, number desc)
update engine.attempt set
  said = (select given from word where word.attempt_id = attempt.id and word = 'said'),
  accepted = (select given from word where word.attempt_id = attempt.id and word = 'accepted'),
  answered = (select given from word where word.attempt_id = attempt.id and word = 'answered');
`;

/** Files that somebody sent before they said which task they belong to. */
const heldFiles = `
create table engine.held_file (
  id text primary key, person_id text not null, name text not null, content_type text not null, content bytea not null,
  at text not null);
`;

/** Attempts of a step may follow one another on one card: which halt of it was told is kept by the step, where it was kept by the attempt. */
const halts = `
with told as (
  delete from engine.fact where key ~ '^halt:attempt:.*-[0-9]+$' returning key, value)
insert into engine.fact (key, value)
  select distinct on (step) step, value from (
    select regexp_replace(key, '-[0-9]+$', '') as step, substring(key from '[0-9]+$')::integer as number, value from told) as each_one
   order by step, number desc;
`;

/** Of an older version: a step that is undone, with nothing of its own that undid it. */
const undoneByOthers = `
alter table engine.attempt add column undone_at text;
update engine.attempt as one set undone_at = step.since from engine.step
  where step.id = one.step_id and step.state = 'undone' and one.direction = 'do'
    and not exists (select from engine.attempt as back
      where back.step_id = one.step_id and back.direction = 'undo' and back.state = 'undone' and back.number > one.number);
`;

export const engineMigrations: readonly { readonly name: string; readonly sql: string }[] = [
  { name: 'engine-0001-first-tables', sql: firstTables },
  { name: 'engine-0002-put-off', sql: 'alter table engine.attempt add column put_off jsonb' },
  { name: 'engine-0003-looked-at', sql: 'alter table engine.attempt add column looked_at text' },
  { name: 'engine-0004-several-processes', sql: severalProcesses },
  { name: 'engine-0010-kinds', sql: kinds },
  { name: 'engine-0020-transfers', sql: transfers },
  { name: 'engine-0020-forms', sql: 'alter table engine.attempt add column form jsonb' },
  { name: 'engine-0030-carried-out', sql: carriedOut },
  { name: 'engine-0031-stops', sql: stops },
  { name: 'engine-0040-words', sql: words },
  { name: 'engine-0041-handed-back', sql: 'alter table engine.attempt add column handed_back_at text' },
  {
    name: 'engine-0042-not-needed',
    sql: `alter table engine.migration add column not_needed jsonb not null default '[]'`,
  },
  { name: 'engine-0050-begun-early', sql: 'alter table engine.attempt add column begun_early jsonb' },
  { name: 'engine-0051-aside', sql: 'alter table engine.attempt add column aside text' },
  { name: 'engine-0052-upload-links', sql: 'alter table engine.evidence add column link text unique' },
  { name: 'engine-0053-held-files', sql: heldFiles },
  {
    name: 'engine-0060-blocker-look',
    sql: `create table engine.blocker_look (
      step_id text primary key, at text, findings jsonb not null, failed_at text, message text)`,
  },
  { name: 'engine-0061-news', sql: 'alter table engine.attempt add column news_at text' },
  { name: 'engine-0062-halts', sql: halts },
  { name: 'engine-0063-files-of-fields', sql: 'alter table engine.evidence add column field text' },
  { name: 'engine-0070-log-of-a-step', sql: 'create index audit_step on engine.audit (step_id, number)' },
  { name: 'engine-0081-kind-of-held-file', sql: 'alter table engine.held_file add column kind text' },
  {
    name: 'engine-0080-perhaps-done',
    sql: 'alter table engine.attempt add column perhaps_done boolean not null default false',
  },
  {
    name: 'engine-0090-reminders',
    sql: `create table engine.reminder (
      key text primary key, person_id text not null, number integer not null, at text not null, items jsonb not null)`,
  },
  {
    name: 'engine-0091-reading-in-parts',
    sql: `create table engine.read_part (
      attempt_id text not null references engine.attempt, step_id text not null, number integer not null, begun_at text not null,
      count integer not null, items jsonb not null, read jsonb, seconds double precision, primary key (attempt_id, number));
      create index read_part_step on engine.read_part (step_id)`,
  },
  { name: 'engine-0100-undone-by-others', sql: undoneByOthers },
  { name: 'engine-0101-role-given-at', sql: 'alter table engine.role_holder add column given_at text' },
  {
    name: 'engine-0110-packed-evidence',
    sql: 'alter table engine.evidence add column packed boolean not null default false',
  },
  {
    name: 'engine-0120-accepting',
    sql: `alter table engine.attempt add column accepting jsonb not null default '[]'`,
  },
];
