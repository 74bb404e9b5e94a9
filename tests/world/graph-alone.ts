import { openJournal } from '../../src/rehearsal/journal.js';
import { createApps } from '../../src/rehearsal/world/apps.js';
import { createClock } from '../../src/rehearsal/world/clock.js';
import type { ServiceAnswer, WorldContext } from '../../src/rehearsal/world/context.js';
import type { Company } from '../../src/rehearsal/world/entities.js';
import { scenarios, type Faults } from '../../src/rehearsal/world/faults.js';
import { GraphService } from '../../src/rehearsal/world/graph/graph.js';
import { createSigning } from '../../src/rehearsal/world/login/signing.js';
import { Scans } from '../../src/rehearsal/world/scans.js';
import { Store } from '../../src/rehearsal/world/store.js';
import { Strikes } from '../../src/rehearsal/world/strikes.js';
import { preparedKey } from '../support/prepared-key.js';

/** Graph without a server, asked by an application of the source that holds these permissions and no other. */
export function openGraph(
  company: Company,
  roles: readonly string[],
): { readonly store: Store; ask(method: string, path: string, body?: object | null): ServiceAnswer } {
  const start = {
    at: '2026-11-30T08:00:00.000Z',
    wallAt: new Date().toISOString(),
    rate: 0,
    version: 1,
    nextDue: null,
  };
  const store = new Store(openJournal(null, 'world'), () => ({
    company,
    clock: start,
    faults: scenarios['calm'] as Faults,
    effects: [],
    effectCount: 0,
    changes: [],
    beat: null,
  }));
  const world: WorldContext = {
    store,
    clock: createClock(start, () => undefined),
    seed: 7,
    apps: createApps(7),
    signing: createSigning(null, preparedKey('world')),
    strikes: new Strikes(7),
    scans: new Scans(),
  };
  const token = world.signing.issue({
    aud: 'https://graph.microsoft.com',
    tid: store.heads.source.tenantId,
    appid: '11111111-1111-4111-8111-111111111111',
    roles,
    exp: Math.floor(Date.parse(start.at) / 1000) + 3600,
  } as never);
  const service = new GraphService(world);
  return {
    store,
    ask: (method, path, body = null) =>
      service.answer({
        method,
        url: new URL(`https://graph.microsoft.com/v1.0${path}`),
        headers: { authorization: `Bearer ${token}` },
        body: body === null ? '' : JSON.stringify(body),
      }),
  };
}
