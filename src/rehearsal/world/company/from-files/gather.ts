/** From the tables to what they say together: rows about one person are one person, and nobody is invented. */
import {
  isAddress,
  isGroupKind,
  isGuid,
  isPrincipalName,
  isTypeName,
  readAddresses,
  readBoolean,
  readRecipientType,
} from './cells.js';
import { cellOf, type Field, type Table, type TableKind } from './columns.js';
import { listed, type TableRow } from './csv-table.js';
import { newMail, newPerson, type Draft, type DraftMail, type DraftPerson, type Place } from './draft.js';
import type { Findings } from './findings.js';

const order: readonly TableKind[] = [
  'domains',
  'users',
  'mailboxes',
  'addresses',
  'groups',
  'contacts',
  'forwarding',
  'delegations',
];

export function gather(tables: readonly Table[], findings: Findings): Draft {
  const gathering = new Gathering(findings);
  for (const kind of order) for (const table of tables) if (table.kind === kind) gathering.take(table);
  gathering.mailboxesByLicence(tables);
  return gathering.draft;
}

class Gathering {
  readonly draft: Draft = { people: new Map(), groups: [], contacts: [], destinationForwarding: [], domains: null };
  private readonly byAddress = new Map<string, DraftPerson>();
  private readonly byAlias = new Map<string, DraftPerson | null>();
  private readonly linesOfTable = new Map<string, number>();
  private typeNames: number[] = [];
  private nameless = 0;

  constructor(private readonly findings: Findings) {}

  take(table: Table): void {
    this.typeNames = [];
    this.nameless = 0;
    this.linesOfTable.clear();
    const asGroups = table.kind === 'groups' || (table.kind === 'addresses' && this.areGroups(table));
    for (const row of table.rows) {
      if (table.kind === 'domains') this.domain(table, row);
      else if (table.kind === 'users') this.user(table, row);
      else if (table.kind === 'contacts') this.contact(table, row);
      else if (table.kind === 'forwarding') this.forwarding(table, row);
      else if (table.kind !== 'delegations') this.recipient(table, row, asGroups);
    }
    const { file } = table;
    if (table.kind === 'delegations') this.findings.add(file, null, 'delegations-unused', { count: table.rows.length });
    if (this.typeNames.length > 0) {
      const [first = null] = this.typeNames;
      const values = { count: this.typeNames.length, rows: table.rows.length, lines: listed(this.typeNames) };
      this.findings.add(file, first, 'type-name-addresses', values);
    }
    if (this.nameless > 0) this.findings.add(file, null, 'no-principal-name-column', { count: this.nameless });
  }

  /** Without any table of mailboxes a user with a licence and an address has one. */
  mailboxesByLicence(tables: readonly Table[]): void {
    if (tables.some((table) => table.kind === 'mailboxes') || [...this.draft.people.values()].some(({ mail }) => mail))
      return;
    let count = 0;
    for (const person of this.draft.people.values()) {
      const primary = person.addresses.find((address) => address.startsWith('SMTP:'));
      if (primary === undefined || person.licensed === false || person.guest || person.deletedAt !== null) continue;
      person.mail = { ...newMail(), primary: primary.slice(5), addresses: person.addresses };
      count += 1;
    }
    if (count > 0) this.findings.add('', null, 'mailboxes-by-licence', { count });
  }

  private domain(table: Table, row: TableRow): void {
    const name = cellOf(table, row, 'domainName').toLowerCase().replace(/^@/, '');
    if (!/^[a-z0-9.-]+\.[a-z0-9-]+$/.test(name)) {
      this.findings.add(table.file, row.line, 'bad-domain', { value: name });
      return;
    }
    this.draft.domains ??= new Map();
    this.draft.domains.set(name, { isDefault: this.boolean(table, row, 'isDefaultDomain') ?? false });
  }

