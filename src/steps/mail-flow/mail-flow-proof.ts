/**
 * People write the letters, one from outside and one to the outside for each moved domain; that they came where they should is read in the
 * message trace of the destination, and nobody's word is taken for it.
 */
import { defineTask } from '../../contract/task.js';
import { domainRef } from '../domains/domain-value.js';
import type { Systems } from '../systems.js';
import { letterCalls, lettersExpected, lettersSeen, noneExpected } from './message-traces.js';
import { readsOfMapping } from '../users/mapping/frozen.js';

export const mailFlowProof = (systems: Systems) =>
  defineTask({
    name: 'mail-flow-proof',
    calls: letterCalls,
    reads: readsOfMapping,
    // A trace is late by minutes, and a first letter from a stranger may be held back for a while.
    watchWithin: 3600,
    watchEvery: 150,

    async applies(ctx) {
      if ((await lettersExpected(systems, ctx)).length > 0) return { applies: true };
      const { code, facts } = noneExpected(ctx);
      return { applies: false, because: { code, facts } };
    },

    async brief(ctx) {
      const expected = await lettersExpected(systems, ctx);
      return {
        records: [],
        remarks: expected.map(({ domain, example }) => ({
          code: 'letters-to-write' as const,
          facts: { domain, example: example ?? domain },
          object: domainRef(domain),
        })),
      };
    },

    watch: (ctx) => lettersSeen(systems, ctx),
  });
