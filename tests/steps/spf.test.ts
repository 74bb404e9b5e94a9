import { spfWith } from '../../src/steps/dns/spf.js';
import { spfFindings } from '../../src/steps/proofs/at-destination.js';

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
  ]);
  expect(said.map(({ status, facts }) => [status, facts['server']])).toEqual(
    ['none', 'twice', 'foreign'].map((server) => ['failed', server]),
  );
  expect(spfFindings(record, [view('good', asked)])).toMatchObject([{ status: 'passed', code: 'spf-as-asked' }]);
});
