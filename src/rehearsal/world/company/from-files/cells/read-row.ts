/** What the cells of one row say. What cannot be read is a remark, and counts as empty. */
import {
  domainPart,
  isAddress,
  isGuid,
  isNothing,
  isPrincipalName,
  isTypeName,
  localPartOf,
  principalNameFrom,
  readAddresses,
} from './cells.js';
import { readBoolean } from './booleans.js';
import { cellAt, cellOf, typeColumnsOf, type Field, type Table } from '../tables/columns.js';
import { listed, type TableRow } from '../text/csv-table.js';
import { dayPlaceOf, isEitherWay, readDate, type DayPlace } from './dates.js';
import { newMail, type DraftMail, type Place } from '../objects/draft.js';
import type { Findings } from '../told/findings.js';
import { hasLostLetters } from './garbled.js';
import { isCut, isEmptyList, namesIn, withoutLast } from './list-cells.js';
import { groupKind, kindByName, readKind, type RecipientKind } from '../tables/recipient-kinds.js';
import { isSpoilt } from '../text/spreadsheets.js';
import { isUnroutableName } from '../domains/unroutable.js';

/** What a row is about, and by which word; null where it does not say. */
export interface Subject {
  readonly kind: RecipientKind | null;
  readonly word: string;
}

export class RowReader {
  private readonly typeNames: Record<'addresses' | 'members' | 'licences', number[]> = {
    addresses: [],
    members: [],
    licences: [],
  };
  private readonly days = new Map<Field, { readonly day: DayPlace; readonly eitherWay: number[] }>();
  private readonly unroutable: { readonly line: number; readonly domain: string }[] = [];

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
    if (byName !== null) return { kind: byName, word: mail.alias ?? name };
    const said = (field: Field): boolean | null => readBoolean(this.cell(row, field));
    const ofGroup = groupKind(this.cell(row, 'groupTypes'), said('mailEnabled'), said('securityEnabled'));
    return { kind: ofGroup ?? this.table.rowsAre, word: '' };
  }

  /** `findings` null: only to look. */
  mail(row: TableRow, findings: Findings | null = this.findings): DraftMail {
    const { table } = this;
    const mail = newMail();
    for (const { place, type } of table.addressColumns) {
      const cell = cellAt(row, place);
      if (cell === '' || isNothing(cell)) continue;
      if (isTypeName(cell)) {
        if (findings !== null) this.typeName('addresses', row);
        continue;
      }
      const { primary, addresses, broken, cut } = readAddresses(cell, type);
      mail.primary ??= primary;
      mail.addresses.push(...addresses);
      for (const value of broken) findings?.add(table.file, row.line, 'bad-address', { value });
      if (cut) findings?.add(table.file, row.line, 'addresses-cut', { count: addresses.length });
    }
    const primary = withoutType(this.cell(row, 'primary'));
    if (isAddress(primary)) this.primary(row, mail, primary, findings);
    else if (primary !== '') findings?.add(table.file, row.line, 'bad-primary', { value: primary });
    const external = withoutType(this.cell(row, 'externalAddress'));
    if (isAddress(external)) mail.external = external;
    else if (external !== '') findings?.add(table.file, row.line, 'bad-external', { value: external });
    const alias = this.cell(row, 'alias');
    if (isSpoilt(alias)) findings?.add(table.file, row.line, 'alias-spoilt', { value: alias });
    else mail.alias = alias || null;
    return mail;
  }

  /** Of the two the list says it in capitals: the attribute `mail` may be an older one. */
  private primary(row: TableRow, mail: DraftMail, value: string, findings: Findings | null): void {
    const first = mail.primary;
    const isListed = mail.addresses.some((one) => one.startsWith('SMTP:') && isEqual(one.slice(5), value));
    if (first === null || isListed) {
      mail.primary = value;
      return;
    }
    const column = this.table.heading[this.table.columns.get('primary') as number] as string;
    findings?.add(this.table.file, row.line, 'primary-of-list', { column, value, first });
    const listed = mail.addresses.filter(isSmtp).map(withoutType);
    if (listed.some((one) => isEqual(one, value))) return;
    // It may be anybody's, and must not make a domain the company's.
    if (listed.some((one) => domainPart(one) === domainPart(value))) mail.addresses.push(`smtp:${value}`);
  }

  name(row: TableRow, field: Field): string | null {
    const value = this.cell(row, field);
    const { file } = this.table;
    if (/^[=+@-]/.test(value)) this.findings.add(file, row.line, 'formula', { value });
    if (hasLostLetters(value)) this.findings.add(file, row.line, 'letters-lost', { value });
    return value === '' ? null : value.slice(0, 256);
  }

  /** Where there is no column for it, its `Name`, which Exchange may have made out of an id. */
  displayName(row: TableRow): string | null {
    if (this.table.columns.has('displayName')) return this.name(row, 'displayName');
    return isGuid(this.cell(row, 'name')) ? null : this.name(row, 'name');
  }

  /** How lists of members may call it. */
  otherNames(row: TableRow): string[] {
    const given = [this.cell(row, 'name'), this.cell(row, 'distinguishedName'), this.cell(row, 'alias')];
    return [...given, this.cell(row, 'objectId')].filter((name) => name !== '');
  }

  names(row: TableRow, field: 'members' | 'owners'): string[] {
    const cell = this.cell(row, field);
    if (isTypeName(cell)) {
      this.typeName('members', row);
      return [];
    }
    if (!isCut(cell)) return [...namesIn(cell)];
    const column = this.table.heading[this.table.columns.get(field) as number] ?? field;
    this.findings.add(this.table.file, row.line, 'members-cut', { column });
    return [...namesIn(withoutLast(cell))];
  }

  /** Null where the row does not say it. */
  licensed(row: TableRow): boolean | null {
    const cell = this.cell(row, 'licenses');
    if (!isTypeName(cell))
      return readBoolean(cell) ?? (cell !== '' && !isEmptyList(cell) && !/^(unlicensed|без лицензии)$/i.test(cell));
    this.typeName('licences', row);
    return null;
  }

  objectId(row: TableRow): string | null {
    const id = this.cell(row, 'objectId');
    if (isGuid(id)) return id.toLowerCase();
    if (id !== '') this.findings.add(this.table.file, row.line, 'bad-object-id', { value: id });
    return null;
  }

  enabled(row: TableRow): boolean | null {
    const blocked = this.boolean(row, 'blocked') ?? this.boolean(row, 'accountDisabled');
    if (blocked !== null) return !blocked;
    return this.boolean(row, 'enabled') ?? this.boolean(row, 'directoryEnabled');
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
    let days = this.days.get(field);
    if (days === undefined) {
      days = { day: dayPlaceOf(this.table, this.table.columns.get(field) as number), eitherWay: [] };
      this.days.set(field, days);
    }
    if (days.day === 'either' && isEitherWay(value)) days.eitherWay.push(row.line);
    const read = readDate(value, days.day);
    if (read !== null) return read;
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
    if (isUnroutableName(value) && columns.has('userPrincipalName')) {
      this.unroutable.push({ line: row.line, domain: domainPart(value) });
      const other = address === value ? null : (address ?? null);
      const name = other === null ? null : isPrincipalName(other) ? other : principalNameFrom(other);
      // Without any address it is completed once the initial domain is known, as the synchronisation does.
      return { name: known ?? name ?? `${localPartOf(value)}@`, found: true };
    }
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
    const { file, rows, heading, columns } = this.table;
    if (this.unroutable.length > 0)
      this.findings.add(file, this.unroutable[0]?.line ?? null, 'names-unroutable', {
        count: this.unroutable.length,
        lines: listed(this.unroutable.map(({ line }) => line)),
        list: [...new Set(this.unroutable.map(({ domain }) => domain))].join(', '),
      });
    for (const [what, at] of Object.entries(this.typeNames))
      if (at.length > 0)
        this.findings.add(file, at[0] as number, `type-name-${what as keyof typeof this.typeNames}`, {
          count: at.length,
          rows: rows.length,
          lines: listed(at),
        });
    for (const [field, { eitherWay }] of this.days)
      if (eitherWay.length > 0)
        this.findings.add(file, eitherWay[0] as number, 'dates-either-way', {
          column: heading[columns.get(field) as number] ?? field,
          count: eitherWay.length,
          lines: listed(eitherWay),
        });
  }

  private typeName(what: keyof typeof this.typeNames, { line }: TableRow): void {
    if (this.typeNames[what].at(-1) !== line) this.typeNames[what].push(line);
  }
}

const isEqual = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

export const withoutType = (text: string): string => text.replace(/^smtp:/i, '');
export const isSmtp = (address: string): boolean => /^smtp:/i.test(address);
