/** How people get in on the first morning. */
import { z } from 'zod';
import { defineDecision } from '../../contract/decision.js';
import { defineAnswers } from '../../contract/output.js';

const answers = z.object({
  credential: z.enum(['synced-password', 'temporary-access-pass', 'initial-password']),
  handedOutBy: z.string(),
  mfaRegistration: z.enum(['before', 'first-morning']),
  withoutWayIn: z.coerce.number(),
});

export const firstSignIn = defineAnswers<z.output<typeof answers>>('first-sign-in', answers);

export const firstSignInDecision = defineDecision({
  name: 'first-sign-in',
  answers: firstSignIn,
  form(ctx) {
    const admins = ctx.roster.filter(({ roles }) => roles.includes('destination-admin'));
    return Promise.resolve({
      fields: [
        {
          id: 'credential',
          kind: 'choice',
          required: true,
          choices: [{ value: 'synced-password' }, { value: 'temporary-access-pass' }, { value: 'initial-password' }],
        },
        {
          id: 'handedOutBy',
          kind: 'person',
          required: true,
          // Who makes the credentials, where that is one person.
          ...(admins.length === 1 && admins[0] !== undefined ? { proposal: admins[0].personId } : {}),
        },
        {
          id: 'mfaRegistration',
          kind: 'choice',
          required: true,
          choices: [{ value: 'before' }, { value: 'first-morning' }],
        },
        { id: 'withoutWayIn', kind: 'number', required: true },
      ],
      remarks: [],
    });
  },
  rules: ({ withoutWayIn }) =>
    Number.isInteger(withoutWayIn) && withoutWayIn >= 0
      ? []
      : [{ field: 'withoutWayIn', code: 'answer.invalid', facts: { value: String(withoutWayIn) } }],
});
