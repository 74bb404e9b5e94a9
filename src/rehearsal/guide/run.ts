/** The guide's scripts one after the other against a world, with what was sent and what was refused. */
import { Console, Stopped, type CsvRow, type ErrorAction, type Refused } from './console.js';
import { TenantDoors, type Row, type Side, type TenantAddress } from './doors.js';
import * as steps from './steps.js';

export interface GuideOptions {
  /** Where the world is. */
  readonly base: string;
  readonly errorAction?: ErrorAction;
  readonly initialDomainOf112?: string;
}

export interface GuideRun {
  readonly writes: number;
  readonly refused: readonly Refused[];
  /** The step at which somebody could not go on; null when the last one was done. */
  readonly stoppedAt: { readonly step: number; readonly why: string } | null;
}

/** In the order of the guide, the parts of it that write or look at names, addresses and domains. */
const thereOrder = [27, 28, 49, 50, 66, 67, 68, 69, 70, 71, 72, 73, 74, 75, 76] as const;
const backOrder = [104, 105, 106, 107, 111, 112, 113, 114, 115] as const;
export type StepNumber = (typeof thereOrder)[number] | (typeof backOrder)[number];

/** From one script to the next somebody reads the list on the screen: long enough for Exchange to hear of a new sign-in name. */
const betweenScriptsSeconds = 600;

export interface Guide {
  /** All up to and with 76, where it stops if the domain does not go. */
  there(): Promise<GuideRun>;
  back(): Promise<GuideRun>;
  /** Some of the steps, for looking at the world in between. */
  run(numbers: readonly StepNumber[]): Promise<GuideRun>;
  unifiedGroupByHand(name: string, domain: string): Promise<void>;
  writesOf(numbers: readonly number[]): number;
  printed(step: number): readonly Row[];
  readonly files: Map<string, readonly CsvRow[]>;
}

interface Discovered {
  readonly source: TenantAddress & { readonly movingDomains: readonly string[] };
  readonly destination: TenantAddress;
}

export async function openGuide(options: GuideOptions): Promise<Guide> {
  const { base, errorAction = 'Continue' } = options;
  const world = (await (await fetch(`${base}/world`)).json()) as Discovered;
  const wait = async (advance: number): Promise<void> => {
    await fetch(`${base}/world/clock`, { method: 'POST', body: JSON.stringify({ advance }) });
  };
  const doors = (side: Side): TenantDoors => new TenantDoors(base, world[side], wait);
  const console = new Console({ source: doors('source'), destination: doors('destination') }, errorAction);
  const ground: steps.Ground = {
    initialDomain: world.source.initialDomain,
    domains: world.source.movingDomains,
    initialDomainOf112: options.initialDomainOf112 ?? steps.printedInitialDomainOf112,
  };

  async function run(numbers: readonly StepNumber[]): Promise<GuideRun> {
    const before = { writes: console.writes, refused: console.refused.length };
    let stoppedAt: GuideRun['stoppedAt'] = null;
    for (const number of numbers) {
      console.at(number);
      try {
        await steps[`step${number}`](console, ground);
      } catch (error) {
        if (!(error instanceof Stopped)) throw error;
        stoppedAt = { step: error.step, why: error.why };
        break;
      }
      await wait(betweenScriptsSeconds);
    }
    return { writes: console.writes - before.writes, refused: console.refused.slice(before.refused), stoppedAt };
  }

  return {
    there: () => run(thereOrder),
    back: () => run(backOrder),
    run,
    unifiedGroupByHand: async (name, domain) => {
      console.at(74);
      await steps.step74ForOne(console, ground, name, domain);
    },
    writesOf: (numbers) => console.writesOf(numbers),
    printed: (step) => console.printed.get(step) ?? [],
    files: console.files,
  };
}
