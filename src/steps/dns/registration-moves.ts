/** Guide 47 and 96: the registration moves before T, after it or never, as the decision on registration and DNS says. */
import { defineCondition } from '../../contract/actions.js';
import { domainAndDnsOwnership } from './domain-and-dns-ownership.js';

const moves = (name: string, when: string) =>
  defineCondition({
    name,
    reads: [domainAndDnsOwnership],
    async applies(ctx) {
      const decided = (await ctx.output(domainAndDnsOwnership))?.registration;
      return decided === undefined || decided === when
        ? { applies: true }
        : { applies: false, because: { code: 'registration-decided', facts: { when: decided } } };
    },
  });

export const registrationBefore = moves('registration-before', 'before');
export const registrationAfter = moves('registration-after', 'after');
