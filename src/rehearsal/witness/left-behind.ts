/**
 * What the services keep of what was made and taken away again, so that a way back cannot end without it: a deleted account lies in the bin for
 * thirty days, its mailbox with it (https://learn.microsoft.com/graph/api/resources/directory), and a task that is deleted goes to the deleted
 * items, where no interface deletes it for good (https://learn.microsoft.com/graph/api/todotask-delete). Exactly that is taken over, no more and no less.
 */
import type { Company, Side, Tenant } from '../world/entities.js';

const accounts: Readonly<Record<string, Side>> = {
  'source-test-accounts': 'source',
  'destination-test-accounts': 'destination',
};
/** By the step that made them, in each of the source's two mailboxes. */
const tasks: Readonly<Record<string, number>> = { 'source-test-content': 2 };
const names: readonly string[] = ['Changeover test 1', 'Changeover test 2'];

export function withLeftBehind(wanted: Company, found: Company, undone: readonly string[]): Company {
  const tenants = { ...wanted.tenants };
  for (const [step, count] of Object.entries(tasks))
    if (undone.includes(step)) tenants.source = withDeletedTasks(tenants.source, found.tenants.source, count);
  for (const [step, side] of Object.entries(accounts))
    if (undone.includes(step)) tenants[side] = withBin(tenants[side], found.tenants[side]);
  return { ...wanted, tenants };
}

function withBin(tenant: Tenant, found: Tenant): Tenant {
  const binned = names.flatMap((name) => {
    const those = found.deletedUsers.filter(({ displayName }) => displayName === name);
    return those.length === 1 ? those : [];
  });
  const ids = new Set(binned.map(({ id }) => id));
  const mailboxes = found.recipients.filter(
    (one) => ids.has(one.ExternalDirectoryObjectId) && one.WhenSoftDeleted !== null,
  );
  return {
    ...tenant,
    deletedUsers: [...tenant.deletedUsers, ...binned],
    recipients: [...tenant.recipients, ...mailboxes],
  };
}

function withDeletedTasks(tenant: Tenant, found: Tenant, count: number): Tenant {
  const mailboxes = found.recipients.filter(({ DisplayName }) => names.includes(DisplayName));
  const left = mailboxes.flatMap(({ Guid }) => {
    const own = (found.mailboxItems ?? []).filter(({ mailbox }) => mailbox === Guid);
    const deleted = own.filter(({ kind, folder }) => kind === 'task' && folder === 'DeletedItems');
    return own.length === count && deleted.length === count ? deleted : [];
  });
  return left.length === 0 ? tenant : { ...tenant, mailboxItems: [...(tenant.mailboxItems ?? []), ...left] };
}
