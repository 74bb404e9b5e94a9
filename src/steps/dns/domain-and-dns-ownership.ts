/** Who the domain's registration and its zone belong to, before and after. */
import { z } from 'zod';
import { defineAnswers } from '../../contract/output.js';

export const domainAndDnsOwnership = defineAnswers(
  'domain-and-dns-ownership',
  z.object({
    registration: z.enum(['before', 'after', 'never']),
    dnsHosting: z.enum(['stays', 'moves']),
    recordsCopiedBy: z.string().optional(),
  }),
);
