import type { ActionRegistry } from '../contract/actions.js';
import type { MigrationFacts, ProtectedAccount } from '../contract/context.js';
import type { FileRead, FileType, FileWanted } from '../contract/files.js';
import type { EvidenceFile } from '../contract/finding.js';
import type { AskForMissingRights } from '../contract/missing-rights.js';
import type { Lang, Step } from '../contract/step.js';
import type { Outcome } from '../errors.js';
import type { Database, DurableJobs } from '../store/api.js';
import type { Clock } from './clock.js';

export type Log = (
  level: 'debug' | 'info' | 'warn' | 'error',
  message: string,
  fields?: Readonly<Record<string, unknown>>,
) => void;

export interface EngineOptions {
  readonly database: Database;
  /** Made with `engineQueues`, not launched yet: `start()` launches it, `stop()` shuts it down. */
  readonly jobs: DurableJobs;
  readonly runbook: readonly Step[];
  readonly actions: ActionRegistry;
  readonly clock: Clock;
  readonly migration: Omit<MigrationFacts, 'cutoverAt'> & {
    readonly sourceName: string;
    readonly destinationName: string;
  };
  readonly protectedAccounts: readonly ProtectedAccount[];
  readonly mode: 'rehearsal' | 'live';
  /** The tenant whose channel the people sit in; names the directory their object ids belong to. */
  readonly hostTenantId: string;
  readonly defaultLang: Lang;
  /** What a field of a form may ask of a file. It may take long, so it is asked before a transaction begins. */
  readonly readForField: (
    file: EvidenceFile & { readonly kind?: FileType },
  ) => Outcome<FileRead> | Promise<Outcome<FileRead>>;
  /** Whether that is what a field wants. */
  readonly fitsField: (read: FileRead, wanted: FileWanted) => Outcome<null>;
  /** Asked when a tenant refuses a step something for want of a right; absent: nobody can say which. */
  readonly missingRights?: AskForMissingRights;
  readonly log: Log;
}
