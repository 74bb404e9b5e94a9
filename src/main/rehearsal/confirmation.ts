/**
 * Whether a person has said that the company read from files is theirs. Until then nothing runs: a rehearsal of a company that was read
 * wrongly is worse than none. Kept in the state folder, beside the list of what could not be read.
 */
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { reportFile } from '../../rehearsal/world/company/from-files/told/report.js';

const confirmedFile = 'company-confirmed';

/** Only a company from files waits for a word. */
export const awaitsConfirmation = (folder: string): boolean =>
  existsSync(join(folder, reportFile)) && !existsSync(join(folder, confirmedFile));

export const forgetConfirmation = (folder: string): void => rmSync(join(folder, confirmedFile), { force: true });

export interface Confirmation {
  awaited(): boolean;
  confirm(): void;
  /** True once it is confirmed, false when that took too long. */
  within(ms: number): Promise<boolean>;
}

export function confirmationIn(folder: string): Confirmation {
  const waiting = new Set<(confirmed: boolean) => void>();
  const awaited = (): boolean => awaitsConfirmation(folder);
  return {
    awaited,
    confirm() {
      writeFileSync(join(folder, confirmedFile), '', { mode: 0o600 });
      for (const tell of waiting) tell(true);
    },
    within(ms) {
      if (!awaited()) return Promise.resolve(true);
      return new Promise((resolve) => {
        const tell = (confirmed: boolean): void => {
          clearTimeout(late);
          waiting.delete(tell);
          resolve(confirmed);
        };
        const late = setTimeout(() => tell(false), ms);
        late.unref();
        waiting.add(tell);
      });
    },
  };
}
