/** Guide 22: how many move is held against what was counted, and where the table lies must be a place. */
import type { Systems } from '../../src/steps/systems.js';
import { migrationScopeDecision } from '../../src/steps/users/migration-scope.js';

const counting = (proposal?: string) => ({
  remarks: [],
  fields: [
    { id: 'mailboxes', kind: 'number' as const, required: true, ...(proposal === undefined ? {} : { proposal }) },
  ],
});
const table = 'https://contoso.sharepoint.com/move/mapping.xlsx';

test.each([
  ['a word instead of a place', { mapping: 'ok', mailboxes: 120 }, '120', ['answer.no-place']],
  ['neither table nor place', { mailboxes: 120 }, '120', ['answer.no-mapping']],
  [
    'fewer than were counted, and no word on the others',
    { mapping: table, mailboxes: 12 },
    '120',
    ['answer.others-not-said'],
  ],
  ['fewer, and who stays', { mapping: table, mailboxes: 12, exceptions: '108 leavers stay' }, '120', []],
  ['as many as were counted', { mapping: table, mailboxes: 120 }, '120', []],
  ['nothing was counted', { mapping: table, mailboxes: 12 }, undefined, []],
  ['the proposal taken as it stands', { asProposed: 'true' as const, mailboxes: 120 }, '120', []],
  [
    'the proposal and a place',
    { asProposed: 'true' as const, mapping: table, mailboxes: 120 },
    '120',
    ['answer.two-mappings'],
  ],
  ['none at all', { mapping: table, mailboxes: 0 }, '120', ['answer.invalid']],
])('%s', (_, answers, counted, codes) => {
  expect(
    migrationScopeDecision({} as Systems)
      .rules?.(answers, counting(counted))
      .map(({ code }) => code),
  ).toEqual(codes);
});
