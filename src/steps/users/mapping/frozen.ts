/** The mapping that holds: later steps work from it, whatever becomes of the table that people keep. */
import { z } from 'zod';
import type { StepContext } from '../../../contract/context.js';
import { hashOf, type Json } from '../../../contract/json.js';
import { defineFile, defineOutput } from '../../../contract/output.js';
import { actions, type MappedRow } from './row.js';

/** What of it is told on the way. */
export interface MappingInForce {
  /** Counted from 1, each time another one is accepted. */
  readonly version: number;
  /** Of its rows, in canonical JSON. */
  readonly sha256: string;
  readonly rows: number;
  /** Mailboxes that move. */
  readonly mailboxes: number;
}

export const mappingInForce = defineOutput<MappingInForce>(
  'migration-scope',
  'mapping',
  z.object({ version: z.number(), sha256: z.string(), rows: z.number(), mailboxes: z.number() }),
);

/** Its rows: kept when it is accepted, never changed. The newest is the one in force as long as there is one at all. */
export const mappingFile = defineFile('migration-scope', 'mapping.json');

export interface FrozenMapping extends MappingInForce {
  readonly mapping: readonly MappedRow[];
}

const format = 'changeover-mapping-1';
const row = z.object({
  sourceId: z.string(),
  source: z.string(),
  kind: z.string(),
  name: z.string(),
  action: z.enum(actions),
  target: z.string(),
  targetId: z.string().nullable(),
  wave: z.number().nullable(),
  licence: z.string().nullable(),
});
const schema = z.object({
  format: z.literal(format),
  version: z.number(),
  sha256: z.string(),
  rows: z.number(),
  mailboxes: z.number(),
  mapping: z.array(row),
});

/** @throws where it is not what was kept. */
export function frozenIn(file: Buffer | null): FrozenMapping | null {
  if (file === null) return null;
  const read = schema.parse(JSON.parse(file.toString('utf8')));
  if (hashOf(read.mapping as Json) !== read.sha256) throw new Error('the mapping that was kept does not have its hash');
  return read;
}

/** What the code of a step names that works from the mapping: with either of them it follows the answers. */
export const readsOfMapping = [mappingInForce, mappingFile] as const;

/** The one in force; null: none is frozen, or people keep theirs elsewhere. @throws where what was kept is not the one in force. */
export async function mappingNow(ctx: Pick<StepContext, 'output' | 'file'>): Promise<FrozenMapping | null> {
  const inForce = await ctx.output(mappingInForce);
  const frozen = inForce === null ? null : frozenIn(await ctx.file(mappingFile));
  if (frozen !== null && frozen.sha256 !== inForce?.sha256)
    throw new Error('the mapping that was kept is not the one in force');
  return frozen;
}

/** The same rows in another order are the same mapping; and what holds already keeps its number. */
export function freeze(rows: readonly MappedRow[], before: FrozenMapping | null): FrozenMapping {
  const mapping = [...rows].sort((a, b) => (a.sourceId < b.sourceId ? -1 : a.sourceId > b.sourceId ? 1 : 0));
  const sha256 = hashOf(mapping as unknown as Json);
  const version = before === null ? 1 : before.sha256 === sha256 ? before.version : before.version + 1;
  const mailboxes = mapping.filter(({ wave }) => wave !== null).length;
  return { version, sha256, rows: mapping.length, mailboxes, mapping };
}

export const fileOf = (frozen: FrozenMapping): Buffer =>
  Buffer.from(`${JSON.stringify({ format, ...frozen }, null, 1)}\n`, 'utf8');
