import { asOneRecord, lookUpsOf, spfWith } from '../../src/steps/dns/spf.js';
import { spfFindings } from '../../src/steps/dns/spf-everywhere.js';

const asked = 'v=spf1 include:spf.protection.outlook.com -all';

test.each([
  ['what is asked is there already', asked, asked],
  [
    'however it is written',
    'V=SPF1 Include:SPF.protection.outlook.com ~all',
    'V=SPF1 Include:SPF.protection.outlook.com ~all',
  ],
  [
    'another sender stays, and so does what becomes of everybody else',
    'v=spf1 include:mailer.example ip4:192.0.2.1 ~all',
    'v=spf1 include:mailer.example ip4:192.0.2.1 include:spf.protection.outlook.com ~all',
  ],
  [
    'before a redirect, which would end the record',
    'v=spf1 redirect=_spf.contoso.com',
    'v=spf1 include:spf.protection.outlook.com redirect=_spf.contoso.com',
  ],
  ['a record without an end', 'v=spf1 mx', 'v=spf1 mx include:spf.protection.outlook.com'],
  [
    'a plus and a last dot mean the same',
    'v=spf1 +include:spf.protection.outlook.com. -all',
    'v=spf1 +include:spf.protection.outlook.com. -all',
  ],
  [
    'a redirect ends nothing: what stands behind it is read',
    'v=spf1 redirect=_spf.contoso.com include:spf.protection.outlook.com',
    'v=spf1 redirect=_spf.contoso.com include:spf.protection.outlook.com',
  ],
  [
    'behind the end nobody reads it, so it moves before',
    'v=spf1 a -all include:spf.protection.outlook.com',
    'v=spf1 a include:spf.protection.outlook.com -all',
  ],
  [
    'a term that lets it send only by half, or not at all, makes room',
    'v=spf1 ?include:spf.protection.outlook.com a ~all',
    'v=spf1 a include:spf.protection.outlook.com ~all',
  ],
])('SPF lets the destination send, in one record: %s', (_, present, wanted) => {
  expect(spfWith(present, asked)).toBe(wanted);
});

test('SPF is read at each server: missing, twice and without the destination are named', () => {
  const record = { name: 'contoso.com', type: 'TXT', value: asked, ttl: 3600 } as const;
  const view = (name: string, ...values: readonly string[]) => ({
    server: { name, host: '127.0.0.1', port: 53 },
    seen: true as const,
    authoritative: true,
    records: values.map((value) => ({ value, ttl: 3600 })),
  });
  const said = spfFindings(record, [
    view('good', 'MS=ms1', 'v=spf1 include:other.example include:spf.protection.outlook.com ~all'),
    view('none', 'MS=ms1'),
    view('twice', asked, 'v=spf1 -all'),
    view('foreign', 'v=spf1 include:other.example -all'),
    view('same', 'v=spf1 +Include:spf.protection.outlook.com. -all'),
    view('behind', 'v=spf1 -all include:spf.protection.outlook.com'),
  ]);
  expect(said.map(({ status, facts }) => [status, facts['server']])).toEqual(
    ['none', 'twice', 'foreign', 'behind'].map((server) => ['failed', server]),
  );
  expect(spfFindings(record, [view('good', asked)])).toMatchObject([{ status: 'passed', code: 'spf-as-asked' }]);
});

test.each<[string, readonly string[], string]>([
  ['one is one', ['v=spf1 a  -all'], 'v=spf1 a  -all'],
  [
    'every sender of each, and the mildest word on everybody else',
    ['v=spf1 include:a.example ip4:192.0.2.1 -all', 'v=spf1 +include:A.example. include:b.example ~all'],
    'v=spf1 include:a.example ip4:192.0.2.1 include:b.example ~all',
  ],
  ['that everybody may send is the word of one alone', ['v=spf1 a +all', 'v=spf1 mx -all'], 'v=spf1 a mx -all'],
  ['what lets send goes before what does not', ['v=spf1 -a ~all', 'v=spf1 a ~all'], 'v=spf1 a ~all'],
  ['what nobody read before stays unread', ['v=spf1 -all a', 'v=spf1 mx -all'], 'v=spf1 mx -all'],
  [
    'a redirect beside an end would not be read: its senders are included',
    ['v=spf1 redirect=_spf.a.example', 'v=spf1 mx ~all exp=x.example'],
    'v=spf1 include:_spf.a.example mx ~all exp=x.example',
  ],
  [
    'a redirect that is the only end stays one',
    ['v=spf1 a', 'v=spf1 redirect=_spf.a.example'],
    'v=spf1 a redirect=_spf.a.example',
  ],
])('several SPF records become one: %s', (_, records, wanted) => {
  expect(asOneRecord(records)).toBe(wanted);
});

test('the look-ups of an SPF record are counted as a receiver counts them: https://www.rfc-editor.org/rfc/rfc7208#section-4.6.4', () => {
  const counted = [
    ['v=spf1 a mx:mail.example/24 ptr ?exists:%{i}.x.example include:a.example redirect=_spf.a.example', 6],
    ['v=spf1 ip4:192.0.2.0/24 ip6:2001:db8::/32 exp=x.example +all include:a.example redirect=_spf.a.example', 0],
    ['v=spf1 A/24 -all', 1],
  ] as const;
  expect(counted.map(([record]) => lookUpsOf(record))).toEqual(counted.map(([, count]) => count));
});
