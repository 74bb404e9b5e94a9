/** What keeps the content of a mailbox from being deleted: https://learn.microsoft.com/purview/ediscovery-identify-a-hold-on-an-exchange-online-mailbox */
import type { MailboxInDetail } from '../../systems/exchange/types.js';

/** Each by the word of the page and the id that names it; one that leaves the mailbox out of a hold holds nothing. */
export function holdsOf(mailbox: MailboxInDetail): readonly string[] {
  const { LitigationHoldEnabled, InPlaceHolds, ComplianceTagHoldApplied, DelayHoldApplied, DelayReleaseHoldApplied } =
    mailbox;
  return [
    ...(LitigationHoldEnabled === true ? ['Litigation hold'] : []),
    ...InPlaceHolds.filter((id) => !id.startsWith('-')).map((id) => `${kindOf(id)} ${id}`),
    ...(ComplianceTagHoldApplied === true ? ['Retention label'] : []),
    ...(DelayHoldApplied === true ? ['Delay hold'] : []),
    ...(DelayReleaseHoldApplied === true ? ['Delay release hold'] : []),
  ];
}

/** By how the id begins. */
function kindOf(id: string): string {
  if (/^uniH/i.test(id)) return 'eDiscovery hold';
  if (/^(mbx|grp|skp)/i.test(id)) return 'Retention policy';
  return 'In-Place hold';
}
