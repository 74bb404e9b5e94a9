/**
 * What stands in the files against what came of it: every address of a moving domain that the company does not have is named, with file, line
 * and reason. It reads the text again by itself, so that what the readers never saw is missed, too.
 */
import type { Company, Tenant } from '../../../entities.js';
import { sides } from '../../../entities.js';
import type { Table } from '../tables/columns.js';
import { listed, type CsvTable } from '../text/csv-table.js';
import type { Findings } from './findings.js';
import { plainText } from '../text/tidy-cells.js';

export interface FileText {
  readonly file: string;
  readonly text: string;
  readonly csv: CsvTable | null;
  /** Null: the file was left out. */
  readonly table: Table | null;
}

export interface AddressCount {
  /** Different addresses of the moving domains in the text of the files. */
  readonly inFiles: number;
  readonly inCompany: number;
  /** Of those that are not in the company: all of them, or something is wrong here. */
  readonly named: number;
}

interface Found {
  readonly address: string;
  readonly line: number;
}

export function account(files: readonly FileText[], company: Company, findings: Findings): AddressCount {
  const moving = new Set(company.movingDomains);
  const holds = heldBy(company, moving);
  const first = new Map<string, { readonly of: FileText; readonly found: Found }>();
  for (const of of files)
    for (const found of addressesIn(plainText(of.text), moving))
      if (!first.has(found.address)) first.set(found.address, { of, found });
  const missing = [...first.values()].filter(({ found }) => !holds(found.address));
  let named = 0;
  for (const of of files) {
    const here = missing.filter((one) => one.of === of).map(({ found }) => found);
    named += nameThose(of, here, moving, findings);
  }
  return { inFiles: first.size, inCompany: first.size - missing.length, named };
}

/** Columns that nobody reads, and in them what of the company stands there alone. */
function nameThose(of: FileText, missing: readonly Found[], moving: ReadonlySet<string>, findings: Findings): number {
  const { file, table, csv } = of;
  if (csv === null || table === null || table.kind === 'delegations') {
    if (missing.length > 0)
      findings.add(file, missing[0]?.line ?? null, 'addresses-in-file-alone', {
        count: missing.length,
        list: missing.map(({ address }) => address).join(', '),
      });
    return missing.length;
  }
  const left = new Set(missing);
  const read = new Set([...table.columns.values(), ...table.addressColumns.map(({ place }) => place)]);
  const twice = new Set(
    findings
      .about(file)
      .filter(({ code }) => code === 'column-twice')
      .map(({ values }) => values['column']),
  );
  table.heading.forEach((column, place) => {
    if (read.has(place)) return;
    const cells = table.rows.filter((row) => /[^\s@]@[^\s@]+\.[^\s@]/.test((row.cells[place] ?? '').slice(0, 500)));
    if (cells.length === 0) return;
    const there = new Set<string>();
    for (const row of cells) for (const { address } of addressesIn(row.cells[place] ?? '', moving)) there.add(address);
    const alone = [...left].filter(({ address }) => there.has(address));
    for (const one of alone) left.delete(one);
    if (alone.length > 0 || !twice.has(column))
      findings.add(file, table.headingLine, 'column-unread', {
        column,
        count: cells.length,
        alone: alone.length,
        list: alone.map(({ address }) => address).join(', ') || '–',
      });
  });
  const remarks = findings.about(file);
  const mentioned = new Set<string>();
  for (const value of remarks.flatMap(({ values }) => Object.values(values)))
    if (typeof value === 'string') for (const { address } of addressesIn(value, moving)) mentioned.add(address);
  const broken =
    remarks.find(({ code }) => code === 'broken-quotes' || code === 'row-too-long')?.line ?? Number.POSITIVE_INFINITY;
  const reasons = findings.linesOf(file);
  const begins = [...new Set([...table.rows.map(({ line }) => line), ...reasons])];
  begins.sort((a, b) => a - b);
  const byLine = new Map<number, Found[]>();
  for (const one of left) {
    if (mentioned.has(one.address)) continue;
    const line = one.line >= broken ? broken : lastUpTo(begins, one.line);
    byLine.set(line, [...(byLine.get(line) ?? []), one]);
  }
  const unexplained: Found[] = [];
  for (const [line, ones] of byLine) {
    if (!reasons.has(line)) unexplained.push(...ones);
    else
      findings.add(file, line, 'addresses-with-row', {
        count: ones.length,
        list: ones.map(({ address }) => address).join(', '),
      });
  }
  if (unexplained.length > 0)
    findings.add(file, unexplained[0]?.line ?? null, 'addresses-lost', {
      count: unexplained.length,
      lines: listed(unexplained.map(({ line }) => line)),
      list: unexplained.map(({ address }) => address).join(', '),
    });
  return missing.length;
}

/** A row begins at a line, and may go on over the next ones. */
function lastUpTo(begins: readonly number[], line: number): number {
  let [low, high] = [0, begins.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((begins[middle] as number) <= line) low = middle + 1;
    else high = middle;
  }
  return begins[low - 1] ?? line;
}

function heldBy({ tenants }: Company, moving: ReadonlySet<string>): (address: string) => boolean {
  const held = new Set<string>();
  // An X500 value or a name may have one inside.
  const others: string[] = [];
  const take = (value: string | null | undefined): void => {
    if (value == null || value === '') return;
    const plain = value.replace(/^(smtp|sip):/i, '').toLowerCase();
    if (plain.includes(':')) others.push(plain);
    else held.add(plain);
  };
  const takeTenant = (tenant: Tenant): void => {
    for (const user of [...tenant.users, ...tenant.deletedUsers]) {
      for (const value of [user.userPrincipalName, user.mail, ...user.proxyAddresses, ...user.otherMails]) take(value);
      others.push(user.displayName.toLowerCase());
    }
    for (const { proxyAddresses, mail } of [...tenant.groups, ...tenant.contacts])
      [mail, ...proxyAddresses].forEach(take);
    for (const one of tenant.recipients) {
      [one.UserPrincipalName, one.ExternalEmailAddress, one.ForwardingSmtpAddress, one.ForwardingAddress].forEach(take);
      one.EmailAddresses.forEach(take);
    }
  };
  for (const side of sides) takeTenant(tenants[side]);
  for (const { address } of addressesIn(others.filter((one) => one.includes('@')).join('\n'), moving))
    held.add(address);
  return (address) => held.has(address);
}

/** Letter by letter around each @: an expression over a stranger's text may take for ever. */
export function* addressesIn(text: string, domains: ReadonlySet<string>): Generator<Found> {
  let line = 1;
  for (const row of text.split(/\r\n|\n|\r/)) {
    for (let at = row.indexOf('@'); at !== -1; at = row.indexOf('@', at + 1)) {
      let end = at + 1;
      while (end < row.length && end - at < 255 && /[A-Za-z0-9.-]/.test(row.charAt(end))) end += 1;
      const domain = row
        .slice(at + 1, end)
        .replace(/\.+$/, '')
        .toLowerCase();
      if (!domains.has(domain)) continue;
      let start = at;
      while (start > 0 && at - start < 128 && !/[\s"<>(),:;[\]|@]/.test(row.charAt(start - 1))) start -= 1;
      let local = row.slice(start, at);
      // `a@contoso.com+b@contoso.com`: what stands before the plus is the domain of the address before.
      if (row.charAt(start - 1) === '@') local = local.slice(local.lastIndexOf('+') + 1);
      local = local.replace(/^[{'=+«“”„]+/, '');
      if (local !== '') yield { address: `${local}@${domain}`.toLowerCase(), line };
    }
    line += 1;
  }
}
