/** What steps have seen of roles that have nothing to do: of each step the newest look that holds. Part of a larger question: cards ask it all the time. */
import { sql } from 'kysely';
import { spareRolesName, type SpareRole } from '../../contract/spare-role.js';
import type { Json } from '../../contract/json.js';

export const spareRolesSeen = sql<readonly Json[]>`(
  select coalesce(jsonb_agg(output.value), '[]') from engine.output
    join engine.step on step.attempt_id = output.attempt_id where output.name = ${spareRolesName})`;

export const spareRolesIn = (seen: readonly Json[]): readonly SpareRole[] =>
  seen.flatMap((value) => (Array.isArray(value) ? (value as unknown as readonly SpareRole[]) : []));
