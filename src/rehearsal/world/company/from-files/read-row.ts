/** What the cells of one row say. What cannot be read is a remark, and counts as empty. */
import {
  isAddress,
  isGuid,
  isPrincipalName,
  isTypeName,
  principalNameFrom,
  readAddresses,
  readBoolean,
} from './cells.js';
import { cellAt, cellOf, isNothing, typeColumnsOf, type Field, type Table } from './columns.js';
import { listed, type TableRow } from './csv-table.js';
import { newMail, type DraftMail, type Place } from './draft.js';
import type { Findings } from './findings.js';
import { kindByName, readKind, type RecipientKind } from './recipient-kinds.js';

/** What a row is about, and by which word; null where it does not say. */
export interface Subject {
  readonly kind: RecipientKind | null;
  readonly word: string;
}

export class RowReader {
  private typeNames: number[] = [];

  constructor(
    private readonly table: Table,
    private readonly findings: Findings,
  ) {}

  place(row: TableRow): Place {
    return { file: this.table.file, line: row.line };
  }

  cell(row: TableRow, field: Field): string {
    return cellOf(this.table, row, field);
  }

  /**
   * The finest of the type columns that says anything, then the name that Exchange gives to its own. Null with a word: the kind is not
   * known, and that is somebody else's to say.
   */
  subject(row: TableRow, mail: DraftMail): Subject {
    const words = typeColumnsOf(this.table)
      .map((column) => ({ column, word: this.cell(row, column) }))
      .filter(({ word }) => word !== '');
    for (const { column, word } of words) {
      const kind = readKind(word, column);
      if (kind !== null) return { kind, word };
    }
    const [first] = words;
    if (first !== undefined) return { kind: null, word: first.word };
    const name = mail.primary ?? mail.addresses[0]?.replace(/^smtp:/i, '') ?? this.cell(row, 'displayName');
    const byName = kindByName(name) ?? kindByName(mail.alias ?? '');
    return { kind: byName, word: byName === null ? '' : (mail.alias ?? name) };
  }

  /** `findings` null: only to look. */
  mail(row: TableRow, findings: Findings | null = this.findings): DraftMail {
    const { table } = this;
    const mail = newMail();
    for (const { place, type } of table.addressColumns) {
      const cell = cellAt(row, place);
      if (cell === '' || isNothing(cell)) continue;
      if (isTypeName(cell)) {
        if (findings !== null && this.typeNames.at(-1) !== row.line) this.typeNames.push(row.line);
        continue;
      }
      const { primary, addresses, broken, cut } = readAddresses(cell, type);
      mail.primary ??= primary;
      mail.addresses.push(...addresses);
      for (const value of broken) findings?.add(table.file, row.line, 'bad-address', { value });
      if (cut) findings?.add(table.file, row.line, 'addresses-cut', { count: addresses.length });
    }
    const primary = withoutType(this.cell(row, 'primary'));
    if (isAddress(primary)) mail.primary = primary;
    else if (primary !== '') findings?.add(table.file, row.line, 'bad-primary', { value: primary });
    const external = withoutType(this.cell(row, 'externalAddress'));
    if (isAddress(external)) mail.external = external;
    else if (external !== '') findings?.add(table.file, row.line, 'bad-external', { value: external });
    mail.alias = this.cell(row, 'alias') || null;
    return mail;
  }

  name(row: TableRow, field: Field): string | null {
    const value = this.cell(row, field);
    const { file } = this.table;
    if (/^[=+@-]/.test(value)) this.findings.add(file, row.line, 'formula', { value });
    if (hasLostLetters(value)) this.findings.add(file, row.line, 'letters-lost', { value });
    return value === '' ? null : value.slice(0, 256);
  }

  names(row: TableRow, field: Field): string[] {
    return this.cell(row, field)
      .split(/[,;|\n]+/)
      .map((one) => withoutType(one.trim()))
      .filter((one) => one !== '');
  }

