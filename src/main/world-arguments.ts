/** What `npm run world` is told. */
import { parseArgs } from 'node:util';
import { scenarios } from '../rehearsal/world/faults.js';

export interface WorldArguments {
  readonly mailboxes: number;
  readonly seed: number;
  readonly port: number;
  readonly faults: string;
  /** Virtual seconds per second: 1, because a client that nobody here wrote counts its token's life by its own clock. */
  readonly rate: number;
}

/** What is wrong with the arguments, for a person. */
export class WorldArgumentFault extends Error {}

const usage = 'npm run world -- [--mailboxes 200] [--seed 5] [--port 0] [--faults calm] [--rate 1]';

/** @throws WorldArgumentFault */
export function readWorldArguments(args: readonly string[]): WorldArguments {
  const values = parsed(args);
  const whole = (name: 'mailboxes' | 'seed' | 'port' | 'rate', from: number, to: number): number => {
    const value = values[name];
    const number = Number(value);
    if (value.trim() === '' || !Number.isInteger(number) || number < from || number > to) {
      throw fault(`--${name} is "${value}"; it must be a whole number from ${from} to ${to}.`);
    }
    return number;
  };
  if (!Object.hasOwn(scenarios, values.faults)) {
    throw fault(`--faults is "${values.faults}"; it must be one of ${Object.keys(scenarios).join(', ')}.`);
  }
  return {
    mailboxes: whole('mailboxes', 24, 20_000),
    seed: whole('seed', 0, 2 ** 31 - 1),
    port: whole('port', 0, 65_535),
    faults: values.faults,
    rate: whole('rate', 0, 3600),
  };
}

function parsed(args: readonly string[]): Record<'mailboxes' | 'seed' | 'port' | 'faults' | 'rate', string> {
  try {
    return parseArgs({
      args: [...args],
      options: {
        mailboxes: { type: 'string', default: '200' },
        seed: { type: 'string', default: '5' },
        port: { type: 'string', default: '0' },
        faults: { type: 'string', default: 'calm' },
        rate: { type: 'string', default: '1' },
      },
    }).values;
  } catch (error) {
    throw fault((error as Error).message);
  }
}

const fault = (sentence: string): WorldArgumentFault => new WorldArgumentFault(`${sentence}\nUsage: ${usage}`);
