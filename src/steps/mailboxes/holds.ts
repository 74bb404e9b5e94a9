/** What keeps the content of a mailbox from being deleted: https://learn.microsoft.com/purview/ediscovery-identify-a-hold-on-an-exchange-online-mailbox */
import type { MailboxInDetail } from '../../systems/exchange/types.js';

/**
 * Each by the word of the page and the id that names it. One that leaves the mailbox out of a hold holds nothing, and neither does a policy
 * that only deletes.
 */
export function holdsOf(mailbox: MailboxInDetail, ofOrganization: readonly string[] = []): readonly string[] {
  const { LitigationHoldEnabled, InPlaceHolds, ComplianceTagHoldApplied, DelayHoldApplied, DelayReleaseHoldApplied } =
    mailbox;
  return [
    ...(LitigationHoldEnabled === true ? ['Litigation hold'] : []),
    ...InPlaceHolds.filter((id) => !isLeftOut(id) && keeps(id)).map((id) => `${kindOf(id)} ${id}`),
    ...holdsOnMailboxes(ofOrganization)
      .filter((id) => !InPlaceHolds.some((own) => isLeftOut(own) && policyOf(own.slice(1)) === policyOf(id)))
      .map((id) => `${kindOf(id)} of the whole organisation ${id}`),
    ...(ComplianceTagHoldApplied === true ? ['Retention label'] : []),
    ...(DelayHoldApplied === true ? ['Delay hold'] : []),
    ...(DelayReleaseHoldApplied === true ? ['Delay release hold'] : []),
  ];
}

/** Of those of the whole organisation: `grp` are of Microsoft 365 groups, which are no mailboxes of this list. */
export const holdsOnMailboxes = (ofOrganization: readonly string[]): readonly string[] =>
  ofOrganization.filter((id) => !isLeftOut(id) && /^(mbx|skp)/i.test(id) && keeps(id));

const isLeftOut = (id: string): boolean => id.startsWith('-');
const policyOf = (id: string): string => id.replace(/:\d+$/, '').toLowerCase();
/** `:1` says that a policy deletes and retains nothing, `:2` that it retains, `:3` that it does both. */
const keeps = (id: string): boolean => !/^(mbx|grp|skp).*:1$/i.test(id);

/** By how the id begins. */
function kindOf(id: string): string {
  if (/^uniH/i.test(id)) return 'eDiscovery hold';
  if (/^(mbx|grp|skp)/i.test(id)) return 'Retention policy';
  return 'In-Place hold';
}
