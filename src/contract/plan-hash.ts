import { hashOf } from './json.js';
import type { Change } from './change.js';

/** Raised when the meaning of the hashed fields changes: plans of another format are never mistaken for each other. */
export const planFormat = 1;

/** SHA-256 that approvals name. Labels, counts and warnings are outside it; the order of the list does not matter. */
export function planHash(migrationId: string, stepId: string, changes: readonly Change[]): string {
  const rows = changes
    .map((change) => ({ change, key: `${change.side} ${change.object.kind} ${change.object.id}` }))
    .sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
    .map(({ change }) => [change.side, change.object.kind, change.object.id, change.before, change.after]);
  return hashOf({ format: planFormat, migration: migrationId, step: stepId, changes: rows });
}
