/**
 * The one workbook that people keep. Each review of the source keeps its own tables, and writes the workbook anew with those of the others
 * beside them: whichever comes last, the newest `inventory.xlsx` has all that is known.
 */
import { z } from 'zod';
import type { StepContext } from '../../contract/context.js';
import type { EvidenceFile } from '../../contract/finding.js';
import { defineFile, type OutputFile } from '../../contract/output.js';
import { csv } from '../../documents/csv.js';
import type { Table } from '../../documents/table.js';
import { excelContentType, workbook } from '../../documents/workbook.js';

/** In the order of the sheets. */
const reviews = ['inventory', 'mailbox-sizes', 'mailbox-settings', 'mail-flow-review'] as const;
type Review = (typeof reviews)[number];

export const workbookName = 'inventory.xlsx';

const keptTables = z.array(
  z.object({
    name: z.string(),
    columns: z.array(z.object({ heading: z.string(), width: z.number().optional() })),
    // A hundred thousand rows of a large company are not copied to be looked at: what is here was written by `reviewFiles`.
    rows: z.custom<Table['rows']>((rows) => Array.isArray(rows)),
  }),
);

const tablesFile = (review: Review): OutputFile => defineFile(review, `${review}-tables.json`);

/** What a review has to say that it reads, to put the others' tables beside its own. */
export const tablesBeside = (review: Review): readonly OutputFile[] =>
  reviews.filter((other) => other !== review).map(tablesFile);

export const tablesOf = (name: string, headings: readonly string[]): Pick<Table, 'name' | 'columns'> => ({
  name,
  columns: headings.map((heading) => ({ heading })),
});

/** The workbook of all reviews, this one's tables as CSV, and as the next review will read them. */
export async function reviewFiles(
  ctx: Pick<StepContext, 'file'>,
  review: Review,
  own: readonly Table[],
): Promise<EvidenceFile[]> {
  const all: Table[] = [];
  for (const one of reviews) all.push(...(one === review ? own : await tablesFrom(ctx, one)));
  const { file } = tablesFile(review);
  return [
    { name: workbookName, contentType: excelContentType, content: await workbook(all) },
    { name: file, contentType: 'application/json', content: Buffer.from(JSON.stringify(own)) },
    ...own.map((table) => ({
      name: `${review}-${table.name.toLowerCase().replaceAll(' ', '-')}.csv`,
      contentType: 'text/csv; charset=utf-8',
      content: csv(table),
    })),
  ];
}

/** A table of an earlier version that cannot be read is left out: it is in that version's own file. */
async function tablesFrom(ctx: Pick<StepContext, 'file'>, review: Review): Promise<readonly Table[]> {
  const file = await ctx.file(tablesFile(review));
  const read = file === null ? null : keptTables.safeParse(JSON.parse(file.toString('utf8')));
  return read?.success === true ? (read.data as unknown as readonly Table[]) : [];
}
