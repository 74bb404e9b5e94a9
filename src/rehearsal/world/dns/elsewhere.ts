/**
 * Hosts of third parties in this little internet: providers of name servers, of mail gateways, of parking. They have addresses that reach
 * nobody (https://www.rfc-editor.org/rfc/rfc5737), and under their common top-level domain there is nobody else: whoever asks for another name
 * is told that there is none, as the servers of a real one would say.
 */
import type { DnsRecord } from '../entities.js';

export const elsewhere = 'example';

const hosts: Readonly<Record<string, string>> = {
  'ns1.dns-host.example': '192.0.2.11',
  'ns2.dns-host.example': '192.0.2.12',
  'parked.dns-host.example': '192.0.2.25',
  'mx.parking.example': '192.0.2.26',
  'mx.relay.example': '198.51.100.25',
  'mx.gateway.example': '198.51.100.26',
  'mx2.gateway.example': '198.51.100.27',
};

/** Whom providers let send, in records that their customers' lead to (https://www.rfc-editor.org/rfc/rfc7208#section-5.2). */
const senders: Readonly<Record<string, string>> = {
  'mailer.example': 'v=spf1 ip4:203.0.113.40 -all',
  '_spf.gateway.example': 'v=spf1 ip4:198.51.100.26 ip4:198.51.100.27 include:spf.protection.outlook.com -all',
};

export const hostsElsewhere: readonly DnsRecord[] = [
  ...Object.entries(hosts).map(([name, data]): DnsRecord => ({ name, type: 'A', ttl: 3600, data })),
  ...Object.entries(senders).map(([name, data]): DnsRecord => ({ name, type: 'TXT', ttl: 3600, data })),
];

/** Where Exchange Online sends from: https://learn.microsoft.com/en-us/microsoft-365/enterprise/urls-and-ip-address-ranges (Exchange Online, port 25) */
export const service = 'spf.protection.outlook.com';
export const serviceRecords: readonly DnsRecord[] = [
  {
    name: service,
    type: 'TXT',
    ttl: 3600,
    data: 'v=spf1 ip4:40.92.0.0/15 ip4:40.107.0.0/16 ip4:52.100.0.0/14 ip4:104.47.0.0/17 ip6:2a01:111:f403::/48 -all',
  },
];
