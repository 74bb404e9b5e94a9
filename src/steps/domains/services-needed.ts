/** What the moved domains shall be used for at the destination. */
import { z } from 'zod';
import { defineAnswers } from '../../contract/output.js';

const toggle = z.enum(['true', 'false']).transform((value) => value === 'true');

export const servicesNeeded = defineAnswers(
  'services-needed',
  z.object({ exchange: toggle, teams: toggle, deviceManagement: toggle, otherServices: z.string().optional() }),
);
