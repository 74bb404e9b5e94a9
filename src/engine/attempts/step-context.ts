import type { StepCode, StepContext } from '../../contract/context.js';
import type { Json } from '../../contract/json.js';
import { answersName } from '../../contract/output.js';
import type { KeptFileId, Output, OutputFile, Source } from '../../contract/output.js';
import type { EvidenceFile } from '../../contract/finding.js';
import type { Direction } from '../../contract/step.js';
import type { Core } from '../core.js';
import { asRosterPerson, loadPeople, withRoles } from '../roles/roster.js';
import { pauseOn } from '../schedule/pause.js';
import { loadDoneSince } from './done-since.js';
import { loadTakenBack, loadWritten } from './ledger.js';
import { briefPutBack, briefsWorkedOn, notUndoneSince } from './left-standing.js';
import { contentOf, packedColumns } from './packed.js';

/** Whose code asks, which way its attempt goes, and how often it has looked before. */
export interface Asking {
  readonly code: Pick<StepCode, 'name' | 'reads'>;
  readonly direction: Direction;
  readonly looks?: StepContext['looks'];
}

/** What a step's code may know: facts, people, and what earlier steps left. Made anew for each job. */
export async function makeStepContext(core: Core, { code, direction, looks }: Asking): Promise<StepContext> {
  const { clock, migration, protectedAccounts, defaultLang } = core.options;
  const row = await core.db
    .selectFrom('migration')
    .select('cutover_at')
    .where('id', '=', migration.id)
    .executeTakeFirst();
  const people = await loadPeople(core.db);
  const allow = (wanted: Source): void => {
    if (!(code.reads ?? []).some((source) => sameSource(source, wanted)))
      throw new Error(`${code.name} reads ${nameOf(wanted)} of ${wanted.step} and does not say so`);
  };
  return {
    migration: {
      id: migration.id,
      movingDomains: migration.movingDomains,
      initialDomain: migration.initialDomain,
      tenantId: migration.tenantId,
      cutoverAt: row?.cutover_at ?? null,
    },
    roster: withRoles(people).map(asRosterPerson),
    protectedAccounts,
    lang: defaultLang,
    direction,
    looks: looks ?? { before: 0, since: null },
    now: () => clock.now(),
    pause: (milliseconds) => pauseOn(clock, milliseconds, core.stopping.signal),
    signal: core.stopping.signal,
    async output(wanted) {
      allow(wanted);
      return readOutput(core, wanted);
    },
    async file(wanted) {
      allow(wanted);
      return latestFile(core, wanted);
    },
    keptFile: (id) => keptFile(core, id, code.reads ?? []),
    written: (stepId) => loadWritten(core.db, stepId),
    takenBack: (stepId) => loadTakenBack(core.db, stepId),
    putBack: (stepId) => briefPutBack({ trx: core.db }, stepId),
    endedAt: (stepId) => endOf(core, stepId),
    doneSince: (side, since) => loadDoneSince(core, side, since),
    worked: (stepId) => briefsWorkedOn({ trx: core.db }, stepId),
  };
}

const nameOf = (source: Source): string => ('file' in source ? source.file : source.name);
const sameSource = (a: Source, b: Source): boolean => a.step === b.step && nameOf(a) === nameOf(b);

async function latestFile(core: Core, { step, file }: OutputFile): Promise<Buffer | null> {
  const row = await core.db
    .selectFrom('evidence')
    .innerJoin('attempt', 'attempt.id', 'evidence.attempt_id')
    .innerJoin('step', 'step.id', 'evidence.step_id')
    .select(packedColumns)
    .where('evidence.step_id', '=', step)
    .where('evidence.name', '=', file)
    .where('attempt.direction', '=', 'do')
    .where('step.state', '<>', 'undone')
    .where(notUndoneSince)
    .orderBy('evidence.sequence', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row === undefined ? null : contentOf(row);
}

async function keptFile(core: Core, id: KeptFileId, reads: readonly Source[]): Promise<EvidenceFile | null> {
  const decisions = reads.flatMap((source) => ('name' in source && source.name === answersName ? source.step : []));
  if (decisions.length === 0) return null;
  const row = await core.db
    .selectFrom('evidence')
    .select(['name', 'content_type', ...packedColumns])
    .where('id', '=', id)
    .where('step_id', 'in', decisions)
    .where('field', 'is not', null)
    .executeTakeFirst();
  return row === undefined ? null : { name: row.name, contentType: row.content_type, content: await contentOf(row) };
}

/** Of the newest attempt that came to its end and was not undone. */
async function readOutput<T>(core: Core, { step, name, schema }: Output<T>): Promise<T | null> {
  const value = await storedOutput(core, step, name);
  if (value === undefined) return null;
  const read = schema.safeParse(value);
  if (read.success) return read.data;
  throw new Error(`${name} of ${step} is not what it should be: ${read.error.message}`);
}

async function storedOutput(core: Core, stepId: string, name: string): Promise<Json | undefined> {
  const row = await core.db
    .selectFrom('output')
    .innerJoin('attempt', 'attempt.id', 'output.attempt_id')
    .innerJoin('step', 'step.id', 'output.step_id')
    .select('output.value')
    .where('output.step_id', '=', stepId)
    .where('output.name', '=', name)
    .where('attempt.direction', '=', 'do')
    // Answers are recorded when they are given, and hold until new ones are; what a plan hands on holds once it was carried out.
    .where((attempt) => (name === answersName ? attempt.lit(true) : attempt('attempt.state', '=', 'done')))
    .where('step.state', 'not in', ['undone', 'not-applicable'])
    .where(notUndoneSince)
    .orderBy('attempt.number', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.value;
}

async function endOf(core: Core, stepId: string): Promise<string | null> {
  const row = await core.db
    .selectFrom('attempt')
    .innerJoin('step', 'step.id', 'attempt.step_id')
    .select('attempt.ended_at')
    .where('attempt.step_id', '=', stepId)
    .where('attempt.direction', '=', 'do')
    .where('attempt.state', '=', 'done')
    .where('step.state', '=', 'done')
    .orderBy('attempt.number', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.ended_at ?? null;
}
