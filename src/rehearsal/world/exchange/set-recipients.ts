import type { Recipient, RecipientTypeDetails } from '../entities.js';
import { scheduleMirror } from '../effects.js';
import { proxyKey, withPrimary } from '../proxy-addresses.js';
import { checkAddresses, requestedAddresses } from './address-list.js';
import { commonParameters, findRecipient, pageOf, type Cmdlet, type CmdletCall, type CmdletResult } from './cmdlet.js';
import { groupKinds, mailboxKinds, mailUserKinds } from './recipient-view.js';
import { badArgument, invalidArguments, outOfWriteScope } from './refusal.js';
import { detailsOf } from './details.js';
import { besideDynamic, besideList, besideUnified, putGroupSettings, putOwnersOf, type Beside } from './set-groups.js';
import { listAfter } from './values.js';

/** Parameters that every recipient takes, and the property each writes. */
const simple: Readonly<
  Record<string, { readonly property: keyof Recipient; readonly kind: 'text' | 'text or null' | 'boolean' }>
> = {
  DisplayName: { property: 'DisplayName', kind: 'text' },
  Alias: { property: 'Alias', kind: 'text' },
  HiddenFromAddressListsEnabled: { property: 'HiddenFromAddressListsEnabled', kind: 'boolean' },
  ForwardingAddress: { property: 'ForwardingAddress', kind: 'text or null' },
  ForwardingSmtpAddress: { property: 'ForwardingSmtpAddress', kind: 'text or null' },
  DeliverToMailboxAndForward: { property: 'DeliverToMailboxAndForward', kind: 'boolean' },
  IsExchangeCloudManaged: { property: 'IsExchangeCloudManaged', kind: 'boolean' },
};
/** What a cmdlet that changes something has beside its own, and where the values are no properties of a recipient. */
const handling = ['Confirm', 'WhatIf', 'Force', 'BypassSecurityGroupManagerCheck'];

function writer(
  name: string,
  kinds: readonly RecipientTypeDetails[],
  parameters: readonly string[],
  beside?: Beside,
): Cmdlet {
  return {
    name,
    writes: true,
    parameters: [
      'Identity',
      'EmailAddresses',
      'DisplayName',
      'Alias',
      'HiddenFromAddressListsEnabled',
      'Confirm',
      'WhatIf',
      ...parameters,
      ...(beside?.parameters ?? []),
      ...(beside?.switches ?? []),
    ],
    switches: [...handling, ...(beside?.switches ?? [])],
    page: pageOf(name),
    run: (call) => write(call, kinds, beside),
  };
}

function write(call: CmdletCall, kinds: readonly RecipientTypeDetails[], beside?: Beside): CmdletResult {
  const { world, side, cmdlet, parameters, now } = call;
  const recipient = findRecipient(call, kinds);
  const given = Object.keys(parameters).filter(
    (name) => name !== 'Identity' && !handling.includes(name) && !commonParameters.includes(name),
  );
  if (parameters['WhatIf'] === true) return { value: [] };
  const touched = [{ side, kind: 'recipient', id: recipient.Guid, properties: given }];
  const [firstGiven] = given;
  if (
    recipient.IsDirSynced &&
    !recipient.IsExchangeCloudManaged &&
    firstGiven !== undefined &&
    parameters['IsExchangeCloudManaged'] === undefined
  ) {
    throw outOfWriteScope(cmdlet, firstGiven, recipient.Name);
  }
  const primary = address(parameters, 'WindowsEmailAddress') ?? address(parameters, 'PrimarySmtpAddress');
  if (primary !== undefined && parameters['EmailAddresses'] !== undefined) {
    throw invalidArguments("The EmailAddresses and PrimarySmtpAddress parameters can't be used at the same time.");
  }
  let after: Recipient = { ...recipient };
  for (const name of given) {
    const target = simple[name];
    if (target === undefined) continue;
    after = { ...after, [target.property]: converted(name, parameters[name], target.kind) };
  }
  if (parameters['GrantSendOnBehalfTo'] !== undefined)
    after = { ...after, GrantSendOnBehalfTo: onBehalfAfter(call, recipient.GrantSendOnBehalfTo) };
  const special = beside?.after(call, recipient);
  after = { ...after, ...special?.recipient };
  if (primary !== undefined) after = { ...after, EmailAddresses: withPrimary(recipient.EmailAddresses, primary) };
  const external = address(parameters, 'ExternalEmailAddress');
  if (external !== undefined) {
    after = {
      ...after,
      ExternalEmailAddress: `SMTP:${external}`,
      // A mail contact's external address is among its addresses too.
      EmailAddresses: withPrimary(
        after.EmailAddresses.filter(
          (one) =>
            recipient.ExternalEmailAddress === null || proxyKey(one) !== proxyKey(recipient.ExternalEmailAddress),
        ),
        external,
      ),
    };
  }
  if (parameters['EmailAddresses'] !== undefined) {
    after = { ...after, EmailAddresses: requestedAddresses(recipient.EmailAddresses, parameters['EmailAddresses']) };
  }
  checkAddresses(
    world,
    side,
    { ...recipient, ExternalEmailAddress: after.ExternalEmailAddress },
    after.EmailAddresses,
    now,
  );
  const details = detailsOf(world, side, recipient);
  const sameBeside =
    special === undefined || JSON.stringify(details.group ?? null) === JSON.stringify(special.group ?? null);
  if (sameContent(recipient, after) && sameBeside) {
    return {
      value: [],
      warnings: [`The command completed successfully but no settings of '${recipient.Name}' have been modified.`],
      touched,
      applied: false,
    };
  }
  world.store.put(side, 'recipients', after, now);
  if (special !== undefined && !sameBeside) putGroupSettings(call, recipient, special.group);
  if (special?.owners !== undefined) putOwnersOf(call, recipient, special.owners);
  scheduleMirror(world, side, after, now);
  const changed = (Object.keys(after) as (keyof Recipient)[]).filter(
    (key) => JSON.stringify(after[key]) !== JSON.stringify(recipient[key]),
  );
  world.store.note({
    at: new Date(now).toISOString(),
    system: 'exchange',
    side,
    actor: call.actor,
    what: changed.join(', '),
    object: { kind: 'recipient', id: recipient.Guid, label: recipient.DisplayName },
    before: {
      ...Object.fromEntries(changed.map((key) => [key, recipient[key]])),
      ...(sameBeside ? {} : details.group),
    },
    after: { ...Object.fromEntries(changed.map((key) => [key, after[key]])), ...(sameBeside ? {} : special.group) },
  });
  return { value: [], touched, applied: true };
}

