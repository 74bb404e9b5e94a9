/** What decides in a tenant where mail goes. Every property is read: any of them may name a domain. */
import { textOf } from './values.js';

type Raw = Readonly<Record<string, unknown>>;

/** A rule, a connector or a remote domain, with all that Exchange says of it. */
export interface MailFlowObject {
  readonly id: string;
  readonly name: string;
  /** Off, or in test mode: it does nothing as it is. */
  readonly enabled: boolean;
  /** A rule that only writes down what it would do. */
  readonly inTest: boolean;
  readonly properties: Raw;
}

export interface MailFlow {
  /** https://learn.microsoft.com/powershell/module/exchangepowershell/get-transportrule */
  transportRules(): Promise<readonly MailFlowObject[]>;
  /** https://learn.microsoft.com/powershell/module/exchangepowershell/get-inboundconnector */
  inboundConnectors(): Promise<readonly MailFlowObject[]>;
  /** https://learn.microsoft.com/powershell/module/exchangepowershell/get-outboundconnector */
  outboundConnectors(): Promise<readonly MailFlowObject[]>;
  /** https://learn.microsoft.com/powershell/module/exchangepowershell/get-remotedomain */
  remoteDomains(): Promise<readonly MailFlowObject[]>;
  /** https://learn.microsoft.com/powershell/module/exchangepowershell/get-journalrule */
  journalRules(): Promise<readonly MailFlowObject[]>;
}

export function mailFlow(
  readAll: (cmdlet: string, parameters: Raw) => Promise<readonly Record<string, unknown>[]>,
): MailFlow {
  const list = async (cmdlet: string, parameters: Raw) => (await readAll(cmdlet, parameters)).map(objectOf);
  const whole = { ResultSize: 'Unlimited' };
  return {
    transportRules: () => list('Get-TransportRule', whole),
    inboundConnectors: () => list('Get-InboundConnector', whole),
    async outboundConnectors() {
      const found: MailFlowObject[] = [];
      // Both are filters, and what is not asked for by its own value is left out.
      for (const IncludeTestModeConnectors of [false, true])
        for (const IsTransportRuleScoped of [false, true])
          found.push(
            ...(await list('Get-OutboundConnector', { ...whole, IncludeTestModeConnectors, IsTransportRuleScoped })),
          );
      return [...new Map(found.map((one) => [one.id, one])).values()];
    },
    remoteDomains: () => list('Get-RemoteDomain', whole),
    // It gives every one there is, and knows no ResultSize.
    journalRules: () => list('Get-JournalRule', {}),
  };
}

/** Rules say `State`, connectors `Enabled`; a remote domain has neither and always counts. */
const isOn = (properties: Raw): boolean =>
  !/^(disabled|false)$/i.test(textOf(properties['State'] ?? properties['Enabled'] ?? true));
/** https://learn.microsoft.com/powershell/module/exchangepowershell/set-transportrule#-mode */
const isInTest = (properties: Raw): boolean => /^Audit/i.test(textOf(properties['Mode']));

const objectOf = (properties: Raw): MailFlowObject => ({
  id: textOf(properties['Guid'] ?? properties['ImmutableId'] ?? properties['Identity'] ?? properties['Name']),
  name: textOf(properties['Name'] ?? properties['Identity']),
  enabled: isOn(properties) && !isInTest(properties),
  inTest: isOn(properties) && isInTest(properties),
  properties,
});
