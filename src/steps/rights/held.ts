/** What is really held in a tenant: by the app that the bot signs in as, and by the people on the roster. Each look for itself: one that fails hides no other. */
import { SystemFault } from '../../errors.js';
import type { StepContext } from '../../contract/context.js';
import type { Side } from '../../contract/step.js';
import type { DirectoryRoleAssignment } from '../../systems/graph/directory-roles.js';
import type { Graph } from '../../systems/graph/graph.js';
import type { TenantClients } from '../systems.js';
import { accountsOf } from '../users/operators.js';
import type { AppHolds } from './app-findings.js';
import type { PersonHolds } from './people-findings.js';

export const heldCalls = [
  'graph.ownRights',
  'graph.directoryRoleAssignments',
  'graph.membersOfGroups',
  'graph.users',
  'exchange.ownRights',
  'exchange.cmdletsAnswering',
];

export interface Held {
  readonly app: AppHolds;
  /** Null: could not be seen, for the reason in `unseen`. */
  readonly people: readonly PersonHolds[] | null;
  readonly unseen: string;
}

/** `directoryRoleIds`: templates of the roles that its token names. */
type Seen = Omit<AppHolds, 'directoryRoles'> & { readonly directoryRoleIds: readonly string[] };

/** What the app may do by its tokens and by what Exchange answers; Exchange is left out where nothing of it is asked. */
export async function appAt({ graph, exchange }: TenantClients, ofExchange = true): Promise<Seen> {
  const own = await graph.ownRights();
  const { appId, servicePrincipalId, roles: permissions, directoryRoleIds } = own;
  const held = { appId, servicePrincipalId, permissions, directoryRoleIds };
  if (!ofExchange) return { ...held, exchangePermissions: [], cmdlets: [] };
  const { roles } = await exchange.ownRights();
  const answering = await orFault(() => exchange.cmdletsAnswering());
  return {
    ...held,
    exchangePermissions: roles,
    cmdlets:
      answering instanceof SystemFault
        ? { unseen: answering.message, refused: answering.details.lacksRight === true }
        : answering,
  };
}

export async function heldAt(clients: TenantClients, side: Side, ctx: StepContext): Promise<Held> {
  const { graph } = clients;
  const seen = await appAt(clients);
  const roles = await orFault(() => rolesByPrincipal(graph, seen.servicePrincipalId));
  const users = await orFault(() => graph.users());
  const app: AppHolds = {
    ...seen,
    directoryRoles: roles instanceof SystemFault ? null : [...(roles.get(seen.servicePrincipalId) ?? [])].sort(),
  };
  const fault = [roles, users].find((one) => one instanceof SystemFault);
  if (roles instanceof SystemFault || users instanceof SystemFault)
    return { app, people: null, unseen: fault instanceof SystemFault ? fault.message : '' };
  const people = ctx.roster.map((person): PersonHolds => {
    const { members, guests } = accountsOf(person, users);
    const accounts = [...members, ...guests];
    const held = new Set(accounts.flatMap(({ id }) => [...(roles.get(id) ?? [])]));
    return {
      person,
      accounts: accounts.map(({ userPrincipalName }) => userPrincipalName),
      directoryRoles: [...held].sort(),
    };
  });
  return { app, people, unseen: '' };
}

/** Of the whole tenant only: a role over a part of it does not do for what is asked here. */
async function rolesByPrincipal(graph: Graph, app: string): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const assigned = (await graph.directoryRoleAssignments()).filter(({ directoryScopeId }) => directoryScopeId === '/');
  const principals = [...new Set(assigned.map(({ principalId }) => principalId))].filter((id) => id !== app);
  const members = await graph.membersOfGroups(principals);
  const held = new Map<string, Set<string>>();
  const give = (id: string, { roleName }: DirectoryRoleAssignment): void =>
    void held.set(id, (held.get(id) ?? new Set()).add(roleName));
  for (const one of assigned) {
    give(one.principalId, one);
    // Null: it is no group, but somebody.
    for (const { id } of members[principals.indexOf(one.principalId)] ?? []) give(id, one);
  }
  return held;
}

async function orFault<T>(read: () => Promise<T>): Promise<T | SystemFault> {
  try {
    return await read();
  } catch (cause) {
    // Whoever does not answer at all is asked again; a refusal is what is asked about here.
    if (cause instanceof SystemFault && cause.details.status !== null) return cause;
    throw cause;
  }
}
