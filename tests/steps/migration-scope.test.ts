/** Guide 22: one thing says who goes where, and where a table lies must be a place. */
import { migrationScopeDecision } from '../../src/steps/users/migration-scope.js';
import { readForm } from '../../src/engine/kinds/form/read-form.js';
import { type HandedIn, withHandedIn } from '../../src/engine/kinds/form/form-files.js';
import type { Form, FormField } from '../../src/contract/decision.js';
import type { KeptFileId } from '../../src/contract/output.js';
import type { Systems } from '../../src/steps/systems.js';

const place = 'https://contoso.sharepoint.com/move/mapping.xlsx';
const mappingTable = '5e1f0000-4c0a-4d00-8000-00000000abcd' as KeptFileId;
const ticked = { asProposed: 'true' } as const;

test.each([
  ['a word instead of a place', { mapping: 'ok' }, ['answer.no-place']],
  ['nothing at all', {}, ['answer.no-mapping']],
  ['the box left as it was', { asProposed: 'false' as const }, ['answer.no-mapping']],
  ['a place', { mapping: place }, []],
  ['a table', { mappingTable }, []],
  ['the proposal as it stands', ticked, []],
  ['the proposal and a place', { ...ticked, mapping: place }, ['answer.two-mappings']],
])('%s', (_, answers, codes) => {
  const { rules } = migrationScopeDecision({} as Systems);
  expect(rules?.(answers, { fields: [], remarks: [] }).map(({ code }) => code)).toEqual(codes);
});

test('a file cannot be taken back from a card: whoever ticks the proposal leaves the table aside', () => {
  const file = { id: mappingTable, name: 'm.csv', bytes: 1, sha256: '', by: 'Anna', at: '' };
  const fields: readonly FormField[] = [
    { id: 'mappingTable', kind: 'file', required: false, wanted: { types: ['CSV'] }, handedIn: file },
    { id: 'asProposed', kind: 'toggle', required: false, insteadOf: 'mappingTable' },
  ];
  const read = (asProposed: string) => readForm(fields, { mappingTable, asProposed });
  expect(read('true')).toMatchObject({ value: { asProposed: 'true' } });
  expect(read('true')).not.toHaveProperty('value.mappingTable');
  expect(read('false')).toMatchObject({ value: { mappingTable, asProposed: 'false' } });
  // A card that was drawn before the table came in cannot leave it aside.
  expect(readForm(fields, { asProposed: 'true' })).toMatchObject({ refusal: { code: 'answer.other-file' } });
});

test('a table that is handed in unticks the proposal of last time, so that it is not thrown away in silence', () => {
  const form: Form = {
    fields: [
      { id: 'mappingTable', kind: 'file', required: false, wanted: { types: ['CSV'] } },
      { id: 'asProposed', kind: 'toggle', required: false, insteadOf: 'mappingTable', proposal: 'true' },
    ],
    remarks: [],
  };
  const file = { id: mappingTable, name: 'm.csv', bytes: 1, sha256: '', by: 'Anna', at: '', field: 'mappingTable' };
  const proposed = (files: readonly HandedIn[]) => withHandedIn(form, files).fields[1]?.proposal;
  expect(proposed([])).toBe('true');
  expect(proposed([file])).toBe('false');
});
