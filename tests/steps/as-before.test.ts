/** What was recorded before the night against what is there after a way back. */
import type { RecordToSet } from '../../src/contract/task.js';
import { judgeLists, judgeNames } from '../../src/steps/proofs/as-before.js';
import { lastWordOf } from '../../src/steps/proofs/records-as-before.js';
import type { ExchangeRecipient } from '../../src/systems/exchange/types.js';
import { user } from './support/small-world.js';

const object = { kind: 'mailbox', id: 'one', label: 'ivan@contoso.com' };
const was = ['SMTP:ivan@contoso.com', 'smtp:i.petrov@contoso.com', 'X500:/o=old'];
const present = (...EmailAddresses: string[]): ExchangeRecipient => ({
  Guid: 'exchange-one',
  ExternalDirectoryObjectId: 'one',
  DisplayName: 'Ivan',
  Alias: 'ivan',
  PrimarySmtpAddress: null,
  EmailAddresses,
  RecipientTypeDetails: 'UserMailbox',
});

test.each<[string, readonly ExchangeRecipient[], string, object]>([
  [
    'the same in another order',
    [present(was[2] ?? '', was[0] ?? '', was[1] ?? '')],
    'source-addresses-as-before',
    { count: 1 },
  ],
  [
    'one that is missing',
    [present(was[0] ?? '', was[2] ?? '')],
    'addresses-differ-from-before',
    { missing: was[1], more: '–' },
  ],
  [
    'one too many',
    [present(...was, 'smtp:x@y.example')],
    'addresses-differ-from-before',
    { missing: '–', more: 'smtp:x@y.example' },
  ],
  [
    'another primary one',
    [present('smtp:ivan@contoso.com', 'SMTP:i.petrov@contoso.com', 'X500:/o=old')],
    'addresses-differ-from-before',
    { missing: `${was[0]}, ${was[1]}` },
  ],
  ['nobody any more', [], 'address-holder-gone', { name: 'ivan@contoso.com' }],
])('of addresses: %s', (_, recipients, code, facts) => {
  const { findings, differences } = judgeLists('mailboxes', [{ object, was }], recipients);
  expect(findings).toMatchObject([{ code, facts }]);
  expect(differences).toHaveLength(code === 'source-addresses-as-before' ? 0 : 1);
});

test('a sign-in name is as before to the letter, or named with both, and nothing is said of nobody', () => {
  const before = [{ object: { ...object, id: user(1, '', []).id }, was: 'Ivan@contoso.com' }];
  const named = (name: string) => judgeNames(before, [user(1, name, [])]).findings;
  expect(named('Ivan@contoso.com')).toMatchObject([{ status: 'passed', facts: { count: 1 } }]);
  expect(named('ivan@contoso.com')).toMatchObject([
    { status: 'failed', facts: { wanted: 'Ivan@contoso.com', present: 'ivan@contoso.com' } },
  ]);
  expect(judgeNames([], []).findings).toEqual([]);
});

const record = (action: RecordToSet['action'], value: string, more: Partial<RecordToSet> = {}): RecordToSet => ({
  action,
  name: 'contoso.com',
  type: 'MX',
  value,
  ttl: 300,
  ...more,
});

test('of a record that two tasks set one after the other, the one that was put back last has the last word', () => {
  const [old, parking, fresh] = ['0 old.example', '10 parking.example', '0 fresh.example'];
  const backFromSwitch = [record('publish', parking), record('remove', fresh)];
  const backFromParking = [record('publish', old), record('remove', parking)];

  expect(lastWordOf([backFromSwitch, backFromParking]).map(({ action, value }) => `${action} ${value}`)).toEqual([
    `remove ${parking}`,
    `remove ${fresh}`,
    `publish ${old}`,
  ]);
  const leftAlone = record('publish', fresh, { was: 300 });
  expect(lastWordOf([backFromSwitch, [leftAlone]])).toContainEqual(record('remove', fresh));
});
