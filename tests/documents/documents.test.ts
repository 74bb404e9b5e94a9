import { parse } from 'csv-parse/sync';
import readExcelFile from 'read-excel-file/node';
import type { Change } from '../../src/contract/change.js';
import type { RecordToSet } from '../../src/contract/task.js';
import { csv } from '../../src/documents/csv.js';
import { planWorkbook } from '../../src/documents/plan-workbook.js';
import { planWords } from '../../src/documents/plan-words.js';
import { tableOf } from '../../src/documents/table.js';
import { workbook } from '../../src/documents/workbook.js';

const people = [
  { name: 'Ирина Соколова', addresses: ['SMTP:irina@contoso.com', 'smtp:i@contoso.com'], mailboxes: 2, enabled: true },
  { name: '=HYPERLINK("http://evil.example")', addresses: [], mailboxes: 0, enabled: false },
  { name: '+7 495', addresses: ['a"b'], mailboxes: 1, enabled: false },
];
const table = tableOf('People', people, ['name', 'addresses', 'mailboxes', 'enabled']);

test('a CSV opens in Excel with its letters, and no cell of it runs', () => {
  const content = csv(table);

  expect([...content.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
  const rows: string[][] = parse(content, { bom: true });
  expect(rows).toEqual([
    ['name', 'addresses', 'mailboxes', 'enabled'],
    ['Ирина Соколова', 'SMTP:irina@contoso.com\nsmtp:i@contoso.com', '2', 'True'],
    [`'=HYPERLINK("http://evil.example")`, '', '0', 'False'],
    [`'+7 495`, 'a"b', '1', 'False'],
  ]);
});

test('a workbook holds text as text, exactly as it was', async () => {
  const sheets = await readExcelFile(
    await workbook([table, { name: 'A/B: [c]', columns: [{ heading: 'x' }], rows: [['a\u0001b']] }]),
  );

  expect(sheets.map(({ sheet }) => sheet)).toEqual(['People', 'A B   c ']);
  expect(sheets[0]?.data.slice(1)).toEqual([
    ['Ирина Соколова', 'SMTP:irina@contoso.com\nsmtp:i@contoso.com', 2, true],
    ['=HYPERLINK("http://evil.example")', null, 0, false],
    ['+7 495', 'a"b', 1, false],
  ]);
  expect(sheets[1]?.data[1]).toEqual(['a?b']);
});

const changes: readonly Change[] = [
  {
    side: 'source',
    object: { kind: 'user', id: '1111', label: 'ivan@contoso.com' },
    before: { userPrincipalName: 'ivan@contoso.com', emailAddresses: ['SMTP:ivan@contoso.com'] },
    after: { userPrincipalName: 'ivan@contosogroup.onmicrosoft.com' },
  },
];

test('a plan as a workbook puts old and new of every property side by side, in the reader’s language', async () => {
  for (const lang of ['en', 'ru'] as const) {
    const [sheet] = await readExcelFile(await planWorkbook({ changes, records: [] }, planWords[lang]));
    const words = planWords[lang];

    expect(sheet?.sheet).toBe(words.sheet);
    expect(sheet?.data).toEqual([
      [words.side, words.kind, words.object, words.property, words.before, words.after, words.objectId],
      [
        words.sides.source,
        'user',
        'ivan@contoso.com',
        'userPrincipalName',
        'ivan@contoso.com',
        'ivan@contosogroup.onmicrosoft.com',
        '1111',
      ],
    ]);
  }
});

test('a task as a workbook holds every record to the letter, in the order in which it is to be set', async () => {
  const proof = `MS=${'7'.repeat(300)}`;
  const records: readonly RecordToSet[] = [
    { action: 'publish', name: 'contoso.com', type: 'TXT', value: proof, ttl: 3600 },
    { action: 'remove', name: 'contoso.com', type: 'MX', value: '0 old.example', ttl: 300 },
  ];
  for (const lang of ['en', 'ru'] as const) {
    const words = planWords[lang].records;
    const sheets = await readExcelFile(await planWorkbook({ changes: [], records }, planWords[lang]));
    expect(sheets.map(({ sheet }) => sheet)).toEqual([words.sheet]);
    expect(sheets[0]?.data).toEqual([
      [words.action, words.name, words.type, words.value, words.ttl],
      [words.actions.publish, 'contoso.com', 'TXT', proof, 3600],
      [words.actions.remove, 'contoso.com', 'MX', '0 old.example', 300],
    ]);
  }
});

test('an empty plan is a workbook with headings', async () => {
  const [sheet] = await readExcelFile(await planWorkbook({ changes: [], records: [] }, planWords.en));

  expect(sheet?.data).toHaveLength(1);
});
