import type { WorldContext } from '../context.js';
import type { Recipient, RecipientTypeDetails, Side } from '../entities.js';
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
  contactTypeDetails,
  groupTypeDetails,
  mailboxTypeDetails,
  recipientTypeDetails,
  recipientTypeOf,
  recipientTypes,
  refuseContradiction,
  wantedTypes,
} from './recipient-types.js';
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
import { groupRow, unifiedGroupRow } from './recipient-rows.js';
import { badArgument } from './refusal.js';
import { resultSize, truncated } from './result-size.js';

interface Reader {
  readonly name: string;
  readonly kinds: readonly RecipientTypeDetails[] | null;
  readonly properties: readonly string[];
  /** The subtypes its page lists; a cmdlet without them has no such parameter. */
  readonly typeDetails?: readonly string[];
  readonly parameters?: readonly string[];
  readonly switches?: readonly string[];
  /** Where more is shown than what is kept of the recipient. */
  readonly row?: (world: WorldContext, side: Side, recipient: Recipient) => Record<string, unknown>;
}

const reader = (one: Reader): Cmdlet => ({
  name: one.name,
  writes: false,
  parameters: [
    'Identity',
    'Filter',
    'ResultSize',
    'SortBy',
    ...(one.typeDetails === undefined ? [] : ['RecipientTypeDetails']),
    ...(one.parameters ?? []),
    ...(one.switches ?? []),
  ],
  switches: one.switches ?? [],
  page: pageOf(one.name),
  run: (call) => read(call, one),
});

/** The pages list more of them (Office, ServerLegacyDN and others), which nothing here has. */
const sortable = ['Name', 'DisplayName', 'Alias'] as const;

function read(call: CmdletCall, { name, kinds, properties, typeDetails = [], row }: Reader): CmdletResult {
  const { world, side, parameters } = call;
  const head = world.store.heads[side];
  const view = (recipient: Recipient): Record<string, unknown> => wholeView(recipient, head);
  const shownRow = (recipient: Recipient): Record<string, unknown> =>
    row === undefined ? shown(view(recipient), properties) : row(world, side, recipient);
  // The pages' caution: null is no Identity, and every object is answered.
  if (isNamed(parameters)) {
    return { value: [shownRow(findRecipientAmong(call, kinds, standings(parameters)))] };
  }
  const filter = parameters['Filter'] === undefined ? null : compileOpath(parameters['Filter'], name);
  const wantedKinds = wantedTypes('RecipientTypeDetails', parameters['RecipientTypeDetails'], typeDetails);
  const wantedMainTypes = wantedTypes('RecipientType', parameters['RecipientType'], recipientTypes);
  refuseContradiction(wantedMainTypes, wantedKinds);
  const sortBy = sortProperty(parameters['SortBy']);
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
    if (wantedMainTypes !== null && !wantedMainTypes.includes(recipientTypeOf(recipient.RecipientTypeDetails)))
      continue;
    if (filter !== null && !filter(view(recipient))) continue;
    if (found.length >= limit && sortBy === null) {
      more = true;
      break;
    }
    found.push(recipient);
  }
  if (sortBy !== null) {
    found.sort((a, b) => a[sortBy].localeCompare(b[sortBy], 'en'));
    more = found.length > limit;
    if (more) found.length = limit;
  }
  const value: Rows = {
    length: found.length,
    slice: (start, end) => found.slice(start, end).map(shownRow),
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
  const named = isNamed(parameters) || parameters['RecipientTypeDetails'] !== undefined;
  return on('IncludeSoftDeletedRecipients') && named ? ['live', 'soft-deleted', 'inactive'] : ['live'];
}

const isNamed = (parameters: CmdletCall['parameters']): boolean =>
  parameters['Identity'] !== undefined && parameters['Identity'] !== null;

function sortProperty(given: unknown): (typeof sortable)[number] | null {
  if (given === undefined) return null;
  const known = sortable.find((one) => typeof given === 'string' && one.toLowerCase() === given.toLowerCase());
  if (known === undefined) throw badArgument('SortBy', `"${String(given)}" is not a property to sort by.`);
  return known;
}

/** Each cites its page through `page`: https://learn.microsoft.com/en-us/powershell/module/exchange/get-mailbox and its neighbours. */
export const readCmdlets: readonly Cmdlet[] = [
  reader({
    name: 'Get-Mailbox',
    kinds: mailboxKinds,
    properties: mailboxProperties,
    typeDetails: mailboxTypeDetails,
    switches: [
      'SoftDeletedMailbox',
      'IncludeInactiveMailbox',
      'InactiveMailboxOnly',
      'IncludeGrantSendOnBehalfToWithDisplayNames',
    ],
  }),
  reader({
    name: 'Get-Recipient',
    kinds: null,
    properties: recipientProperties,
    typeDetails: recipientTypeDetails,
    parameters: ['RecipientType'],
    switches: ['IncludeSoftDeletedRecipients'],
  }),
  reader({ name: 'Get-MailUser', kinds: mailUserKinds, properties: mailUserProperties }),
  reader({
    name: 'Get-MailContact',
    kinds: ['MailContact'],
    properties: mailContactProperties,
    typeDetails: contactTypeDetails,
  }),
  reader({
    name: 'Get-DistributionGroup',
    kinds: groupKinds,
    properties: distributionGroupProperties,
    typeDetails: groupTypeDetails,
    row: groupRow,
  }),
  reader({
    name: 'Get-DynamicDistributionGroup',
    kinds: ['DynamicDistributionGroup'],
    properties: dynamicGroupProperties,
    row: groupRow,
  }),
  reader({
    name: 'Get-UnifiedGroup',
    kinds: ['GroupMailbox'],
    properties: unifiedGroupProperties,
    row: unifiedGroupRow,
  }),
  reader({ name: 'Get-MailPublicFolder', kinds: ['PublicFolder'], properties: mailPublicFolderProperties }),
];
