import type { Recipient, RecipientTypeDetails } from '../entities.js';
import {
  findRecipientAmong,
  pageOf,
  standingOf,
  type Cmdlet,
  type CmdletCall,
  type CmdletResult,
  type Rows,
  type Standing,
} from './cmdlet.js';
import { compileOpath } from './opath.js';
import {
  distributionGroupProperties,
  dynamicGroupProperties,
  groupKinds,
  mailboxKinds,
  mailboxProperties,
  mailContactProperties,
  mailPublicFolderProperties,
  mailUserKinds,
  mailUserProperties,
  recipientProperties,
  shown,
  unifiedGroupProperties,
  wholeView,
} from './recipient-view.js';
import { badArgument } from './refusal.js';

/** https://learn.microsoft.com/en-us/powershell/module/exchange/get-mailbox (ResultSize): a thousand when it is not said. */
const usualResultSize = 1000;

function reader(
  name: string,
  kinds: readonly RecipientTypeDetails[] | null,
  properties: readonly string[],
  more: readonly string[] = [],
): Cmdlet {
  return {
    name,
    writes: false,
    parameters: ['Identity', 'Filter', 'ResultSize', 'RecipientTypeDetails', 'SortBy', ...more],
    page: pageOf(name),
    run: (call) => read(call, kinds, properties),
  };
}

function read(
  call: CmdletCall,
  kinds: readonly RecipientTypeDetails[] | null,
  properties: readonly string[],
): CmdletResult {
  const { world, side, parameters } = call;
  const head = world.store.heads[side];
  const view = (recipient: Recipient): Record<string, unknown> => wholeView(recipient, head);
  if (parameters['Identity'] !== undefined) {
    return { value: [shown(view(findRecipientAmong(call, kinds, standings(parameters))), properties)] };
  }
  const filter = parameters['Filter'] === undefined ? null : compileOpath(String(parameters['Filter']));
  const wanted = parameters['RecipientTypeDetails'];
  const wantedKinds =
    wanted === undefined
      ? null
      : (Array.isArray(wanted) ? wanted : String(wanted).split(',')).map((kind) => String(kind).trim());
  const admitted = standings(parameters);
  // https://learn.microsoft.com/en-us/powershell/module/exchange/get-recipient: groups of Microsoft 365 only to who asks for them by name.
  const withoutUnified = kinds === null && wantedKinds?.includes('GroupMailbox') !== true;
  const limit = resultSize(parameters['ResultSize']);
  const found: Recipient[] = [];
  let more = false;
  for (const guid of world.store.keys(side, 'recipients')) {
    const recipient = world.store.get(side, 'recipients', guid) as Recipient;
    if (!admitted.includes(standingOf(recipient))) continue;
    if (withoutUnified && recipient.RecipientTypeDetails === 'GroupMailbox') continue;
    if (kinds !== null && !kinds.includes(recipient.RecipientTypeDetails)) continue;
    if (wantedKinds !== null && !wantedKinds.includes(recipient.RecipientTypeDetails)) continue;
    if (filter !== null && !filter(view(recipient))) continue;
    if (found.length >= limit) {
      more = true;
      break;
    }
    found.push(recipient);
  }
  const value: Rows = {
    length: found.length,
    slice: (start, end) => found.slice(start, end).map((recipient) => shown(view(recipient), properties)),
  };
  return { value, warnings: more ? [truncated(limit)] : [] };
}

/**
 * Deleted mailboxes are shown to who asks for them. https://learn.microsoft.com/en-us/powershell/module/exchange/get-mailbox
 * (SoftDeletedMailbox, InactiveMailboxOnly, IncludeInactiveMailbox); Get-Recipient wants Identity or RecipientTypeDetails beside its switch.
 */
function standings(parameters: CmdletCall['parameters']): readonly Standing[] {
  const on = (name: string): boolean => parameters[name] === true;
  if (on('InactiveMailboxOnly')) return ['inactive'];
  // An inactive mailbox is a soft-deleted one that does not go away: IsInactiveMailbox tells them apart.
  if (on('SoftDeletedMailbox')) return ['soft-deleted', 'inactive'];
  if (on('IncludeInactiveMailbox')) return ['live', 'inactive'];
  const named = parameters['Identity'] !== undefined || parameters['RecipientTypeDetails'] !== undefined;
  return on('IncludeSoftDeletedRecipients') && named ? ['live', 'soft-deleted', 'inactive'] : ['live'];
}

function resultSize(given: unknown): number {
  if (given === undefined || given === null) return usualResultSize;
  if (String(given).toLowerCase() === 'unlimited') return Number.POSITIVE_INFINITY;
  const size = Number(given);
  if (!Number.isInteger(size) || size < 1)
    throw badArgument('ResultSize', `Cannot convert value "${String(given)}" to type "Unlimited".`);
  return size;
}

const truncated = (limit: number): string =>
  limit === usualResultSize
    ? 'By default, only the first 1000 items are returned. Use the ResultSize parameter to specify the number of items returned. To return all items, specify "-ResultSize Unlimited". Be aware that, depending on the actual number of items, returning all items can take a long time and consume a large amount of memory. Also, we don\'t recommend storing the results in a variable. Instead, pipe the results to another task or script to perform batch changes.'
    : `There are more results available than are currently displayed. To view them, increase the value for the ResultSize parameter.`;

/** Each cites its page through `page`: https://learn.microsoft.com/en-us/powershell/module/exchange/get-mailbox and its neighbours. */
export const readCmdlets: readonly Cmdlet[] = [
  reader('Get-Mailbox', mailboxKinds, mailboxProperties, [
    'SoftDeletedMailbox',
    'IncludeInactiveMailbox',
    'InactiveMailboxOnly',
    'IncludeGrantSendOnBehalfToWithDisplayNames',
  ]),
  reader('Get-Recipient', null, recipientProperties, ['IncludeSoftDeletedRecipients']),
  reader('Get-MailUser', mailUserKinds, mailUserProperties),
  reader('Get-MailContact', ['MailContact'], mailContactProperties),
  reader('Get-DistributionGroup', groupKinds, distributionGroupProperties),
  reader('Get-DynamicDistributionGroup', ['DynamicDistributionGroup'], dynamicGroupProperties),
  reader('Get-UnifiedGroup', ['GroupMailbox'], unifiedGroupProperties),
  reader('Get-MailPublicFolder', ['PublicFolder'], mailPublicFolderProperties),
];
