/** Why a word no longer counts is read from the log, and never guessed; a word that was given a moment ago has not lapsed. */
import type { Role, Step } from '../../src/contract/step.js';
import { lapsedVotes, type Said } from '../../src/engine/queries/lapsed.js';
import type { Attempt, Person } from '../../src/engine/state.js';

const sergei: Person = { id: 'id-sergei', name: 'Sergei', company: 'source', lang: 'en', roles: ['business-owner'] };
const roles: readonly Role[] = ['project-manager', 'business-owner'];
const at = '2026-12-01T19:02:00.000Z';
const go: Said = { personId: sergei.id, at, what: 'voted-go' };
const anew = (more: Partial<Said>): Said => ({ personId: null, at, what: 'vote-asked-anew', ...more });
const why = (log: readonly Said[], standing: readonly string[] = [], kind: Step['kind'] = 'gate') =>
  lapsedVotes(
    { step: { kind, roles } as Step, attempt: { approvals: [] } as unknown as Attempt },
    { log, standing },
    new Map([[sergei.id, sergei]]),
  ).map((one) => [one.why, ...(one.moved === undefined ? [] : [one.moved])]);

test('a word that stands has not lapsed, also where the attempt was read a moment before it was given', () => {
  expect(why([go], [sergei.id])).toEqual([]);
});

test.each([
  ['roles changed', [anew({ because: 'roles' })], ['roles-changed']],
  ['roles changed, as it was written down before', [anew({})], ['roles-changed']],
  ['the hours', [anew({ because: 'hours' })], ['too-old']],
  ['a decision', [anew({ because: 'decision', decision: 'mail-gap' })], ['decision-changed']],
  ['facts', [anew({ because: 'facts', moved: 'domain-blockers' })], ['facts-changed', 'domain-blockers']],
  ['time', [anew({ because: 'time', moved: 'blocklists' })], ['short-of-time', 'blocklists']],
  ['another T', [anew({ because: 'moved' }), { personId: 'id-anna', at, what: 'answered' }], ['other-answers']],
  ['something the log does not tell', [], ['not-on-record']],
  ['something the log has no word for', [anew({ because: 'moved' })], ['not-on-record']],
] as const)('the cause is the one on record: %s', (_, since, expected) => {
  expect(why([go, ...since])).toEqual([expected]);
});
