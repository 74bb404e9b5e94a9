/**
 * Through what mail for a domain comes in once it is at the destination: that tenant itself, or a gateway before it, as was decided. Every step
 * that wants MX somewhere after the night asks here.
 */
import type { StepContext } from '../../contract/context.js';
import type { Systems } from '../systems.js';
import { askedByDestination, type AskedRecord } from './asked-by-destination.js';
import { hostOf } from './exchanger.js';
import { exchangersFor, exchangersTyped } from './exchangers-typed.js';
import { mailGap } from './mail-gap.js';

/** To be named among what a step `reads`. */
export const mailComesIn = mailGap;

export interface RecordsWanted {
  /** What the destination asks for, MX as decided. */
  readonly records: readonly AskedRecord[];
  /** Null where MX leads to the destination itself. */
  readonly gateway: Gateway | null;
}

export interface Gateway {
  readonly exchangers: readonly string[];
  /** Where the gateway hands on what it takes. */
  readonly tenantHost: string;
}

/** Of a domain without one: none. */
export async function gatewayOf(ctx: Pick<StepContext, 'output'>, domain: string): Promise<readonly string[]> {
  return exchangersFor(exchangersTyped((await ctx.output(mailComesIn))?.gatewayHosts), domain);
}

/** @throws while the tenant does not say what it asks for. */
export async function recordsWanted(
  systems: Systems,
  ctx: Pick<StepContext, 'output'>,
  domain: string,
): Promise<RecordsWanted> {
  const asked = await askedByDestination(systems, domain);
  const exchangers = await gatewayOf(ctx, domain);
  const [tenant] = asked.filter(({ type }) => type === 'MX');
  if (exchangers.length === 0 || tenant === undefined) return { records: asked, gateway: null };
  return {
    records: [...exchangers.map((value) => ({ ...tenant, value })), ...asked.filter(({ type }) => type !== 'MX')],
    gateway: { exchangers, tenantHost: hostOf(tenant.value) },
  };
}