  private user(table: Table, row: TableRow): void {
    const mail = this.mail(table, row);
    const name = this.principalName(table, row, mail.primary);
    if (name === null) return;
    const person = this.person(table, row, name);
    person.enabled ??= this.enabled(table, row);
    if (table.columns.has('licenses') && person.licensed === null) {
      const licenses = cellOf(table, row, 'licenses');
      person.licensed = licenses !== '' && !/^(unlicensed|без лицензии|нет)$/i.test(licenses);
    }
    if (cellOf(table, row, 'syncedAt') !== '' || this.boolean(table, row, 'synced') === true) person.synced = true;
    if (/^(guest|гость)$/i.test(cellOf(table, row, 'userType'))) person.guest = true;
    const deleted = cellOf(table, row, 'deletedAt');
    if (deleted !== '') person.deletedAt = this.date(table, row, deleted);
    this.join(person.addresses, mail);
    this.know(person, mail, { file: table.file, line: row.line });
  }

  private recipient(table: Table, row: TableRow, asGroup: boolean): void {
    const mail = this.mail(table, row);
    if (asGroup || (mail.kind !== null && isGroupKind(mail.kind))) return this.group(table, row, mail);
    if (mail.kind === 'MailContact') {
      if (mail.primary === null) return this.findings.add(table.file, row.line, 'row-without-anyone');
      const place = { file: table.file, line: row.line };
      const displayName = this.name(table, row, 'displayName') ?? mail.primary;
      this.draft.contacts.push({ place, side: 'source', displayName, external: mail.primary });
      return;
    }
    const known = table.columns.has('userPrincipalName') ? undefined : this.knownBy(mail);
    const name = known?.userPrincipalName ?? this.principalName(table, row, mail.primary);
    if (name === null) return;
    const person = this.person(table, row, name);
    if (person.mail === null) person.mail = newMail();
    const own = person.mail;
    own.kind ??= mail.kind;
    own.alias ??= mail.alias;
    if (own.primary === null) own.primary = mail.primary;
    else if (mail.primary !== null && mail.primary.toLowerCase() !== own.primary.toLowerCase()) {
      this.findings.add(table.file, row.line, 'primary-differs', { value: mail.primary, first: own.primary });
      own.addresses.push(`smtp:${mail.primary}`);
    }
    this.join(own.addresses, mail);
    this.forward(table, row, own);
    this.know(person, mail, { file: table.file, line: row.line });
  }

  private group(table: Table, row: TableRow, mail: DraftMail): void {
    if (mail.primary === null && mail.addresses.length === 0 && mail.alias === null)
      return this.findings.add(table.file, row.line, 'row-without-anyone');
    const names = (field: Field): string[] =>
      cellOf(table, row, field)
        .split(/[,;|\n]+/)
        .map((one) => one.trim())
        .filter((one) => one !== '');
    this.draft.groups.push({
      place: { file: table.file, line: row.line },
      displayName: this.name(table, row, 'displayName'),
      members: names('members'),
      owners: names('owners'),
      mail,
    });
  }

  private contact(table: Table, row: TableRow): void {
    const external = cellOf(table, row, 'externalAddress').replace(/^smtp:/i, '');
    if (!isAddress(external)) return this.findings.add(table.file, row.line, 'bad-external', { value: external });
    const displayName = this.name(table, row, 'displayName') ?? external;
    this.draft.contacts.push({
      place: { file: table.file, line: row.line },
      side: 'destination',
      displayName,
      external,
    });
  }

  private forwarding(table: Table, row: TableRow): void {
    const field = table.columns.has('userPrincipalName') ? 'userPrincipalName' : 'primary';
    const name = cellOf(table, row, field);
    const person = this.draft.people.get(name.toLowerCase()) ?? this.byAddress.get(name.toLowerCase());
    if (person !== undefined) {
      if (person.mail !== null) this.forward(table, row, person.mail);
      else this.findings.add(table.file, row.line, 'forwarding-without-mailbox', { name });
      return;
    }
    if (!isPrincipalName(name) || /\.onmicrosoft\.com$/i.test(name))
      return this.findings.add(table.file, row.line, 'forwarding-of-nobody', { name });
    const mail = newMail();
    this.forward(table, row, mail);
    const { deliverToMailboxAndForward, forwardingAddress, forwardingSmtpAddress } = mail;
    this.draft.destinationForwarding.push({
      place: { file: table.file, line: row.line },
      userPrincipalName: name,
      deliverToMailboxAndForward,
      forwardingAddress,
      forwardingSmtpAddress,
    });
  }

