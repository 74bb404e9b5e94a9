/** Whether mail could be brought to a host at all: a name without an address is no host (RFC 5321, section 5.1), and senders give up on it at once. */
import type { Dns } from '../../systems/dns/dns.js';

/** unseen: no resolver could say, which proves nothing. */
export type HostAddress = 'known' | 'none' | 'unseen';

export async function addressOf(dns: Dns, host: string): Promise<HostAddress> {
  const [four, six] = await Promise.all([dns.resolvers(host, 'A'), dns.resolvers(host, 'AAAA')]);
  if ([...four, ...six].some((view) => view.seen && view.records.length > 0)) return 'known';
  return [four, six].every((views) => views.some(({ seen }) => seen)) ? 'none' : 'unseen';
}
