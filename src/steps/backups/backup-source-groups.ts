/** Guide 50: every kind of group, as Exchange has it and as the directory has it, with who is in it, who owns it, who may write to it and what its filter is. */
import { defineCheck } from '../../contract/check.js';
import type { Finding } from '../../contract/finding.js';
import type { Json } from '../../contract/json.js';
import type { ListInDetail } from '../../systems/exchange/new-groups.js';
import type { MailGroup } from '../../systems/exchange/types.js';
import { objectIdOf } from '../addresses/address-holders.js';
import { everybodyIn, membersOfExchange, type Members } from '../groups/members-of-exchange.js';
import type { Systems } from '../systems.js';
import { keepSnapshot, snapshotFileOf, type Kept } from './snapshot.js';

const step = 'backup-source-groups';

export const backupSourceGroups = ({ source: { graph, exchange } }: Systems) =>
  defineCheck({
    name: step,
    calls: {
      source: [
        'graph.groups',
        'graph.membersOfGroups',
        'graph.ownersOfGroups',
        'exchange.listsInDetail',
        'exchange.listMembers',
        'exchange.mailPublicFolders',
        'exchange.unifiedGroups',
      ],
    },
    reads: [snapshotFileOf(step)],
    async run(ctx) {
      const begun = ctx.now();
      // Exchange one after the other: it allows few commands at a time in one tenant.
      const lists = await exchange.listsInDetail();
      const unified = await exchange.unifiedGroups();
      const nested = await membersOfExchange(exchange, lists);
      const inDirectory = await graph.groups();
      const ids = inDirectory.map(({ id }) => id);
      const [members, owners] = [await graph.membersOfGroups(ids), await graph.ownersOfGroups(ids)];
      const inExchange = new Map(
        [...lists.map(asExchangeHasIt), ...unified].map((group) => [
          objectIdOf(group),
          group as unknown as Kept['value'] & MailGroup,
        ]),
      );
      const all = inDirectory.map(({ id }, at) => everybodyIn(members[at], nested.get(id)));
      const directory = inDirectory.map((group, at): Kept => ({
        id: group.id,
        label: group.displayName ?? group.id,
        value: {
          ...inExchange.get(group.id),
          directory: group as unknown as Json,
          members: memberIds(all[at]),
          owners: memberIds(owners[at]),
        },
      }));
      const known = new Set(ids);
      // The directory does not know dynamic distribution groups, and nobody is in them: they are what their filter finds.
      const rest = [...inExchange].flatMap(([id, group]): readonly Kept[] => {
        if (known.has(id)) return [];
        const nobody = { directory: null, members: null, owners: null };
        return [{ id, label: group.DisplayName || group.Guid, value: { ...group, ...nobody } }];
      });
      const snapshot = await keepSnapshot({
        step,
        kind: 'groups',
        tenantId: graph.tenantId,
        ctx,
        kept: [...directory, ...rest],
        begun,
      });
      return {
        ...snapshot,
        findings: [...snapshot.findings, membersCounted(all, gone(inDirectory, all, owners))],
      };
    },
  });

/** Each property by the name it has there: what was can be made again. */
function asExchangeHasIt({ settings, people, precanned, recipientFilter, ...own }: ListInDetail): MailGroup {
  const filter = recipientFilter === null ? {} : { RecipientFilter: recipientFilter };
  return { ...own, ...settings, ...people, ...precanned, ...filter };
}

const memberIds = (found: Members | undefined): Json => found?.map(({ id }) => id).sort() ?? null;

const gone = (
  groups: readonly { readonly id: string; readonly displayName: string | null }[],
  ...lists: readonly (readonly Members[])[]
): readonly string[] =>
  groups.filter((_, at) => lists.some((list) => list[at] == null)).map(({ id, displayName }) => displayName ?? id);

function membersCounted(members: readonly Members[], unread: readonly string[]): Finding {
  if (unread.length > 0)
    return {
      status: 'unknown',
      code: 'snapshot-members-unread',
      facts: { count: unread.length, names: unread.slice(0, 5).join(', ') },
    };
  const count = members.reduce((sum, list) => sum + (list?.length ?? 0), 0);
  return { status: 'passed', code: 'snapshot-members-kept', facts: { count, groups: members.length } };
}
