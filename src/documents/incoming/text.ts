/** Files of text: tables, zone files, JSON, and what a console printed. */
import { CsvError, parse } from 'csv-parse/sync';
import type { FileType } from '../../contract/files.js';
import { allowed, refused, type Outcome } from '../../errors.js';
import { damaged, type Objection } from './judged.js';
import { tableIn } from './table-in.js';

const longestLine = 64 * 1024;
/** Ten megabytes of nothing but line ends would keep everybody waiting for as long as they are gone through. */
const mostLines = 500_000;
const mostRows = 200_000;
const mostColumns = 500;
const deepest = 500;
const mostLists = 500_000;

/** Null: it is none. Excel writes a table in the code page of the machine where nobody asks it for UTF-8: there that is the Russian one. */
export function textOf(content: Buffer): string | null {
  // What DOS ended a file with, and some programs of Windows still do.
  const text = decoded(content)?.replace(/\u001a$/, '') ?? null;
  // Tab, line feed, form feed and carriage return are the only ones that people's files have.
  return text === null || /[^\P{Cc}\t\n\f\r\u0085]/u.test(text) ? null : text;
}

/** Text that a console printed with its colours and moving bars: what others would open could move their own screens as well. */
export function steersScreen(content: Buffer): boolean {
  const text = decoded(content);
  if (text === null || text.includes('\0') || isMarkup(text)) return false;
  const signs = text.match(/[\u0007\u0008\u001a\u001b]/g)?.length ?? 0;
  return signs > 0 && !/[^\P{Cc}\u0007\u0008\t\n\f\r\u001a\u001b\u0085]/u.test(text) && signs * 4 < text.length;
}

function decoded(content: Buffer): string | null {
  const [first, second] = content;
  if (first === 0xff && second === 0xfe) return decodeAs('utf-16le', content);
  if (first === 0xfe && second === 0xff) return decodeAs('utf-16be', content);
  return decodeAs('utf-8', content) ?? decodeAs('windows-1251', content);
}

function decodeAs(encoding: string, content: Buffer): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(content);
  } catch {
    return null;
  }
}

/** A page, a picture or a program: what a reader of text would take for something else. */
export const isMarkup = (text: string): boolean => /^\s*(?:<|#!|@echo\b)/i.test(text);

/** What it is by its words, under the ending that it has. */
export function kindOfText(text: string, ending: string): Outcome<FileType> {
  if (ending === 'json') return kindUnless('JSON', objectionToJson(text));
  const lines = text.split(/\r\n|\n|\r/, mostLines + 1);
  if (lines.length > mostLines) return refused('upload.many-lines', { most: mostLines });
  const line = lines.findIndex((one) => one.length > longestLine);
  if (line !== -1) return refused('upload.long-line', { line: line + 1 });
  if (ending === 'csv') return kindUnless('CSV', objectionToCsv(text));
  if (['zone', 'dns', 'db'].includes(ending)) return kindUnless('zone', objectionToZone(lines));
  return allowed(objectionToZone(lines) === null ? 'zone' : 'text');
}

const kindUnless = (kind: FileType, objection: Objection): Outcome<FileType> => objection ?? allowed(kind);

function objectionToJson(text: string): Objection {
  if (isBoundless(text)) return refused('upload.grows', { kind: 'JSON' });
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? null : damaged('JSON');
  } catch {
    return damaged('JSON');
  }
}

/** Millions of lists, and each in another most of all, take seconds and half a gigabyte to be made. */
function isBoundless(text: string): boolean {
  let depth = 0;
  let lists = 0;
  let isText = false;
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at];
    if (sign === '\\') at += 1;
    else if (sign === '"') isText = !isText;
    else if (isText) continue;
    else if (sign === ']' || sign === '}') depth -= 1;
    else if (sign === '[' || sign === '{') {
      depth += 1;
      lists += 1;
      if (depth > deepest || lists > mostLists) return true;
    }
  }
  return false;
}

/** Of a table that was judged before. */
export function headOfCsv(text: string): readonly string[] {
  const { table, delimiter } = tableIn(text);
  const [head = []] = parse(table, { delimiter, bom: true, relax_column_count: true, skip_empty_lines: true, to: 1 });
  return head;
}