/** A parameter that is one address; its type may stand before it. */
function address(parameters: CmdletCall['parameters'], name: string): string | undefined {
  const value = parameters[name];
  if (value === undefined) return undefined;
  if (typeof value !== 'string' || value === '') throw badArgument(name, `Cannot convert the value to an address.`);
  return value.replace(/^smtp:/i, '');
}

/** Addresses are a set: another order of the same ones is no change. */
function sameContent(before: Recipient, after: Recipient): boolean {
  const normal = (recipient: Recipient): string =>
    JSON.stringify({
      ...recipient,
      EmailAddresses: [...recipient.EmailAddresses].sort(),
      ManagedBy: [...recipient.ManagedBy].sort(),
    });
  return normal(before) === normal(after);
}

/** Whoever is named is kept by Name; somebody who was there before and is nobody any more may stay. */
function onBehalfAfter(call: CmdletCall, current: readonly string[]): readonly string[] {
  const nameOf = (value: string): string =>
    current.find((one) => one.toLowerCase() === value.toLowerCase()) ??
    findRecipient({ ...call, parameters: { Identity: value } }, null).Name;
  const given = call.parameters['GrantSendOnBehalfTo'];
  const named = (values: unknown): unknown =>
    typeof values === 'string' ? nameOf(values) : Array.isArray(values) ? values.map(String).map(nameOf) : values;
  const isTable = typeof given === 'object' && given !== null && !Array.isArray(given);
  const wanted = isTable
    ? Object.fromEntries(Object.entries(given).map(([key, value]) => [key, key.startsWith('@') ? value : named(value)]))
    : named(given);
  return [...new Set(listAfter('GrantSendOnBehalfTo', current, wanted))];
}

function converted(name: string, value: unknown, kind: 'text' | 'text or null' | 'boolean'): unknown {
  if (kind === 'boolean') {
    if (typeof value === 'boolean') return value;
  } else if (value === null) {
    if (kind === 'text or null') return null;
  } else if (typeof value === 'string' && (value !== '' || kind === 'text or null')) {
    return value === '' ? null : value;
  }
  throw badArgument(name, `Cannot convert the value to the parameter's type.`);
}

const mailboxOnly = [
  'WindowsEmailAddress',
  'ForwardingAddress',
  'ForwardingSmtpAddress',
  'DeliverToMailboxAndForward',
  'GrantSendOnBehalfTo',
  'IsExchangeCloudManaged',
  'Force',
];

/** https://learn.microsoft.com/en-us/powershell/module/exchange/set-mailbox and its neighbours; PrimarySmtpAddress is on-premises only there. */
export const writeCmdlets: readonly Cmdlet[] = [
  writer('Set-Mailbox', mailboxKinds, mailboxOnly),
  writer('Set-MailUser', mailUserKinds, ['WindowsEmailAddress', 'ExternalEmailAddress']),
  writer('Set-MailContact', ['MailContact'], ['WindowsEmailAddress', 'ExternalEmailAddress']),
  writer(
    'Set-DistributionGroup',
    groupKinds,
    ['PrimarySmtpAddress', 'WindowsEmailAddress', 'BypassSecurityGroupManagerCheck', 'GrantSendOnBehalfTo'],
    besideList,
  ),
  writer(
    'Set-DynamicDistributionGroup',
    ['DynamicDistributionGroup'],
    ['PrimarySmtpAddress', 'WindowsEmailAddress', 'GrantSendOnBehalfTo'],
    besideDynamic,
  ),
  writer('Set-UnifiedGroup', ['GroupMailbox'], ['PrimarySmtpAddress'], besideUnified),
  writer('Set-MailPublicFolder', ['PublicFolder'], ['PrimarySmtpAddress', 'WindowsEmailAddress']),
];
