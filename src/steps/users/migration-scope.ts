/** Guide 22: who moves, and to where. */
import { z } from 'zod';
import { defineDecision, type BrokenRule, type Form } from '../../contract/decision.js';
import { gapIn } from '../../contract/evidence.js';
import { defineAnswers, keptFileId } from '../../contract/output.js';
import { inventoryCounts } from './inventory.js';

const answers = z.object({
  /** Says who goes where, source beside destination. */
  mappingTable: keptFileId.optional(),
  /** Where it lies, for those who keep it elsewhere. */
  mapping: z.string().optional(),
  mailboxes: z.coerce.number(),
  exceptions: z.string().optional(),
});

export const migrationScope = defineAnswers<z.output<typeof answers>>('migration-scope', answers);

/** As the list is headed that MigrationWiz takes: https://help.bittitan.com/hc/en-us/articles/115008101167 */
const mappingColumns = ['Source Email', 'Destination Email'];

export const migrationScopeDecision = defineDecision({
  name: 'migration-scope',
  answers: migrationScope,
  reads: [inventoryCounts],
  async form(ctx) {
    const found = (await ctx.output(inventoryCounts))?.mailboxes;
    return {
      fields: [
        {
          id: 'mappingTable',
          kind: 'file',
          required: false,
          wanted: { types: ['Excel', 'CSV'], columns: mappingColumns },
        },
        { id: 'mapping', kind: 'text', required: false },
        {
          id: 'mailboxes',
          kind: 'number',
          required: true,
          ...(found === undefined ? {} : { proposal: String(found) }),
        },
        { id: 'exceptions', kind: 'text', required: false },
      ],
      remarks: found === undefined ? [] : [{ code: 'mailboxes-counted', facts: { count: found } }],
    };
  },
  rules: ({ mailboxes, mapping, mappingTable, exceptions }, { fields }) => [
    ...(mapping === undefined && mappingTable === undefined
      ? ([{ field: 'mappingTable', code: 'answer.no-mapping' }] as const)
      : []),
    ...(mapping !== undefined && gapIn('link', { words: mapping, files: 0 }) !== null
      ? ([{ field: 'mapping', code: 'answer.no-place' }] as const)
      : []),
    ...(Number.isInteger(mailboxes) && mailboxes > 0
      ? []
      : ([{ field: 'mailboxes', code: 'answer.invalid', facts: { value: String(mailboxes) } }] as const)),
    ...staysBehind(mailboxes, exceptions, fields),
  ],
});

/** As many as the form has counted, or a word on the others. */
function staysBehind(mailboxes: number, exceptions: string | undefined, fields: Form['fields']): readonly BrokenRule[] {
  const counted = Number(fields.find(({ id }) => id === 'mailboxes')?.proposal);
  const isSaid = exceptions !== undefined && gapIn('words', { words: exceptions, files: 0 }) === null;
  if (!Number.isInteger(counted) || !(mailboxes > 0) || mailboxes === counted || isSaid) return [];
  return [{ field: 'exceptions', code: 'answer.others-not-said', facts: { count: counted, value: String(mailboxes) } }];
}
