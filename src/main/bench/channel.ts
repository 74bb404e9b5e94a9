/**
 * The channel as the bench plays it: signs what it says with the room's own key, and hears the answers at a service address of its own, so
 * that a turn is timed from the message that leaves to the answer that arrives, whichever way the bot sends it.
 */
import { randomUUID } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { RehearsalTrust } from '../../bot/door/trust.js';
import { cast } from '../../rehearsal/cast.js';
import { peopleOf, rehearsalDomains } from '../../rehearsal/room/identities.js';
import { openKeyRing } from '../../rehearsal/room/key-ring.js';
import type { RehearsalAddress } from '../rehearsal/address.js';

export const trustIn = (address: RehearsalAddress): RehearsalTrust => ({
  kind: 'rehearsal',
  ...address.bot,
  tenantId: address.hostTenantId,
  openIdMetadataUrl: `${address.url}/botframework/openid`,
  issuer: 'https://api.botframework.com',
  tokenEndpoint: `${address.url}/botframework/token`,
});

/** An answer must come within this time, or the turn counts as not measured. */
const patienceMs = 30_000;

export class BenchChannel {
  private heard: () => void = () => undefined;

  private constructor(
    private readonly server: Server,
    private readonly serviceUrl: string,
    private readonly authorization: string,
    private readonly address: RehearsalAddress,
  ) {}

  /** @param roomFolder where the rehearsal keeps its room: its signing key is there. */
  static async open(roomFolder: string, address: RehearsalAddress): Promise<BenchChannel> {
    const server = createServer((req, res) => {
      req.resume();
      req.once('end', () => {
        res.writeHead(201, { 'content-type': 'application/json' });
        res.end(JSON.stringify({ id: randomUUID() }));
        channel.heard();
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const serviceUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    const token = openKeyRing(roomFolder).activityToken(serviceUrl);
    const channel = new BenchChannel(server, serviceUrl, `Bearer ${token}`, address);
    return channel;
  }

  /** Milliseconds from a message in the first person's chat until the bot's answer was heard and its request was answered. */
  async turn(endpoint: string, text: string): Promise<number> {
    const body = JSON.stringify(this.message(text));
    const answered = new Promise<void>((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`no answer to ${text} within ${patienceMs} ms`)), patienceMs);
      this.heard = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    const started = performance.now();
    const sent = fetch(endpoint, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: this.authorization },
      body,
    }).then(async (response) => {
      await response.arrayBuffer();
      if (!response.ok) throw new Error(`${text} was answered with status ${response.status}`);
    });
    await Promise.all([sent, answered]);
    return performance.now() - started;
  }

  close(): void {
    this.server.close();
    this.server.closeAllConnections();
  }

  private message(text: string): object {
    const person = peopleOf(cast, rehearsalDomains)[0];
    if (person === undefined) throw new Error('nobody is in the cast');
    const tenantId = this.address.hostTenantId;
    return {
      type: 'message',
      id: randomUUID(),
      timestamp: new Date().toISOString(),
      channelId: 'msteams',
      serviceUrl: this.serviceUrl,
      from: { id: person.id, name: person.name, aadObjectId: person.aadObjectId },
      recipient: { id: `28:${this.address.bot.appId}`, name: 'Changeover' },
      conversation: { conversationType: 'personal', tenantId, id: person.personalConversationId },
      channelData: { tenant: { id: tenantId } },
      locale: 'en-GB',
      text,
    };
  }
}

/** Where the bot itself listens, behind the rehearsal's forwarding. */
export async function botEndpoint(address: RehearsalAddress): Promise<string> {
  const answer = await fetch(`${address.url}/rehearsal/bot`, { headers: { 'x-control-token': address.controlToken } });
  const { endpoint } = (await answer.json()) as { endpoint: string | null };
  if (!answer.ok || endpoint === null) throw new Error('the rehearsal does not know where the bot listens');
  return `${endpoint}/api/messages`;
}
