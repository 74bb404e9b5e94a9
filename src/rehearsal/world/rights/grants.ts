/** What an application and a person hold now. A token says what was held when it was issued, and nothing newer. */
import type { AppRegistration } from '../apps.js';
import type { WorldContext } from '../context.js';
import type { Side } from '../entities.js';
import { resourceNamed, type ResourceName } from './app-roles.js';
import { resourceIdOf } from './usual-rights.js';

/** The application permissions on a resource. */
export function appRolesHeld(world: WorldContext, app: AppRegistration, name: ResourceName): readonly string[] {
  const { side, servicePrincipalId } = app;
  const resourceId = resourceIdOf(world.seed, side, name);
  const held = new Set(
    [...world.store.all(side, 'appRoleAssignments')]
      .filter((one) => one.principalId === servicePrincipalId && one.resourceId === resourceId)
      .map(({ appRoleId }) => appRoleId),
  );
  return (resourceNamed(name)?.appRoles ?? []).filter(({ id }) => held.has(id)).map(({ value }) => value);
}

/** Ids of the directory roles a user or a service principal holds. */
export const directoryRolesHeld = ({ store }: WorldContext, side: Side, principalId: string): readonly string[] =>
  [...store.all(side, 'roleAssignments')]
    .filter((one) => one.principalId === principalId)
    .map(({ roleDefinitionId }) => roleDefinitionId);

/** Of a principal that is gone there is no assignment any more. */
export const isPrincipal = ({ store, apps }: WorldContext, side: Side, id: string): boolean =>
  store.get(side, 'users', id) !== undefined ||
  store.get(side, 'groups', id) !== undefined ||
  apps.all.some((app) => app.side === side && app.servicePrincipalId === id);
