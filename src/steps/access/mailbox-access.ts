/**
 * Guide 24, 31: a few mailboxes are really opened before the mover has to open all of them. As the mover nobody can but the mover: its secret is not
 * the bot's. So the bot opens each by itself and reads whatever could keep the mover out, and asks a person for the rest.
 */
import { defineCheck } from '../../contract/check.js';
import type { StepContext } from '../../contract/context.js';
import type { Finding } from '../../contract/finding.js';
import type { Side } from '../../contract/step.js';
import type { Mailbox } from '../../systems/exchange/types.js';
import { objectIdOf } from '../addresses/address-holders.js';
import { mailboxName, mailboxRef } from '../addresses/mailbox-ref.js';
import type { Systems, TenantClients } from '../systems.js';
import { protectedUser } from '../users/operators.js';
import { grantsAll } from './doors.js';
import { ewsDoor } from './ews-door.js';
import { callsOfScope, mailboxesInScope, type InScope } from './in-scope.js';
import { moverAccounts, moverAppOf, moverIdentity, type MoverIdentity } from './mover-identity.js';
import { readsOfMapping } from '../users/mapping/frozen.js';

const sampleSize = 5;

export const sourceMailboxAccess = (systems: Systems) => mailboxAccessOn('source', systems);
export const destinationMailboxAccess = (systems: Systems) => mailboxAccessOn('destination', systems);

const mailboxAccessOn = (side: Side, systems: Systems) =>
  defineCheck({
    name: `${side}-mailbox-access`,
    calls: {
      [side]: [
        ...callsOfScope,
        'exchange.ewsOfOrganization',
        'exchange.ewsOfMailboxesById',
        'exchange.mailboxFolders',
        'exchange.accessOf',
      ],
    },
    reads: [moverIdentity, ...readsOfMapping],
    async run(ctx) {
      const tenant = systems[side];
      const mover = await ctx.output(moverIdentity);
      const scope = await mailboxesInScope(tenant, side, ctx);
      return { findings: await findingsOf(side, tenant, { mover, scope, ctx }), evidence: [] };
    },
  });

interface Known {
  readonly mover: MoverIdentity | null;
  readonly scope: InScope | null;
  readonly ctx: StepContext;
}

async function findingsOf(
  side: Side,
  tenant: TenantClients,
  { mover, scope, ctx }: Known,
): Promise<readonly Finding[]> {
  if (mover === null) return [{ status: 'unknown', code: 'mover-unknown', facts: {} }];
  if (scope === null) return [{ status: 'unknown', code: 'no-mapping-here', facts: {} }];
  const sample = sampleOf(scope.mailboxes);
  if (sample.length === 0) return [{ status: 'unknown', code: 'no-mailbox-to-open', facts: { side } }];
  const found = [
    ...(await closed(side, tenant, mover)),
    ...(await unopened(tenant, sample)),
    ...(mover.moverProtocol === 'ews' ? await switchedOff(tenant, sample) : []),
    ...(mover.moverSignsIn === 'account' ? await withoutRight(side, tenant, scope, sample, ctx) : []),
  ];
  const names = sample.map(mailboxName).join(', ');
  const asMover: Finding = {
    status: 'unknown',
    code: 'not-opened-as-the-mover',
    facts: { side, count: sample.length, names, as: mover.moverSignsIn },
  };
  return found.length > 0
    ? found
    : [{ status: 'passed', code: 'sample-answers', facts: { side, count: sample.length, names } }, asMover];
}

/** One of each kind, and then whoever comes; always the same while the mapping is the same. */
export function sampleOf(mailboxes: readonly Mailbox[]): readonly Mailbox[] {
  const sorted = [...mailboxes].sort((one, other) => (one.Guid < other.Guid ? -1 : 1));
  const firsts = new Map([...sorted].reverse().map((mailbox) => [mailbox.RecipientTypeDetails, mailbox] as const));
  const chosen = new Set([...firsts.values()].map(({ Guid }) => Guid));
  const rest = sorted.filter(({ Guid }) => !chosen.has(Guid));
  return [...firsts.values(), ...rest].slice(0, sampleSize);
}

async function closed(side: Side, { exchange }: TenantClients, mover: MoverIdentity): Promise<readonly Finding[]> {
  const app = moverAppOf(mover, side);
  if (mover.moverProtocol === 'graph' || app === null) return [];
  const door = ewsDoor(await exchange.ewsOfOrganization(), app);
  return door === 'open' ? [] : [{ status: 'failed', code: 'ews-still-closed', facts: { side, door, app } }];
}

/** The folders are told by the mailbox itself, not by the directory. */
async function unopened({ exchange }: TenantClients, sample: readonly Mailbox[]): Promise<readonly Finding[]> {
  const folders = await exchange.mailboxFolders(sample.map(objectIdOf));
  return sample.flatMap((mailbox, at): readonly Finding[] => {
    const found = folders[at];
    if (found?.seen === true && found.items.length > 0) return [];
    const text = found?.seen === false ? found.text : '–';
    const object = mailboxRef(mailbox);
    return [{ status: 'failed', code: 'mailbox-does-not-open', facts: { name: object.label, text }, object }];
  });
}

async function switchedOff({ exchange }: TenantClients, sample: readonly Mailbox[]): Promise<readonly Finding[]> {
  const found = await exchange.ewsOfMailboxesById(sample.map(({ Guid }) => Guid));
  return sample.flatMap((mailbox, at): readonly Finding[] => {
    const object = mailboxRef(mailbox);
    return found[at]?.ewsEnabled === false
      ? [{ status: 'failed', code: 'ews-off-for-mailbox', facts: { name: object.label }, object }]
      : [];
  });
}

async function withoutRight(
  side: Side,
  { exchange }: TenantClients,
  { users }: InScope,
  sample: readonly Mailbox[],
  ctx: StepContext,
): Promise<readonly Finding[]> {
  const accounts = moverAccounts(ctx, side).flatMap((account) => protectedUser(account, users) ?? []);
  const pairs = sample.flatMap((mailbox) => accounts.map((account) => ({ mailbox, user: account.userPrincipalName })));
  const found = await exchange.accessOf(pairs.map(({ mailbox, user }) => ({ mailboxId: objectIdOf(mailbox), user })));
  return pairs.flatMap(({ mailbox, user }, at): readonly Finding[] => {
    const seen = found[at];
    if (seen?.seen === true && seen.items.some(grantsAll)) return [];
    const object = mailboxRef(mailbox);
    return [{ status: 'failed', code: 'full-access-missing', facts: { name: object.label, account: user }, object }];
  });
}
