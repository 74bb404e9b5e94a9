/**
 * One object after the other is taken out of directory sync: "If true, updates from on-premises Active Directory are blocked in the cloud".
 * https://learn.microsoft.com/en-us/graph/api/resources/onpremisessyncbehavior
 * Afterwards it is as one that "was originally synced but is no longer": https://learn.microsoft.com/en-us/graph/api/resources/user#properties
 */
import { DoorRefusal } from '../door-refusal.js';
import type { Errand, ErrandCall, ErrandResult } from './portal.js';

type Kind = 'users' | 'groups' | 'contacts';

function toTheCloud(call: ErrandCall, kind: Kind): ErrandResult {
  const { world, side, actor, now, id, body } = call;
  if (body['isCloudManaged'] !== true)
    throw new DoorRefusal(400, 'Only the way to the cloud is served here: isCloudManaged is true.');
  const { store } = world;
  const object = store.get(side, kind, id.toLowerCase());
  if (object === undefined)
    throw new DoorRefusal(404, `The ${side} tenant has nothing called '${id}' among its ${kind}.`);
  if (object.onPremisesSyncEnabled !== true)
    throw new DoorRefusal(400, `'${object.displayName}' is not synchronized from on-premises.`);
  const freed = { onPremisesSyncEnabled: false };
  if ('userPrincipalName' in object) store.put(side, 'users', { ...object, ...freed }, now);
  else if ('groupTypes' in object) store.put(side, 'groups', { ...object, ...freed }, now);
  else store.put(side, 'contacts', { ...object, ...freed }, now);
  const recipient = store.get(side, 'recipients', store.index[side].recipientOfObject(object.id) ?? '');
  if (recipient !== undefined) store.put(side, 'recipients', { ...recipient, IsDirSynced: false }, now);
  store.note({
    at: new Date(now).toISOString(),
    system: 'graph',
    side,
    actor,
    what: 'onPremisesSyncEnabled',
    object: { kind: kind.slice(0, -1), id: object.id, label: object.displayName },
    before: { onPremisesSyncEnabled: true },
    after: { onPremisesSyncEnabled: false },
  });
  return { touched: [{ side, kind: kind.slice(0, -1), id: object.id, properties: ['onPremisesSyncEnabled'] }] };
}

export const authorityErrands: readonly Errand[] = (['users', 'groups', 'contacts'] as const).map((kind) => ({
  pattern: `${kind}/{id}/source-of-authority`,
  run: (call) => toTheCloud(call, kind),
}));
