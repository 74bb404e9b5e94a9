/** Files of text: tables, zone files, JSON, and what a console printed. */
import { CsvError, parse } from 'csv-parse/sync';
import type { FileType } from '../../contract/files.js';
import { allowed, refused, type Outcome } from '../../errors.js';
import { damaged, type Objection } from './judged.js';
import { tableIn } from './table-in.js';

const longestLine = 64 * 1024;
const mostRows = 200_000;
const mostColumns = 500;

/** Null: it is none. Excel writes a table in the code page of the machine where nobody asks it for UTF-8: there that is the Russian one. */
export function textOf(content: Buffer): string | null {
  const text = decoded(content);
  // Tab, line feed, form feed and carriage return are the only ones that people's files have.
  return text === null || /[^\P{Cc}\t\n\f\r\u0085]/u.test(text) ? null : text;
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
  const line = text.split(/\r\n|\n|\r/).findIndex((one) => one.length > longestLine);
  if (line !== -1) return refused('upload.long-line', { line: line + 1 });
  if (ending === 'csv') return kindUnless('CSV', objectionToCsv(text));
  if (['zone', 'dns', 'db'].includes(ending)) return kindUnless('zone', objectionToZone(text));
  return allowed(objectionToZone(text) === null ? 'zone' : 'text');
}

const kindUnless = (kind: FileType, objection: Objection): Outcome<FileType> => objection ?? allowed(kind);

function objectionToJson(text: string): Objection {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? null : damaged('JSON');
  } catch {
    return damaged('JSON');
  }
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
    const rows = parse(table, {
      delimiter,
      bom: true,
      relax_column_count: true,
      skip_empty_lines: true,
      max_record_size: longestLine * 2,
      to: mostRows + 1,
      info: true,
    }) as unknown as readonly { readonly record: readonly string[]; readonly info: { readonly lines: number } }[];
    if (rows.length > mostRows) return refused('upload.many-rows', { most: mostRows });
    const columns = rows[0]?.record.length ?? 0;
    if (columns > mostColumns) return refused('upload.many-columns', { most: mostColumns });
    const other = rows.find(
      ({ record }, index) =>
        record.length > columns || (record.length < columns && index === rows.length - 1 && isBrokenOff(table)),
    );
    if (other !== undefined)
      return refused('upload.uneven', { line: linesBefore + other.info.lines, has: other.record.length, columns });
    return rows.length < 2 ? refused('upload.no-rows') : null;
  } catch (fault) {
    if (!(fault instanceof CsvError)) throw fault;
    return fault.code === 'CSV_MAX_RECORD_SIZE' ? refused('upload.long-line', { line: 1 }) : damaged('CSV');
  }
}

const recordTypes =
  /^(?:A|AAAA|AFSDB|ALIAS|ANAME|APL|CAA|CDNSKEY|CDS|CERT|CNAME|CSYNC|DHCID|DNAME|DNSKEY|DS|HINFO|HTTPS|IPSECKEY|KEY|KX|LOC|MX|NAPTR|NS|NSEC|NSEC3|NSEC3PARAM|OPENPGPKEY|PTR|RP|RRSIG|SIG|SMIMEA|SOA|SPF|SRV|SSHFP|SVCB|TLSA|TXT|URI)$/i;

/** https://www.rfc-editor.org/rfc/rfc1035#section-5.1; a file that brings in others says too little by itself. */
function objectionToZone(text: string): Objection {
  let open = 0;
  let records = 0;
  for (const line of text.split(/\r\n|\n|\r/)) {
    const bare = line.replace(/"(?:[^"\\]|\\.)*"/g, '"').replace(/;.*$/, '');
    const continues = open > 0;
    open += bare.split('(').length - bare.split(')').length;
    if (open < 0) return damaged('zone');
    if (continues || bare.trim() === '') continue;
    if (/^\$(?:ORIGIN|TTL)\s+\S+\s*$/i.test(bare)) continue;
    if (!isRecord(bare)) return damaged('zone');
    records += 1;
  }
  return open === 0 && records > 0 ? null : damaged('zone');
}

/** Owner, unless it is that of the line before; time to live and class in either order, or neither; type; value. */
function isRecord(line: string): boolean {
  const parts = line.trimEnd().split(/\s+/).slice(1);
  while (/^(?:\d+[smhdw]?|IN|CH|HS)$/i.test(parts[0] ?? '')) parts.shift();
  return recordTypes.test(parts[0] ?? '') && parts.length > 1;
}