/** Excel leaves the empty cells at the end of a row out, and ends its last line like every other: a file that was cut does not. */
const isBrokenOff = (table: string): boolean => !/[\r\n]\u001a?$/.test(table);

function objectionToCsv(text: string): Objection {
  const { table, delimiter, linesBefore } = tableIn(text);
  try {
    let rows = 0;
    let columns = 0;
    let last = { line: 0, has: 0, columns };
    parse(table, {
      delimiter,
      bom: true,
      relax_column_count: true,
      skip_empty_lines: true,
      max_record_size: longestLine * 2,
      // Nothing is read behind the first row that speaks against it, and none is kept.
      on_record: (record: readonly string[], { lines }) => {
        rows += 1;
        if (rows === 1) columns = record.length;
        last = { line: linesBefore + lines, has: record.length, columns };
        if (rows > mostRows) throw new Unfit(refused('upload.many-rows', { most: mostRows }));
        if (columns > mostColumns) throw new Unfit(refused('upload.many-columns', { most: mostColumns }));
        if (record.length > columns) throw new Unfit(refused('upload.uneven', last));
        return null;
      },
    });
    if (last.has < columns && isBrokenOff(table)) return refused('upload.uneven', last);
    return rows < 2 ? refused('upload.no-rows') : null;
  } catch (fault) {
    if (fault instanceof Unfit) return fault.objection;
    if (!(fault instanceof CsvError)) throw fault;
    return fault.code === 'CSV_MAX_RECORD_SIZE' ? refused('upload.long-line', { line: 1 }) : damaged('CSV');
  }
}

class Unfit extends Error {
  constructor(readonly objection: Outcome<never>) {
    super('a row speaks against the table');
  }
}

const recordTypes =
  /^(?:A|AAAA|AFSDB|ALIAS|ANAME|APL|CAA|CDNSKEY|CDS|CERT|CNAME|CSYNC|DHCID|DNAME|DNSKEY|DS|HINFO|HTTPS|IPSECKEY|KEY|KX|LOC|MX|NAPTR|NS|NSEC|NSEC3|NSEC3PARAM|OPENPGPKEY|PTR|RP|RRSIG|SIG|SMIMEA|SOA|SPF|SRV|SSHFP|SVCB|TLSA|TXT|URI|WINS|WINSR|TYPE\d{1,5})$/i;

/** https://www.rfc-editor.org/rfc/rfc1035#section-5.1; a file that brings in others says too little by itself. */
function objectionToZone(lines: readonly string[]): Objection {
  let open = 0;
  let records = 0;
  for (const line of lines) {
    // A text that is not closed goes on to the end of its line: where it could not, each of its signs would be the beginning of another try.
    const [bare = ''] = line.replace(/"(?:[^"\\]|\\.?)*(?:"|$)/g, '"').split(';', 1);
    const continues = open > 0;
    open += bare.split('(').length - bare.split(')').length;
    if (open < 0) return damaged('zone');
    if (continues || bare.trim() === '') continue;
    if (/^\$(?:ORIGIN|TTL)\s+\S+\s*$/i.test(bare)) continue;
    // A range stands for many records: https://bind9.readthedocs.io/en/latest/chapter3.html#bind-primary-file-extension-the-generate-directive
    if (!isRecord(bare.replace(/^\$GENERATE\s+[\d/-]+\s+/i, ''))) return damaged('zone');
    records += 1;
  }
  return open === 0 && records > 0 ? null : damaged('zone');
}

/** `3600`, `1h30m` */
const timeToLive = /^\d+(?:[smhdw]\d+)*[smhdw]?$/i;
/** dnscmd writes into its exports when a record was last refreshed. */
const aging = /^\[Aging:\d+\]$/i;

/** Owner, unless it is that of the line before; time to live and class in either order, or neither; type; value. */
function isRecord(line: string): boolean {
  const [, ...parts] = line.trimEnd().split(/\s+/);
  const at = parts.findIndex((part) => !timeToLive.test(part) && !aging.test(part) && !/^(?:IN|CH|HS)$/i.test(part));
  return at !== -1 && recordTypes.test(parts[at] ?? '') && at + 1 < parts.length;
}
