/**
 * Something new holds the domain in the middle of the night, after the last scan: somebody else in the company works on. Which of these
 * it is, a seed says; each is a thing the portal lets any administrator do.
 */
import { strangersName } from './clearing.js';
import type { Errand } from './errand.js';
import type { HandWork } from './hand-work.js';
import type { ShownTenant } from './portals.js';

interface Plant {
  readonly kind: string;
  errands(tenant: ShownTenant, domain: string): readonly Errand[];
}

const local = 'planted.at.night';

const addressFor =
  (kind: RegExp) =>
  (tenant: ShownTenant, domain: string): readonly Errand[] => {
    const one = tenant.recipients.find(
      ({ RecipientTypeDetails, WhenSoftDeleted }) => WhenSoftDeleted === null && kind.test(RecipientTypeDetails),
    );
    if (one === undefined) return [];
    return [{ at: 'source', door: `addresses/${one.Guid}/add`, body: { addresses: [`smtp:${local}@${domain}`] } }];
  };

const plants: readonly Plant[] = [
  { kind: 'public folder', errands: addressFor(/^PublicFolder$/) },
  {
    kind: 'application',
    errands: ({ applications = [] }, domain) => {
      const [one] = applications;
      if (one === undefined) return [];
      const identifierUris = [...one.identifierUris, `https://night.${domain}`];
      return [{ at: 'source', door: `applications/${one.id}`, body: { identifierUris } }];
    },
  },
  { kind: 'mailbox', errands: addressFor(/^UserMailbox$/) },
  { kind: 'contact', errands: addressFor(/^MailContact$/) },
  { kind: 'Microsoft 365 group', errands: addressFor(/^GroupMailbox$/) },
  {
    kind: 'user',
    errands: (_tenant, domain) => [
      { at: 'source', door: 'users', body: { userPrincipalName: `${local}@${domain}`, displayName: strangersName } },
    ],
  },
  { kind: 'distribution list', errands: addressFor(/^MailUniversalDistributionGroup$/) },
  { kind: 'mail user', errands: addressFor(/^MailUser$/) },
];

/** Returns what kind of thing it was. */
export async function plant(hands: HandWork, tenant: ShownTenant, domain: string, seed: number): Promise<string> {
  for (let n = 0; n < plants.length; n += 1) {
    const { kind, errands } = plants[(seed + n) % plants.length] as Plant;
    const doing = errands(tenant, domain);
    for (const errand of doing) await hands.run(errand);
    if (doing.length > 0) return kind;
  }
  throw new Error('Nothing could be planted.');
}
