/**
 * `npm run bench`: what the bot costs, as ratios of two things measured in one run, so that the figures hold on a slow machine and on a
 * busy one. Ends with 0 only if everything could be measured.
 */
import { rmSync, writeFileSync } from 'node:fs';
import { generatedMailboxes } from '../config.js';
import { argumentsOf, orEnd } from './command-line/arguments.js';
import { durableCost } from './bench/durable-cost.js';
import { figure, median, table, type Figure, type Unmeasured } from './bench/figures.js';
import { handOver } from './bench/handover.js';
import {
  againstFewest,
  againstGuide,
  againstQuota,
  endStates,
  exchangePerTenSeconds,
  whatLimits,
} from './bench/handover-figures.js';
import { literalGuide } from './bench/literal-guide.js';
import { migrateHeadless, type MeasuredMigration } from './bench/migration.js';
import { quiet } from './bench/quiet.js';
import { readsOfChecks } from './bench/reads.js';
import { startUp } from './bench/start-up.js';
import { statusTurns, turnsAgainstEcho } from './bench/turns.js';

const given = argumentsOf('bench', {
  small: { type: 'string', default: '1000' },
  large: { type: 'string', default: '10000' },
  seed: { type: 'string', default: '1' },
  only: { type: 'string' },
  report: { type: 'string' },
});
const { values } = given;
/** What can be measured by itself: `--only durable,hours`. */
const parts = ['start', 'durable', 'migration', 'reads', 'writes', 'hours'] as const;
type PartName = (typeof parts)[number];
const asked = orEnd(() => ({
  small: given.whole('small', generatedMailboxes.from, generatedMailboxes.to),
  large: given.whole('large', generatedMailboxes.from, generatedMailboxes.to),
  seed: given.whole('seed', 0, 2 ** 31 - 1),
  only: partsIn(values.only),
}));

function partsIn(text: string | undefined): ReadonlySet<PartName> {
  const named = text?.split(',') ?? [...parts];
  const known = parts.filter((part) => named.includes(part));
  if (known.length !== named.length) throw given.fault(`--only is "${text}"; it must be some of ${parts.join(',')}.`);
  return new Set(known);
}

const { seed } = asked;
const rounds = 3;
const durableObjects = 1000;
const statusTurnsTimed = 50;
const turnsTimed = 200;
const quietSeconds = 60;

const log = (line: string): void => void process.stderr.write(`${new Date().toISOString().slice(11, 19)} ${line}\n`);

const figures: Figure[] = [];
const add = (...found: readonly Figure[]): void => {
  figures.push(...found);
  for (const line of table(found, []).split('\n')) log(line);
};
const unmeasured: Unmeasured[] = [];
/** What a ratio alone does not say. */
const remarks: string[] = [];
const remark = (...lines: readonly string[]): void => {
  remarks.push(...lines);
  for (const line of lines) log(line);
};

/** One part that cannot be measured leaves the others standing, and is said. */
async function measured<T>(names: readonly string[], part: () => Promise<T>): Promise<T | null> {
  log(`measuring: ${names.join('; ')}`);
  try {
    return await part();
  } catch (fault) {
    log(`not measured: ${(fault as Error).stack ?? String(fault)}`);
    const [why = ''] = (fault as Error).message.split('\n');
    unmeasured.push(...names.map((name) => ({ name, why })));
    return null;
  }
}

const size = (mailboxes: number): string => mailboxes.toLocaleString('en-US');

function writesPerObject({ result, mailboxes }: MeasuredMigration): Figure {
  const name = `remote writes per changed object at ${size(mailboxes)} mailboxes`;
  const objects = { what: 'objects', value: result.objectsChanged };
  return figure(name, "by the world's own log", { what: 'writes', value: result.remoteWrites }, objects);
}

function largeAgainstSmall(large: MeasuredMigration, small: MeasuredMigration): readonly Figure[] {
  const both = (of: (migration: MeasuredMigration) => number) =>
    [
      { what: size(large.mailboxes), value: of(large) },
      { what: size(small.mailboxes), value: of(small) },
    ] as const;
  return [
    figure('peak memory of the bot, large vs small', 'MiB', ...both(({ peakMemoryMiB }) => peakMemoryMiB)),
    figure('real time of the migration, large vs small', 's', ...both(({ seconds }) => seconds)),
  ];
}

/** What is read of the whole tenant before the night. */
async function wholeTenantRead(mailboxes: number): Promise<void> {
  await measured(['questions to the tenants vs the fewest'], async () => {
    for (const { step, asked: questions, fewest, cmdlets } of await readsOfChecks(mailboxes, seed)) {
      const name = `${step}: questions to the tenants vs the fewest`;
      add(figure(name, 'questions', { what: 'asked', value: questions }, { what: 'fewest', value: fewest }));
      const minutes = Math.round(cmdlets / (exchangePerTenSeconds / 10) / 60);
      remark(
        `${step}: ${cmdlets} cmdlets at ${size(mailboxes)} mailboxes, ${minutes} min at ${exchangePerTenSeconds} in 10 s`,
      );
    }
  });
}

