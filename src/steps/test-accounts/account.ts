/** The accounts that go through the whole migration before anybody's mailbox does: two on each side, by the same names. */
import type { StepContext } from '../../contract/context.js';
import type { Change } from '../../contract/change.js';
import type { Json } from '../../contract/json.js';
import type { Side } from '../../contract/step.js';

/** On the way there an account is known by its number: it has no id yet. */
export const accountNumbers = ['1', '2'] as const;

export type AccountValue = {
  readonly state: 'absent' | 'there';
  readonly userPrincipalName?: string;
  readonly displayName?: string;
  readonly usageLocation?: string | null;
  /** Null: not given yet. */
  readonly skuId?: string | null;
};

export type AccountChange = Change<AccountValue>;

export const asAccount = (value: Json): AccountValue => value as AccountValue;

/** On the initial domain: it stays when the others go, and keeps no domain from leaving. */
export const accountName = (number: string, side: Side, { migration }: Pick<StepContext, 'migration'>): string =>
  `changeover-test-${number}@${migration.initialDomain[side]}`;

export const displayNameOf = (number: string): string => `Changeover test ${number}`;

export interface TestAccount {
  readonly number: string;
  readonly userId: string;
  readonly name: string;
}

/** Those that a step made and nobody has taken away. */
export async function accountsMadeBy(step: string, ctx: Pick<StepContext, 'written'>): Promise<readonly TestAccount[]> {
  return (await ctx.written(step)).flatMap(({ change, made }) => {
    const { userPrincipalName = '' } = asAccount(change.after);
    return made.map(({ id }) => ({ number: change.object.id, userId: id, name: userPrincipalName }));
  });
}
