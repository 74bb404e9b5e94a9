/** Directory roles and who holds them: read only. https://learn.microsoft.com/en-us/graph/api/resources/unifiedroleassignment */
import { lagOf, type ServiceAnswer } from '../context.js';
import { directoryRoleOf, directoryRoles, type DirectoryRole } from '../rights/directory-roles.js';
import type { RoleAssignment } from '../rights/entities.js';
import { isPrincipal } from '../rights/grants.js';
import { projected, selectedProperties, type ObjectType } from './entity-type.js';
import { GraphRefusal, notFound, unsupportedQuery } from './errors.js';
import { key, yesOrNo } from './filter-rows.js';
import { graphBase } from './host.js';
import { answerRows, checkSingleQuery, type View } from './query.js';
import type { GraphCall, GraphRoute } from './route.js';

const definitionNames =
  'id description displayName isBuiltIn isEnabled resourceScopes templateId version rolePermissions'.split(' ');

const definitionType: ObjectType = {
  type: 'unifiedRoleDefinition',
  isDirectoryObject: false,
  properties: new Set(definitionNames),
  defaults: definitionNames,
  filters: { id: key, displayName: key, isBuiltIn: yesOrNo },
};

const assignmentNames = 'id principalId resourceScope directoryScopeId roleDefinitionId'.split(' ');

const assignmentType: ObjectType = {
  type: 'unifiedRoleAssignment',
  isDirectoryObject: false,
  properties: new Set(assignmentNames),
  defaults: assignmentNames,
  filters: { principalId: key, roleDefinitionId: key, directoryScopeId: key },
};

const definitionView = ({ id, displayName, description }: DirectoryRole): View => ({
  id,
  description,
  displayName,
  isBuiltIn: true,
  isEnabled: true,
  resourceScopes: ['/'],
  templateId: id,
  version: '1',
  rolePermissions: [],
});

const listDefinitions = (call: GraphCall): ServiceAnswer =>
  answerRows(call, 'roleManagement/directory/roleDefinitions', definitionType, {
    keys: directoryRoles.map(({ id }) => id).sort(),
    at(id) {
      const role = directoryRoleOf(id);
      return role === undefined ? undefined : definitionView(role);
    },
  });

function getDefinition(call: GraphCall): ServiceAnswer {
  checkSingleQuery(call.query);
  const role = directoryRoleOf(call.ids[0] as string);
  if (role === undefined) throw notFound(call.ids[0] as string);
  const names = selectedProperties(call.query, definitionType, 'single');
  return {
    status: 200,
    body: {
      '@odata.context': `${graphBase}/$metadata#roleManagement/directory/roleDefinitions/$entity`,
      ...projected(definitionView(role), names, definitionType),
    },
  };
}

/** "Supports $expand." Of several at once no page tells; people are refused. */
const expandable = ['principal', 'roleDefinition', 'directoryScope'] as const;
type Expanded = (typeof expandable)[number];

function expandedIn(query: URLSearchParams): Expanded | null {
  const given = query.get('$expand');
  if (given === null) return null;
  const found = expandable.find((one) => one === given);
  if (found !== undefined) return found;
  if (given.includes(',')) throw unsupportedQuery('Only one property can be expanded in a single query.');
  throw new GraphRefusal(
    400,
    'BadRequest',
    `Parsing OData Select and Expand failed: Could not find a property named '${given}' on type 'microsoft.graph.unifiedRoleAssignment'.`,
  );
}

function whole({ world, side }: GraphCall, name: Expanded, one: RoleAssignment): object | null {
  if (name === 'roleDefinition') {
    const role = directoryRoleOf(one.roleDefinitionId);
    return role === undefined ? null : definitionView(role);
  }
  if (name === 'directoryScope')
    return { '@odata.type': '#microsoft.graph.organization', id: world.store.heads[side].tenantId };
  const user = world.store.get(side, 'users', one.principalId);
  if (user !== undefined) {
    const { id, displayName, userPrincipalName, mail, accountEnabled, userType } = user;
    return {
      '@odata.type': '#microsoft.graph.user',
      id,
      displayName,
      userPrincipalName,
      mail,
      accountEnabled,
      userType,
    };
  }
  const app = world.apps.all.find((each) => each.side === side && each.servicePrincipalId === one.principalId);
  return app === undefined
    ? { '@odata.type': '#microsoft.graph.group', id: one.principalId }
    : {
        '@odata.type': '#microsoft.graph.servicePrincipal',
        id: one.principalId,
        appId: app.clientId,
        displayName: app.displayName,
      };
}

function listAssignments(call: GraphCall): ServiceAnswer {
  const { world, side, now } = call;
  const expanded = expandedIn(call.query);
  const query = new URLSearchParams(call.query);
  query.delete('$expand');
  const path = 'roleManagement/directory/roleAssignments';
  return answerRows(
    { ...call, query },
    path,
    assignmentType,
    {
      keys: world.store.keys(side, 'roleAssignments'),
      at(id, longestLag) {
        const one = world.store.seen(side, 'roleAssignments', id, now, lagOf(world, id, longestLag));
        if (one === undefined || !isPrincipal(world, side, one.principalId)) return undefined;
        return { ...one, resourceScope: one.directoryScopeId };
      },
    },
    {
      context: expanded === null ? path : `${path}(${expanded}())`,
      show: (view, names) => ({
        ...projected(view, names, assignmentType),
        ...(expanded === null ? {} : { [expanded]: whole(call, expanded, view as unknown as RoleAssignment) }),
      }),
    },
  );
}

const roles = [
  'RoleManagement.Read.Directory',
  'RoleManagement.Read.All',
  'Directory.Read.All',
  'RoleManagement.ReadWrite.Directory',
  'Directory.ReadWrite.All',
];

const route = (pattern: string, page: string, answer: GraphRoute['answer']): GraphRoute => ({
  method: 'GET',
  pattern: `/roleManagement/directory/${pattern}`,
  roles,
  units: 2,
  page: `https://learn.microsoft.com/en-us/graph/api/${page}`,
  answer,
});

export const roleManagementRoutes: readonly GraphRoute[] = [
  // https://learn.microsoft.com/en-us/graph/api/rbacapplication-list-roleassignments
  route('roleAssignments', 'rbacapplication-list-roleassignments', listAssignments),
  // https://learn.microsoft.com/en-us/graph/api/rbacapplication-list-roledefinitions
  route('roleDefinitions', 'rbacapplication-list-roledefinitions', listDefinitions),
  // https://learn.microsoft.com/en-us/graph/api/unifiedroledefinition-get
  route('roleDefinitions/{id}', 'unifiedroledefinition-get', getDefinition),
];
