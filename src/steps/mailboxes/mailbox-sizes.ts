/** Guide 13: how large every mailbox of the source is, archive and recoverable items apart, and what that asks of licences. Read for hours in a large tenant. */
import { z } from 'zod';
import { defineLongCheck } from '../../contract/check.js';
import type { Finding } from '../../contract/finding.js';
import { defineOutput } from '../../contract/output.js';
import type { Table } from '../../documents/table.js';
import type { MailboxStatistics } from '../../systems/exchange/mailbox-details.js';
import type { Seen } from '../../systems/exchange/read-each.js';
import { mailboxRef } from '../addresses/mailbox-ref.js';
import { mostTelling } from '../most-telling.js';
import type { Systems } from '../systems.js';
import { reviewFiles, tablesBeside, tablesOf } from '../users/inventory-workbook.js';
import { bandOf, gigabytes, licencesFor, type Size, type SizeRead } from './size-figures.js';

/** What has to be carried, and with how many licences of 50 GB. */
export const sizeTotals = defineOutput(
  'mailbox-sizes',
  'totals',
  z.object({ mailboxes: z.number(), archives: z.number(), bytes: z.number(), items: z.number(), licences: z.number() }),
);

type Item = { readonly id: string; readonly name: string; readonly kind: string; readonly archive: boolean };

const nothing: Size = { items: 0, bytes: 0, recoverableItems: 0, recoverableBytes: 0 };

export const mailboxSizes = ({ source: { exchange } }: Systems) =>
  defineLongCheck<Item, SizeRead>({
    name: 'mailbox-sizes',
    calls: { source: ['exchange.mailboxesInDetail', 'exchange.mailboxStatistics'] },
    reads: tablesBeside('mailbox-sizes'),
    size: 50,
    // Two cmdlets at most, ten in a batch. Nobody has published how fast they are; the first part measures it.
    secondsEach: 0.5,

    async items() {
      return (await exchange.mailboxesInDetail()).map((mailbox) => ({
        ...withName(mailboxRef(mailbox)),
        kind: mailbox.RecipientTypeDetails,
        archive: (mailbox.ArchiveStatus ?? 'None') !== 'None',
      }));
    },

    async read(_ctx, items) {
      const withArchive = items.filter(({ archive }) => archive);
      const primaries = await exchange.mailboxStatistics(items.map(({ id }) => ({ mailboxId: id, archive: false })));
      const archives = await exchange.mailboxStatistics(
        withArchive.map(({ id }) => ({ mailboxId: id, archive: true })),
      );
      return items.map((item, index) =>
        sizeOf(item, primaries[index], item.archive ? archives[withArchive.indexOf(item)] : undefined),
      );
    },

    async judge(ctx, parts) {
      const rows: SizeRead[] = [];
      for await (const part of parts) rows.push(...part);
      const present = rows.filter(({ gone }) => !gone);
      const totals = totalsOf(present);
      return {
        findings: sizeFindings(present, totals),
        evidence: await reviewFiles(ctx, 'mailbox-sizes', [sizesTable(present)]),
        outputs: [{ name: sizeTotals.name, value: totals }],
      };
    },
  });

const withName = ({ id, label }: { readonly id: string; readonly label: string }) => ({ id, name: label });

/** A mailbox nobody ever opened has no statistics: it is empty. */
function sizeOf(
  { id, name, kind, archive: hasArchive }: Item,
  primary: Seen<MailboxStatistics> | undefined,
  archive: Seen<MailboxStatistics> | undefined,
): SizeRead {
  const unseen = [primary, archive].find((one) => one?.seen === false);
  return {
    id,
    name,
    kind,
    hasArchive,
    primary: primary?.seen === true ? { ...(primary.items[0] ?? nothing) } : null,
    archive: archive?.seen === true ? { ...(archive.items[0] ?? nothing) } : null,
    lacks: unseen?.seen === false ? unseen.text : null,
    gone: primary?.seen === false && primary.gone,
  };
}

export interface Totals {
  readonly [name: string]: number;
  readonly mailboxes: number;
  readonly archives: number;
  readonly bytes: number;
  readonly items: number;
  readonly licences: number;
}

export function totalsOf(rows: readonly SizeRead[]): Totals {
  const sizes = rows.flatMap(({ primary, archive }) => [primary, archive]).filter((size) => size !== null);
  return {
    mailboxes: rows.length,
    archives: rows.filter(({ archive }) => archive !== null).length,
    bytes: sizes.reduce((sum, { bytes }) => sum + bytes, 0),
    items: sizes.reduce((sum, { items }) => sum + items, 0),
    licences: rows.reduce((sum, row) => sum + licencesFor(row), 0),
  };
}

export function sizeFindings(rows: readonly SizeRead[], totals: Totals): readonly Finding[] {
  const parts = rows.flatMap((row) =>
    (['primary', 'archive'] as const).flatMap((part) => {
      const bytes = row[part]?.bytes ?? 0;
      const band = bandOf(bytes);
      return band === null ? [] : [{ row, part, bytes, band }];
    }),
  );
  const large = parts
    .toSorted((a, b) => b.bytes - a.bytes)
    .map(({ row, part, bytes, band }): Finding => {
      const facts = { name: row.name, part, gigabytes: gigabytes(bytes), licences: licencesFor(row) };
      return { status: 'failed', code: band, facts, object: refOf(row) };
    });
  const unseen = rows.flatMap((row): Finding[] =>
    row.lacks === null
      ? []
      : [
          {
            status: 'unknown',
            code: 'mailbox-size-unseen',
            facts: { name: row.name, text: row.lacks },
            object: refOf(row),
          },
        ],
  );
  return [
    {
      status: 'passed',
      total: true,
      code: 'mailbox-sizes-read',
      facts: { ...totals, gigabytes: gigabytes(totals.bytes), large: new Set(parts.map(({ row }) => row.id)).size },
    },
    {
      status: 'passed',
      total: true,
      code: 'mailbox-licences',
      facts: { licences: totals.licences, mailboxes: totals.mailboxes },
    },
    ...mostTelling([...large, ...unseen], { named: true }),
  ];
}

const refOf = ({ id, name }: SizeRead) => ({ kind: 'mailbox', id, label: name });

function sizesTable(rows: readonly SizeRead[]): Table {
  const headings = [
    'Mailbox',
    'Kind',
    'Items',
    'GB',
    'Recoverable items',
    'Recoverable GB',
    'Archive items',
    'Archive GB',
    'Archive recoverable GB',
    'Licences of 50 GB',
    'Over',
    'Not seen',
    'Id',
  ];
  return {
    ...tablesOf('Sizes', headings),
    rows: rows.map((row) => {
      const { primary, archive } = row;
      const band = [primary, archive].flatMap((size) => (size === null ? [] : (bandOf(size.bytes) ?? [])));
      return [
        row.name,
        row.kind,
        primary?.items ?? null,
        primary === null ? null : gigabytes(primary.bytes),
        primary?.recoverableItems ?? null,
        primary === null ? null : gigabytes(primary.recoverableBytes),
        archive?.items ?? null,
        archive === null ? null : gigabytes(archive.bytes),
        archive === null ? null : gigabytes(archive.recoverableBytes),
        licencesFor(row),
        band.includes('mailbox-over-100') ? 100 : band.includes('mailbox-over-50') ? 50 : null,
        row.lacks,
        row.id,
      ];
    }),
  };
}
