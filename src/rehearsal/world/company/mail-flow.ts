/** Rules, connectors and remote domains: some name a moving domain, and would do something else afterwards; some do not. */
import type { MovingDomains } from './habits.js';
import type { TenantBuilder } from './tenant-builder.js';

const described = (when: string, action: string): string =>
  `If the message:\r\n\t${when}\r\nTake the following actions:\r\n\t${action}\r\n`;

export function sourceMailFlow(builder: TenantBuilder, { first, second }: MovingDomains): void {
  builder.mailFlowObject('TransportRule', 'Disclaimer', {
    Priority: 0,
    SenderDomainIs: [first],
    SentToScope: 'NotInOrganization',
    ApplyHtmlDisclaimerText: `<p>Contoso, https://www.${first}</p>`,
    Description: described(
      `sender's address domain portion belongs to any of these domains: '${first}' and Is sent to 'Outside the organization'`,
      'Append the message with the disclaimer',
    ),
  });
  builder.mailFlowObject('TransportRule', 'Copies of orders', {
    Priority: 1,
    RecipientAddressContainsWords: [`orders@${second}`],
    BlindCopyTo: [`support@${first}`],
    Description: described(
      `Includes these words in the recipient's address: 'orders@${second}'`,
      `Blind carbon copy (Bcc) the message to 'support@${first}'`,
    ),
  });
  builder.mailFlowObject('TransportRule', 'Mark mail from outside', {
    Priority: 2,
    FromScope: 'NotInOrganization',
    PrependSubject: '[EXT] ',
    Description: described("Is received from 'Outside the organization'", "Prepend the subject with '[EXT] '"),
  });
  builder.mailFlowObject('TransportRule', 'Scanner', {
    Priority: 3,
    State: 'Disabled',
    SenderIpRanges: ['203.0.113.24'],
    SetSCL: '-1',
    Description: described(
      "sender ip addresses belong to one of these ranges: '203.0.113.24'",
      "Set the spam confidence level (SCL) to '-1'",
    ),
  });
  builder.mailFlowObject('InboundConnector', 'Head office scanners', {
    ConnectorType: 'OnPremises',
    SenderDomains: [`smtp:*.${first};1`, `smtp:${first};1`],
    SenderIPAddresses: ['203.0.113.24'],
    RestrictDomainsToIPAddresses: true,
  });
  builder.mailFlowObject('OutboundConnector', 'Litware with TLS', {
    RecipientDomains: ['litware.com'],
    TlsSettings: 'DomainValidation',
    TlsDomain: '*.litware.com',
  });
  builder.mailFlowObject('OutboundConnector', 'Encrypting gateway', {
    SmartHosts: ['gateway.litware.com'],
    UseMXRecord: false,
    IsTransportRuleScoped: true,
  });
  builder.mailFlowObject('JournalRule', 'Journal of sales', {
    Recipient: `sales@${first}`,
    JournalEmailAddress: 'journal@litware.com',
    Scope: 'External',
  });
  builder.mailFlowObject('RemoteDomain', 'Default', { AutoForwardEnabled: false });
  builder.mailFlowObject('RemoteDomain', 'Fabrikam', { DomainName: 'fabrikam.com', AllowedOOFType: 'InternalLegacy' });
}

export function destinationMailFlow(builder: TenantBuilder, { first, second }: MovingDomains): void {
  builder.mailFlowObject('TransportRule', 'Trust Contoso', {
    Priority: 0,
    SenderDomainIs: [first, second],
    SetSCL: '-1',
    Description: described(
      `sender's address domain portion belongs to any of these domains: '${first}' or '${second}'`,
      "Set the spam confidence level (SCL) to '-1'",
    ),
  });
  builder.mailFlowObject('InboundConnector', 'From Contoso', {
    SenderDomains: [`smtp:${first};1`],
    RequireTls: true,
    TlsSenderCertificateName: `*.${first}`,
  });
  builder.mailFlowObject('RemoteDomain', 'Contoso', { DomainName: first, IsInternal: true });
}
