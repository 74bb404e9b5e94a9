/** What a cmdlet answers that changed something, or might have: the log of requests and the list of changes are told alike. */
import type { CmdletCall, CmdletResult } from './cmdlet.js';

export interface Written {
  /** What was written: an entry of a list has an id of its own, so that two entries of one mailbox are two objects. */
  readonly kind: string;
  readonly id: string;
  readonly label: string;
  readonly what: string;
  readonly before: unknown;
  readonly after: unknown;
}

const touchedBy = ({ side }: CmdletCall, { kind, id, what }: Written): CmdletResult['touched'] => [
  { side, kind, id, properties: [what] },
];

export function written(call: CmdletCall, one: Written, value: CmdletResult['value'] = []): CmdletResult {
  const { kind, id, label, what, before, after } = one;
  call.world.store.note({
    at: new Date(call.now).toISOString(),
    system: 'exchange',
    side: call.side,
    actor: call.actor,
    what,
    object: { kind, id, label },
    before,
    after,
  });
  return { value, touched: touchedBy(call, one), applied: true };
}

/** Nothing to change: the service says so and does not call it an error. */
export const unchanged = (call: CmdletCall, one: Written, warning: string): CmdletResult => ({
  value: [],
  warnings: [warning],
  touched: touchedBy(call, one),
  applied: false,
});
