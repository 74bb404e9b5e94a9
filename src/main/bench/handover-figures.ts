/** What the part in which the domain changes hands costs: against the fewest writes possible, against the guide's scripts, against the quotas. */
import type { Damage } from '../../rehearsal/damages.js';
import { scenarios } from '../../rehearsal/world/faults.js';
import { figure, type Figure } from './figures.js';
import type { Handover } from './handover.js';
import type { LiteralGuide } from './literal-guide.js';
import type { Part } from './part-of-log.js';

/** https://learn.microsoft.com/en-us/graph/throttling-limits#identity-and-access-service-limits: per application and tenant. */
const graphWritesPerSecond = 3_000 / 150;

/** Microsoft publishes no figure for cmdlets: this is the one with which the world plays a strict tenant. */
export const exchangePerTenSeconds = scenarios['storm']?.exchangePerTenSeconds ?? 60;

const perObject = ({ writes, objectsChanged }: Part): number => writes.length / objectsChanged;

export function againstFewest({ part, fewest }: Handover): Figure {
  const name = 'domain part: remote writes vs the fewest possible';
  return figure(name, 'writes', { what: 'bot', value: part.writes.length }, { what: 'fewest', value: fewest });
}

export function againstGuide({ part }: Handover, guide: LiteralGuide): Figure {
  const name = "domain part: remote writes per changed object vs the guide's scripts";
  const scripts = { what: 'guide', value: perObject(guide.part) };
  return figure(name, 'writes per object', { what: 'bot', value: perObject(part) }, scripts);
}

export function againstQuota({ part: { bulk } }: Handover): Figure {
  const seconds = bulk.graph / graphWritesPerSecond + bulk.exchange / (exchangePerTenSeconds / 10);
  const name = 'domain part: virtual time of the writes vs the quotas alone';
  return figure(name, 's', { what: 'bot', value: bulk.seconds }, { what: 'quotas', value: seconds });
}

/** The end states beside each other. */
export function endStates(bot: Handover, guide: LiteralGuide): readonly string[] {
  const { stoppedAt, writes, refused } = guide.run;
  return [
    `end state of the bot: ${damagesLine(bot.damages)}${bot.broken.map((one) => `; ${one}`).join('')}`,
    `end state of the guide: ${damagesLine(guide.damages)}; ${writes} writes, ${refused.length} refused, ${
      stoppedAt === null ? 'came through' : `stopped at ${stoppedAt.step}: ${stoppedAt.why}`
    }`,
    ...guide.damages.map(({ steps, name, objects }) => `  ${steps}: ${name} (${objects.length})`),
    ...bot.damages.map(({ steps, name, objects }) => `  the bot! ${steps}: ${name}: ${objects.slice(0, 5).join(', ')}`),
  ];
}

const damagesLine = (damages: readonly Damage[]): string =>
  damages.length === 0
    ? 'no damage'
    : `${damages.length} kinds of damage to ${damages.reduce((sum, { objects }) => sum + objects.length, 0)} objects`;

/** What the time of the writes was spent on. */
export function whatLimits({ part: { throttled, reads, bulk } }: Handover): string {
  const quota = `Exchange ${exchangePerTenSeconds} cmdlets in 10 s (the world's own figure, Microsoft publishes none), Graph 3,000 writes in 150 s`;
  const used = `${bulk.exchange} cmdlets that write, ${bulk.graph} writes to the directory, ${reads} reads beside them`;
  const limit =
    throttled === 0
      ? 'the quotas were never reached: the bot or this machine is the limit'
      : `told to wait ${throttled} times: the quota is the limit, and reads use it up as well`;
  return `quotas: ${quota}; ${used}; ${limit}`;
}
