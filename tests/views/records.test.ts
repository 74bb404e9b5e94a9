import { failOnMissingWords } from '../../src/locales/index.js';
import { recordsOn } from '../../src/rehearsal/people/record-reading.js';
import { textsOf } from '../../src/rehearsal/room/card-anatomy.js';
import { createViews } from '../../src/views/index.js';
import type { StepSnapshot } from '../../src/engine/state.js';
import { around, brief, snapshotOf, steps } from './samples.js';

failOnMissingWords();
const views = createViews();

test.each(['en', 'ru'] as const)('whoever keeps the DNS reads each record off the card as it is meant: %s', (lang) => {
  const read = (name: string): unknown =>
    recordsOn(textsOf(views.step(steps[name] as StepSnapshot, around(), { person: null, lang }, []).content));
  expect(read('records to set')).toEqual([
    { at: 'dns', door: 'publish', body: { name: 'contoso.com', type: 'TXT', value: 'MS=ms71234567', ttl: 3600 } },
    {
      at: 'dns',
      door: 'publish',
      body: { name: 'contoso-retail.com', type: 'TXT', value: 'MS=ms81234567', ttl: 3600 },
    },
  ]);
  expect(read('records to agree')).toEqual([
    {
      at: 'dns',
      door: 'remove',
      body: { name: 'contoso.com', type: 'MX', value: 'contoso-com.mail.protection.outlook.com' },
    },
  ]);
  const mx = (door: string, value: string, ttl?: number) => ({
    at: 'dns',
    door,
    body: { name: 'contoso.com', type: 'MX', value, ...(ttl === undefined ? {} : { ttl }) },
  });
  // Another TTL is the same record published again, and what stays asks for nothing.
  expect(read('records that change, that go and that stay')).toEqual([
    mx('publish', '0 contoso-com.q-v1.mx.microsoft', 300),
    mx('remove', '10 mx.parking.example'),
    mx('publish', 'contoso-com.mail.protection.outlook.com', 300),
  ]);
});

test.each([
  ['en', /412 mailboxes of the source held 935 addresses/, /Set-Mailbox/],
  ['ru', /адресами в contoso\.com: 412, адресов: 935/, /Set-Mailbox/],
] as const)('a task without records says what was read beside what is to be done: %s', (lang, read, toDo) => {
  const facts = { of: 'mailboxes', count: 412, addresses: 935, domains: 'contoso.com' };
  const plan = brief([], [{ code: 'addresses-to-give', facts }]);
  for (const needs of [[], [{ kind: 'evidence' as const, roles: ['destination-admin' as const], people: [] }]]) {
    const snapshot = snapshotOf('user-aliases-destination', { state: 'asking', plan, needs }, { kind: 'task' });
    const texts = textsOf(views.step(snapshot, around(), { person: null, lang }, []).content).join('\n');
    expect(texts).toMatch(read);
    expect(texts).toMatch(toDo);
  }
});
