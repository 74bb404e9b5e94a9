/** What an entry is told on its command line, for all of them: what it does not know is said with the options it has, and status 2. */
import { parseArgs, type ParseArgsConfig } from 'node:util';

type Options = Readonly<
  Record<
    string,
    { readonly type: 'string'; readonly default?: string } | { readonly type: 'boolean'; readonly default: boolean }
  >
>;
type Values<T extends Options> = {
  readonly [Name in keyof T]: T[Name] extends { readonly type: 'boolean' }
    ? boolean
    : T[Name] extends { readonly default: string }
      ? string
      : string | undefined;
};

/** What is wrong with the arguments, for a person. */
export class ArgumentFault extends Error {}

export interface Arguments<T extends Options> {
  readonly values: Values<T>;
  /** @throws ArgumentFault */
  whole(name: keyof T & string, from: number, to: number): number;
  fault(sentence: string): ArgumentFault;
}

/** @throws ArgumentFault */
export function readArguments<const T extends Options>(
  entry: string,
  options: T,
  args: readonly string[],
): Arguments<T> {
  const fault = (sentence: string): ArgumentFault =>
    new ArgumentFault(`${sentence}\nUsage: npm ${entry === 'start' ? 'start' : `run ${entry}`} -- ${usage(options)}`);
  const values = parsed(options, args, fault);
  return {
    values,
    fault,
    whole(name, from, to) {
      const value = String(values[name] ?? '');
      const number = Number(value);
      if (value.trim() === '' || !Number.isInteger(number) || number < from || number > to) {
        throw fault(`--${name} is "${value}"; it must be a whole number from ${from} to ${to}.`);
      }
      return number;
    },
  };
}

/** Of this process, for an entry that can do nothing without them. */
export function argumentsOf<const T extends Options>(entry: string, options: T): Arguments<T> {
  return orEnd(() => readArguments(entry, options, process.argv.slice(2)));
}

export function orEnd<T>(read: () => T): T {
  try {
    return read();
  } catch (fault) {
    if (!(fault instanceof ArgumentFault)) throw fault;
    process.stderr.write(`${fault.message}\n`);
    process.exit(2);
  }
}

function parsed<T extends Options>(
  options: T,
  args: readonly string[],
  fault: (sentence: string) => ArgumentFault,
): Values<T> {
  try {
    return parseArgs({ args: [...args], options: options as ParseArgsConfig['options'] }).values as Values<T>;
  } catch (error) {
    // Node's second sentence is about positional arguments, which nobody here takes.
    const [sentence = ''] = (error as Error).message.split(/[.\n]/);
    throw fault(`${sentence}.`);
  }
}

const usage = (options: Options): string =>
  Object.entries(options)
    .map(([name, option]) => (option.type === 'boolean' ? `[--${name}]` : `[--${name} ${option.default ?? '…'}]`))
    .join(' ');
