import type { StoreLog } from '../../../src/store/api.js';

export const silentLog: StoreLog = { info: () => undefined, warn: () => undefined, error: () => undefined };

export interface LogEntry {
  readonly level: 'info' | 'warn' | 'error';
  readonly facts: object;
  readonly message: string;
}

export function recordingLog(): { log: StoreLog; entries: LogEntry[] } {
  const entries: LogEntry[] = [];
  const at = (level: LogEntry['level']) => (facts: object, message: string) =>
    void entries.push({ level, facts, message });
  return { log: { info: at('info'), warn: at('warn'), error: at('error') }, entries };
}
