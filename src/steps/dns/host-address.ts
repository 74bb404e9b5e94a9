/** Whether mail could be brought to a host at all: a name without an address is no host (RFC 5321, section 5.1), and senders give up on it at once. */
import type { Dns } from '../../systems/dns/dns.js';

/**
 * none: a resolver that answered says so, and no other says that there is one; a silent one proves nothing.
 * unseen: no resolver could say.
 */
export type HostAddress = 'known' | 'none' | 'unseen';

export async function addressOf(dns: Dns, host: string, waited?: AbortSignal): Promise<HostAddress> {
  const [four, six] = await Promise.all([dns.resolvers(host, 'A', waited), dns.resolvers(host, 'AAAA', waited)]);
  if ([...four, ...six].some((view) => view.seen && view.records.length > 0)) return 'known';
  return [four, six].every((views) => views.some(({ seen }) => seen)) ? 'none' : 'unseen';
}
