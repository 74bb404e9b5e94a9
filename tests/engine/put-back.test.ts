import type { RecordToSet } from '../../src/contract/task.js';
import { netOf, oppositeOf } from '../../src/engine/kinds/handwork/task-plan.js';

const mx = { name: 'contoso.com', type: 'MX', value: '0 mx.example' } as const;
const publish = (ttl: number, was?: number): RecordToSet => ({
  action: 'publish',
  ...mx,
  ttl,
  ...(was === undefined ? {} : { was }),
});
const remove = (ttl: number): RecordToSet => ({ action: 'remove', ...mx, ttl });

test.each<[string, readonly RecordToSet[], readonly RecordToSet[]]>([
  ['what was published is taken away', [publish(300)], [remove(300)]],
  ['what was taken away is published', [remove(300)], [publish(300)]],
  ['a TTL that was lowered is raised to what it was', [publish(300, 3600)], [publish(3600, 300)]],
  [
    'lowered in two steps, to what it was before the first',
    [publish(600, 3600), publish(300, 600)],
    [publish(3600, 300)],
  ],
  ['published, and its TTL lowered later', [publish(600), publish(300, 600)], [remove(300)]],
  ['its TTL lowered, and taken away later', [publish(300, 3600), remove(300)], [publish(3600)]],
  ['published and taken away again', [publish(300), remove(300)], []],
  ['taken away and published again', [remove(300), publish(300)], []],
  ['what stays as it is stays so on the way back', [publish(900, 900)], [publish(900, 900)]],
])('a record is put back: %s', (_, asked, back) => {
  expect(oppositeOf(netOf(asked.map((record) => ({ records: [record], remarks: [] })))).records).toEqual(back);
});

test('an object that was found twice is put back as it was found first', () => {
  const forward = (id: string, to: string) => ({ id, forwardingSmtpAddress: to });
  const briefs = [
    [forward('ann', 'old@contoso.com'), 'contoso.com'],
    [forward('ann', 'new@contoso.com'), 'contoso.com', forward('ben', 'b@contoso.com')],
  ].map((found) => ({ records: [], remarks: [], found }));
  expect(oppositeOf(netOf(briefs)).found).toEqual([
    forward('ann', 'old@contoso.com'),
    'contoso.com',
    forward('ben', 'b@contoso.com'),
  ]);
});