/** The part in which the domain changes hands: counted at the small size, timed at the large one under the quotas. */
async function domainChangesHands(sizes: { readonly small: number; readonly large: number }): Promise<void> {
  if (asked.only.has('writes'))
    await measured(['domain part: remote writes'], async () => {
      const bot = await handOver({ mailboxes: sizes.small, seed }, log);
      add(againstFewest(bot));
      const guide = await literalGuide(sizes.small, seed);
      add(againstGuide(bot, guide));
      remark(...endStates(bot, guide));
    });
  if (asked.only.has('hours'))
    await measured(['domain part: virtual time of the writes vs the quotas alone'], async () => {
      const bot = await handOver({ mailboxes: sizes.large, seed, exchangePerTenSeconds }, log);
      add(againstQuota(bot));
      remark(whatLimits(bot));
      remark(`peak memory of the bot to the end of the domain part: ${Math.round(bot.peakMemoryMiB)} MiB`);
    });
}

async function main(): Promise<number> {
  const sizes = { small: asked.small, large: asked.large };
  const started = performance.now();

  if (asked.only.has('start'))
    await measured(['start to first card vs loading the SDKs'], async () => {
      const { sdks, sdksMiB, first, later } = await startUp(rounds);
      const alone = { what: 'SDKs alone', value: median(sdks) / 1000 };
      add(
        figure('first start to first card', 's', { what: 'card', value: median(first) / 1000 }, alone),
        figure('later start to first card', 's', { what: 'card', value: median(later) / 1000 }, alone),
      );
      await measured(['a quiet bot'], async () => {
        const bot = await quiet(quietSeconds);
        const [busy, all] = [bot.processorSeconds, bot.seconds];
        const libraries = { what: 'SDKs alone', value: median(sdksMiB) };
        add(
          figure('processor time of a quiet bot', 's', { what: 'used', value: busy }, { what: 'passed', value: all }),
          figure('memory of a quiet bot', 'MiB', { what: 'bot', value: bot.memoryMiB }, libraries),
        );
      });
    });

  if (asked.only.has('durable'))
    await measured(['durable cost per object vs a raw insert'], async () => {
      const { engine, insert } = await durableCost(durableObjects, rounds);
      const raw = { what: 'one committed insert', value: median(insert) };
      add(figure('durable cost per object', 'ms', { what: 'engine', value: median(engine) }, raw));
    });

  const migrations: MeasuredMigration[] = [];
  try {
    const migrate = async (mailboxes: number): Promise<MeasuredMigration | null> =>
      measured([`a migration of ${size(mailboxes)} mailboxes`], async () => {
        const migration = await migrateHeadless(mailboxes, seed, log);
        migrations.push(migration);
        add(writesPerObject(migration));
        return migration;
      });
    const small = asked.only.has('migration') ? await migrate(sizes.small) : null;
    if (small !== null) {
      for (const text of ['/help', '/status']) {
        await measured([`a turn (${text}) vs a bare echo bot`], async () => {
          const { bot, echo } = await turnsAgainstEcho(small, seed, turnsTimed, text);
          const bare = { what: 'echo', value: median(echo) };
          add(figure(`a turn (${text}) vs a bare echo bot`, 'ms', { what: text, value: median(bot) }, bare));
        });
      }
    }
    const large = asked.only.has('migration') ? await migrate(sizes.large) : null;
    if (small !== null && large !== null) {
      add(...largeAgainstSmall(large, small));
      await measured(['/status, large vs small'], async () => {
        const times = await statusTurns(large, small, seed, statusTurnsTimed);
        const over = { what: size(large.mailboxes), value: median(times.large) };
        add(figure('/status, large vs small', 'ms', over, { what: size(small.mailboxes), value: median(times.small) }));
      });
    }
  } finally {
    for (const { dataDir } of migrations) rmSync(dataDir, { recursive: true, force: true });
  }

  if (asked.only.has('reads')) await wholeTenantRead(sizes.large);
  await domainChangesHands(sizes);

  const seconds = Math.round((performance.now() - started) / 1000);
  if (values.report !== undefined) {
    const node = process.version;
    writeFileSync(
      values.report,
      `${JSON.stringify({ node, sizes, seed, seconds, figures, unmeasured, remarks }, null, 2)}\n`,
    );
  }
  process.stdout.write(`${[table(figures, unmeasured), ...remarks].join('\n')}\n`);
  log(`took ${seconds} s`);
  return unmeasured.length === 0 ? 0 : 1;
}

main().then(
  (status) => process.exit(status),
  (fault: unknown) => {
    process.stderr.write(`${(fault as Error).stack ?? String(fault)}\n`);
    process.exit(1);
  },
);
