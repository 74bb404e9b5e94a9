import type { Kysely } from 'kysely';
import type { EngineTables } from '../schema.js';

export interface StoredVote {
  readonly personId: string;
  readonly vote: 'approve' | 'go' | 'no';
  readonly at: string;
  readonly reason?: string | null;
  readonly attemptId?: string;
}

export async function loadVotes(
  db: Kysely<EngineTables>,
  attemptIds: readonly string[],
): Promise<readonly (StoredVote & { readonly attemptId: string; readonly reason: string | null })[]> {
  if (attemptIds.length === 0) return [];
  const rows = await db
    .selectFrom('approval')
    .selectAll()
    .where('attempt_id', 'in', attemptIds)
    .orderBy('at')
    .orderBy('person_id')
    .execute();
  return rows.map((row) => ({
    attemptId: row.attempt_id,
    personId: row.person_id,
    vote: row.vote,
    at: row.at,
    reason: row.reason,
  }));
}
