/** Guide 19 and 21: two accounts with a licence, whose mailboxes come by themselves. The way back puts exactly those into the bin. */
import { defineChange, type Applied, type Observed, type PlanDraft } from '../../contract/change.js';
import type { Finding, Remark } from '../../contract/finding.js';
import type { Side } from '../../contract/step.js';
import type { GraphUser } from '../../systems/graph/types.js';
import { objectIdOf } from '../addresses/address-holders.js';
import { sameAddress } from '../addresses/proxy-address.js';
import { makeAccounts, type WantedAccount } from '../objects/make-accounts.js';
import type { Systems, TenantClients } from '../systems.js';
import {
  accountName,
  accountNumbers,
  accountsMadeBy,
  asAccount,
  displayNameOf,
  type AccountChange,
  type AccountValue,
} from './account.js';
import { licenceFor, usualLocation } from './licence.js';

const calls = [
  'graph.users',
  'graph.usersById',
  'graph.usersByPrincipalName',
  'graph.subscribedSkus',
  'graph.createUsers',
  'graph.assignLicences',
  'graph.deleteUsers',
  'exchange.mailboxesById',
];

export const testAccounts = (systems: Systems, side: Side, name: string) => {
  const { graph, exchange } = systems[side];
  return defineChange<AccountValue>({
    name,
    calls: { [side]: calls },
    batchSize: 2,
    concurrency: 1,
    settleSeconds: 120,
    verifyWithin: 12 * 3600,
    verifyEvery: 60,

    async plan(ctx): Promise<PlanDraft<AccountValue>> {
      const users = await graph.users();
      const ours = new Set((await accountsMadeBy(name, ctx)).map(({ userId }) => userId));
      const usageLocation = usualLocation(users);
      const wanted = accountNumbers.map((number) => ({ number, upn: accountName(number, side, ctx) }));
      const present = await graph.usersByPrincipalName(wanted.map(({ upn }) => upn));
      const missing = wanted.filter((_, index) => present[index] == null);
      const sku = licenceFor(await graph.subscribedSkus(), missing.length);
      const taken = present.filter((user) => user !== null && !ours.has(user.id));
      const blockers: Remark[] = [
        ...taken.map((user): Remark => ({
          code: 'test-account-name-taken',
          facts: { name: user?.userPrincipalName ?? '', side },
        })),
        ...(missing.length > 0 && sku === null
          ? [{ code: 'test-account-no-licence', facts: { side, count: missing.length } } as const]
          : []),
        ...(missing.length > 0 && usageLocation === null
          ? [{ code: 'test-account-no-location', facts: { side } } as const]
          : []),
      ];
      return {
        changes: missing.map(({ number, upn }): AccountChange => ({
          side,
          object: { kind: 'user', id: number, label: upn },
          before: { state: 'absent' },
          after: {
            state: 'there',
            userPrincipalName: upn,
            displayName: displayNameOf(number),
            usageLocation,
            skuId: sku?.skuId ?? null,
          },
        })),
        blockers,
        warnings:
          missing.length === 0
            ? []
            : [{ code: 'test-account-password', facts: { licence: sku?.skuPartNumber ?? '–' } }],
        leftOut: wanted.flatMap(({ upn }, index): Remark[] =>
          present[index] != null && ours.has(present[index].id)
            ? [{ code: 'test-account-there', facts: { name: upn } }]
            : [],
        ),
        undoSeconds: 60,
      };
    },

    async observe(ctx, changes): Promise<readonly Observed[]> {
      if (ctx.direction === 'undo') {
        const found = await graph.usersById(changes.map(({ object }) => object.id));
        return changes.map(({ before }, index) => ({ seen: true, value: valueOf(found[index] ?? null, before) }));
      }
      const found = await graph.usersByPrincipalName(changes.map(({ after }) => after.userPrincipalName ?? ''));
      return changes.map(({ after }, index): Observed => {
        const user = found[index] ?? null;
        const made = user === null ? {} : { made: [{ kind: 'user', id: user.id }] };
        return { seen: true, value: valueOf(user, after), ...made };
      });
    },

    apply: (ctx, changes) =>
      ctx.direction === 'undo'
        ? removed(systems[side], changes)
        : makeAccounts(systems[side], ctx, changes.map(wantedAccount)),

    onTheWay: ({ after }, observed) =>
      after.state === 'there' && asAccount(observed).state === 'there' && asAccount(observed).skuId == null,

    async verify(ctx, changes): Promise<readonly Finding[]> {
      if (ctx.direction === 'undo') {
        const left = (await graph.usersById(changes.map(({ object }) => object.id))).filter((user) => user !== null);
        if (left.length === 0)
          return [{ status: 'passed', code: 'test-accounts-removed', facts: { side, count: changes.length } }];
        return left.map((user) => ({
          status: 'failed',
          code: 'test-account-still-there',
          facts: { name: user.userPrincipalName },
        }));
      }
      const accounts = await graph.usersByPrincipalName(accountNumbers.map((number) => accountName(number, side, ctx)));
      const there = accounts.filter((user) => user !== null);
      const mailboxes = await exchange.mailboxesById(there.map(({ id }) => id));
      const equipped = new Set(mailboxes.flatMap((mailbox) => (mailbox === null ? [] : [objectIdOf(mailbox)])));
      const without = accountNumbers
        .map((number, index) => ({ name: accountName(number, side, ctx), user: accounts[index] }))
        .filter(({ user }) => user == null || !equipped.has(user.id));
      return without.length === 0
        ? [
            {
              status: 'passed',
              code: 'test-accounts-ready',
              facts: { side, names: there.map((user) => user.userPrincipalName).join(', ') },
            },
          ]
        : without.map((one): Finding => ({
            status: 'failed',
            code: 'test-account-without-mailbox',
            facts: { name: one.name },
          }));
    },

    invert({ object, after }, observedBefore, madeObjects) {
      const [user] = madeObjects;
      if (user === undefined || observedBefore.state !== 'absent')
        return { irreversible: { code: 'test-account-not-known', facts: { name: object.label }, object } };
      return { side, object: { ...object, id: user.id }, before: after, after: { state: 'absent' } };
    },
  });
};

function valueOf(user: GraphUser | null, wanted: AccountValue): AccountValue {
  if (user === null) return { state: 'absent' };
  const name = wanted.userPrincipalName ?? '';
  return {
    state: 'there',
    userPrincipalName: sameAddress(user.userPrincipalName, name) ? name : user.userPrincipalName,
    displayName: user.displayName ?? '',
    usageLocation: user.usageLocation,
    skuId: user.assignedLicenses.some(({ skuId }) => skuId === wanted.skuId) ? (wanted.skuId ?? null) : null,
  };
}

const wantedAccount = ({ after }: AccountChange): WantedAccount => {
  const { userPrincipalName = '', displayName = '', usageLocation = null, skuId = null } = after;
  return { userPrincipalName, displayName, usageLocation, skuId, accountEnabled: true, employeeId: null, profile: {} };
};

/** Into the bin: for thirty days it can be had back. */
async function removed({ graph }: TenantClients, changes: readonly AccountChange[]): Promise<readonly Applied[]> {
  const answers = await graph.deleteUsers(changes.map(({ object }) => object.id));
  return answers.map((answer) =>
    answer.result === 'refused' && answer.remark.code === 'object-gone' ? { result: 'done' } : answer,
  );
}
