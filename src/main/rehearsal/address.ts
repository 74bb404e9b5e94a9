import { existsSync, readFileSync } from 'node:fs';

/** Where a rehearsal listens and what the bot needs to take part; written by the rehearsal into its state folder, readable by its owner only. */
export interface RehearsalAddress {
  readonly url: string;
  readonly pid: number;
  readonly controlToken: string;
  readonly bot: { readonly appId: string; readonly appPassword: string };
  readonly hostTenantId: string;
}

/** Null where there is none, also for a file that a power cut left half-written. */
export function addressIn(file: string): RehearsalAddress | null {
  if (!existsSync(file)) return null;
  try {
    const content: unknown = JSON.parse(readFileSync(file, 'utf8'));
    return isAddress(content) ? content : null;
  } catch {
    return null;
  }
}

/** Of a rehearsal that runs. @throws with the file's name where it cannot be read */
export function addressOfRunning(file: string): RehearsalAddress {
  const address = addressIn(file);
  if (address === null) throw new Error(`No rehearsal can be found by ${file}: it is missing or torn.`);
  return address;
}

const isAddress = (content: unknown): content is RehearsalAddress =>
  typeof content === 'object' &&
  content !== null &&
  ['url', 'pid', 'controlToken', 'bot', 'hostTenantId'].every((name) => name in content);
