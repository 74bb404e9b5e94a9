/** What steps have seen of roles that have nothing to do: of each step the newest look that holds. */
import { spareRolesName, type SpareRole } from '../../contract/spare-role.js';
import type { Core } from '../core.js';

export async function readSpareRoles(core: Core): Promise<readonly SpareRole[]> {
  const rows = await core.db
    .selectFrom('output')
    .innerJoin('step', 'step.attempt_id', 'output.attempt_id')
    .select('output.value')
    .where('output.name', '=', spareRolesName)
    .execute();
  return rows.flatMap(({ value }) => (Array.isArray(value) ? (value as unknown as readonly SpareRole[]) : []));
}
