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
  });

  const json = await downloads('plan', 'mx-ttl-lowering-1', 'json');
  const excel = await downloads('plan', 'mx-ttl-lowering-1', 'xlsx');

  expect(records.length).toBeGreaterThan(0);
  expect(JSON.parse(json?.content.toString() ?? '')).toMatchObject({ changes: [], records });
  const [sheet] = await readExcelFile(excel?.content ?? Buffer.alloc(0));
  expect(sheet?.data.slice(1).map((row) => row[3])).toEqual(records.map(({ value }) => value));
});
