/**
 * `POST /world/admin/{side}/...`: people at the portals. The service's own rules hold, its throttling and its permissions of applications
 * do not, and the log says who it was.
 */
import type { ServiceAnswer, Touched, WorldContext } from '../context.js';
import { DoorRefusal } from '../door-refusal.js';
import { settleDue } from '../effects.js';
import { sides, type Side } from '../entities.js';
import { CmdletRefusal } from '../exchange/refusal.js';
import { GraphRefusal } from '../graph/errors.js';
import type { RequestLog } from '../request-log.js';
import { addressErrands } from './addresses.js';
import { applicationErrands } from './applications.js';
import { deletionErrands } from './deletions.js';
import { domainErrands } from './domains.js';
import { mailFlowErrands } from './mail-flow.js';
import { rightsErrands } from './rights.js';
import { subscriptionErrands } from './subscriptions.js';
import { authorityErrands } from './source-of-authority.js';
import { userErrands } from './users.js';

export interface ErrandCall {
  readonly world: WorldContext;
  readonly side: Side;
  readonly actor: 'administrator';
  readonly now: number;
  /** What stands in the place of `{id}`. */
  readonly id: string;
  readonly body: Readonly<Record<string, unknown>>;
}

export interface ErrandResult {
  readonly touched: readonly Touched[];
  /** Told to whoever sent the errand, beside `done`. */
  readonly told?: object;
}

export interface Errand {
  /** Below `/world/admin/{side}/`. */
  readonly pattern: string;
  run(call: ErrandCall): ErrandResult;
}

const errands: readonly Errand[] = [
  ...domainErrands,
  ...userErrands,
  ...deletionErrands,
  ...mailFlowErrands,
  ...addressErrands,
  ...applicationErrands,
  ...authorityErrands,
  ...rightsErrands,
  ...subscriptionErrands,
];

const compiled = errands.map((errand) => ({
  errand,
  expression: new RegExp(`^${errand.pattern.replace('{id}', '([^/]+)')}$`),
}));

/** What was asked for, or undefined when there is no such door. */
export function errandAt(
  door: string,
): { readonly side: Side; readonly errand: Errand; readonly id: string } | undefined {
  const match = /^POST \/world\/admin\/(source|destination)\/(.+)$/.exec(door);
  if (match === null) return undefined;
  const side = sides.find((one) => one === match[1]) as Side;
  for (const { errand, expression } of compiled) {
    const found = expression.exec(match[2] as string);
    if (found !== null) return { side, errand, id: decodeURIComponent(found[1] ?? '') };
  }
  return undefined;
}

export function runErrand(
  world: WorldContext,
  log: RequestLog,
  { side, errand, id }: { readonly side: Side; readonly errand: Errand; readonly id: string },
  body: Readonly<Record<string, unknown>>,
  url: URL,
): object {
  const now = world.clock.now().getTime();
  settleDue(world, now);
  const actor = 'administrator';
  const receivedAt = { wall: new Date().toISOString(), virtual: new Date(now).toISOString() };
  const n = log.received({ receivedAt, actor, method: 'POST', url: url.pathname, write: true, batch: null });
  const answered = (status: number): void => log.answered(n, new Date().toISOString(), status);
  try {
    const { touched, told = {} } = errand.run({ world, side, actor, now, id, body });
    log.done(n, touched, true);
    world.store.commit();
    answered(200);
    return { done: true, ...told };
  } catch (error) {
    const refusedFor: ServiceAnswer['refusedFor'] = error instanceof GraphRefusal ? error.refusedFor : undefined;
    log.done(n, [], false, refusedFor);
    // The portal shows a cmdlet's own sentence.
    const shown = error instanceof CmdletRefusal ? new DoorRefusal(400, error.message) : error;
    answered(shown instanceof DoorRefusal || shown instanceof GraphRefusal ? shown.status : 500);
    throw shown;
  }
}
