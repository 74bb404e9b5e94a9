/** The guide's scripts, as printed, on the company that the bot was measured with. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Damage } from '../../rehearsal/damages.js';
import { openGuide, type GuideRun } from '../../rehearsal/guide/run.js';
import { generateCompany } from '../../rehearsal/world/company/generate-company.js';
import { createWorld } from '../../rehearsal/world/world.js';
import { worldLog } from '../rehearsal/world-log.js';
import { dumpOf } from '../rehearsal/run.js';
import { damagesOf } from './handover.js';
import { partOf, type Part } from './part-of-log.js';

export interface LiteralGuide {
  readonly run: GuideRun;
  readonly part: Part;
  readonly damages: readonly Damage[];
}

export async function literalGuide(mailboxes: number, seed: number): Promise<LiteralGuide> {
  let base = '';
  const start = generateCompany({ mailboxes, seed });
  // Time goes on when the guide's people wait for something, and not because this machine is slow.
  const world = await createWorld({ stateFolder: null, baseUrl: () => base, company: start, seed, rate: 0 });
  const server = createServer((req, res) => {
    world.handle(req, res).catch((fault: unknown) => res.destroy(fault as Error));
  });
  try {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const guide = await openGuide({ base });
    const names = await guide.run([27, 28, 49, 50, 67, 68]);
    const since = (await worldLog(base)).length;
    const rest = await guide.run([66, 69, 70, 71, 72, 73, 74, 75, 76]);
    const log = await worldLog(base);
    return {
      run: {
        writes: names.writes + rest.writes,
        refused: [...names.refused, ...rest.refused],
        stoppedAt: rest.stoppedAt,
      },
      part: partOf(log, since, start),
      damages: damagesOf(start, await dumpOf(base), log),
    };
  } finally {
    server.closeAllConnections();
    server.close();
    world.close();
  }
}
