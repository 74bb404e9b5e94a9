/** Files of text: tables, zone files, JSON, and what a console printed. */
import { CsvError, parse } from 'csv-parse/sync';
import type { FileType } from '../../contract/files.js';
import { allowed, refused, type Outcome } from '../../errors.js';
import { damaged, type Objection } from './judged.js';

const longestLine = 64 * 1024;
/** Ten megabytes of nothing but line ends would keep everybody waiting for as long as they are gone through. */
const mostLines = 500_000;
const mostRows = 200_000;
const mostColumns = 500;
const deepest = 500;
const mostLists = 500_000;

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

/** Which sign stands between its cells is seen in the first line; Excel may name it in a line before that. */
function tableIn(text: string): { readonly table: string; readonly delimiter: string } {
  const [named = ''] = /^\ufeff?sep=.\r?\n/i.exec(text) ?? [];
  const table = text.slice(named.length);
  const head = table.slice(0, table.search(/\r|\n|$/));
  const delimiter = [',', ';', '\t', '|'].reduce((best, one) =>
    head.split(one).length > head.split(best).length ? one : best,
  );
  return { table, delimiter };
}

/** Of a table that was judged before. */
export function headOfCsv(text: string): readonly string[] {
  const { table, delimiter } = tableIn(text);
  const [head = []] = parse(table, { delimiter, bom: true, relax_column_count: true, skip_empty_lines: true, to: 1 });
  return head;
}

function objectionToCsv(text: string): Objection {
  const { table, delimiter } = tableIn(text);
  try {
    let rows = 0;
    let columns = 0;
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
        if (rows > mostRows) throw new Unfit(refused('upload.many-rows', { most: mostRows }));
        if (columns > mostColumns) throw new Unfit(refused('upload.many-columns', { most: mostColumns }));
        if (record.length !== columns)
          throw new Unfit(refused('upload.uneven', { line: lines, has: record.length, columns }));
        return null;
      },
    });
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
  /^(?:A|AAAA|AFSDB|ALIAS|ANAME|APL|CAA|CDNSKEY|CDS|CERT|CNAME|CSYNC|DHCID|DNAME|DNSKEY|DS|HINFO|HTTPS|IPSECKEY|KEY|KX|LOC|MX|NAPTR|NS|NSEC|NSEC3|NSEC3PARAM|OPENPGPKEY|PTR|RP|RRSIG|SIG|SMIMEA|SOA|SPF|SRV|SSHFP|SVCB|TLSA|TXT|URI)$/i;

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
    if (!isRecord(bare)) return damaged('zone');
    records += 1;
  }
  return open === 0 && records > 0 ? null : damaged('zone');
}

/** Owner, unless it is that of the line before; time to live and class in either order, or neither; type; value. */
function isRecord(line: string): boolean {
  const parts = line.trimEnd().split(/\s+/);
  const type = parts.findIndex((part, index) => index > 0 && !/^(?:\d+[smhdw]?|IN|CH|HS)$/i.test(part));
  return type !== -1 && recordTypes.test(parts[type] ?? '') && parts.length > type + 1;
}
