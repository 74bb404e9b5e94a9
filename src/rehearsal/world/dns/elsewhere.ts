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

export const hostsElsewhere: readonly DnsRecord[] = Object.entries(hosts).map(([name, data]) => ({
  name,
  type: 'A',
  ttl: 3600,
  data,
}));
