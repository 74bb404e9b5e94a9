import { chunksOf } from './chunks.js';
import type { StepCode, StepContext } from './context.js';
import type { EvidenceFile, Finding } from './finding.js';
import type { Json } from './json.js';
import type { RecordedOutput } from './output.js';

export interface CheckResult {
  readonly findings: readonly Finding[];
  readonly evidence: readonly EvidenceFile[];
  readonly outputs?: readonly RecordedOutput[];
}

/** Reading that takes hours: each part is kept as soon as it is read, and the next one is read by another job. */
export interface ReadingInParts<Item extends Json = Json, Read extends Json = Json> {
  /** Items of a part: what a kill costs at most. */
  readonly size: number;
  /** Seconds an item takes, as far as anybody can say before the first part was measured. */
  readonly secondsEach: number;
  /** What is to be read, in order. */
  items(ctx: StepContext): Promise<readonly Item[]>;
  /** Read once, unless the process ends in the middle of a part. */
  read(ctx: StepContext, items: readonly Item[]): Promise<readonly Read[]>;
  /** Told part by part, in order, so that nobody has all of it in memory. */
  judge(ctx: StepContext, parts: AsyncIterable<readonly Read[]>): Promise<CheckResult>;
}

export interface CheckDefinition extends StepCode {
  readonly kind: 'check';
  /** Absent: one look sees all of it. */
  readonly inParts?: ReadingInParts;
  /** Reads only, and judges. */
  run(ctx: StepContext): Promise<CheckResult>;
}

export const defineCheck = (definition: Omit<CheckDefinition, 'kind'>): CheckDefinition => ({
  kind: 'check',
  ...definition,
});

export function defineLongCheck<Item extends Json, Read extends Json>({
  size,
  secondsEach,
  items,
  read,
  judge,
  ...code
}: StepCode & ReadingInParts<Item, Read>): CheckDefinition {
  const eachPart = async function* (ctx: StepContext): AsyncIterable<readonly Read[]> {
    for (const part of chunksOf(await items(ctx), size)) yield await read(ctx, part);
  };
  const inParts: ReadingInParts<Item, Read> = { size, secondsEach, items, read, judge };
  // The engine hands back to it what it kept of its own.
  return defineCheck({
    ...code,
    inParts: inParts as unknown as ReadingInParts,
    run: (ctx) => judge(ctx, eachPart(ctx)),
  });
}