  private forward(table: Table, row: TableRow, mail: DraftMail): void {
    mail.deliverToMailboxAndForward = this.boolean(table, row, 'deliverAndForward') ?? mail.deliverToMailboxAndForward;
    const to = cellOf(table, row, 'forwardingAddress');
    if (to !== '') mail.forwardingAddress = to;
    const smtp = cellOf(table, row, 'forwardingSmtpAddress').replace(/^smtp:/i, '');
    if (smtp === '') return;
    if (isAddress(smtp)) mail.forwardingSmtpAddress = `smtp:${smtp}`;
    else this.findings.add(table.file, row.line, 'bad-address', { value: smtp });
  }

  /** Steps 27 and 50 write the same heading; whose addresses these are is told by who is known already. */
  private areGroups(table: Table): boolean {
    const rows = table.rows.length;
    let known = 0;
    for (const row of table.rows) {
      const mail = this.mail(table, row, null);
      if (this.knownBy(mail) !== undefined) known += 1;
    }
    const groups = this.draft.people.size > 0 && known * 2 < rows;
    this.findings.add(table.file, table.headingLine, groups ? 'addresses-of-groups' : 'addresses-of-mailboxes', {
      known,
      rows,
    });
    return groups;
  }

  private knownBy(mail: DraftMail): DraftPerson | undefined {
    for (const address of [mail.primary ?? '', ...mail.addresses.filter(isSmtp).map((one) => one.slice(5))]) {
      const person = this.byAddress.get(address.toLowerCase()) ?? this.draft.people.get(address.toLowerCase());
      if (person !== undefined) return person;
    }
    return this.byAlias.get(mail.alias?.toLowerCase() ?? '') ?? undefined;
  }

  private know(person: DraftPerson, mail: DraftMail, place: Place): void {
    const primary = mail.primary === null ? [] : [`smtp:${mail.primary}`];
    for (const address of [...primary, ...mail.addresses].map((one) => one.toLowerCase())) {
      if (!person.places.has(address)) person.places.set(address, place);
      if (isSmtp(address) && !this.byAddress.has(address.slice(5))) this.byAddress.set(address.slice(5), person);
    }
    if (mail.alias === null) return;
    const alias = mail.alias.toLowerCase();
    const namesake = this.byAlias.get(alias);
    // An alias of two people says nothing.
    this.byAlias.set(alias, namesake === undefined || namesake === person ? person : null);
  }

