/** An account that nobody has is made and given its licence. Whoever is there already, after an answer that got lost, only lacks the licence. */
import { randomBytes } from 'node:crypto';
import { afterAWrite, type Applied } from '../../contract/change.js';
import type { StepContext } from '../../contract/context.js';
import type { NewUser } from '../../systems/graph/accounts.js';
import type { GraphUser } from '../../systems/graph/types.js';
import type { TenantClients } from '../systems.js';
import { notYetSeen } from './not-yet-seen.js';
import { perhapsOurs } from './perhaps-ours.js';
import { aliasOf } from './value.js';

export interface WantedAccount extends Omit<NewUser, 'mailNickname' | 'password'> {
  /** Null: by a group, or later. */
  readonly skuId: string | null;
}

export async function makeAccounts(
  { graph }: Pick<TenantClients, 'graph'>,
  ctx: Pick<StepContext, 'looks' | 'now'>,
  accounts: readonly WantedAccount[],
): Promise<readonly Applied[]> {
  const present = await graph.usersByPrincipalName(accounts.map(({ userPrincipalName }) => userPrincipalName));
  const missing = accounts.filter((_, index) => present[index] == null);
  const created = await graph.createUsers(missing.map(newUser));
  const answers = accounts.map((account, index): Step => {
    const user = present[index];
    if (user != null) return { id: user.id, licensed: isLicensed(user, account), applied: { result: 'done' } };
    const applied = perhapsOurs(created[missing.indexOf(account)] ?? { result: 'in-doubt' }, ctx);
    const id = applied.result === 'done' ? (applied.made?.[0]?.id ?? null) : null;
    return { id, licensed: account.skuId === null, applied };
  });
  const wanting = answers.flatMap(({ id, licensed }, index) => {
    const skuId = accounts[index]?.skuId;
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

const isLicensed = ({ assignedLicenses }: GraphUser, { skuId }: WantedAccount): boolean =>
  skuId === null || assignedLicenses.some((one) => one.skuId === skuId);

const newUser = ({ skuId: _, ...account }: WantedAccount): NewUser => ({
  ...account,
  mailNickname: aliasOf(account.userPrincipalName),
  password: password(),
});

/** Kept nowhere. All four kinds of characters, whatever chance gives. */
const password = (): string => `${randomBytes(24).toString('base64url')}aA1-`;
