/** Guide 22: who moves, and to where. The bot proposes it from both tenants; what people make of it is read row by row, and frozen once it is answered with. */
import { z } from 'zod';
import type { StepContext } from '../../contract/context.js';
import { defineDecision, type BrokenRule, type Form, type Judgement } from '../../contract/decision.js';
import { gapIn } from '../../contract/evidence.js';
import type { EvidenceFile } from '../../contract/finding.js';
import { defineAnswers, keptFileId } from '../../contract/output.js';
import { csv } from '../../documents/csv.js';
import { readForField } from '../../documents/incoming/fits-field.js';
import { rowsIn, type TableRows } from '../../documents/incoming/rows.js';
import { besidesTheRows, mappingWorkbook } from '../../documents/mapping-workbook.js';
import { excelContentType } from '../../documents/workbook.js';
import type { Systems } from '../systems.js';
import { frozenIn, mappingFile } from './mapping/frozen.js';
import { accepting } from './mapping/held-against.js';
import { judgeMapping } from './mapping/judge-mapping.js';
import { proposalRemarks } from './mapping/proposal-remarks.js';
import { propose } from './mapping/propose.js';
import { readTenants, tenantCalls } from './mapping/read-tenants.js';
import { columns, wantedColumns, type Row } from './mapping/row.js';
import { mappingTable, rowsOfTable } from './mapping/tables.js';
import { unreadRemarks } from './mapping/unread.js';

const answers = z.object({
  /** Says who goes where, source beside destination. */
  mappingTable: keptFileId.optional(),
  /** What the bot proposes is taken as it stands. */
  asProposed: z.enum(['true', 'false']).optional(),
  /** Rows that the bot's own proposal has otherwise are meant: those that were crossed, and all others. */
  crossedMeant: z.enum(['true', 'false']).optional(),
  othersMeant: z.enum(['true', 'false']).optional(),
  /** Where it lies, for those who keep it elsewhere: nobody reads it, and later steps go by names. */
  mapping: z.string().optional(),
  exceptions: z.string().optional(),
});

export const migrationScope = defineAnswers<z.output<typeof answers>>('migration-scope', answers);

/** Larger companies move in several migrations: a workbook beyond this opens no more on a laptop. */
const mostRows = 50_000;

export const migrationScopeDecision = (systems: Systems) =>
  defineDecision({
    name: 'migration-scope',
    calls: { source: tenantCalls, destination: [...tenantCalls, 'graph.domains', 'graph.subscribedSkus'] },
    answers: migrationScope,
    reads: [mappingFile],

    form() {
      return Promise.resolve({
        fields: [
          {
            id: 'mappingTable',
            kind: 'file',
            required: false,
            wanted: { types: ['Excel', 'CSV'], columns: wantedColumns, optional: columns },
          },
          { id: 'asProposed', kind: 'toggle', required: false, insteadOf: 'mappingTable' },
          { id: 'mapping', kind: 'text', required: false },
          { id: 'exceptions', kind: 'text', required: false },
        ],
        remarks: [],
      });
    },

    async propose(ctx) {
      const tenants = await readTenants(systems, ctx);
      const rows = propose(tenants);
      const table = mappingTable(rows);
      return {
        remarks: proposalRemarks(rows, tenants),
        evidence: [
          excel('mapping-proposal.xlsx', await mappingWorkbook(table, ctx.lang)),
          { name: 'mapping-proposal.csv', contentType: 'text/csv; charset=utf-8', content: csv(table) },
        ],
        takenBy: { field: 'asProposed', judgement: await judged(rows, { tenants, ctx, what: 'proposal' }) },
      };
    },

    async judge(ctx, _field, file) {
      const table = tableOf(file);
      if ('broken' in table) return table;
      const tenants = await readTenants(systems, ctx);
      const judgement = await judged(rowsOfTable(table), { tenants, ctx, what: 'table' });
      return { ...judgement, remarks: [...judgement.remarks, ...unreadRemarks(table.unread, besidesTheRows)] };
    },

    rules: ({ mapping, mappingTable, asProposed, ...meant }, form) => [
      ...(mapping === undefined && mappingTable === undefined && asProposed !== 'true'
        ? ([{ field: 'mappingTable', code: 'answer.no-mapping' }] as const)
        : []),
      ...(asProposed === 'true' && mapping !== undefined
        ? ([{ field: 'asProposed', code: 'answer.two-mappings' }] as const)
        : []),
      ...(mapping !== undefined && gapIn('link', { words: mapping, files: 0 }) !== null
        ? ([{ field: 'mapping', code: 'answer.no-place' }] as const)
        : []),
      ...(mappingTable === undefined ? [] : notAccepted(form, meant)),
    ],
  });

const refusals = {
  [accepting.crossed]: 'answer.mapping-crossed',
  [accepting.others]: 'answer.mapping-otherwise',
} as const;

/** What the table has otherwise than the proposal, and nobody has said that it is meant. */
const notAccepted = (
  { fields }: Form,
  meant: { readonly [id in keyof typeof refusals]?: 'true' | 'false' | undefined },
): readonly BrokenRule[] =>
  Object.values(accepting)
    .filter((id) => fields.some((field) => field.id === id) && meant[id] !== 'true')
    .map((id) => ({ field: id, code: refusals[id] }));

const excel = (name: string, content: Buffer): EvidenceFile => ({ name, contentType: excelContentType, content });

const judged = async (
  rows: readonly Row[],
  { ctx, ...seen }: Omit<Parameters<typeof judgeMapping>[1], 'before' | 'lang'> & { readonly ctx: StepContext },
): Promise<Judgement> => judgeMapping(rows, { ...seen, before: frozenIn(await ctx.file(mappingFile)), lang: ctx.lang });

/** It was looked at when it came in; whoever reads it all may find still that it cannot be read. */
function tableOf(file: EvidenceFile): TableRows | Judgement {
  const read = readForField(file);
  const table = read.ok ? rowsIn(read.value.kind, file.content, columns, mostRows) : null;
  const unread = (code: BrokenRule['code'], facts: BrokenRule['facts'] = {}): Judgement => ({
    broken: { code, facts: { file: file.name, ...facts } },
    remarks: [],
    evidence: [],
  });
  if (table === null) return unread('answer.mapping-unread');
  if (table.more) return unread('answer.mapping-long', { most: mostRows });
  return table.rows.length === 0 ? unread('answer.mapping-unread') : table;
}
