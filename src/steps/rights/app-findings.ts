/** What an app lacks of what the steps ask for, and what it holds that none of them asks for. */
import type { Finding } from '../../contract/finding.js';
import type { Side } from '../../contract/step.js';
import { exchangeRoleFor, leastPermissions, type Asked } from './asked.js';

export interface AppHolds {
  readonly appId: string;
  readonly servicePrincipalId: string;
  readonly permissions: readonly string[];
  /** Of the permissions that Exchange has of its own. */
  readonly exchangePermissions: readonly string[];
  /** By name; null: could not be seen. */
  readonly directoryRoles: readonly string[] | null;
  /** Those that answer it, or why none could be asked. */
  readonly cmdlets: readonly string[] | { readonly unseen: string; readonly refused: boolean };
}

export const manageAsApp = 'Exchange.ManageAsApp';
/** With these an app is told no less of Exchange than with the role that it needs; more of the directory comes with none. */
const rolesOfExchange = ['Global Reader', 'Exchange Recipient Administrator', 'Exchange Administrator'];
const pastManagers = 'Security Group Creation and Membership';
const bringPastManagers = ['Exchange Administrator', 'Global Administrator'];

export const missingOf = (side: Side, asked: Asked, holds: AppHolds): readonly Finding[] => [
  ...permissionsMissing(side, asked, holds),
  ...exchangeMissing(side, asked, holds),
];

export function appFindings(side: Side, asked: Asked, holds: AppHolds): readonly Finding[] {
  const missing = missingOf(side, asked, holds);
  const all: Finding = {
    status: 'passed',
    code: 'app-rights-whole',
    facts: {
      side,
      permissions: leastPermissions(asked).length,
      cmdlets: asked.cmdlets.length,
      roles: holds.directoryRoles?.join(', ') ?? '',
    },
  };
  return [...(missing.length === 0 ? [all] : missing), ...beyond(side, asked, holds)];
}

function permissionsMissing(side: Side, asked: Asked, { permissions }: AppHolds): readonly Finding[] {
  const least = leastPermissions(asked);
  const lacking = asked.permissions.filter(({ anyOf }) => !anyOf.some((one) => permissions.includes(one)));
  // One that another of the missing brings along comes with that one.
  const named = lacking.filter(({ least: one }) => least.includes(one));
  const comesAlong = lacking.filter(
    ({ least: one, anyOf }) => !named.some((other) => other.least === one || anyOf.includes(other.least)),
  );
  return [...named, ...comesAlong].map((one): Finding => ({
    status: 'failed',
    code: 'app-permission-missing',
    facts: { side, permission: one.least, ...stepFacts(one.steps) },
    object: { kind: 'permission', id: `${side}/${one.least}`, label: one.least },
    failsLater: true,
  }));
}

const stepFacts = (steps: readonly string[]) => ({ count: steps.length, step: steps[0] ?? '' });

function exchangeMissing(side: Side, asked: Asked, holds: AppHolds): readonly Finding[] {
  if (asked.cmdlets.length === 0) return [];
  const role = exchangeRoleFor(asked);
  const steps = new Set(asked.cmdlets.flatMap((one) => one.steps)).size;
  if (!holds.exchangePermissions.includes(manageAsApp))
    return [
      {
        status: 'failed',
        code: 'app-exchange-missing',
        facts: { side, permission: manageAsApp, role, steps },
        failsLater: true,
      },
    ];
  const { cmdlets } = holds;
  if ('unseen' in cmdlets) {
    const facts = { side, role, steps, text: cmdlets.unseen };
    return [
      cmdlets.refused
        ? { status: 'failed', code: 'app-exchange-role-missing', facts, failsLater: true }
        : { status: 'unknown', code: 'app-exchange-unseen', facts },
    ];
  }
  const answering = new Set(cmdlets.map((name) => name.toLowerCase()));
  const silent = asked.cmdlets.filter(({ cmdlet }) => !answering.has(cmdlet.toLowerCase()));
  const byRole = new Map<string, string[]>();
  for (const { cmdlet, roles } of silent) byRole.set(roles[0] ?? '', [...(byRole.get(roles[0] ?? '') ?? []), cmdlet]);
  const missing = [...byRole].map(([exchangeRole, names]): Finding => ({
    status: 'failed',
    code: 'app-cmdlets-missing',
    facts: { side, exchangeRole, role, count: names.length, cmdlets: names.join(', ') },
    object: { kind: 'exchange-role', id: `${side}/${exchangeRole}`, label: exchangeRole },
    failsLater: true,
  }));
  const needsIt = asked.cmdlets.some(
    ({ cmdlet, roles }) => roles.includes(pastManagers) && !silent.some((one) => one.cmdlet === cmdlet),
  );
  const brought = holds.directoryRoles?.some((one) => bringPastManagers.includes(one)) ?? false;
  return needsIt && !brought
    ? [...missing, { status: 'unknown', code: 'app-past-managers-unseen', facts: { side, exchangeRole: pastManagers } }]
    : missing;
}

/** Nobody asks for it: taken back, whoever steals the app's key can do less. */
function beyond(side: Side, asked: Asked, holds: AppHolds): readonly Finding[] {
  const askedFor = new Set(asked.permissions.map(({ least }) => least));
  const spare = holds.permissions.filter((one) => {
    const others = holds.permissions.filter((other) => other !== one);
    return (
      !askedFor.has(one) &&
      asked.permissions.every(({ anyOf }) => !anyOf.includes(one) || anyOf.some((other) => others.includes(other)))
    );
  });
  const reading = spare.filter((one) => !isWriting(one));
  const writing = [...spare.filter(isWriting), ...holds.exchangePermissions.filter((one) => one !== manageAsApp)];
  const most = exchangeRoleFor(asked);
  const roles = (holds.directoryRoles ?? []).filter(
    (one) => rolesOfExchange.indexOf(one) === -1 || rolesOfExchange.indexOf(one) > rolesOfExchange.indexOf(most),
  );
  return [
    ...(reading.length === 0
      ? []
      : [
          {
            status: 'passed',
            code: 'app-reads-beyond',
            facts: { side, permissions: reading.join(', '), count: reading.length },
          } as const,
        ]),
    ...writing.map((permission): Finding => ({
      status: 'failed',
      code: 'app-writes-beyond',
      facts: { side, permission },
      object: { kind: 'permission', id: `${side}/${permission}`, label: permission },
    })),
    ...roles.map((role): Finding => ({
      status: 'failed',
      code: 'app-role-beyond',
      facts: { side, role, enough: most },
      object: { kind: 'directory-role', id: `${side}/${role}`, label: role },
    })),
  ];
}

/** `User.Read.All`, `Mail.ReadBasic.All`: the second word tells. */
export const isWriting = (permission: string): boolean => !/^Read(Basic)?$/.test(permission.split('.')[1] ?? '');
