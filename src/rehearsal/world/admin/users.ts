/** Users created, changed and deleted. https://learn.microsoft.com/en-us/microsoft-365/admin/add-users/add-users */
import { changeUser, checkPrincipalName } from '../directory-changes.js';
import { DoorRefusal } from '../door-refusal.js';
import type { Side, User } from '../entities.js';
import type { WorldContext } from '../context.js';
import { checkProperty } from '../graph/users.js';
import { newUser, sharedMailboxOf } from '../new-objects.js';
import type { Errand } from './portal.js';
import { textIn } from './read-body.js';

export function findUser({ store }: WorldContext, side: Side, id: string): User {
  const key = id.includes('@') ? store.index[side].userByPrincipalName(id) : id.toLowerCase();
  const user = key === undefined ? undefined : store.get(side, 'users', key);
  if (user === undefined) throw new DoorRefusal(404, `The ${side} tenant has no user '${id}'.`);
  return user;
}

export const userErrands: readonly Errand[] = [
  {
    pattern: 'users',
    run({ world, side, actor, now, body }) {
      const userPrincipalName = textIn(body, 'userPrincipalName');
      const displayName = body['displayName'] === undefined ? userPrincipalName : textIn(body, 'displayName');
      const user = newUser(world, side, userPrincipalName, displayName, now);
      checkPrincipalName(world, side, { id: '' }, userPrincipalName);
      const mailbox = body['mailbox'] === true ? sharedMailboxOf(world, side, user, now) : undefined;
      const mail = mailbox === undefined ? {} : { mail: userPrincipalName, proxyAddresses: mailbox.EmailAddresses };
      world.store.put(side, 'users', { ...user, ...mail }, now);
      if (mailbox !== undefined) world.store.put(side, 'recipients', mailbox, now);
      world.store.note({
        at: new Date(now).toISOString(),
        system: 'graph',
        side,
        actor,
        what: 'created',
        object: { kind: 'user', id: user.id, label: displayName },
        before: null,
        after: { userPrincipalName },
      });
      return {
        touched: [{ side, kind: 'user', id: user.id, properties: ['userPrincipalName'] }],
        told: { id: user.id, ...(mailbox === undefined ? {} : { recipient: mailbox.Guid }) },
      };
    },
  },
  {
    pattern: 'users/{id}',
    run({ world, side, actor, now, id, body }) {
      const user = findUser(world, side, id);
      const patch = (typeof body['patch'] === 'object' && body['patch'] !== null ? body['patch'] : body) as Record<
        string,
        unknown
      >;
      for (const name of Object.keys(patch)) checkProperty(name, patch[name]);
      changeUser(world, side, user, patch as Partial<User>, actor, now);
      return { touched: [{ side, kind: 'user', id: user.id, properties: Object.keys(patch) }] };
    },
  },
];
