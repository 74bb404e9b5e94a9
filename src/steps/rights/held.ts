/** What is really held in a tenant: by the app that the bot signs in as, and by the people on the roster. Each look for itself: one that fails hides no other. */
import { SystemFault } from '../../errors.js';
import type { StepContext } from '../../contract/context.js';
import type { Side } from '../../contract/step.js';
import { isNoRight } from '../../systems/exchange/read-each.js';
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

export async function heldAt(clients: TenantClients, side: Side, ctx: StepContext): Promise<Held> {
  const { graph, exchange } = clients;
  const own = await graph.ownRights();
  const ofExchange = await exchange.ownRights();
  const roles = await orFault(() => rolesByPrincipal(graph, own.servicePrincipalId));
  const users = await orFault(() => graph.users());
  const answering = await orFault(() => exchange.cmdletsAnswering());
  const app: AppHolds = {
    appId: own.appId,
    servicePrincipalId: own.servicePrincipalId,
    permissions: own.roles,
    exchangePermissions: ofExchange.roles,
    directoryRoles: roles instanceof SystemFault ? null : [...(roles.get(own.servicePrincipalId) ?? [])].sort(),
    cmdlets:
      answering instanceof SystemFault ? { unseen: answering.message, refused: isNoRight(answering) } : answering,
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
