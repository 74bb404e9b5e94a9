/** What people do with their own hands at the portals: the world's administration door, never the bot's. */
import type { RehearsalFacts } from './facts.js';

/** Steps whose work people do by hand in this rehearsal, and how they take it back. */
const handwork: Readonly<
  Record<string, { readonly do: (facts: RehearsalFacts) => Errand; readonly undo: (facts: RehearsalFacts) => Errand }>
> = {
  'default-domain-source': {
    do: ({ initialDomain }) => ({ path: 'source/default-domain', body: { domain: initialDomain } }),
    undo: ({ movingDomains }) => ({ path: 'source/default-domain', body: { domain: movingDomains[0] } }),
  },
};

interface Errand {
  readonly path: string;
  readonly body: object;
}

export async function doByHand(
  baseUrl: string,
  stepId: string,
  direction: 'do' | 'undo',
  facts: RehearsalFacts,
): Promise<boolean> {
  const errand = handwork[stepId]?.[direction](facts);
  if (errand === undefined) return false;
  const answer = await fetch(`${baseUrl}/world/admin/${errand.path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(errand.body),
  });
  if (!answer.ok) throw new Error(`${stepId} by hand: the portal answered ${answer.status}: ${await answer.text()}`);
  return true;
}
