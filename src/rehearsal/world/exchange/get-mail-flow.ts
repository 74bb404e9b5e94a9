/** Rules, connectors and remote domains of a tenant, as their Get- cmdlets show them; each cites its page through `page`. */
import type { MailFlowKind, MailFlowObject } from '../exchange-entities.js';
import { pageOf, type Cmdlet, type CmdletCall } from './cmdlet.js';
import { badArgument, CmdletRefusal, notFound } from './refusal.js';
import { cutToSize } from './result-size.js';

type Row = Readonly<Record<string, unknown>>;

/** What an object of each kind says when nobody said otherwise. */
const usual: Readonly<Record<MailFlowKind, Row>> = {
  TransportRule: {
    State: 'Enabled',
    Mode: 'Enforce',
    Priority: 0,
    Comments: null,
    Description: '',
    SenderDomainIs: null,
    RecipientDomainIs: null,
    RecipientAddressContainsWords: null,
    FromAddressContainsWords: null,
    FromAddressMatchesPatterns: null,
    FromScope: null,
    SentToScope: null,
    SentTo: null,
    SenderIpRanges: null,
    ExceptIfSenderDomainIs: null,
    ExceptIfRecipientDomainIs: null,
    RedirectMessageTo: null,
    BlindCopyTo: null,
    CopyTo: null,
    AddToRecipients: null,
    RouteMessageOutboundConnector: null,
    ApplyHtmlDisclaimerText: null,
    PrependSubject: null,
    SetSCL: null,
    RejectMessageReasonText: null,
    StopRuleProcessing: false,
    ManuallyModified: false,
  },
  JournalRule: { Recipient: null, JournalEmailAddress: null, Scope: 'Global', Enabled: true },
  InboundConnector: {
    Enabled: true,
    ConnectorType: 'Partner',
    ConnectorSource: 'AdminUI',
    Comment: null,
    SenderDomains: ['smtp:*;1'],
    SenderIPAddresses: [],
    AssociatedAcceptedDomains: [],
    TrustedOrganizations: [],
    RequireTls: false,
    RestrictDomainsToIPAddresses: false,
    RestrictDomainsToCertificate: false,
    CloudServicesMailEnabled: false,
    TreatMessagesAsInternal: false,
    TlsSenderCertificateName: null,
  },
  OutboundConnector: {
    Enabled: true,
    ConnectorType: 'Partner',
    ConnectorSource: 'AdminUI',
    Comment: null,
    RecipientDomains: [],
    SmartHosts: [],
    UseMXRecord: true,
    TlsSettings: null,
    TlsDomain: null,
    IsTransportRuleScoped: false,
    RouteAllMessagesViaOnPremises: false,
    CloudServicesMailEnabled: false,
    AllAcceptedDomains: false,
    TestMode: false,
    IsValidated: true,
  },
  RemoteDomain: {
    DomainName: '*',
    IsInternal: false,
    AutoReplyEnabled: true,
    AutoForwardEnabled: true,
    DeliveryReportEnabled: true,
    NDREnabled: true,
    AllowedOOFType: 'External',
    TrustedMailOutboundEnabled: false,
    TrustedMailInboundEnabled: false,
    TNEFEnabled: null,
    CharacterSet: 'iso-8859-1',
  },
};

const shown = ({ kind, Guid, Name, ...own }: MailFlowObject): Row => ({
  Name,
  Identity: Name,
  Guid,
  'Guid@odata.type': '#Guid',
  ...usual[kind],
  ...own,
  IsValid: true,
  ObjectState: 'Unchanged',
});

interface Reader {
  readonly name: string;
  readonly kind: MailFlowKind;
  readonly parameters: readonly string[];
  readonly choose?: (call: CmdletCall) => (row: Row) => boolean;
  readonly finish?: (call: CmdletCall) => (row: Row) => Row;
}

