/** Mailboxes that are too large, have an archive, are held, or were never opened. */
import type { MailboxSizes } from '../exchange-entities.js';
import type { Staff } from './habits.js';
import type { TenantBuilder } from './tenant-builder.js';

const gibibyte = 1024 ** 3;
const large = (gb: number, deletedGb: number): MailboxSizes => ({
  items: Math.round(gb * 13_400),
  bytes: Math.round(gb * gibibyte),
  deletedItems: Math.round(deletedGb * 9_100),
  deletedBytes: Math.round(deletedGb * gibibyte),
});

export function sizesAndHolds(builder: TenantBuilder, staff: Staff, each: number): void {
  const hold = (prefix: string, key: string): string => `${prefix}${builder.guid(`hold/${key}`).replaceAll('-', '')}`;
  const [largest] = staff.take(staff.people, 1);
  if (largest !== undefined) {
    builder.detail(largest, { sizes: large(100.6, 4.2), archiveSizes: large(164.5, 0.3) });
    builder.change(largest, { ArchiveStatus: 'Active' });
  }
  for (let i = 0; i < each; i += 1) {
    const [tooLarge, archived, held, kept, policy] = staff.take(staff.people, 5);
    if (tooLarge !== undefined) builder.detail(tooLarge, { sizes: large(57.3 + i, 1.1) });
    if (archived !== undefined) {
      builder.change(archived, { ArchiveStatus: 'Active' });
      builder.detail(archived, { archiveSizes: large(38.5 + i, 0) });
    }
    if (held !== undefined) {
      builder.change(held, { LitigationHoldEnabled: true });
      builder.detail(held, { sizes: large(21.7, 34.9) });
    }
    if (kept !== undefined) builder.change(kept, { InPlaceHolds: [hold('UniH', `case/${i}`)] });
    // The minus sign takes this mailbox out of a policy of the whole organization.
    if (policy !== undefined) builder.change(policy, { InPlaceHolds: [`-${hold('mbx', 'organization')}:1`] });
  }
  const [shared] = staff.take(staff.shared, 1);
  // Above this one it needs a licence: https://learn.microsoft.com/en-us/office365/servicedescriptions/exchange-online-service-description/exchange-online-limits
  if (shared !== undefined) builder.detail(shared, { sizes: large(51.2, 0.4) });
  const [unopened] = staff.rooms;
  if (unopened !== undefined) builder.detail(unopened, { sizes: null });
  builder.holdAll([`${hold('mbx', 'organization')}:1`]);
}
