/** A company to rehearse with from what a team has at hand: a saved world, or the CSV files of the guide's scripts and the portals. */
import { readFileSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import type { Company } from '../../entities.js';
import { domainOf, smtpValues } from '../../proxy-addresses.js';
import { loadCompany } from '../company-file.js';
import { buildCompany } from './objects/build-company.js';
import { missingIn } from './told/check-saved.js';
import { account, type FileText } from './told/accounting.js';
import { cellOf, recognise, type Table } from './tables/columns.js';
import { listed, readTable } from './text/csv-table.js';
import { withoutCutEnds } from './text/cut-end.js';
import { decodeText, lettersOf, type Decoded, type Text } from './text/decode-text.js';
import { decideDomains, type NoDomains } from './domains/domains.js';
import { Findings, printable, type Finding } from './told/findings.js';
import { gather } from './objects/gather.js';
import { domainsIn } from './domains/initial-domain.js';
import { madeUpFor } from './told/made-up.js';
import { withoutOlder } from './text/older-exports.js';
import { isJsonName, readFolder, type FolderFile } from './text/read-folder.js';
import { loadSnapshots, type FromSnapshots } from './snapshots/load-snapshots.js';
import { findingLines, reportOf, type CompanyReport, type ReadTable } from './told/report.js';
import { tidied } from './text/tidy-cells.js';

/** Nothing usable: the message is for the person who named the file or folder. */
export class CompanyUnreadable extends Error {}

export interface LoadedCompany {
  readonly company: Company;
  /** Null for a saved world: it is taken whole or not at all. */
  readonly report: CompanyReport | null;
}

const mostSavedBytes = 400 * 1024 * 1024;

/** @throws CompanyUnreadable */
export function loadCompanyFrom(path: string, seed: number): LoadedCompany {
  let isFolder: boolean;
  try {
    isFolder = statSync(path).isDirectory();
  } catch (error) {
    throw new CompanyUnreadable(
      `There is no company at ${printable(path)}: ${(error as NodeJS.ErrnoException).code ?? 'unreadable'}.`,
    );
  }
  return isFolder ? fromFolder(path, seed) : { company: fromSaved(path), report: null };
}

function fromSaved(path: string): Company {
  const name = printable(basename(path));
  if (statSync(path).size > mostSavedBytes)
    throw new CompanyUnreadable(`${name} is larger than ${mostSavedBytes / 1024 / 1024} MB: no saved world.`);
  try {
    const company = loadCompany(readFileSync(path, 'utf8').replace(/^\uFEFF/, ''));
    const missing = missingIn(company);
    if (missing !== null) throw new SyntaxError(`The company file has no usable ${missing}.`);
    return company;
  } catch (error) {
    const csv = /\.(csv|tsv|txt)$/i.test(name) ? ' To load CSV files, name the folder they are in.' : '';
    throw new CompanyUnreadable(`${name} is no saved world. ${printable((error as Error).message)}${csv}`);
  }
}

function fromFolder(folder: string, seed: number): LoadedCompany {
  const findings = new Findings();
  const { files: all, seen } = readFolder(folder, findings);
  const isJson = ({ name }: FolderFile): boolean => isJsonName(name);
  const snapshots = loadSnapshots(all.filter(isJson), seed, findings);
  const files = all.filter((file) => !isJson(file));
  if (snapshots !== null) return fromSnapshots(snapshots, { folder, seen, files }, findings);
  const encodings = new Map<string, string>();
  const opened: FileText[] = [];
  for (const { name, decoded } of decodedTogether(files)) {
    if ('otherKind' in decoded) {
      if (decoded.otherKind === 'empty') findings.add(name, null, 'empty-file');
      else findings.add(name, null, `is-${decoded.otherKind}`);
      continue;
    }
    const written = readTable(name, decoded.text, findings);
    const csv = written === null ? null : tidied(written, findings);
    const table = csv === null ? null : recognise(csv, findings);
    remarkOnEncoding(name, decoded, table, findings);
    opened.push({ file: name, text: decoded.text, csv, table });
    encodings.set(name, decoded.encoding);
  }
  const texts = withoutOlder(withoutCutEnds(opened, findings), findings);
  const read = texts.flatMap(({ table }): ReadTable[] => {
    if (table === null) return [];
    const { file, kind, separator, rows } = table;
    return [{ file: printable(file), kind, encoding: encodings.get(file) as string, separator, rows: rows.length }];
  });
  const draft = gather(
    texts.flatMap(({ table }) => table ?? []),
    findings,
  );
  if (draft.people.size === 0)
    throw unusable(folder, seen, findings.sorted(), 'nobody has a sign-in name or a mailbox in them');
  const anywhere = (): ReadonlySet<string> => new Set(domainsIn(texts.map(({ text }) => text)).keys());
  const domains = decideDomains(draft, anywhere, findings);
  if ('why' in domains) throw unusable(folder, seen, findings.sorted(), domains.why, domains.instead);
  const company = buildCompany(draft, domains, seed, findings);
  const addresses = account(texts, company, findings);
  const madeUp = madeUpFor(
    texts.flatMap(({ table }) => table ?? []),
    findings,
  );
  return {
    company,
    report: reportOf(printable(basename(folder)), read, company, addresses, madeUp, findings.sorted()),
  };
}

/** What stands beside snapshots of ours says the same, or less. */
function fromSnapshots(
  read: FromSnapshots | NoDomains,
  of: { readonly folder: string; readonly seen: readonly string[]; readonly files: readonly FolderFile[] },
  findings: Findings,
): LoadedCompany {
  for (const { name } of of.files) findings.add(name, null, 'beside-snapshots');
  if ('why' in read) throw unusable(of.folder, of.seen, findings.sorted(), read.why, read.instead);
  const { company, told, madeUp } = read;
  const tables = told.map((one): ReadTable => {
    const rows =
      one.is === 'snapshot' ? one.objects.length : [...one.tables.values()].reduce((n, t) => n + t.length, 0);
    return { file: printable(one.file), kind: one.is, encoding: 'JSON', separator: '', rows };
  });
  // Nothing of a snapshot is read by guessing: its addresses are counted as the company has them.
  const held = addressesOf(company);
  const addresses = { inFiles: held, inCompany: held, named: 0 };
  return {
    company,
    report: reportOf(printable(basename(of.folder)), tables, company, addresses, madeUp, findings.sorted()),
  };
}

function addressesOf({ movingDomains, tenants: { source } }: Company): number {
  const all = [...source.users.map((one) => one.proxyAddresses), ...source.recipients.map((one) => one.EmailAddresses)];
  return new Set(
    smtpValues(all.flat())
      .filter((one) => movingDomains.includes(domainOf(one)))
      .map((one) => one.toLowerCase()),
  ).size;
}

/** Each file in its own encoding; where that is not certain, the letters of the files before it tell it, the largest first. */
function decodedTogether(
  files: readonly FolderFile[],
): readonly { readonly name: string; readonly decoded: Decoded }[] {
  const seen = new Set<string>();
  const learn = (decoded: Decoded): Decoded => {
    if (!('otherKind' in decoded) && decoded.rival === null) for (const one of lettersOf(decoded)) seen.add(one);
    return decoded;
  };
  const first = files.map(({ bytes }) => decodeText(bytes));
  for (const decoded of first) if (!('otherKind' in decoded) && decoded.certain) learn(decoded);
  const done = new Map<string, Decoded>();
  const uncertain = files.filter((_, n) => 'certain' in (first[n] as Decoded) && !(first[n] as Text).certain);
  for (const { name, bytes } of [...uncertain].sort((a, b) => b.bytes.length - a.bytes.length))
    done.set(name, learn(decodeText(bytes, seen)));
  return files.map(({ name }, n) => ({ name, decoded: done.get(name) ?? (first[n] as Decoded) }));
}

/** With a name out of the file: whether its letters are right, a person sees at a glance. */
function remarkOnEncoding(name: string, decoded: Text, table: Table | null, findings: Findings): void {
  const { encoding, example, otherLines, certain, rival } = decoded;
  const names = table === null ? [] : table.rows.map((row) => cellOf(table, row, 'displayName'));
  const foreign = names.find((one) => /(?![a-z])\p{L}/iu.test(one)) ?? example;
  if (!certain) findings.add(name, null, 'encoding-assumed', { encoding, example: foreign || '–' });
  if (rival !== null)
    findings.add(name, null, 'encoding-doubtful', {
      encoding,
      other: rival.encoding,
      count: rival.words.length,
      list: rival.words.join(', '),
    });
  if (otherLines.length > 0)
    findings.add(name, otherLines[0] as number, 'two-encodings', {
      count: otherLines.length,
      lines: listed(otherLines),
    });
}

const lookedFor =
  'Looked for CSV files with mailboxes (step 49: UserPrincipalName, Alias, PrimarySmtpAddress, EmailAddresses), users (the export of the Microsoft 365 admin center: User principal name, Display name, Proxy addresses) or recipients (the export of the Exchange admin center: Display name, Email address, Recipient type), or snapshots that the bot keeps (backup-source-mailboxes.json).';

function unusable(
  folder: string,
  seen: readonly string[],
  findings: readonly Finding[],
  why: string,
  instead = lookedFor,
): CompanyUnreadable {
  const names = seen.slice(0, 20).map((name) => printable(name));
  const found =
    seen.length === 0 ? 'The folder is empty.' : `Found: ${names.join(', ')}${seen.length > 20 ? ' …' : ''}.`;
  return new CompanyUnreadable(
    [
      `No company can be made of the files in ${printable(folder)}: ${why}.`,
      instead,
      found,
      ...findingLines(findings.slice(0, 20)).map((line) => `  ${line}`),
    ].join('\n'),
  );
}
