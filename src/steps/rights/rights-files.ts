/** Rights line by line, and the commands that grant what is missing. */
import type { EvidenceFile } from '../../contract/finding.js';
import type { Side } from '../../contract/step.js';
import { csv } from '../../documents/csv.js';
import { tableOf } from '../../documents/table.js';
import { exchangeRoleFor, leastPermissions, type Asked } from './asked.js';
import { neededByHand } from './by-hand.js';
import { manageAsApp, type AppHolds } from './app-findings.js';
import type { PersonHolds } from './people-findings.js';

interface Row {
  readonly side: Side;
  readonly who: string;
  readonly kind: 'Microsoft Graph' | 'Exchange cmdlet' | 'Exchange' | 'Directory role';
  readonly right: string;
  readonly held: 'yes' | 'no' | 'unseen';
  readonly neededBy: readonly string[];
}

const columns = ['side', 'who', 'kind', 'right', 'held', 'neededBy'] as const satisfies readonly (keyof Row)[];

export interface RightsOf {
  readonly side: Side;
  readonly asked: Asked;
  readonly app: AppHolds;
  readonly people: readonly PersonHolds[];
}

export const rightsFiles = (sides: readonly RightsOf[]): EvidenceFile[] => [
  {
    name: 'rights.csv',
    contentType: 'text/csv; charset=utf-8',
    content: csv(tableOf('rights', sides.flatMap(rows), columns)),
  },
  ...sides.flatMap(grantFiles),
];

export function grantFiles(of: Pick<RightsOf, 'side' | 'asked' | 'app'>): readonly EvidenceFile[] {
  const commands = grantCommands(of);
  return commands.length === 0
    ? []
    : [
        {
          name: `grant-${of.side}.ps1`,
          contentType: 'text/plain; charset=utf-8',
          content: Buffer.from(`${commands.join('\n')}\n`),
        },
      ];
}

function rows({ side, asked, app, people }: RightsOf): readonly Row[] {
  const who = `app ${app.appId}`;
  const answering = 'unseen' in app.cmdlets ? null : new Set(app.cmdlets.map((name) => name.toLowerCase()));
  const askedFor = new Set(asked.permissions.flatMap(({ anyOf }) => anyOf));
  const row = (kind: Row['kind'], right: string, held: Row['held'], neededBy: readonly string[] = []): Row => ({
    ...{ side, who, kind, right, held, neededBy },
  });
  const yesNo = (held: boolean): Row['held'] => (held ? 'yes' : 'no');
  return [
    ...asked.permissions.map(({ least, anyOf, steps }) => {
      const by = anyOf.find((one) => app.permissions.includes(one));
      return row(
        'Microsoft Graph',
        by === undefined || by === least ? least : `${least} (${by})`,
        yesNo(by !== undefined),
        steps,
      );
    }),
    ...app.permissions.filter((one) => !askedFor.has(one)).map((one) => row('Microsoft Graph', one, 'yes')),
    ...[...new Set([manageAsApp, ...app.exchangePermissions])].map((one) =>
      row('Exchange', one, yesNo(app.exchangePermissions.includes(one)), one === manageAsApp ? ['*'] : []),
    ),
    ...asked.cmdlets.map(({ cmdlet, steps }) =>
      row('Exchange cmdlet', cmdlet, answering === null ? 'unseen' : yesNo(answering.has(cmdlet.toLowerCase())), steps),
    ),
    ...(app.directoryRoles ?? []).map((role) =>
      row('Directory role', role, 'yes', role === exchangeRoleFor(asked) ? ['*'] : []),
    ),
    ...people.flatMap(({ person, directoryRoles }) =>
      directoryRoles.map((role) => ({ ...row('Directory role', role, 'yes', stepsOf(side, role)), who: person.name })),
    ),
  ];
}

/** What people carry out by hand that this role is enough for. */
const stepsOf = (side: Side, role: string): readonly string[] =>
  neededByHand(side).flatMap(({ anyOf, steps }) => (anyOf.includes(role) ? steps : []));

export const roleTemplates: Readonly<Record<string, string>> = {
  'Exchange Administrator': '29232cdf-9323-42fd-ade2-1d097af3e4de',
  'Global Reader': 'f2ef992c-3afb-46b9-b7cf-a126ee74c451',
};
const resources = {
  graph: '00000003-0000-0000-c000-000000000000',
  exchange: '00000002-0000-0ff1-ce00-000000000000',
};

/**
 * For Microsoft Graph PowerShell, signed in as somebody who may consent.
 * https://learn.microsoft.com/graph/permissions-grant-via-msgraph and https://learn.microsoft.com/powershell/exchange/app-only-auth-powershell-v2
 */
export function grantCommands({ side, asked, app }: Pick<RightsOf, 'side' | 'asked' | 'app'>): readonly string[] {
  const lacking = asked.permissions.filter(({ anyOf }) => !anyOf.some((one) => app.permissions.includes(one)));
  const least = leastPermissions(asked);
  const graph = lacking.map((one) => one.least).filter((one) => least.includes(one));
  const exchange = asked.cmdlets.length > 0 && !app.exchangePermissions.includes(manageAsApp) ? [manageAsApp] : [];
  const silent =
    'unseen' in app.cmdlets
      ? app.cmdlets.refused && asked.cmdlets.length > 0
      : asked.cmdlets.some(
          ({ cmdlet }) =>
            !(app.cmdlets as readonly string[]).some((name) => name.toLowerCase() === cmdlet.toLowerCase()),
        );
  const role = exchangeRoleFor(asked);
  const isAssigned = app.directoryRoles?.includes(role) === true;
  const grant = (resource: keyof typeof resources, values: readonly string[]): readonly string[] => [
    `$resource = Get-MgServicePrincipal -Filter "appId eq '${resources[resource]}'"`,
    ...values.map(
      (value) =>
        `New-MgServicePrincipalAppRoleAssignment -ServicePrincipalId ${app.servicePrincipalId} -PrincipalId ${app.servicePrincipalId} -ResourceId $resource.Id -AppRoleId ($resource.AppRoles | Where-Object Value -eq '${value}').Id`,
    ),
  ];
  const commands = [
    ...(graph.length === 0 ? [] : grant('graph', graph)),
    ...(exchange.length === 0 ? [] : grant('exchange', exchange)),
    ...(silent && !isAssigned
      ? [
          `New-MgRoleManagementDirectoryRoleAssignment -PrincipalId ${app.servicePrincipalId} -RoleDefinitionId ${roleTemplates[role]} -DirectoryScopeId '/'`,
        ]
      : []),
  ];
  return commands.length === 0
    ? []
    : [
        `# ${side}`,
        `Connect-MgGraph -Scopes 'AppRoleAssignment.ReadWrite.All','Application.Read.All','RoleManagement.ReadWrite.Directory'`,
        ...commands,
      ];
}
