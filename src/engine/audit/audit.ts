import { Kysely, PostgresDialect } from 'kysely';
import type { Pool } from 'pg';
import { canonicalJson } from '../../contract/json.js';
import type { LogFilter } from '../../contract/log-filter.js';
import type { Actor } from '../api.js';
import type { AuditEntry, Person } from '../state.js';
import type { Core, Unit } from '../core.js';
import type { EngineTables } from '../schema.js';
import { loadPeople } from '../roles/roster.js';
import { wordsOfKind, type EntryWord } from './entry-words.js';
import { entryHash, firstBreak, origin } from './chain.js';
import { changeMigration, migrationRow } from '../migration-row.js';

export type Facts = Readonly<Record<string, string | number>>;

/** Appends to the chained log. Decisions and transitions only: the chain lets one writer in at a time. */
export async function record(
  unit: Unit,
  by: Pick<Actor, 'personId' | 'name'> | null,
  what: EntryWord,
  stepId: string | null,
  facts: Facts = {},
): Promise<void> {
  const head = await migrationRow(unit);
  const entry = {
    number: head.audit_number + 1,
    at: unit.at,
    personId: by?.personId ?? null,
    personName: by?.name ?? null,
    what,
    stepId,
    facts: canonicalJson(facts),
  };
  const hash = entryHash(head.audit_hash, entry);
  await unit.trx
    .insertInto('audit')
    .values({
      number: entry.number,
      at: entry.at,
      person_id: entry.personId,
      person_name: entry.personName,
      what,
      step_id: stepId,
      facts: entry.facts,
      hash,
    })
    .execute();
  await changeMigration(unit, { audit_number: entry.number, audit_hash: hash });
}

export interface LogPage extends LogFilter {
  readonly before?: number;
  readonly limit: number;
}

export async function readLog(core: Core, page: LogPage): Promise<readonly AuditEntry[]> {
  let query = core.db.selectFrom('audit').selectAll().orderBy('number', 'desc').limit(page.limit);
  if (page.before !== undefined) query = query.where('number', '<', page.before);
  if (page.stepId !== undefined) query = query.where('step_id', '=', page.stepId);
  if (page.personId !== undefined) query = query.where('person_id', '=', page.personId);
  if (page.kind !== undefined) query = query.where('what', 'in', wordsOfKind(page.kind));
  const rows = await query.execute();
  const people = new Map((await loadPeople(core.db)).map((person) => [person.id, person]));
  return rows.map((row) => ({
    number: row.number,
    at: row.at,
    person:
      row.person_id === null ? null : (people.get(row.person_id) ?? stranger(core, row.person_id, row.person_name)),
    what: row.what,
    stepId: row.step_id,
    facts: JSON.parse(row.facts) as Facts,
    hash: row.hash,
  }));
}

/** Somebody without a role who pressed a button: refused, and named in the log all the same. */
const stranger = (core: Core, id: string, name: string | null): Person => ({
  id,
  name: name ?? id,
  company: 'other',
  lang: core.options.defaultLang,
  roles: [],
});

export interface LogCheck {
  readonly entries: number;
  readonly brokenAt: number | null;
}

/** Reads the log from its first entry. The newest hash is also compared with the one kept beside the migration: a cut-off end shows. */
export const checkLog = (core: Core): Promise<LogCheck> => checkEntries(core.db, core.options.migration.id);

/** The same with nothing but the database, while no engine runs on it; null when no migration was ever kept there. */
export async function checkStoredLog(pool: Pool): Promise<LogCheck | null> {
  const db = new Kysely<EngineTables>({ dialect: new PostgresDialect({ pool }) }).withSchema('engine');
  const { rows } = await pool.query<{ there: boolean }>(`select to_regclass('engine.migration') is not null as there`);
  if (rows[0]?.there !== true) return null;
  const migration = await db.selectFrom('migration').select('id').executeTakeFirst();
  return migration === undefined ? null : checkEntries(db, migration.id);
}

async function checkEntries(db: Kysely<EngineTables>, migrationId: string): Promise<LogCheck> {
  let last = { number: 0, hash: origin };
  for (;;) {
    const rows = await db
      .selectFrom('audit')
      .selectAll()
      .where('number', '>', last.number)
      .orderBy('number')
      .limit(1000)
      .execute();
    if (rows.length === 0) break;
    const brokenAt = firstBreak(
      rows.map((row) => ({ ...row, personId: row.person_id, personName: row.person_name, stepId: row.step_id })),
      last,
    );
    if (brokenAt !== null) return { entries: await countEntries(db), brokenAt };
    const end = rows[rows.length - 1];
    if (end !== undefined) last = { number: end.number, hash: end.hash };
  }
  const head = await db
    .selectFrom('migration')
    .select(['audit_number', 'audit_hash'])
    .where('id', '=', migrationId)
    .executeTakeFirst();
  // Entries written since the loop's last page are newer than `last`; fewer than the head says means the end is missing.
  const cut = head !== undefined && (head.audit_number < last.number || (await endIsMissing(db, head)));
  return { entries: last.number, brokenAt: cut ? last.number + 1 : null };
}

async function endIsMissing(
  db: Kysely<EngineTables>,
  head: { audit_number: number; audit_hash: string },
): Promise<boolean> {
  if (head.audit_number === 0) return false;
  const end = await db.selectFrom('audit').select('hash').where('number', '=', head.audit_number).executeTakeFirst();
  return end?.hash !== head.audit_hash;
}

async function countEntries(db: Kysely<EngineTables>): Promise<number> {
  const row = await db
    .selectFrom('audit')
    .select(({ fn }) => fn.countAll<string>().as('entries'))
    .executeTakeFirstOrThrow();
  return Number(row.entries);
}
