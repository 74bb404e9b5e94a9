import readExcelFile from 'read-excel-file/node';
import { planWords } from '../../src/documents/plan-words.js';
import { planWorkbook } from '../../src/documents/plan-workbook.js';
import { createDownloads } from '../../src/http/downloads.js';
import { steps } from '../views/samples.js';

test('the download of a task holds what people are asked to set, in Excel and as JSON', async () => {
  const task = steps['records to set'];
  const records = task?.attempt?.plan?.brief?.records ?? [];
  const downloads = createDownloads({
    queries: { attempt: async () => task ?? null, plan: async () => [], evidence: async () => null },
    workbook: (plan) => planWorkbook(plan, planWords.en),
    log: async () => Buffer.alloc(0),
  });

  const json = await downloads('plan', 'mx-ttl-lowering-1', 'json');
  const excel = await downloads('plan', 'mx-ttl-lowering-1', 'xlsx');

  expect(records.length).toBeGreaterThan(0);
  expect(JSON.parse(json?.content.toString() ?? '')).toMatchObject({ changes: [], records });
  const [sheet] = await readExcelFile(excel?.content ?? Buffer.alloc(0));
  expect(sheet?.data.slice(1).map((row) => row[3])).toEqual(records.map(({ value }) => value));
});

test('the log is downloaded whole or in part, in the language of who asked, and by nothing but a filter of ours', async () => {
  const downloads = createDownloads({
    queries: { attempt: async () => null, plan: async () => [], evidence: async () => null },
    workbook: async () => Buffer.alloc(0),
    log: async (filter, lang) => Buffer.from(`${JSON.stringify(filter)} ${lang}`),
  });
  const got = async (filter: string, format: string): Promise<unknown> => {
    const file = await downloads('log', filter, format);
    return file === null ? null : [file.name, file.content.toString()];
  };

  expect(await got('all', 'csv-en')).toEqual(['log.csv', '{} en']);
  expect(await got('step:mx-parked;kind:refused', 'csv-ru')).toEqual([
    'log-step-mx-parked-kind-refused.csv',
    '{"stepId":"mx-parked","kind":"refused"} ru',
  ]);
  expect(await got("step:mx-parked' or 1=1", 'csv-en')).toBeNull();
  expect(await got('all', 'csv-xx')).toBeNull();
});
