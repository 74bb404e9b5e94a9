/** Whoever is mastered on premises is handed to the cloud, one object after the other, at the source's portal. Pure: `hand-work.ts` does it. */
import type { Errand } from './errand.js';
import type { ShownTenant } from './portals.js';

/** What the card of this step asks for; of the others, what stands in their way. */
const asked = 'directory-sync-off';
const standsInTheWayOf: readonly string[] = [
  'source-routing-address',
  'directory-sync-check',
  'upn-to-initial-domain',
  'groups-primary-to-initial-domain',
  'mailbox-aliases-removed',
  'group-aliases-removed',
  'm365-groups-moved',
];

export const isSyncWork = (stepId: string): boolean => stepId === asked;

/** Whether a card names somebody who is mastered on premises, in the reader's language. */
export const namesTheSynced = (stepId: string, texts: readonly string[]): boolean =>
  standsInTheWayOf.includes(stepId) &&
  texts.some((text) => /^✕ .*(mastered on premises|локальн\S+ служб\S+ каталогов)/.test(text));

export const outOfSync = ({ users, groups, contacts = [] }: ShownTenant): readonly Errand[] =>
  Object.entries({ users, groups, contacts }).flatMap(([kind, objects]) =>
    objects
      .filter(({ onPremisesSyncEnabled }) => onPremisesSyncEnabled === true)
      .map(({ id }): Errand => ({
        at: 'source',
        door: `${kind}/${encodeURIComponent(id)}/source-of-authority`,
        body: { isCloudManaged: true },
      })),
  );
