/** Whose right goes where, and why not: each trap by itself. */
import { sourceRight, type SourceRight } from '../../src/steps/delegates/source-right.js';
import { throughMapping } from '../../src/steps/delegates/through-mapping.js';
import type { MappedRow } from '../../src/steps/users/mapping/row.js';
import type { ExchangeRecipient } from '../../src/systems/exchange/types.js';

const row = (name: string, more: Partial<MappedRow> = {}): MappedRow => ({
  sourceId: name,
  source: `${name}@contoso.com`,
  kind: 'UserMailbox',
  name,
  action: 'create',
  target: `${name}@fabrikam.com`,
  targetId: null,
  wave: 1,
  licence: 'E3',
  ...more,
});
const there = (name: string, RecipientTypeDetails = 'UserMailbox'): ExchangeRecipient => ({
  Guid: `guid-${name}`,
  ExternalDirectoryObjectId: `id-${name}`,
  DisplayName: name,
  Alias: name,
  PrimarySmtpAddress: `${name}@fabrikam.com`,
  EmailAddresses: [`SMTP:${name}@fabrikam.com`],
  RecipientTypeDetails,
});
const right = (more: Partial<SourceRight> = {}): SourceRight => ({
  mailboxId: 'anna',
  mailbox: 'anna@contoso.com',
  right: 'fullAccess',
  folder: null,
  folderType: null,
  rights: ['FullAccess'],
  flags: [],
  denied: false,
  trusteeId: 'petr',
  trustee: 'petr@contoso.com',
  ...more,
});
const mapping = [
  row('anna'),
  row('petr'),
  row('staff', { kind: 'MailUniversalSecurityGroup', wave: null, licence: null }),
  row('news', { kind: 'MailUniversalDistributionGroup', wave: null, licence: null }),
  row('vera', { action: 'leave', wave: null }),
  row('late'),
];
const destination = [
  there('anna'),
  there('petr'),
  there('staff', 'MailUniversalSecurityGroup'),
  there('news', 'MailUniversalDistributionGroup'),
];
const of = (...rights: readonly SourceRight[]) => {
  const { wanted, leftOut } = throughMapping(rights, mapping, destination);
  return {
    wanted: wanted.map((one) => [
      one.mailbox.Alias,
      one.trustee.Alias,
      one.right,
      one.folderType,
      ...one.rights,
      ...one.flags,
    ]),
    leftOut: leftOut.map(({ code }) => code),
  };
};

test('each right goes to the two who stand for both; a calendar by its type, with the flags of a delegate', () => {
  const calendar = { right: 'folder', folder: 'Календарь', folderType: 'Calendar' } as const;
  expect(
    of(
      right(),
      right({ right: 'sendAs', rights: ['SendAs'], trusteeId: 'staff' }),
      right({ right: 'onBehalf', rights: ['SendOnBehalf'] }),
      right({ ...calendar, rights: ['Editor'], flags: ['Delegate'] }),
    ).wanted,
  ).toEqual([
    ['anna', 'petr', 'fullAccess', null, 'fullAccess'],
    ['anna', 'staff', 'sendAs', null, 'sendAs'],
    ['anna', 'petr', 'onBehalf', null, 'onBehalf'],
    ['anna', 'petr', 'folder', 'Calendar', 'Editor', 'Delegate'],
  ]);
});

test.each<readonly [string, Partial<SourceRight>, string]>([
  ['a denial', { denied: true }, 'delegate-denied'],
  ['somebody who is no more', { trusteeId: null, trustee: 'nobody' }, 'delegate-unknown'],
  ['a name that two have', { trusteeId: null, trustee: 'several' }, 'delegate-unknown'],
  ['somebody elsewhere', { trusteeId: null, trustee: 'x@partner.example' }, 'delegate-unknown'],
  ['who stays behind', { trusteeId: 'vera', trustee: 'vera' }, 'delegate-without-target'],
  ['who is in no row', { trusteeId: 'stranger', trustee: 'stranger' }, 'delegate-without-target'],
  ['a list, which is no principal', { trusteeId: 'news', trustee: 'news' }, 'delegate-not-a-principal'],
  [
    'a group on behalf',
    { right: 'onBehalf', rights: ['SendOnBehalf'], trusteeId: 'staff' },
    'delegate-not-a-principal',
  ],
  ['something else than full access', { rights: ['ReadPermission'] }, 'delegate-other-right'],
  ['a folder that people made', { right: 'folder', folder: 'Team', folderType: 'User Created' }, 'delegate-own-folder'],
  ['a mailbox that is still to come', { mailboxId: 'late' }, 'delegate-mailbox-not-there'],
])('%s is told by name, and nothing is given', (_, more, code) => {
  expect(of(right(more))).toEqual({ wanted: [], leftOut: [code] });
});

test('entries for everybody are counted; what nobody gave is nothing; rights over mailboxes that do not move are nobody’s business here', () => {
  const folder = { right: 'folder', folder: 'Calendar', folderType: 'Calendar' } as const;
  expect(
    of(
      right({ ...folder, rights: ['LimitedDetails'], trusteeId: null, trustee: 'everybody' }),
      right({ ...folder, rights: ['None'] }),
      right({ mailboxId: 'vera' }),
      right({ trusteeId: 'anna' }),
    ),
  ).toEqual({ wanted: [], leftOut: ['delegates-of-everybody'] });
});

test('a row of the kept table is read as it was written', () => {
  const cells = {
    Mailbox: 'anna@contoso.com',
    'Mailbox id': 'anna',
    Trustee: 'petr@contoso.com',
    'Trustee id': 'petr',
    Denied: 'no',
  };
  expect(
    sourceRight({
      ...cells,
      Over: 'Folder',
      Folder: 'Calendar',
      'Folder type': 'Calendar',
      Rights: 'Editor, Delegate, CanViewPrivateItems',
    }),
  ).toMatchObject([{ right: 'folder', rights: ['Editor'], flags: ['CanViewPrivateItems', 'Delegate'], denied: false }]);
  expect(sourceRight({ ...cells, Over: 'something of a later version' })).toEqual([]);
});
