/** Accounts: one that nobody has is made, and given its licence. Their mailboxes come by themselves. */
import { randomBytes } from 'node:crypto';
import { afterAWrite, type Applied, type Observed } from '../../contract/change.js';
import type { StepContext } from '../../contract/context.js';
import type { GraphUser } from '../../systems/graph/types.js';
import { sameAddress } from '../addresses/proxy-address.js';
import type { TenantClients } from '../systems.js';
import { notYetSeen } from './not-yet-seen.js';
import { aliasOf, type MadeValue, type ObjectChange } from './value.js';

export async function observeAccounts(
  { graph }: Pick<TenantClients, 'graph'>,
  changes: readonly ObjectChange[],
): Promise<readonly Observed[]> {
  const users = await graph.usersByPrincipalName(changes.map(nameIn));
  return changes.map(({ after }, index): Observed => {
    const user = users[index];
    if (user === null || user === undefined) return { seen: true, value: { state: 'absent' } };
    return { seen: true, value: accountValue(user, after), made: [{ kind: 'user', id: user.id }] };
  });
}

const nameIn = ({ after, before }: ObjectChange): string => after.userPrincipalName ?? before.userPrincipalName ?? '';

export function accountValue(user: GraphUser, wanted: MadeValue): MadeValue {
  const name = wanted.userPrincipalName ?? '';
  const licensed = user.assignedLicenses.some(({ skuId }) => skuId === wanted.skuId);
  return {
    state: 'there',
    displayName: user.displayName ?? '',
    // The text of the plan: the same name in other capitals is the same name.
    userPrincipalName: sameAddress(user.userPrincipalName, name) ? name : user.userPrincipalName,
    employeeId: user.employeeId || null,
    usageLocation: user.usageLocation || null,
    accountEnabled: user.accountEnabled ?? true,
    licence: licensed || wanted.skuId == null ? (wanted.licence ?? null) : null,
    skuId: licensed || wanted.skuId == null ? (wanted.skuId ?? null) : null,
  };
}

export async function makeAccounts(
  { graph }: Pick<TenantClients, 'graph'>,
  ctx: StepContext,
  changes: readonly ObjectChange[],
): Promise<readonly Applied[]> {
  const present = await graph.usersByPrincipalName(changes.map(nameIn));
  const missing = changes.filter((_, index) => present[index] == null);
  const created = await graph.createUsers(missing.map(({ after }) => newUser(after)));
  const answers = changes.map((change, index): Step => {
    const user = present[index];
    if (user != null) return { id: user.id, licensed: isLicensed(user, change.after), applied: { result: 'done' } };
    const applied = created[missing.indexOf(change)] ?? { result: 'in-doubt' };
    const id = applied.result === 'done' ? (applied.made?.[0]?.id ?? null) : null;
    return { id, licensed: change.after.skuId == null, applied };
  });
  const wanting = answers.flatMap(({ id, licensed }, index) => {
    const skuId = changes[index]?.after.skuId;
    return id === null || licensed || skuId == null ? [] : [{ index, userId: id, skuId }];
  });
  const assigned = await graph.assignLicences(wanting);
  return answers.map(({ applied }, index): Applied => {
    const at = wanting.findIndex((one) => one.index === index);
    if (at === -1) return applied;
    const answer = notYetSeen(assigned[at] ?? { result: 'in-doubt' }, ctx);
    return applied.result === 'done' && applied.made !== undefined ? afterAWrite(answer, applied.made) : answer;
  });
}

interface Step {
  readonly id: string | null;
  readonly licensed: boolean;
  readonly applied: Applied;
}

const isLicensed = ({ assignedLicenses }: GraphUser, { skuId }: MadeValue): boolean =>
  skuId == null || assignedLicenses.some((one) => one.skuId === skuId);

const newUser = ({ userPrincipalName = '', displayName, usageLocation, employeeId, accountEnabled }: MadeValue) => ({
  userPrincipalName,
  displayName: displayName || userPrincipalName,
  mailNickname: aliasOf(userPrincipalName),
  accountEnabled: accountEnabled ?? true,
  usageLocation: usageLocation ?? null,
  employeeId: employeeId ?? null,
  password: password(),
});

/** All four kinds of characters, whatever chance gives. */
const password = (): string => `${randomBytes(24).toString('base64url')}aA1-`;
