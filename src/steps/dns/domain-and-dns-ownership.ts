/** Who the domain's registration and its zone belong to, before and after. */
import { z } from 'zod';
import { defineDecision } from '../../contract/decision.js';
import { defineAnswers } from '../../contract/output.js';

const answers = z.object({
  registration: z.enum(['before', 'after', 'never']),
  dnsHosting: z.enum(['stays', 'moves']),
  recordsCopiedBy: z.string().optional(),
});

export const domainAndDnsOwnership = defineAnswers<z.output<typeof answers>>('domain-and-dns-ownership', answers);

export const domainAndDnsOwnershipDecision = defineDecision({
  name: 'domain-and-dns-ownership',
  answers: domainAndDnsOwnership,
  form: () =>
    Promise.resolve({
      fields: [
        {
          id: 'registration',
          kind: 'choice',
          required: true,
          choices: [{ value: 'before' }, { value: 'after' }, { value: 'never' }],
        },
        { id: 'dnsHosting', kind: 'choice', required: true, choices: [{ value: 'stays' }, { value: 'moves' }] },
        { id: 'readyToTransfer', kind: 'toggle', required: false },
        { id: 'recordsCopiedBy', kind: 'person', required: false },
      ],
      remarks: [],
    }),
  rules: ({ dnsHosting, recordsCopiedBy }) =>
    dnsHosting === 'moves' && recordsCopiedBy === undefined
      ? [{ field: 'recordsCopiedBy', code: 'answer.nobody-copies-records' }]
      : [],
});
