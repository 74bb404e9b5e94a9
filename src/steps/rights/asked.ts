/** What the code of the steps asks for in a tenant, put together out of what each says that it calls. */
import type { StepCode } from '../../contract/context.js';
import type { Side } from '../../contract/step.js';
import {
  cmdletRoles,
  exchangeRights,
  roleOfSwitch,
  type Cmdlet,
  type ExchangeCall,
} from '../../systems/exchange/rights.js';
import { graphRights, type GraphCall } from '../../systems/graph/rights.js';

/** Any one of them is enough. */
export interface AskedPermission {
  readonly least: string;
  readonly anyOf: readonly string[];
  readonly steps: readonly string[];
}

export interface AskedCmdlet {
  readonly cmdlet: Cmdlet;
  /** Of Exchange: the least of those that have the cmdlet, and what a switch that goes with it takes besides. */
  readonly roles: readonly string[];
  readonly steps: readonly string[];
}

export interface Asked {
  readonly permissions: readonly AskedPermission[];
  readonly cmdlets: readonly AskedCmdlet[];
}

export type Caller = Pick<StepCode, 'name' | 'calls'>;

export function askedAt(side: Side, callers: Iterable<Caller>): Asked {
  const permissions = new Map<string, { anyOf: readonly string[]; steps: Set<string> }>();
  const cmdlets = new Map<Cmdlet, Set<string>>();
  for (const { name, calls } of callers)
    for (const call of calls?.[side] ?? []) {
      const [granted, run] = rightsOf(call);
      for (const anyOf of granted) {
        const [least = ''] = anyOf;
        const known = permissions.get(least);
        // What several calls take is what satisfies each of them.
        const both = known?.anyOf.filter((one) => anyOf.includes(one)) ?? anyOf;
        permissions.set(least, { anyOf: both, steps: (known?.steps ?? new Set()).add(name) });
      }
      for (const cmdlet of run) cmdlets.set(cmdlet, (cmdlets.get(cmdlet) ?? new Set()).add(name));
    }
  return {
    permissions: [...permissions]
      .map(([least, { anyOf, steps }]) => ({ least, anyOf, steps: [...steps] }))
      .sort((one, other) => (one.least < other.least ? -1 : 1)),
    cmdlets: [...cmdlets]
      .map(([cmdlet, steps]) => ({ cmdlet, roles: rolesOf(cmdlet), steps: [...steps] }))
      .sort((one, other) => (one.cmdlet < other.cmdlet ? -1 : 1)),
  };
}

/** Of Graph any one permission of each line is enough; of Exchange every cmdlet is run. */
function rightsOf(call: string): readonly [readonly (readonly string[])[], readonly Cmdlet[]] {
  const [system, name = ''] = call.split('.');
  if (system === 'graph' && name in graphRights) return [linesOf(graphRights[name as GraphCall]), []];
  if (system === 'exchange' && name in exchangeRights) return [[], exchangeRights[name as ExchangeCall]];
  throw new RangeError(`nobody says what rights ${call} takes`);
}

const linesOf = (takes: readonly (string | readonly string[])[]): readonly (readonly string[])[] => {
  const lines = takes.filter((one) => typeof one !== 'string');
  const [least] = takes;
  return least === undefined || lines.length > 0 ? lines : [takes as readonly string[]];
};

const rolesOf = (cmdlet: Cmdlet): readonly string[] => {
  const besides = roleOfSwitch[cmdlet];
  return [cmdletRoles[cmdlet], ...(besides === undefined ? [] : [besides])];
};

export const writes = (cmdlet: string): boolean => !/^(Get|Test)-/.test(cmdlet);

/** The role of the directory that brings all of Exchange that is asked for, and the least of those that do. */
export const exchangeRoleFor = ({ cmdlets }: Asked): 'Exchange Administrator' | 'Global Reader' =>
  cmdlets.some(({ cmdlet }) => writes(cmdlet)) ? 'Exchange Administrator' : 'Global Reader';

/** The fewest permissions that are enough: one that another of them brings along is not asked for besides. */
export function leastPermissions({ permissions }: Asked): readonly string[] {
  const all = permissions.map(({ least }) => least);
  return permissions
    .filter(({ least, anyOf }) => !all.some((other) => other !== least && anyOf.includes(other)))
    .map(({ least }) => least);
}

/** The roles of Exchange that a role group of one's own has to hold. */
export const exchangeRoles = ({ cmdlets }: Asked): readonly string[] =>
  [...new Set(cmdlets.flatMap(({ roles }) => roles))].sort();
