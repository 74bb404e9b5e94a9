/**
 * Whether an application's EWS request to a mailbox is answered, by the switches and lists. The rules are those of
 * https://learn.microsoft.com/en-us/exchange/client-developer/exchange-web-services/how-to-control-access-to-ews-in-exchange
 * A list of applications without any lets nobody in since October 2026: https://techcommunity.microsoft.com/blog/exchange/introducing-ewsallowedappids-preparing-for-the-final-phase-of-ews-retirement/4529471
 */
import type { WorldContext } from '../../context.js';
import type { ExchangeOrganizationConfig, Recipient, Side } from '../../entities.js';
import { usualClientAccess } from '../client-access.js';
import { detailsOf } from '../details.js';

export type EwsAnswer =
  | { readonly allowed: true }
  | {
      readonly allowed: false;
      /** What the service says in `X-EWS-Policy-Reason`. */
      readonly reason: 'EWS is disabled for this user or tenant' | 'EWS is blocked by policy for this user or tenant';
    };

/** "No exceptions": https://techcommunity.microsoft.com/blog/exchange/exchange-online-ews-your-time-is-almost-up/4492361 */
const gone = Date.parse('2027-04-01T00:00:00Z');

const disabled: EwsAnswer = { allowed: false, reason: 'EWS is disabled for this user or tenant' };
const blocked: EwsAnswer = { allowed: false, reason: 'EWS is blocked by policy for this user or tenant' };

export interface EwsCaller {
  readonly appId: string;
  readonly userAgent: string;
}

export function ewsAnswer(world: WorldContext, side: Side, mailbox: Recipient, caller: EwsCaller): EwsAnswer {
  const config = world.store.ewsInForce[side] ?? world.store.heads[side].exchange;
  if (world.clock.now().getTime() >= gone) return disabled;
  const own = { ...usualClientAccess, ...detailsOf(world, side, mailbox).clientAccess };
  if (config.EwsEnabled === false || own.EwsEnabled === false) return disabled;
  const listed = appIdsIn(config.EwsAllowedAppIDs).includes(caller.appId.toLowerCase());
  if (config.EwsEnabled === true && !listed) return blocked;
  // "Both are evaluated for each connection, and both must pass."
  const passes = [config, own].every((one) => userAgentPasses(one, caller.userAgent));
  return passes ? { allowed: true } : blocked;
}

export const appIdsIn = (list: string | null): readonly string[] =>
  (list ?? '')
    .split(',')
    .map((one) => one.trim().toLowerCase())
    .filter((one) => one !== '');

function userAgentPasses(
  policy: Pick<ExchangeOrganizationConfig, 'EwsApplicationAccessPolicy' | 'EwsAllowList' | 'EwsBlockList'>,
  userAgent: string,
): boolean {
  const isIn = (list: readonly string[] | null | undefined): boolean =>
    (list ?? []).some((one) =>
      new RegExp(`^${one.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*')}$`, 'i').test(userAgent),
    );
  if (policy.EwsApplicationAccessPolicy === 'EnforceAllowList') return isIn(policy.EwsAllowList);
  return policy.EwsApplicationAccessPolicy !== 'EnforceBlockList' || !isIn(policy.EwsBlockList);
}

/** The servers go on by what they knew until their caches are refreshed. */
export function ewsPolicyChanged(
  world: WorldContext,
  side: Side,
  before: ExchangeOrganizationConfig,
  now: number,
): void {
  const { store } = world;
  if (store.ewsInForce[side] === null) store.obeyEws(side, before);
  const due = now + store.faults.ewsPolicyLagSeconds * 1000;
  store.schedule({ due, kind: 'apply-ews-policy', side, id: store.heads[side].tenantId });
}

/** After the last change has come through; whoever changes it again begins to wait again. */
export function obeyEwsPolicy({ store }: WorldContext, side: Side): void {
  const isPending = [...store.effects.values()].some((one) => one.kind === 'apply-ews-policy' && one.side === side);
  if (!isPending) store.obeyEws(side, null);
}
