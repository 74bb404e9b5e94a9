/**
 * What a tenant held at one moment: without loss, by id, in one order. Two snapshots of the same state differ in their time alone, so that
 * they can be compared line by line, by people too.
 */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { CheckResult } from '../../contract/check.js';
import type { StepContext } from '../../contract/context.js';
import type { EvidenceFile, Finding } from '../../contract/finding.js';
import { canonicalJson, type Json } from '../../contract/json.js';
import { defineFile, type OutputFile } from '../../contract/output.js';
import type { Side } from '../../contract/step.js';
import { drift, inOneOrder } from './drift.js';
import { explained } from './drift-causes.js';
import { driftFile, driftFindings } from './drift-findings.js';

/** Raised when the meaning of a field changes. */
export const snapshotFormat = 1;

/** One object as it was read, by what it is called in the tenant whatever its name becomes. */
export interface Kept {
  readonly id: string;
  readonly label: string;
  readonly value: { readonly [property: string]: Json };
  /** Whose value it is, as read beside it: kept so that the object is known again by any id it has, and never compared. */
  readonly holder?: { readonly [property: string]: Json };
}

/** What the objects are, in one word that the sentences choose by. */
export type KeptKind = 'contacts' | 'forwards' | 'groups' | 'mailboxes' | 'rights';

export interface SnapshotOf {
  readonly step: string;
  readonly kind: KeptKind;
  readonly tenantId: string;
  readonly ctx: StepContext;
  readonly kept: readonly Kept[];
  /** When the reading began: what somebody writes from then on may not be in it. */
  readonly begun?: Date;
}

export const snapshotFileOf = (step: string): OutputFile => defineFile(step, `${step}.json`);

/** Stores them, and says what has become different since the snapshot before, and whose doing that is. */
export async function keepSnapshot(of: SnapshotOf): Promise<CheckResult> {
  const { step, kind, tenantId, ctx, kept, begun = ctx.now() } = of;
  // Kept as it was read, list for list; what is the same in another order has the same hash.
  const objects = [...kept].sort((one, other) => (one.id < other.id ? -1 : 1));
  const head = { format: snapshotFormat, takenAt: begun.toISOString(), kind, ...whereItIs(tenantId, ctx) };
  const stored: Finding = {
    status: 'passed',
    code: 'snapshot-stored',
    facts: { of: kind, count: objects.length, hash: hashOfValues(objects) },
  };
  const { file, digests } = snapshotFile(step, head, objects);
  const before = await ctx.file(snapshotFileOf(step));
  const known = before === null ? null : readOthers(before, new Set(digests));
  if (known === null) return { findings: [stored], evidence: [file] };
  const isSame = (_: Kept, at: number): boolean => known.same.has(digests[at] ?? '');
  const found = drift(
    known.objects,
    objects.filter((one, at) => !isSame(one, at)),
    objects.filter(isSame),
  );
  const differences = explained(found, found.length === 0 ? [] : await ctx.doneSince(head.side, known.takenAt));
  return {
    findings: [stored, ...driftFindings(kind, known.takenAt, differences)],
    evidence: [file, ...driftFile(step, differences)],
  };
}

/** Whoever reads the file knows without another which tenant it shows, and what moves out of it. */
function whereItIs(tenantId: string, { migration }: StepContext) {
  const side: Side = tenantId === migration.tenantId.source ? 'source' : 'destination';
  const { movingDomains } = migration;
  return { tenantId, side, initialDomain: migration.initialDomain[side], movingDomains: [...movingDomains] };
}

/** Of all values as one list, object by object: ten thousand of them are never one text. */
function hashOfValues(objects: readonly Kept[]): string {
  const hash = createHash('sha256').update('[');
  for (const [at, { value }] of objects.entries())
    hash.update(`${at === 0 ? '' : ','}${canonicalJson(inOneOrder(value))}`);
  return hash.update(']').digest('hex');
}

/** An object a line, each known again by its digest: the lines of ten thousand mailboxes stand in memory once, in the file. */
function snapshotFile(
  step: string,
  head: Json,
  objects: readonly Kept[],
): { readonly file: EvidenceFile; readonly digests: readonly string[] } {
  const parts = [Buffer.from(`${canonicalJson(head).slice(0, -1)},"objects":[\n`, 'utf8')];
  const digests: string[] = [];
  const between = Buffer.from(',\n');
  for (const [at, object] of objects.entries()) {
    const line = Buffer.from(canonicalJson(object as unknown as Json), 'utf8');
    digests.push(digestOf(line));
    if (at > 0) parts.push(between);
    parts.push(line);
  }
  const content = Buffer.concat([...parts, Buffer.from('\n]}\n')]);
  return { file: { name: snapshotFileOf(step).file, contentType: 'application/json', content }, digests };
}

const digestOf = (line: Buffer): string => createHash('sha256').update(line).digest('base64');

/** Taken as it was parsed: a schema that looks at every value copies every value, of twelve megabytes three hundred. */
const properties = z.custom<Kept['value']>(
  (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
);
const object = z.object({ id: z.string(), label: z.string(), value: properties, holder: properties.optional() });
const stored = z.object({ format: z.literal(snapshotFormat), takenAt: z.string() });

/**
 * Of a snapshot the objects whose line is not among these, by its digest, and which lines are: of ten thousand mailboxes nearly all are as they
 * were, and two snapshots of them in memory at once are what nothing else of the night comes near. Null: not a snapshot as this version writes them.
 */
function readOthers(file: Buffer, digests: ReadonlySet<string>): Others | null {
  try {
    const rest = linesOf(file);
    const head = stored.parse(JSON.parse(`${String(rest.next().value)}]}`));
    const same = new Set<string>();
    const objects: Kept[] = [];
    for (const line of rest) {
      const bare = line.at(-1) === comma ? line.subarray(0, -1) : line;
      const digest = digestOf(bare);
      if (digests.has(digest)) same.add(digest);
      else if (bare.length > 0 && !bare.equals(end)) objects.push(object.parse(JSON.parse(bare.toString('utf8'))));
    }
    return { takenAt: head.takenAt, objects, same };
  } catch {
    return null;
  }
}

const comma = 0x2c;
const end = Buffer.from(']}');

interface Others {
  readonly takenAt: string;
  readonly objects: readonly Kept[];
  readonly same: ReadonlySet<string>;
}

function* linesOf(file: Buffer): Generator<Buffer> {
  for (let from = 0; from < file.length;) {
    const next = file.indexOf('\n', from);
    yield file.subarray(from, next < 0 ? file.length : next);
    from = next < 0 ? file.length : next + 1;
  }
}
