import { changeLines } from '../../src/rehearsal/room/page/change-lines.js';

const records = (ttl: number | null, ...values: string[]): object => ({ ttl, values });

test.each([
  [
    'a record that came',
    records(null),
    records(3600, 'selector1._domainkey.fabrikam.example.'),
    [{ name: '', gone: [], came: ['selector1._domainkey.fabrikam.example.'] }],
  ],
  [
    'another mail host with another TTL, beside records that stay',
    records(3600, '0 a.example.', 'v=spf1 -all'),
    records(300, '10 b.example.', 'v=spf1 -all'),
    [
      { name: '', gone: ['0 a.example.'], came: ['10 b.example.'] },
      { name: 'TTL', gone: ['3600'], came: ['300'] },
    ],
  ],
  [
    'a TTL alone',
    records(3600, '0 a.example.'),
    records(300, '0 a.example.'),
    [{ name: 'TTL', gone: ['3600'], came: ['300'] }],
  ],
  [
    'one address of several',
    { EmailAddresses: ['SMTP:a@x.example', 'smtp:b@x.example'] },
    { EmailAddresses: ['SMTP:a@x.example'] },
    [{ name: '', gone: ['smtp:b@x.example'], came: [] }],
  ],
  [
    'several things, what stayed left away',
    { ForwardingAddress: null, ForwardingSmtpAddress: 'smtp:a@x.example', DeliverToMailboxAndForward: true },
    { ForwardingAddress: null, ForwardingSmtpAddress: null, DeliverToMailboxAndForward: false },
    [
      { name: 'ForwardingSmtpAddress', gone: ['smtp:a@x.example'], came: [] },
      { name: 'DeliverToMailboxAndForward', gone: ['true'], came: ['false'] },
    ],
  ],
  ['a yes or no, by its name', null, { isVerified: false }, [{ name: 'isVerified', gone: [], came: ['false'] }]],
  [
    'something that was made',
    null,
    { userPrincipalName: 'a@x.example' },
    [{ name: '', gone: [], came: ['a@x.example'] }],
  ],
])('a change shows what went and what came, and no code: %s', (_, before, after, lines) => {
  expect(changeLines(before, after)).toEqual(lines);
});
