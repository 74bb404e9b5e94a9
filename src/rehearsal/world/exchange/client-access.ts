import type { ClientAccess } from '../exchange-entities.js';
import type { Recipient } from '../entities.js';
import { primaryOf } from '../proxy-addresses.js';
import { findRecipientAmong, pageOf, standingOf, type Cmdlet, type CmdletCall } from './cmdlet.js';
import { detailsOf } from './details.js';
import { compileOpath } from './opath.js';
import { wantedTypes } from './recipient-types.js';
import { mailboxKinds, wholeView } from './recipient-view.js';
import { resultSize, truncated } from './result-size.js';

export const usualClientAccess: ClientAccess = {
  EwsEnabled: true,
  EwsAllowOutlook: null,
  EwsAllowMacOutlook: null,
  EwsAllowEntourage: null,
  EwsApplicationAccessPolicy: null,
  EwsAllowList: null,
  EwsBlockList: null,
};

const types =
  'DiscoveryMailbox EquipmentMailbox LinkedMailbox LinkedRoomMailbox MailUser RoomMailbox SharedMailbox TeamMailbox UserMailbox'.split(
    ' ',
  );

// https://learn.microsoft.com/en-us/powershell/module/exchange/get-casmailbox
const getCasMailbox: Cmdlet = {
  name: 'Get-CASMailbox',
  writes: false,
  parameters: ['Identity', 'Filter', 'ResultSize', 'RecipientTypeDetails'],
  switches: [],
  page: pageOf('Get-CASMailbox'),
  run(call) {
    const { world, side, parameters } = call;
    if (parameters['Identity'] !== undefined && parameters['Identity'] !== null)
      return { value: [clientAccessRow(call, findRecipientAmong(call, mailboxKinds, ['live']))] };
    const filter = parameters['Filter'] === undefined ? null : compileOpath(parameters['Filter'], 'Get-CASMailbox');
    const wanted = wantedTypes('RecipientTypeDetails', parameters['RecipientTypeDetails'], types);
    const limit = resultSize(parameters['ResultSize']);
    const found: Recipient[] = [];
    for (const guid of world.store.keys(side, 'recipients')) {
      const recipient = world.store.get(side, 'recipients', guid) as Recipient;
      if (standingOf(recipient) !== 'live' || !mailboxKinds.includes(recipient.RecipientTypeDetails)) continue;
      if (wanted !== null && !wanted.includes(recipient.RecipientTypeDetails)) continue;
      if (filter !== null && !filter(filterView(call, recipient))) continue;
      found.push(recipient);
      if (found.length > limit) break;
    }
    const more = found.length > limit;
    const shown = found.slice(0, limit);
    return {
      value: {
        length: shown.length,
        slice: (start, end) => shown.slice(start, end).map((one) => clientAccessRow(call, one)),
      },
      warnings: more ? [truncated(limit)] : [],
    };
  },
};

const accessOf = ({ world, side }: CmdletCall, recipient: Recipient): ClientAccess => ({
  ...usualClientAccess,
  ...detailsOf(world, side, recipient).clientAccess,
});

function filterView(call: CmdletCall, recipient: Recipient): Readonly<Record<string, unknown>> {
  const access = accessOf(call, recipient);
  const EwsEnabled = access.EwsEnabled === null ? null : access.EwsEnabled ? '1' : '0';
  return { ...wholeView(recipient, call.world.store.heads[call.side]), ...access, EwsEnabled };
}

function clientAccessRow(call: CmdletCall, recipient: Recipient): Readonly<Record<string, unknown>> {
  return {
    Name: recipient.Name,
    Identity: recipient.Name,
    Guid: recipient.Guid,
    'Guid@odata.type': '#Guid',
    DisplayName: recipient.DisplayName,
    PrimarySmtpAddress: primaryOf(recipient.EmailAddresses) ?? '',
    EmailAddresses: recipient.EmailAddresses,
    'EmailAddresses@odata.type': '#Collection(String)',
    LegacyExchangeDN: recipient.LegacyExchangeDN,
    ActiveSyncEnabled: true,
    OWAEnabled: true,
    PopEnabled: true,
    ImapEnabled: true,
    MAPIEnabled: true,
    SmtpClientAuthenticationDisabled: null,
    ...accessOf(call, recipient),
    IsValid: true,
    ObjectState: 'Unchanged',
  };
}

export const clientAccessCmdlets: readonly Cmdlet[] = [getCasMailbox];
