/** Files are kept packed where that makes them smaller, and come out as they went in; those of before are as they were. */
import { defineCheck } from '../../src/contract/check.js';
import { contentOf, packedFile } from '../../src/engine/attempts/packed.js';
import { House, step } from './support/house.js';

const long = Buffer.from('ivan@contoso.com;Иван\r\n'.repeat(40_000));
const small = Buffer.from('short');

let house: House;
afterAll(() => house.pullDown());

test('what a check leaves is kept packed, its length and hash are of what it is, and whoever opens it gets it as it was', async () => {
  const files = { 'long.csv': long, 'small.csv': small };
  const evidence = Object.entries(files).map(([name, content]) => ({ name, contentType: 'text/csv', content }));
  house = await House.build({
    runbook: [step('inventory', { action: 'inventory', kind: 'check' })],
    actions: {
      inventory: defineCheck({
        name: 'inventory',
        run: async () => ({ findings: [{ status: 'passed', code: 'domain-at-source', facts: {} }], evidence }),
      }),
    },
  });
  await house.people({ irina: ['source-admin'] });
  const { evidence: kept } = await house.reach('inventory', 'done');
  expect(kept.map(({ name, bytes }) => [name, bytes])).toEqual([
    ['long.csv', long.length],
    ['small.csv', small.length],
  ]);
  for (const { id, name } of kept)
    expect((await house.engine.queries.evidence(id))?.content.equals(files[name as keyof typeof files])).toBe(true);
  const rows = await house.query<{ name: string; packed: boolean; stored: number }>(
    'select name, packed, length(content) as stored from engine.evidence order by name',
  );
  expect(rows.map(({ name, packed }) => [name, packed])).toEqual([
    ['long.csv', true],
    ['small.csv', false],
  ]);
  expect(rows[0]?.stored).toBeLessThan(long.length / 10);
});

test('what an earlier version kept is handed out as it stands, and nothing comes out longer than it was', async () => {
  expect(await contentOf({ content: long, packed: false, bytes: long.length })).toEqual(long);
  const { content, packed } = await packedFile(long);
  await expect(contentOf({ content, packed, bytes: long.length - 1 })).rejects.toThrow();
});
