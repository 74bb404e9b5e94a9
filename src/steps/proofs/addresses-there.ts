/** Whether every address that the source gave up is held at the destination by whoever is meant to hold it, in front where it was in front. */
import type { StepContext } from '../../contract/context.js';
import type { Finding } from '../../contract/finding.js';
import { heldFindings, primaryFindings } from '../addresses/held-at-destination.js';
import { owedTo } from '../addresses/owed.js';
import { takenOff, type Holders } from '../addresses/taken-from-source.js';
import type { Systems } from '../systems.js';

export async function addressesThere({ destination }: Systems, ctx: StepContext): Promise<readonly Finding[]> {
  const recipients = await destination.exchange.recipientsOn(ctx.migration.movingDomains);
  const findings: Finding[] = [];
  for (const of of Object.keys(takenOff) as Holders[]) {
    const { lists: owed } = await owedTo(ctx, of);
    if (owed.length === 0) continue;
    findings.push(...heldFindings({ of, owed, recipients }), ...primaryFindings({ of, owed, recipients }));
  }
  return findings;
}
