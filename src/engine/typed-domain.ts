/** Of the moving domains only the one that the card names is taken as typed: whoever types another has not read the card. */
import { domainToType, isTyped } from '../contract/typed-domain.js';
import type { Outcome } from '../errors.js';
import type { Actor } from './api.js';
import { approve } from './approvals/approve.js';
import type { ApproveOrder } from './approvals/approve.js';
import type { Core } from './core.js';

export async function approveAsTyped(core: Core, by: Actor, order: ApproveOrder): Promise<Outcome<null>> {
  const { typedDomain = '', ...bare } = order;
  const asked = await askedFor(core, order.attemptId);
  const outcome = await approve(core, by, isTyped(typedDomain, asked) ? { ...bare, typedDomain } : bare);
  if (outcome.ok || outcome.refusal.code !== 'final.domain-not-typed') return outcome;
  const { code, facts } = outcome.refusal;
  return { ok: false, refusal: { code, facts: { ...facts, domain: asked } } };
}

/** An attempt keeps its plan, so this may be looked up before the approval is decided. */
async function askedFor(core: Core, attemptId: string): Promise<string> {
  const row = await core.db.selectFrom('attempt').select('plan').where('id', '=', attemptId).executeTakeFirst();
  return domainToType(core.options.migration.movingDomains, row?.plan?.sample ?? []);
}
