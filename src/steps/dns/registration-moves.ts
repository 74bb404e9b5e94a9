/** Guide 47 and 96: the registration moves before T, after it or never, as the decision on registration and DNS says. */
import { defineCondition } from '../../contract/change.js';

const moves = (name: string, when: string) =>
  defineCondition({
    name,
    async applies(ctx) {
      const decided = (await ctx.decision('domain-and-dns-ownership'))?.['registration'];
      return decided === undefined || decided === when
        ? { applies: true }
        : { applies: false, because: { code: 'registration-decided', facts: { when: decided } } };
    },
  });

export const registrationBefore = moves('registration-before', 'before');
export const registrationAfter = moves('registration-after', 'after');
