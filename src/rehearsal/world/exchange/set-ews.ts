/** The switches and lists of EWS, of the organization and of one mailbox. */
import type { ClientAccess } from '../exchange-entities.js';
import type { ExchangeOrganizationConfig } from '../entities.js';
import { usualClientAccess } from './client-access.js';
import { findRecipientAmong, pageOf, type Cmdlet } from './cmdlet.js';
import { detailsOf, putDetails } from './details.js';
import { ewsPolicyChanged } from './ews/ews-access.js';
import { mailboxKinds } from './recipient-view.js';
import { badArgument } from './refusal.js';
import { enumerated, listAfter, truthOrNull } from './values.js';
import { unchanged, written } from './written.js';

const truths = ['EwsEnabled', 'EwsAllowOutlook', 'EwsAllowMacOutlook', 'EwsAllowEntourage'] as const;
const lists = ['EwsAllowList', 'EwsBlockList'] as const;
const shared = [...truths, ...lists, 'EwsApplicationAccessPolicy'] as const;
const handling = ['Confirm', 'WhatIf'];

type EwsMembers = Partial<Pick<ClientAccess, (typeof shared)[number]>>;

/** The members that were given, in their types; a list as it is afterwards. */
function givenMembers(parameters: Readonly<Record<string, unknown>>, before: EwsMembers): EwsMembers {
  const given = (name: string): boolean => parameters[name] !== undefined;
  return {
    ...Object.fromEntries(truths.filter(given).map((name) => [name, truthOrNull(name, parameters[name])])),
    ...Object.fromEntries(
      lists.filter(given).map((name) => {
        const list = listAfter(name, before[name] ?? [], parameters[name]);
        return [name, list.length === 0 ? null : list];
      }),
    ),
    ...(given('EwsApplicationAccessPolicy')
      ? { EwsApplicationAccessPolicy: policyIn(parameters['EwsApplicationAccessPolicy']) }
      : {}),
  };
}

const policyIn = (given: unknown): string | null =>
  given === null
    ? null
    : (enumerated(
        'EwsApplicationAccessPolicy',
        given,
        ['EnforceAllowList', 'EnforceBlockList'],
        'EwsApplicationAccessPolicy',
      )[0] as string);

const guidForm = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** One text with commas; it takes the place of the whole list. */
function appIds(given: unknown): string | null {
  if (given === null || given === '') return null;
  if (typeof given !== 'string') throw badArgument('EwsAllowedAppIDs', 'Cannot convert value to type System.String.');
  const strange = given.split(',').find((one) => !guidForm.test(one.trim()));
  if (strange !== undefined)
    throw badArgument('EwsAllowedAppIDs', `"${strange}" is not a valid application ID (GUID).`);
  return given
    .split(',')
    .map((one) => one.trim())
    .join(',');
}

// https://learn.microsoft.com/en-us/powershell/module/exchange/set-organizationconfig
const setOrganizationConfig: Cmdlet = {
  name: 'Set-OrganizationConfig',
  writes: true,
  parameters: [...shared, 'EwsAllowedAppIDs', 'DelayedDelicensingEnabled', ...handling],
  switches: handling,
  page: pageOf('Set-OrganizationConfig'),
  run(call) {
    const { world, side, parameters, now } = call;
    const { exchange: before, tenantId, displayName } = world.store.heads[side];
    const delayed = parameters['DelayedDelicensingEnabled'];
    if (delayed !== undefined && typeof delayed !== 'boolean')
      throw badArgument(
        'DelayedDelicensingEnabled',
        `Cannot convert value "${String(delayed)}" to type "System.Boolean".`,
      );
    const ews: Partial<ExchangeOrganizationConfig> = {
      ...givenMembers(parameters, before),
      ...(parameters['EwsAllowedAppIDs'] === undefined
        ? {}
        : { EwsAllowedAppIDs: appIds(parameters['EwsAllowedAppIDs']) }),
    };
    if (parameters['WhatIf'] === true) return { value: [] };
    const after = tidy({ ...before, ...ews, ...(delayed === undefined ? {} : { DelayedDelicensingEnabled: delayed }) });
    const changed = changedMembers(before, after);
    const one = {
      kind: 'organization',
      id: tenantId,
      label: displayName,
      what: changed.join(', '),
      before: Object.fromEntries(changed.map((name) => [name, before[name as keyof typeof before] ?? null])),
      after: Object.fromEntries(changed.map((name) => [name, after[name as keyof typeof after] ?? null])),
    };
    if (changed.length === 0)
      return unchanged(
        call,
        one,
        'The command completed successfully but no settings of the organization have been modified.',
      );
    world.store.putOrganization(side, after);
    if (changed.some((name) => name.startsWith('Ews'))) ewsPolicyChanged(world, side, before, now);
    return written(call, one);
  },
};

/** What is not kept unless it was said goes again when it says nothing, so that a dump shows no trace of it. */
function tidy(config: ExchangeOrganizationConfig): ExchangeOrganizationConfig {
  const optional = [...lists, 'EwsAllowOutlook', 'EwsAllowMacOutlook', 'EwsAllowEntourage'];
  return Object.fromEntries(
    Object.entries(config).filter(([name, value]) => value !== null || !optional.includes(name)),
  ) as unknown as ExchangeOrganizationConfig;
}

const changedMembers = (before: object, after: object): readonly string[] => {
  const [was, is] = [before, after] as Readonly<Record<string, unknown>>[] as [
    Record<string, unknown>,
    Record<string, unknown>,
  ];
  return [...new Set([...Object.keys(was), ...Object.keys(is)])].filter(
    (name) => JSON.stringify(was[name] ?? null) !== JSON.stringify(is[name] ?? null),
  );
};

// https://learn.microsoft.com/en-us/powershell/module/exchange/set-casmailbox
const setCasMailbox: Cmdlet = {
  name: 'Set-CASMailbox',
  writes: true,
  parameters: ['Identity', ...shared, ...handling],
  switches: handling,
  page: pageOf('Set-CASMailbox'),
  run(call) {
    const { world, side, parameters, now } = call;
    const mailbox = findRecipientAmong(call, mailboxKinds, ['live']);
    const details = detailsOf(world, side, mailbox);
    const before: ClientAccess = { ...usualClientAccess, ...details.clientAccess };
    const after: ClientAccess = { ...before, ...givenMembers(parameters, before) };
    if (parameters['WhatIf'] === true) return { value: [] };
    const changed = changedMembers(before, after) as readonly (keyof ClientAccess)[];
    const one = {
      kind: 'client access',
      id: mailbox.Guid,
      label: mailbox.DisplayName,
      what: changed.join(', '),
      before: Object.fromEntries(changed.map((name) => [name, before[name]])),
      after: Object.fromEntries(changed.map((name) => [name, after[name]])),
    };
    if (changed.length === 0)
      return unchanged(
        call,
        one,
        `The command completed successfully but no settings of '${mailbox.Name}' have been modified.`,
      );
    const special = changedMembers(usualClientAccess, after) as readonly (keyof ClientAccess)[];
    const { clientAccess: _, ...rest } = details;
    const kept = Object.fromEntries(special.map((name) => [name, after[name]]));
    putDetails(world, side, special.length === 0 ? rest : { ...rest, clientAccess: kept }, now);
    return written(call, one);
  },
};

export const ewsWriters: readonly Cmdlet[] = [setOrganizationConfig, setCasMailbox];
