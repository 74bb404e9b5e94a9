/** Guide 23: whether both tenants let the mover in by the door that it takes, and until when. What the next step opens is told, and stands in nobody's way. */
import { defineCheck } from '../../contract/check.js';
import type { StepContext } from '../../contract/context.js';
import type { Finding } from '../../contract/finding.js';
import type { Side } from '../../contract/step.js';
import type { UserAgentPolicy } from '../../systems/exchange/ews.js';
import type { Systems, TenantClients } from '../systems.js';
import { ewsDoor, ewsEnds } from './ews-door.js';
import { callsOfScope, mailboxesInScope, type InScope } from './in-scope.js';
import { frontlineOnly } from './frontline.js';
import { moverAppOf, moverIdentity, sides, type MoverIdentity } from './mover-identity.js';
import { readsOfMapping } from '../users/mapping/frozen.js';

/** The last pass of the mover, after T: see the windows of its steps. */
const hoursAfterT = 96;

const calls = [...callsOfScope, 'exchange.ewsOfOrganization', 'exchange.ewsOfMailboxes'];

export const moverAccessCheck = (systems: Systems) =>
  defineCheck({
    name: 'mover-access-check',
    calls: { source: calls, destination: calls },
    reads: [moverIdentity, ...readsOfMapping],
    async run(ctx) {
      const mover = await ctx.output(moverIdentity);
      if (mover === null) return { findings: [{ status: 'unknown', code: 'mover-unknown', facts: {} }], evidence: [] };
      const findings: Finding[] = [mover.moverProtocol === 'graph' ? byGraph : whileEwsLasts(ctx)];
      for (const side of sides) findings.push(...(await findingsOn(side, systems[side], mover, ctx)));
      return { findings, evidence: [] };
    },
  });

const byGraph: Finding = { status: 'passed', code: 'mover-by-graph', facts: {} };

function whileEwsLasts({ now, migration: { cutoverAt } }: StepContext): Finding {
  const end = new Date(ewsEnds).getTime();
  const days = Math.floor((end - now().getTime()) / 86_400_000);
  const facts = { date: ewsEnds.slice(0, 10), days };
  if (days < 0) return { status: 'failed', code: 'ews-is-gone', facts, lasting: true };
  const needed = cutoverAt === null ? 0 : new Date(cutoverAt).getTime() + hoursAfterT * 3_600_000;
  return needed > end
    ? { status: 'failed', code: 'ews-ends-before-the-last-pass', facts, lasting: true }
    : { status: 'passed', code: 'ews-lasts', facts };
}

async function findingsOn(
  side: Side,
  tenant: TenantClients,
  mover: MoverIdentity,
  ctx: StepContext,
): Promise<readonly Finding[]> {
  const { exchange } = tenant;
  const organization = await exchange.ewsOfOrganization();
  const mailboxes = await exchange.ewsOfMailboxes();
  const scope = await mailboxesInScope(tenant, side, ctx);
  const moving = new Map(scope?.mailboxes.map((mailbox) => [mailbox.Guid, mailbox.PrimarySmtpAddress ?? mailbox.Guid]));
  const ofMoving = mailboxes.filter(({ guid }) => moving.has(guid));
  const named = ofMoving.flatMap(({ guid, userAgents }) =>
    userAgents === null ? [] : [{ name: moving.get(guid) ?? guid, userAgents }],
  );
  const policies = [
    ...(organization.userAgents === null ? [] : [{ name: '', userAgents: organization.userAgents }]),
    ...named.slice(0, 1),
  ].map(({ name, userAgents }) => byName(side, name, userAgents, named.length));
  const app = moverAppOf(mover, side);
  if (mover.moverProtocol === 'graph' || app === null) return policies;
  const off = ofMoving.filter(({ ewsEnabled }) => ewsEnabled === false);
  const door = ewsDoor(organization, app);
  return [
    door === 'open'
      ? { status: 'passed', code: 'ews-open', facts: { side, app } }
      : { status: 'passed', code: 'ews-closed', facts: { side, door, app } },
    ...(off.length === 0
      ? []
      : [
          {
            status: 'passed' as const,
            code: 'ews-off-for-mailboxes' as const,
            facts: { side, count: off.length, name: moving.get(off[0]?.guid ?? '') ?? '' },
          },
        ]),
    ...policies,
    ...(scope === null ? [] : ofLicences(side, scope)),
  ];
}

/** Whether the mover's own name passes it, only the mover's vendor knows. */
const byName = (side: Side, name: string, { policy, list }: UserAgentPolicy, mailboxes: number): Finding => ({
  status: 'unknown',
  code: 'lets-in-by-user-agent',
  facts: {
    side,
    of: name === '' ? 'organization' : 'mailbox',
    name,
    mailboxes,
    policy: /allow/i.test(policy) ? 'allow' : 'block',
    list: list.slice(0, 5).join(', ') || '–',
  },
});

function ofLicences(side: Side, scope: InScope): readonly Finding[] {
  const found = frontlineOnly(scope);
  const [first] = found;
  if (first === undefined) return [];
  const facts = { side, count: found.length, name: first.userPrincipalName };
  return [{ status: 'unknown', code: 'ews-not-for-frontline', facts }];
}
