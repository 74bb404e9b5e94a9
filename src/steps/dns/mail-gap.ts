/** Guide 61: what becomes of mail while nobody owns the domain. */
import { z } from 'zod';
import { defineAnswers } from '../../contract/output.js';

export const mailGap = defineAnswers(
  'mail-gap',
  z.object({
    gap: z.enum(['relay', 'parking', 'bounce']),
    mxHost: z.string().optional(),
    mailsPerHour: z.coerce.number().optional(),
  }),
);
