/** When the night begins. The first to say go proposes T in UTC; the others vote on it. */
import { z } from 'zod';
import { defineGate } from '../../contract/gate.js';
import { defineAnswers } from '../../contract/output.js';

const answers = z.object({ cutoverDate: z.string(), cutoverTime: z.string() });

export const cutoverDate = defineGate({
  name: 'cutover-date',
  questions: {
    answers: defineAnswers<z.output<typeof answers>>('cutover-date', answers),
    form: () =>
      Promise.resolve({
        fields: [
          { id: 'cutoverDate', kind: 'date', required: true },
          { id: 'cutoverTime', kind: 'time', required: true },
        ],
        remarks: [],
      }),
  },
});
