import { evidenceFor, gapIn, type Evidence, type EvidenceGap } from '../../src/contract/evidence.js';
import { runbook, stepById } from '../../src/runbook/index.js';
import type { Step } from '../../src/contract/step.js';

const id = '3f1c2f4e-8f0b-4d55-9d1e-6a2f0c7b9e21';

test.each<[Evidence, string, number, EvidenceGap | null]>([
  ['words', '', 0, 'nothing'],
  ['words', ' \n ', 0, 'nothing'],
  ['words', '.', 0, 'one-word'],
  ['words', 'ok', 0, 'one-word'],
  ['words', 'Done.', 0, 'one-word'],
  ['words', 'готово', 0, 'one-word'],
  ['words', 'all done, OK!', 0, 'one-word'],
  ['words', 'it is done', 0, 'one-word'],
  ['words', 'Всё сделал', 0, 'one-word'],
  ['words', 'published', 0, 'one-word'],
  ['words', 'xxx yyy', 0, 'one-word'],
  ['words', 'same same same', 0, 'one-word'],
  ['words', 'both tenants answered', 0, null],
  ['words', 'ящики открылись, кроме двух', 0, null],
  ['words', 'MX 10 park.example', 0, null],
  ['words', '', 1, null],
  ['number', '', 0, 'nothing'],
  ['number', 'many', 0, 'number'],
  ['number', 'v2', 0, 'number'],
  ['number', '½', 0, 'number'],
  ['number', 'ok', 2, 'number'],
  ['number', '0', 0, null],
  ['number', '300', 0, null],
  ['number', 'INC-4711', 0, null],
  ['number', '1 204 licences', 0, null],
  ['number', 'осталось 12,5 часа', 0, null],
  ['number', '12GB', 0, null],
  ['number', '12 GB', 0, null],
  ['number', '1.5TB', 0, null],
  ['number', 'ящик 40ГБ', 0, null],
  ['number', '3h', 0, null],
  ['number', '95%', 0, null],
  ['number', '5шт.', 0, null],
  ['number', '3rd', 0, 'number'],
  ['number', 'x64', 0, 'number'],
  ['number', '3f1c2f4e', 0, 'number'],
  ['name', '12', 0, 'name'],
  ['name', 'ok', 0, 'name'],
  ['name', '-', 0, 'name'],
  ['name', 'готово', 0, 'name'],
  ['name', 'n/a', 0, 'name'],
  ['name', 'GoDaddy', 0, null],
  ['name', 'Рег.ру', 0, null],
  ['date', 'tomorrow', 0, 'date'],
  ['date', '2026-02-30', 0, 'date'],
  ['date', '31.04.2026', 0, 'date'],
  ['date', '2026-13-01', 0, 'date'],
  ['date', '12/2026', 0, 'date'],
  ['date', '0001-01-01', 0, 'date'],
  ['date', '2026-12-14', 0, null],
  ['date', 'истекает 14.12.2027', 0, null],
  ['link', 'see the portal', 0, 'link'],
  ['link', 'http://', 0, 'link'],
  ['link', 'https://localhost/x', 0, 'link'],
  ['link', 'javascript:alert(1)', 0, 'link'],
  ['link', 'https://user@contoso.com/x', 0, 'link'],
  ['link', 'https://10.0.0.1/x', 0, 'link'],
  ['link', 'it is at https://contoso.sharepoint.com/sites/x', 0, null],
  ['link', 'тут: https://пример.рф/отчёт', 0, null],
  ['id', '3f1c2f4e', 0, 'id'],
  ['id', '00000000-0000-0000-0000-000000000000', 0, 'id'],
  ['id', `${id}0`, 0, 'id'],
  ['id', `both: ${id.toUpperCase()}`, 0, null],
  ['file', '', 0, 'nothing'],
  ['file', 'the list is on my desk', 0, 'file'],
  ['file', 'https://contoso.sharepoint.com/sites/x/list.xlsx', 0, null],
  ['file', '', 1, null],
  ['none', '', 0, null],
  ['none', 'ok', 0, null],
])('where %s is wanted, %p with %i files is answered with %p', (wanted, words, files, gap) => {
  expect(gapIn(wanted, { words, files })).toBe(gap);
});

test('what is put back is told in words, and nobody is asked for what the bot itself sees', () => {
  const wanted = (id: string, direction: 'do' | 'undo'): Evidence => evidenceFor(stepById(id) as Step, direction);

  expect(wanted('licence-redemption', 'do')).toBe('number');
  expect(wanted('holds-and-retention', 'undo')).toBe('words');
  expect([wanted('mx-parked', 'do'), wanted('mx-parked', 'undo')]).toEqual(['none', 'none']);
  expect(evidenceFor({ action: 'watched' }, 'do')).toBe('none');
  expect(evidenceFor({}, 'do')).toBe('words');
});

test('a task that wants nothing beyond "I have done it" is one that the bot watches', () => {
  const wantsNothing: readonly Step[] = runbook.filter((step: Step) => step.evidence === 'none');

  expect(wantsNothing.filter(({ action }) => action === undefined)).toEqual([]);
});
