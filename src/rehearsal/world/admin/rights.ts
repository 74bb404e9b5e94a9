/** Consent, directory roles and role groups, as their administrators give and take them. */
import type { AppRegistration } from '../apps.js';
import { DoorRefusal } from '../door-refusal.js';
import { roleGroups } from '../exchange/roles/management-roles.js';
import { appRoleOf, resourceNamed } from '../rights/app-roles.js';
import { directoryRoleNamed } from '../rights/directory-roles.js';
import { appRoleAssignment, resourceIdOf, roleAssignment } from '../rights/usual-rights.js';
import type { Errand, ErrandCall, ErrandResult } from './portal.js';
import { textIn } from './read-body.js';

/** By client id, by object id, or by the key under which `GET /world` names it. */
function appIn({ world, side, body }: ErrandCall): AppRegistration {
  const given = textIn(body, 'app').toLowerCase();
  const found = world.apps.all.find(
    (one) => one.side === side && [one.key.toLowerCase(), one.clientId, one.servicePrincipalId].includes(given),
  );
  if (found === undefined) throw new DoorRefusal(404, `The ${side} tenant has no application '${given}'.`);
  return found;
}

/** A user by id or sign-in name, or an application. */
function principalIn(call: ErrandCall): string {
  const { world, side, body } = call;
  if (body['app'] !== undefined) return appIn(call).servicePrincipalId;
  const given = textIn(body, 'user');
  const id = world.store.index[side].userByPrincipalName(given) ?? world.store.get(side, 'users', given)?.id;
  if (id === undefined) throw new DoorRefusal(404, `The ${side} tenant has no user '${given}'.`);
  return id;
}

const isGiven = (body: ErrandCall['body']): boolean => body['given'] !== false;

const noted = (
  { world, side, actor, now }: ErrandCall,
  kind: string,
  id: string,
  what: string,
  given: boolean,
): ErrandResult => {
  world.store.note({
    at: new Date(now).toISOString(),
    system: 'graph',
    side,
    actor,
    what: given ? 'granted' : 'revoked',
    object: { kind, id, label: what },
    before: given ? null : what,
    after: given ? what : null,
  });
  return { touched: [{ side, kind, id, properties: [what] }] };
};

/** `{"app": "full", "resource": "graph", "role": "Mail.Send", "given": false}`: https://learn.microsoft.com/en-us/entra/identity/enterprise-apps/grant-admin-consent */
function consent(call: ErrandCall): ErrandResult {
  const { world, side, body, now } = call;
  const app = appIn(call);
  const resource = resourceNamed(textIn(body, 'resource'));
  const role = resource === undefined ? undefined : appRoleOf(resource, textIn(body, 'role'));
  if (resource === undefined || role === undefined)
    throw new DoorRefusal(400, `There is no role '${String(body['role'])}' of '${String(body['resource'])}'.`);
  const resourceId = resourceIdOf(world.seed, side, resource.name);
  const held = [...world.store.all(side, 'appRoleAssignments')].find(
    (one) => one.principalId === app.servicePrincipalId && one.resourceId === resourceId && one.appRoleId === role.id,
  );
  if (isGiven(body) && held === undefined) {
    const at = new Date(now).toISOString();
    world.store.put(
      side,
      'appRoleAssignments',
      appRoleAssignment(app.servicePrincipalId, resourceId, role.id, at),
      now,
    );
  } else if (!isGiven(body) && held !== undefined) world.store.remove(side, 'appRoleAssignments', held.id, now);
  return noted(call, 'service principal', app.servicePrincipalId, role.value, isGiven(body));
}

/** `{"user": "marcus.weber@…", "role": "Exchange Administrator"}`, or `app` instead of `user`: https://learn.microsoft.com/en-us/entra/identity/role-based-access-control/manage-roles-portal */
function directoryRole(call: ErrandCall): ErrandResult {
  const { world, side, body, now } = call;
  const principal = principalIn(call);
  const role = directoryRoleNamed(textIn(body, 'role'));
  if (role === undefined) throw new DoorRefusal(400, `There is no directory role '${String(body['role'])}'.`);
  const one = roleAssignment(principal, role.id);
  if (isGiven(body)) world.store.put(side, 'roleAssignments', one, now);
  else if (world.store.get(side, 'roleAssignments', one.id) !== undefined)
    world.store.remove(side, 'roleAssignments', one.id, now);
  return noted(call, 'principal', principal, role.displayName, isGiven(body));
}

/** `{"app": "none", "group": "Recipient Management"}`: https://learn.microsoft.com/en-us/powershell/module/exchange/add-rolegroupmember */
function roleGroup(call: ErrandCall): ErrandResult {
  const { world, side, body, now } = call;
  const member = principalIn(call);
  const given = textIn(body, 'group');
  const group = roleGroups.find(({ name }) => name.toLowerCase() === given.toLowerCase())?.name;
  if (group === undefined) throw new DoorRefusal(400, `There is no role group '${given}'.`);
  const id = `${group}/${member}`;
  if (isGiven(body)) world.store.put(side, 'roleGroupMembers', { id, group, member }, now);
  else if (world.store.get(side, 'roleGroupMembers', id) !== undefined)
    world.store.remove(side, 'roleGroupMembers', id, now);
  return noted(call, 'principal', member, group, isGiven(body));
}

/** `{"app": "full", "right": "RestrictAccess", "scope": "it@contoso.com"}`: https://learn.microsoft.com/en-us/powershell/module/exchange/new-applicationaccesspolicy */
function accessPolicy(call: ErrandCall): ErrandResult {
  const { world, side, body, now } = call;
  const app = appIn(call);
  const right = textIn(body, 'right');
  if (right !== 'RestrictAccess' && right !== 'DenyAccess')
    throw new DoorRefusal(400, 'right is RestrictAccess or DenyAccess.');
  const guid = world.store.index[side].recipientWithAddress(textIn(body, 'scope'));
  const scope = guid === undefined ? undefined : world.store.get(side, 'recipients', guid);
  // "You can't use recipients that aren't security principals."
  if (
    scope === undefined ||
    !['UserMailbox', 'MailUser', 'MailUniversalSecurityGroup'].includes(scope.RecipientTypeDetails)
  )
    throw new DoorRefusal(400, `'${String(body['scope'])}' is no security principal of the ${side} tenant.`);
  const id = `${app.clientId}/${right}/${scope.Guid}`;
  const policy = { id, AppId: app.clientId, AccessRight: right, scopeGuid: scope.Guid, Description: '' } as const;
  if (isGiven(body)) world.store.put(side, 'accessPolicies', policy, now);
  else if (world.store.get(side, 'accessPolicies', id) !== undefined)
    world.store.remove(side, 'accessPolicies', id, now);
  return noted(call, 'service principal', app.servicePrincipalId, `${right} ${scope.DisplayName}`, isGiven(body));
}

export const rightsErrands: readonly Errand[] = [
  { pattern: 'consent', run: consent },
  { pattern: 'directory-role', run: directoryRole },
  { pattern: 'role-group', run: roleGroup },
  { pattern: 'access-policy', run: accessPolicy },
];
