/** What the bench reports: always a ratio of two things measured in the same run on the same machine. */

export interface Measured {
  readonly what: string;
  readonly value: number;
}

export interface Figure {
  readonly name: string;
  readonly unit: string;
  readonly over: Measured;
  readonly under: Measured;
  readonly ratio: number;
}

export interface Unmeasured {
  readonly name: string;
  readonly why: string;
}

/** @throws when there is nothing to divide: a figure that was not measured is never printed as a number. */
export function figure(name: string, unit: string, over: Measured, under: Measured): Figure {
  const ratio = over.value / under.value;
  if (!Number.isFinite(ratio) || ratio <= 0)
    throw new Error(`${name}: ${over.value} against ${under.value} is no ratio`);
  return { name, unit, over, under, ratio };
}

/** @throws when there are no samples. */
export function median(samples: readonly number[]): number {
  if (samples.length === 0) throw new Error('a median of nothing');
  const sorted = [...samples].sort((a, b) => a - b);
  const half = Math.floor(sorted.length / 2);
  const upper = sorted[half] as number;
  return sorted.length % 2 === 1 ? upper : ((sorted[half - 1] as number) + upper) / 2;
}

export function table(figures: readonly Figure[], unmeasured: readonly Unmeasured[]): string {
  const width = Math.max(...[...figures, ...unmeasured].map(({ name }) => name.length));
  const lines = figures.map(
    ({ name, ratio, unit, over, under }) =>
      `${name.padEnd(width)}  ${short(ratio).padStart(7)}  (${over.what} ${short(over.value)} vs ${under.what} ${short(under.value)}, ${unit})`,
  );
  const missing = unmeasured.map(
    ({ name, why }) => `${name.padEnd(width)}  ${'-'.padStart(7)}  (not measured: ${why})`,
  );
  return [...lines, ...missing].join('\n');
}

function short(value: number): string {
  if (value >= 100) return Math.round(value).toLocaleString('en-US');
  return value.toFixed(value >= 10 ? 1 : value >= 0.1 ? 2 : 4);
}
