import { openExchangeBench, recipientOf, type ExchangeBench, type Row } from './support/exchange-bench.js';

const [ivan, anna, van] = ['ivan.petrov@contoso.com', 'Anna.Berg@contoso.com', 'van-1@contoso.com'].map(
  recipientOf,
) as [ReturnType<typeof recipientOf>, ReturnType<typeof recipientOf>, ReturnType<typeof recipientOf>];
const gibibyte = 1024 ** 3;
let exchange: ExchangeBench;
beforeEach(async () => {
  exchange = await openExchangeBench({
    recipients: (one) => (one.Guid === ivan.Guid ? { ...one, ArchiveStatus: 'Active', InPlaceHolds: ['mbx1:1'] } : one),
    details: [
      { Guid: ivan.Guid, sizes: { items: 1000, bytes: 1.5 * gibibyte, deletedItems: 10, deletedBytes: 99 * gibibyte } },
      { Guid: van.Guid, sizes: null },
    ],
  });
});
afterEach(() => exchange.bench.close());

test('sizes are texts with every byte in them, recoverable items beside the rest, an archive apart', async () => {
  const [primary] = await exchange.rows('Get-MailboxStatistics', { Identity: 'ivan.petrov@contoso.com' });
  expect(primary).toMatchObject({
    ItemCount: 1000,
    TotalItemSize: '1.5 GB (1,610,612,736 bytes)',
    TotalDeletedItemSize: '99 GB (106,300,440,576 bytes)',
    IsArchiveMailbox: false,
    MailboxGuid: ivan.ExchangeGuid,
  });
  const [archive] = await exchange.rows('Get-MailboxStatistics', { Identity: ivan.Guid, Archive: true });
  expect(archive.IsArchiveMailbox).toBe(true);
  expect(archive.TotalItemSize).toMatch(/^[\d.]+ [KMG]B \([\d,]+ bytes\)$/);
  expect(await exchange.refusal('Get-MailboxStatistics', { Identity: anna.Guid, Archive: true })).toContain(
    "isn't enabled for archive",
  );
});

test('a mailbox nobody has opened answers nothing, and says why', async () => {
  expect(await exchange.rows('Get-MailboxStatistics', { Identity: van.Guid })).toEqual([]);
  expect((await exchange.warnings('Get-MailboxStatistics', { Identity: van.Guid }))[0]).toContain("hasn't logged on");
});

test('the folders together are the mailbox, and those of recoverable items are what was deleted', async () => {
  const rows = await exchange.rows('Get-MailboxFolderStatistics', { Identity: ivan.Guid });
  const bytes = (text: string) => Number((/\(([\d,]+) bytes\)/.exec(text)?.[1] ?? '').replaceAll(',', ''));
  const total = (chosen: (row: Row) => boolean) =>
    rows.filter(chosen).reduce((all, one) => [all[0] + one.ItemsInFolder, all[1] + bytes(one.FolderSize)], [0, 0]);
  const recoverable = (row: Row) => row.FolderType.startsWith('RecoverableItems');
  expect(total((row) => !recoverable(row))).toEqual([1000, 1.5 * gibibyte]);
  expect(total(recoverable)).toEqual([10, 99 * gibibyte]);
  const root = rows.find((one) => one.FolderType === 'Root');
  expect([root.FolderPath, root.ItemsInFolderAndSubfolders]).toEqual(['/Top of Information Store', 1000]);
  expect(
    await exchange.refusal('Get-MailboxFolderStatistics', { Identity: ivan.Guid, FolderScope: 'Kalender' }),
  ).toContain('possible enumeration values');
});

test('the same mailbox has the same size in every world', async () => {
  const sizes = async (one: ExchangeBench) =>
    (await one.rows('Get-MailboxStatistics', { Identity: anna.Guid })).map((row: Row) => row.TotalItemSize);
  const again = await openExchangeBench();
  expect(await sizes(again)).toEqual(await sizes(exchange));
});

test('Get-Mailbox shows holds and the id of the archive', async () => {
  const [row] = await exchange.rows('Get-Mailbox', { Identity: ivan.Guid });
  expect(row.InPlaceHolds).toEqual(['mbx1:1']);
  expect(row.ArchiveGuid).not.toMatch(/^0000/);
  expect((await exchange.rows('Get-Mailbox', { Filter: 'InPlaceHolds -ne $null' })).map((one) => one.Guid)).toEqual([
    ivan.Guid,
  ]);
});
