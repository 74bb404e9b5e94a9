/** A company whose mail comes in through a filter: its MX leads there from before the first day, and its SPF is the filter's, too. */
import { gatewayHosts } from '../../rehearsal/world/mail/gateway.js';
import { dumpOf } from './run.js';

/** At the world's doors, before anybody has said a word. */
export async function putMailFilterBefore(url: string): Promise<void> {
  const { movingDomains } = await dumpOf(url);
  for (const name of movingDomains)
    for (const [place, host] of gatewayHosts.entries()) {
      const record = { name, type: 'MX', value: `${place + 1}0 ${host}`, ttl: 3600, replace: place === 0 };
      const answer = await fetch(`${url}/world/dns`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(record),
      });
      if (!answer.ok) throw new Error(`MX of ${name}: ${await answer.text()}`);
    }
}
