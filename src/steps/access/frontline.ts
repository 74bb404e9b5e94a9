/** Whom EWS is closed to whatever a tenant's switches say: people who have nothing but a frontline licence, since the end of June 2026. */
import type { GraphUser } from '../../systems/graph/types.js';
import { objectIdOf } from '../addresses/address-holders.js';
import type { InScope } from './in-scope.js';

/** https://learn.microsoft.com/entra/identity/users/licensing-service-plan-reference */
const frontline: ReadonlySet<string> = new Set([
  // Microsoft 365 F3, and F1 as it is and as it was sold
  '66b55226-6b4f-492c-910c-a3b7a3c9d993',
  '44575883-256e-4a79-9da4-ebe9acabe2b2',
  '50f60901-3181-4b75-8a2c-4c8e4c1d5a72',
  // Office 365 F3, Exchange Online Kiosk
  '4b585984-651b-448a-9e53-3b10f069cf7f',
  '80b2d799-d2ba-4d2a-8842-fb0d0f3a4b82',
]);

export function frontlineOnly({ mailboxes, users }: Pick<InScope, 'mailboxes' | 'users'>): readonly GraphUser[] {
  const inScope = new Set(mailboxes.map(objectIdOf));
  return users.filter(
    ({ id, assignedLicenses = [] }) =>
      inScope.has(id) && assignedLicenses.length > 0 && assignedLicenses.every(({ skuId }) => frontline.has(skuId)),
  );
}
