/** Microsoft 365 groups of the source with whoever is in them and owns them, by object id. */
import type { TenantClients } from '../systems.js';

export interface SourceM365Group {
  readonly displayName: string;
  readonly description: string | null;
  readonly visibility: string;
  readonly legacyExchangeDN: string | null;
  readonly settings: Readonly<Record<string, boolean>>;
  /** Not everybody of the house may write to it, or somebody looks at letters first. */
  readonly guarded: boolean;
  readonly members: readonly string[];
  readonly owners: readonly string[];
  /** Somebody wrote a rule by which the directory fills it. */
  readonly byRule: boolean;
  /** It has a team in Microsoft Teams. */
  readonly hasTeam: boolean;
}

/** What has gone since, or what Exchange does not know, is not among them. */
export async function readM365Groups(
  { graph, exchange }: TenantClients,
  ids: readonly string[],
): Promise<ReadonlyMap<string, SourceM365Group>> {
  const groups = await graph.m365GroupsById(ids);
  const inExchange = await exchange.unifiedGroupsById(ids);
  const [members, owners] = [await graph.membersOfGroups(ids), await graph.ownersOfGroups(ids)];
  return new Map(
    ids.flatMap((id, index): (readonly [string, SourceM365Group])[] => {
      const [group, mail] = [groups[index], inExchange[index]];
      if (group == null || mail == null) return [];
      return [
        [
          id,
          {
            displayName: group.displayName ?? '',
            description: group.description || null,
            visibility: group.visibility ?? 'Private',
            legacyExchangeDN: mail.LegacyExchangeDN,
            settings: {
              HiddenFromAddressListsEnabled: mail.HiddenFromAddressListsEnabled,
              RequireSenderAuthenticationEnabled: mail.RequireSenderAuthenticationEnabled,
            },
            guarded: mail.guarded,
            members: (members[index] ?? []).map((one) => one.id),
            owners: (owners[index] ?? []).map((one) => one.id),
            byRule: group.membershipRule !== null,
            hasTeam: group.resourceProvisioningOptions.includes('Team'),
          },
        ],
      ];
    }),
  );
}
