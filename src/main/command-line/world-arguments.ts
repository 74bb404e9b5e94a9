/** What `npm run world` is told. */
import { generatedMailboxes } from '../../config.js';
import { scenarios } from '../../rehearsal/world/faults.js';
import { readArguments } from './arguments.js';

export interface WorldArguments {
  readonly mailboxes: number;
  readonly seed: number;
  readonly port: number;
  readonly faults: string;
  /** Virtual seconds per second: 1, because a client that nobody here wrote counts its token's life by its own clock. */
  readonly rate: number;
}

/** @throws ArgumentFault */
export function readWorldArguments(args: readonly string[]): WorldArguments {
  const given = readArguments(
    'world',
    {
      mailboxes: { type: 'string', default: '200' },
      seed: { type: 'string', default: '5' },
      port: { type: 'string', default: '0' },
      faults: { type: 'string', default: 'calm' },
      rate: { type: 'string', default: '1' },
    },
    args,
  );
  const { faults } = given.values;
  if (!Object.hasOwn(scenarios, faults)) {
    throw given.fault(`--faults is "${faults}"; it must be one of ${Object.keys(scenarios).join(', ')}.`);
  }
  return {
    mailboxes: given.whole('mailboxes', generatedMailboxes.from, generatedMailboxes.to),
    seed: given.whole('seed', 0, 2 ** 31 - 1),
    port: given.whole('port', 0, 65_535),
    faults,
    rate: given.whole('rate', 0, 3600),
  };
}
