/** One rehearsal for each automated step that leaves something behind: taken up to it, turned back there, and compared with what was before the first undone change. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PlayEvent } from '../../rehearsal/people/play.js';
import { runbook } from '../../runbook/index.js';
import { endRehearsal, startBot } from '../rehearsal/bot-process.js';
import { rehearse } from '../rehearsal/run.js';

export interface WayBackOptions {
  readonly mailboxes: number;
  readonly seed: number;
  readonly faults: string;
  /** Ids of the steps to turn back after; null is every one. */
  readonly only: readonly string[] | null;
  readonly signal: AbortSignal;
  readonly onEvent: (event: PlayEvent) => void;
  readonly onWay: (way: ProvedWayBack) => void;
}

export interface ProvedWayBack {
  readonly stepId: string;
  readonly undone: number;
  readonly objectsChanged: number;
  readonly differences: number;
  readonly realSeconds: number;
  readonly broken: readonly string[];
}

/**
 * What no generated company has: a federated domain, a mover that signs in with an account of its own, somebody who moves and is not at the
 * destination yet (`tests/steps/objects-in-the-world.test.ts` takes back what is made for those).
 */
const notInARehearsal: readonly string[] = [
  'federated-to-managed',
  'source-full-access',
  'destination-full-access',
  'create-destination-objects',
];

/** Back stops that somebody has to ask for are not on the way. */
export const turningPoints: readonly string[] = runbook.flatMap((step) =>
  'action' in step &&
  step.kind !== 'check' &&
  step.phase !== 'back-out' &&
  step.undo !== 'never' &&
  !('onRequest' in step && step.onRequest) &&
  !notInARehearsal.includes(step.id)
    ? [step.id]
    : [],
);

export async function backOutAfterEach(options: WayBackOptions): Promise<readonly ProvedWayBack[]> {
  const ways: ProvedWayBack[] = [];
  for (const stepId of turningPoints) {
    if (options.signal.aborted) break;
    if (options.only !== null && !options.only.includes(stepId)) continue;
    const way = await wayBackFrom(stepId, options);
    ways.push(way);
    options.onWay(way);
  }
  return ways;
}

async function wayBackFrom(stepId: string, options: WayBackOptions): Promise<ProvedWayBack> {
  const started = Date.now();
  const dataDir = mkdtempSync(join(tmpdir(), 'changeover-way-back-'));
  const bot = await startBot({
    dataDir,
    environment: {
      DATABASE_URL: '',
      REHEARSAL_MAILBOXES: `${options.mailboxes}`,
      REHEARSAL_SEED: `${options.seed}`,
      REHEARSAL_FAULTS: options.faults,
    },
  });
  try {
    const result = await rehearse({
      url: bot.url,
      until: stepId,
      backOutAt: stepId,
      signal: options.signal,
      onEvent: options.onEvent,
    });
    return {
      stepId,
      undone: result.undone.length,
      objectsChanged: result.objectsChanged,
      differences: result.differences.length,
      realSeconds: (Date.now() - started) / 1000,
      broken: [
        ...result.broken,
        ...result.differences.slice(0, 3).map(({ path }) => `differs: ${path}`),
        ...result.writtenTwice.slice(0, 3),
        ...(result.broken.length === 0 ? [] : result.open.slice(0, 4).map((text) => `open: ${text}`)),
      ],
    };
  } finally {
    await bot.stop();
    await endRehearsal(dataDir);
    rmSync(dataDir, { recursive: true, force: true });
  }
}
