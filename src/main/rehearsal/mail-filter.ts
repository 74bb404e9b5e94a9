/** A company whose mail comes in through a filter: its MX leads there from before the first day, and one of its domains has SPF kept there. */
import { gatewayHosts, gatewaySpf } from '../../rehearsal/world/mail/gateway.js';
import { dumpOf } from './run.js';

/** At the world's doors, before anybody has said a word. */
export async function putMailFilterBefore(url: string): Promise<void> {
  const { movingDomains, dns } = await dumpOf(url);
  for (const name of movingDomains)
    for (const [place, host] of gatewayHosts.entries())
      await send(url, 'POST', { name, type: 'MX', value: `${place + 1}0 ${host}`, ttl: 3600, replace: place === 0 });
  const [first] = movingDomains;
  for (const { name, type, data } of dns.records)
    if (name === first && type === 'TXT' && data.startsWith('v=spf1')) {
      await send(url, 'DELETE', { name, type, value: data });
      await send(url, 'POST', { name, type, value: gatewaySpf, ttl: 3600 });
    }
}

async function send(url: string, method: string, record: Readonly<Record<string, unknown>>): Promise<void> {
  const answer = await fetch(`${url}/world/dns`, {
    method,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(record),
  });
  if (!answer.ok) throw new Error(`${method} ${JSON.stringify(record)}: ${await answer.text()}`);
}