  objectId(row: TableRow): string | null {
    const id = this.cell(row, 'objectId');
    if (isGuid(id)) return id.toLowerCase();
    if (id !== '') this.findings.add(this.table.file, row.line, 'bad-object-id', { value: id });
    return null;
  }

  enabled(row: TableRow): boolean | null {
    const blocked = this.boolean(row, 'blocked');
    return blocked === null ? this.boolean(row, 'enabled') : !blocked;
  }

  boolean(row: TableRow, field: Field): boolean | null {
    const value = this.cell(row, field);
    const read = readBoolean(value);
    if (read === null && value !== '')
      this.findings.add(this.table.file, row.line, 'bad-boolean', {
        value,
        column: this.table.heading[this.table.columns.get(field) as number] as string,
      });
    return read;
  }

  date(row: TableRow, field: Field): string | null {
    const value = this.cell(row, field);
    if (value === '') return null;
    const russian = /^(\d{1,2})\.(\d{1,2})\.(\d{4})(?:[ T](\d{1,2}:\d{2}(?::\d{2})?))?$/.exec(value);
    const time = russian
      ? `${russian[3]}-${russian[2]?.padStart(2, '0')}-${russian[1]?.padStart(2, '0')}T${(russian[4] ?? '00:00').replace(/^\d:/, '0$&')}Z`
      : /(Z|GMT|[+-]\d{2}:?\d{2})$/.test(value) || /^\d{4}-\d{2}-\d{2}$/.test(value)
        ? value
        : `${value} UTC`;
    const read = Date.parse(time);
    if (!Number.isNaN(read)) return new Date(read).toISOString().replace('.000Z', 'Z');
    const instead = '2026-11-20T00:00:00Z';
    this.findings.add(this.table.file, row.line, 'bad-date', { value, instead });
    return instead;
  }

  /**
   * The sign-in name of the row, or what stands for it: the name of whoever is known already, the primary address, or a name made from an
   * address that Entra ID would not take.
   */
  principalName(
    row: TableRow,
    mail: DraftMail,
    known: string | null,
  ): { readonly name: string; readonly found: boolean } | null {
    const { file, columns } = this.table;
    const value = this.cell(row, 'userPrincipalName');
    if (isPrincipalName(value)) return { name: value, found: true };
    const address = [mail.primary, ...mail.addresses.filter(isSmtp).map((one) => one.slice(5)), value].find(
      (one): one is string => one !== null && isAddress(one),
    );
    const instead = known ?? (address !== undefined && isPrincipalName(address) ? address : null);
    if (instead === null) {
      const made = address === undefined ? null : principalNameFrom(address);
      if (made !== null && address !== undefined) {
        this.findings.add(file, row.line, 'principal-name-made', { address, name: made });
        return { name: made, found: true };
      }
      if (value === '') this.findings.add(file, row.line, 'row-without-anyone');
      else this.findings.add(file, row.line, 'row-without-name', { value });
      return null;
    }
    if (!columns.has('userPrincipalName')) return { name: instead, found: known !== null };
    if (value === '') this.findings.add(file, row.line, 'no-principal-name', { instead });
    else this.findings.add(file, row.line, 'bad-principal-name', { value, instead });
    return { name: instead, found: true };
  }

  end(): void {
    const { file, rows } = this.table;
    const [first = null] = this.typeNames;
    if (first === null) return;
    const values = { count: this.typeNames.length, rows: rows.length, lines: listed(this.typeNames) };
    this.findings.add(file, first, 'type-name-addresses', values);
  }
}

export const withoutType = (text: string): string => text.replace(/^smtp:/i, '');
export const isSmtp = (address: string): boolean => /^smtp:/i.test(address);

/** Two question marks, one that touches a letter, what a decoder puts for nothing, or UTF-8 that somebody read as Windows-1252. */
export const hasLostLetters = (text: string): boolean =>
  /\?{2,}|\uFFFD|\p{L}\?\p{L}|(?:^|[\s-])\?\p{L}{2}|\p{L}{2}\?(?:\s|$)|[ÃÐÑ][\u0080-\u00bf]/u.test(text);