  private person(table: Table, row: TableRow, name: string): DraftPerson {
    const place = { file: table.file, line: row.line };
    const before = this.draft.people.get(name.toLowerCase());
    const first = this.linesOfTable.get(name.toLowerCase());
    if (first !== undefined) this.findings.add(table.file, row.line, 'person-again', { name, first });
    else this.linesOfTable.set(name.toLowerCase(), row.line);
    const person = before ?? newPerson(name, place);
    if (before === undefined) this.draft.people.set(name.toLowerCase(), person);
    if (/#EXT#@/i.test(name)) person.guest = true;
    person.displayName ??= this.name(table, row, 'displayName');
    person.givenName ??= cellOf(table, row, 'givenName') || null;
    person.surname ??= cellOf(table, row, 'surname') || null;
    person.department ??= cellOf(table, row, 'department') || null;
    person.jobTitle ??= cellOf(table, row, 'jobTitle') || null;
    const country = cellOf(table, row, 'usageLocation');
    if (/^[A-Z]{2}$/i.test(country)) person.usageLocation ??= country.toUpperCase();
    const id = cellOf(table, row, 'objectId');
    if (isGuid(id)) person.objectId ??= id.toLowerCase();
    else if (id !== '') this.findings.add(table.file, row.line, 'bad-object-id', { value: id });
    return person;
  }

  private principalName(table: Table, row: TableRow, primary: string | null): string | null {
    const value = cellOf(table, row, 'userPrincipalName');
    if (isPrincipalName(value)) return value;
    const instead = primary !== null && isPrincipalName(primary) ? primary : null;
    if (instead === null) {
      if (value === '') this.findings.add(table.file, row.line, 'row-without-anyone');
      else this.findings.add(table.file, row.line, 'row-without-name', { value });
    } else if (!table.columns.has('userPrincipalName')) this.nameless += 1;
    else if (value === '') this.findings.add(table.file, row.line, 'no-principal-name', { instead });
    else this.findings.add(table.file, row.line, 'bad-principal-name', { value, instead });
    return instead;
  }

  private mail(table: Table, row: TableRow, findings: Findings | null = this.findings): DraftMail {
    const mail = newMail();
    const cell = cellOf(table, row, 'addresses');
    if (isTypeName(cell)) {
      if (findings !== null) this.typeNames.push(row.line);
    } else if (cell !== '') {
      const { primary, addresses, broken, cut } = readAddresses(cell);
      mail.primary = primary;
      mail.addresses.push(...addresses);
      for (const value of broken) findings?.add(table.file, row.line, 'bad-address', { value });
      if (cut) findings?.add(table.file, row.line, 'addresses-cut', { count: addresses.length });
    }
    const primary = cellOf(table, row, 'primary').replace(/^smtp:/i, '');
    if (isAddress(primary)) mail.primary = primary;
    else if (primary !== '') findings?.add(table.file, row.line, 'bad-primary', { value: primary });
    mail.alias = cellOf(table, row, 'alias') || null;
    const type = cellOf(table, row, 'recipientType');
    mail.kind = type === '' ? null : readRecipientType(type);
    if (type !== '' && mail.kind === null) findings?.add(table.file, row.line, 'unknown-type', { value: type });
    return mail;
  }

  private join(addresses: string[], mail: DraftMail): void {
    const has = new Set(addresses.map((one) => one.toLowerCase()));
    for (const address of mail.addresses) {
      if (has.has(address.toLowerCase())) continue;
      has.add(address.toLowerCase());
      addresses.push(address);
    }
    if (mail.primary !== null && !has.has(`smtp:${mail.primary.toLowerCase()}`)) addresses.push(`SMTP:${mail.primary}`);
  }

  private name(table: Table, row: TableRow, field: Field): string | null {
    const value = cellOf(table, row, field);
    if (/^[=+@-]/.test(value)) this.findings.add(table.file, row.line, 'formula', { value });
    if (/\?{2,}|\uFFFD/.test(value)) this.findings.add(table.file, row.line, 'letters-lost', { value });
    return value === '' ? null : value.slice(0, 256);
  }

  private enabled(table: Table, row: TableRow): boolean | null {
    const blocked = this.boolean(table, row, 'blocked');
    return blocked === null ? this.boolean(table, row, 'enabled') : !blocked;
  }

  private boolean(table: Table, row: TableRow, field: Field): boolean | null {
    const value = cellOf(table, row, field);
    const read = readBoolean(value);
    if (read === null && value !== '')
      this.findings.add(table.file, row.line, 'bad-boolean', {
        value,
        column: table.heading[table.columns.get(field) as number] as string,
      });
    return read;
  }

  private date(table: Table, row: TableRow, value: string): string {
    const russian = /^(\d{1,2})\.(\d{1,2})\.(\d{4})(?:[ T](\d{1,2}:\d{2}(?::\d{2})?))?$/.exec(value);
    const time = russian
      ? `${russian[3]}-${russian[2]?.padStart(2, '0')}-${russian[1]?.padStart(2, '0')}T${(russian[4] ?? '00:00').replace(/^\d:/, '0$&')}Z`
      : /(Z|GMT|[+-]\d{2}:?\d{2})$/.test(value) || /^\d{4}-\d{2}-\d{2}$/.test(value)
        ? value
        : `${value} UTC`;
    const read = Date.parse(time);
    if (!Number.isNaN(read)) return new Date(read).toISOString().replace('.000Z', 'Z');
    const instead = '2026-11-20T00:00:00Z';
    this.findings.add(table.file, row.line, 'bad-date', { value, instead });
    return instead;
  }
}

const isSmtp = (address: string): boolean => /^smtp:/i.test(address);
