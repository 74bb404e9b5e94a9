/** What the moved domains shall be used for at the destination. */
import { z } from 'zod';
import { defineDecision } from '../../contract/decision.js';
import { defineAnswers } from '../../contract/output.js';

const toggle = z.enum(['true', 'false']).transform((value) => value === 'true');
const answers = z.object({
  exchange: toggle,
  teams: toggle,
  deviceManagement: toggle,
  otherServices: z.string().optional(),
});

export const servicesNeeded = defineAnswers<z.output<typeof answers>>('services-needed', answers);

export const servicesNeededDecision = defineDecision({
  name: 'services-needed',
  answers: servicesNeeded,
  form: () =>
    Promise.resolve({
      fields: [
        // On until somebody switches them off: what nearly everybody needs must not depend on a press.
        { id: 'exchange', kind: 'toggle', required: true, proposal: 'true' },
        { id: 'teams', kind: 'toggle', required: true, proposal: 'true' },
        { id: 'deviceManagement', kind: 'toggle', required: true },
        { id: 'otherServices', kind: 'text', required: false },
      ],
      remarks: [],
    }),
  // Whatever else it serves: a domain that leaves for another tenant takes its mail along, or there is nothing to migrate.
  rules: ({ exchange }) => (exchange ? [] : [{ field: 'exchange', code: 'answer.no-mail' }]),
});
