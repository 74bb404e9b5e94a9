import { cast } from '../cast.js';
import type { WorldContext } from './context.js';
import type { Side } from './entities.js';

/** Where the people of the rehearsal have their accounts: in the host tenant (the destination) and at home. */
export function castAccounts(world: WorldContext): readonly object[] {
  const account = (side: Side, objectId: string): object | null => {
    const user = world.store.get(side, 'users', objectId);
    return user === undefined
      ? null
      : { side, tenantId: world.store.heads[side].tenantId, objectId, userPrincipalName: user.userPrincipalName };
  };
  return cast.map((member) => ({
    key: member.key,
    name: member.name,
    company: member.company,
    host: account('destination', member.hostObjectId),
    home: member.company === 'other' ? null : account(member.company, member.home.objectId),
  }));
}