const reader = ({ name, kind, parameters, choose, finish }: Reader): Cmdlet => ({
  name,
  writes: false,
  parameters: ['Identity', ...parameters],
  switches: [],
  page: pageOf(name),
  run(call) {
    const objects = [...call.world.store.all(call.side, 'mailFlow')]
      .filter((one) => one.kind === kind)
      .map(shown)
      .sort(byPriority);
    const complete = finish?.(call) ?? ((row: Row) => row);
    const identity = call.parameters['Identity'] ?? null;
    if (identity !== null) {
      const wanted = String(identity).toLowerCase();
      const one = objects.find(({ Name, Guid }) => [Name, Guid].some((text) => String(text).toLowerCase() === wanted));
      if (one === undefined) throw notFound(String(identity));
      return { value: [complete(one)] };
    }
    return cutToSize(objects.filter(choose?.(call) ?? (() => true)).map(complete), call.parameters);
  },
});

const byPriority = (a: Row, b: Row): number =>
  Number(a['Priority'] ?? 0) - Number(b['Priority'] ?? 0) || (String(a['Name']) < String(b['Name']) ? -1 : 1);

function chosenRules({ parameters }: CmdletCall): (row: Row) => boolean {
  const state = parameters['State'];
  const wanted = state === undefined ? null : ['Enabled', 'Disabled'].find((one) => one === state);
  if (wanted === undefined) throw badArgument('State', `The possible enumeration values are "Enabled, Disabled".`);
  const filter = parameters['Filter'];
  const like = filter === undefined ? null : /^\s*Description\s+-like\s+(['"])(.*)\1\s*$/i.exec(String(filter));
  if (filter !== undefined && like === null)
    throw new CmdletRefusal(
      'Microsoft.Exchange.Configuration.Tasks.ParsingException',
      `Cannot bind parameter 'Filter' to the target. Exception setting "Filter": "Invalid filter syntax: ${String(filter)}"`,
    );
  const pattern =
    like === null
      ? null
      : new RegExp(`^${(like[2] as string).replace(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '[^]*')}$`, 'i');
  return (row) =>
    (wanted === null || row['State'] === wanted) && (pattern === null || pattern.test(String(row['Description'])));
}

const withoutDetails = ({ parameters }: CmdletCall): ((row: Row) => Row) =>
  parameters['ExcludeConditionActionDetails'] === true
    ? (row) => {
        const kept = ['State', 'Mode', 'Priority', 'Comments', 'StopRuleProcessing', 'ManuallyModified'];
        const hidden = Object.keys(usual.TransportRule).filter((name) => !kept.includes(name));
        return { ...row, ...Object.fromEntries(hidden.map((name) => [name, null])) };
      }
    : (row) => row;

/** Both are filters with a value of their own when nothing is said: without them neither kind of special connector is shown. */
const chosenConnectors =
  ({ parameters }: CmdletCall) =>
  (row: Row): boolean =>
    row['TestMode'] === (parameters['IncludeTestModeConnectors'] === true) &&
    row['IsTransportRuleScoped'] === (parameters['IsTransportRuleScoped'] === true);

/** https://learn.microsoft.com/en-us/powershell/module/exchange/get-transportrule and its neighbours */
export const mailFlowCmdlets: readonly Cmdlet[] = [
  reader({
    name: 'Get-TransportRule',
    kind: 'TransportRule',
    parameters: ['State', 'Filter', 'ResultSize', 'DlpPolicy', 'ExcludeConditionActionDetails'],
    choose: chosenRules,
    finish: withoutDetails,
  }),
  reader({ name: 'Get-JournalRule', kind: 'JournalRule', parameters: [] }),
  reader({ name: 'Get-InboundConnector', kind: 'InboundConnector', parameters: ['ResultSize'] }),
  reader({
    name: 'Get-OutboundConnector',
    kind: 'OutboundConnector',
    parameters: ['ResultSize', 'IncludeTestModeConnectors', 'IsTransportRuleScoped'],
    choose: chosenConnectors,
  }),
  reader({ name: 'Get-RemoteDomain', kind: 'RemoteDomain', parameters: ['ResultSize'] }),
];
