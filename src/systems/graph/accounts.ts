/** Accounts that are made, licensed and taken away again. https://learn.microsoft.com/graph/api/resources/users */
import type { Applied } from '../../contract/change.js';
import type { GraphConnection } from './connection.js';
import { profileProperties, userProperties, type GraphUser, type Profile } from './types.js';
import { writeEach } from './write-each.js';

/** https://learn.microsoft.com/graph/api/user-post-users */
export interface NewUser {
  readonly userPrincipalName: string;
  readonly displayName: string;
  readonly mailNickname: string;
  readonly accountEnabled: boolean;
  readonly usageLocation: string | null;
  readonly employeeId: string | null;
  readonly profile: Profile;
  /** Known to nobody: whoever is to sign in is given another one. */
  readonly password: string;
}

export interface LicenceFor {
  readonly userId: string;
  readonly skuId: string;
}

export interface GraphAccounts {
  /** With their profiles. Not through an index; in the order given, null where nobody has that name. */
  usersByPrincipalName(names: readonly string[]): Promise<readonly (GraphUser | null)[]>;
  /** In the order given; of whoever is gone nothing. */
  profilesById(ids: readonly string[]): Promise<readonly Profile[]>;
  /** Whether each of them lies in the directory's bin. */
  areInBin(ids: readonly string[]): Promise<readonly boolean[]>;
  /** One answer each, in the order given, here and below. Sent once: what was not answered is `in-doubt`. */
  createUsers(users: readonly NewUser[]): Promise<readonly Applied[]>;
  /** Beside the licences that they have. */
  assignLicences(licences: readonly LicenceFor[]): Promise<readonly Applied[]>;
  /** Into the bin. */
  deleteUsers(ids: readonly string[]): Promise<readonly Applied[]>;
  /** Out of the bin, for good. */
  deleteForGood(ids: readonly string[]): Promise<readonly Applied[]>;
}

type EachById = <T>(
  what: string,
  ids: readonly string[],
  pathOf: (id: string) => string,
) => Promise<readonly (T | null)[]>;

export function graphAccounts(connection: GraphConnection, side: string, eachById: EachById): GraphAccounts {
  return {
    async usersByPrincipalName(names) {
      const select = [...userProperties, ...profileProperties].join(',');
      // https://learn.microsoft.com/graph/api/user-get: a name may stand for the id.
      const found = await eachById<GraphUser>(
        'users by name',
        names,
        (name) => `/users/${encodeURIComponent(name)}?$select=${select}`,
      );
      return found.map((user) =>
        user === null ? null : { ...user, proxyAddresses: user.proxyAddresses ?? [], profile: profileIn(user) },
      );
    },
    async profilesById(ids) {
      const select = profileProperties.join(',');
      const found = await eachById<object>('profiles', ids, (id) => `/users/${id}?$select=${select}`);
      return found.map((user) => (user === null ? {} : profileIn(user)));
    },
    areInBin: async (ids) =>
      // https://learn.microsoft.com/graph/api/directory-deleteditems-get
      (await eachById('deleted items', ids, (id) => `/directory/deletedItems/${id}?$select=id`)).map(
        (one) => one !== null,
      ),
    createUsers: (users) =>
      writeEach(
        connection,
        `creating users in the ${side}`,
        users.map(({ password, employeeId, usageLocation, profile, ...user }) => ({
          id: user.userPrincipalName,
          method: 'POST',
          url: '/users',
          body: {
            ...user,
            ...profile,
            ...(employeeId === null ? {} : { employeeId }),
            ...(usageLocation === null ? {} : { usageLocation }),
            passwordProfile: { password, forceChangePasswordNextSignIn: true },
          },
          made: (body) => [{ kind: 'user', id: (body as { id: string }).id }],
        })),
      ),
    // https://learn.microsoft.com/graph/api/user-assignlicense
    assignLicences: (licences) =>
      writeEach(
        connection,
        `assigning licences in the ${side}`,
        licences.map(({ userId, skuId }) => ({
          id: userId,
          method: 'POST',
          url: `/users/${userId}/assignLicense`,
          body: { addLicenses: [{ skuId, disabledPlans: [] }], removeLicenses: [] },
        })),
      ),
    // https://learn.microsoft.com/graph/api/user-delete
    deleteUsers: (ids) =>
      writeEach(
        connection,
        `deleting users in the ${side}`,
        ids.map((id) => ({ id, method: 'DELETE', url: `/users/${id}` })),
      ),
    // https://learn.microsoft.com/graph/api/directory-deleteditems-delete
    deleteForGood: (ids) =>
      writeEach(
        connection,
        `emptying the bin of the ${side}`,
        ids.map((id) => ({ id, method: 'DELETE', url: `/directory/deletedItems/${id}` })),
      ),
  };
}

const profileIn = (user: object): Profile =>
  Object.fromEntries(
    profileProperties.flatMap((name) => {
      const value = (user as Readonly<Record<string, unknown>>)[name];
      return typeof value === 'string' && value !== '' ? [[name, value] as const] : [];
    }),
  );
