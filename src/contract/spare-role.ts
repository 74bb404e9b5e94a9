/** A step whose code sees in the tenants that a role has nothing to do hands this on; a lead decides whether it is so. */
import type { Remark } from './finding.js';
import type { Role } from './step.js';

export interface SpareRole {
  readonly role: Role;
  readonly because: Remark;
}

/** The name of the output, whichever step gives it. */
export const spareRolesName = 'roles-with-nothing-to-do';
