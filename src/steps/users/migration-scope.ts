/** Guide 22: who moves, and to where. */
import { z } from 'zod';
import { defineDecision } from '../../contract/decision.js';
import { defineAnswers } from '../../contract/output.js';
import { inventoryCounts } from './inventory.js';

const answers = z.object({
  mapping: z.string(),
  mailboxes: z.coerce.number(),
  exceptions: z.string().optional(),
});

export const migrationScope = defineAnswers<z.output<typeof answers>>('migration-scope', answers);

export const migrationScopeDecision = defineDecision({
  name: 'migration-scope',
  answers: migrationScope,
  reads: [inventoryCounts],
  async form(ctx) {
    const found = (await ctx.output(inventoryCounts))?.mailboxes;
    return {
      fields: [
        { id: 'mapping', kind: 'text', required: true },
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
  rules: ({ mailboxes }) =>
    Number.isInteger(mailboxes) && mailboxes > 0
      ? []
      : [{ field: 'mailboxes', code: 'answer.invalid', facts: { value: String(mailboxes) } }],
});
