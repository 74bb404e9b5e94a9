/** Rules by which people have their mail sent on: to a colleague, out of the company, to an address that will move, and where nobody looks. */
import { inside, outside, rule } from './arrangements.js';
import type { MovingDomains, Staff } from './habits.js';
import type { TenantBuilder } from './tenant-builder.js';

export function forwardingRules(builder: TenantBuilder, staff: Staff, each: number, on: MovingDomains): void {
  for (let i = 0; i < each; i += 1) {
    const [toColleague, colleague, toHome, toMoving, hidden, off] = staff.take(staff.people, 6);
    if (toColleague !== undefined && colleague !== undefined)
      builder.detail(toColleague, {
        inboxRules: [
          rule(builder, toColleague, 0, 'Newsletters', {
            SubjectContainsWords: ['newsletter'],
            MoveToFolder: 'Newsletters',
          }),
          rule(builder, toColleague, 1, 'While I am away', { ForwardTo: [inside(colleague)] }),
        ],
      });
    if (toHome !== undefined)
      builder.detail(toHome, {
        inboxRules: [rule(builder, toHome, 0, 'Домой', { RedirectTo: [outside(`${toHome.Alias}@mail.example`)] })],
      });
    if (toMoving !== undefined)
      builder.detail(toMoving, {
        inboxRules: [
          rule(builder, toMoving, 0, 'Invoices', {
            SubjectContainsWords: ['invoice', 'Rechnung'],
            ForwardAsAttachmentTo: [outside(`invoices@${i % 2 === 0 ? on.second : on.first}`)],
          }),
        ],
      });
    if (hidden !== undefined)
      builder.detail(hidden, {
        inboxRules: [rule(builder, hidden, 0, '.', { hidden: true, ForwardTo: [outside('collector@mail.example')] })],
      });
    if (off !== undefined)
      builder.detail(off, {
        inboxRules: [rule(builder, off, 0, 'Old', { Enabled: false, ForwardTo: [outside('old@mail.example')] })],
      });
  }
}
