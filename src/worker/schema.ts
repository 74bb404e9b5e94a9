/** What the bot keeps of workers: their keys, and the jobs that they are given. */
const jobs = `
create schema if not exists worker;
create table worker.key (
  id text primary key,
  name text not null,
  secret_hash text not null,
  -- The installation that used it first: the key is good for that one only.
  instance text,
  made_at timestamptz not null,
  seen_at timestamptz,
  revoked_at timestamptz
);
create table worker.job (
  id text primary key,
  number bigint generated always as identity,
  idempotency_key text not null unique,
  operation text not null,
  arguments jsonb not null,
  arguments_hash text not null,
  -- waiting, leased, done, failed, withdrawn
  state text not null,
  made_at timestamptz not null,
  lease text,
  leased_by text references worker.key,
  lease_until timestamptz,
  handed_out integer not null default 0,
  progress jsonb,
  result jsonb,
  fault jsonb,
  result_hash text,
  ended_at timestamptz
);
create index job_open on worker.job (number) where state in ('waiting', 'leased');
create unique index job_in_hand on worker.job (leased_by) where state = 'leased';
`;

export const workerMigrations: readonly { readonly name: string; readonly sql: string }[] = [
  { name: 'worker-0001-jobs', sql: jobs },
];
