/** Rows about people: who it is, what the directory says of them, and what their mailbox holds. */
import { isGuid, isPrincipalName, localPartOf } from '../cells/cells.js';
import type { RecipientKind } from '../tables/recipient-kinds.js';
import type { TableRow } from '../text/csv-table.js';
import { isUnroutableName } from '../domains/unroutable.js';
import { newMail, newPerson, type Draft, type DraftMail, type DraftPerson } from './draft.js';
import type { Known } from './known.js';
import { isSynced, joinAddresses, takeForwarding, type Reading } from './any-row.js';
import { bearerById, bearerOf, type RowOfPerson } from './one-person.js';

export class PeopleRows {
  private readonly rowsOfTable = new Map<DraftPerson, TableRow>();
  private reading!: Reading;

  constructor(
    private readonly draft: Pick<Draft, 'people'>,
    private readonly known: Known,
  ) {}

  /** Of another table: its rows may be about the same people again. */
  begin(reading: Reading): void {
    this.reading = reading;
    this.rowsOfTable.clear();
  }

  person(row: TableRow, mail: DraftMail, about: RecipientKind['about']): void {
    const written = this.reading.read.cell(row, 'userPrincipalName');
    const same = this.sameId(row, written);
    const isName = isPrincipalName(written);
    const known = same ?? (isName ? undefined : (this.known.called(written) ?? this.known.person(mail)));
    const name = same !== undefined && isName ? same.userPrincipalName : this.nameFor(row, mail, about, known);
    if (name === null) return;
    const person = this.personCalled(row, name, same);
    if (same !== undefined && isName && written.toLowerCase() !== name.toLowerCase())
      this.reading.findings.add(this.reading.table.file, row.line, 'other-sign-in-name', { value: written, name });
    if (isName || isUnroutableName(written)) this.known.addName(person, written);
    this.account(row, person);
    if (about === 'guest') person.guest = true;
    if (about === 'mailbox' || about === 'mail-user') this.mailOf(row, person, mail, about);
    else joinAddresses(person.addresses, mail);
    this.known.add(person, mail, this.reading.read.place(row));
  }

  /** Nobody signs in with an address at another company: whoever has only that gets a name here once the domains are known. */
  private nameFor(
    row: TableRow,
    mail: DraftMail,
    about: RecipientKind['about'],
    known: DraftPerson | undefined,
  ): string | null {
    const elsewhere = about === 'guest' || about === 'mail-user';
    if (elsewhere && known === undefined && !isPrincipalName(this.reading.read.cell(row, 'userPrincipalName'))) {
      const address = mail.external ?? mail.primary;
      if (address === null) {
        this.reading.findings.add(this.reading.table.file, row.line, 'row-without-anyone');
        return null;
      }
      if (about === 'guest') {
        const beginning = `${address.replace('@', '_')}#EXT#`;
        const invited = [...this.draft.people.keys()].find((one) => one.startsWith(beginning.toLowerCase()));
        return invited ?? beginning;
      }
      return this.unnamed(localPartOf(address).replace(/[^A-Za-z0-9'._!#^~-]/g, '-'), address);
    }
    const given = this.reading.read.principalName(row, mail, known?.userPrincipalName ?? null);
    if (given === null) return null;
    if (!given.found) this.reading.nameless += 1;
    return given.name;
  }

  /** Two people may be called alike at two other companies. */
  private unnamed(local: string, address: string): string {
    for (let n = 1; ; n += 1) {
      const name = `${local}${n === 1 ? '' : n}@`;
      const mail = this.draft.people.get(name.toLowerCase())?.mail;
      if (mail === undefined || [mail?.external, mail?.primary].includes(address)) return name;
    }
  }

  private account(row: TableRow, person: DraftPerson): void {
    const { read, table } = this.reading;
    person.enabled ??= read.enabled(row);
    if (table.columns.has('licenses')) person.licensed ??= read.licensed(row);
    if (isSynced(this.reading, row)) person.synced = true;
    if (/^(guest|гость)$/i.test(read.cell(row, 'userType'))) person.guest = true;
    person.deletedAt ??= read.date(row, 'deletedAt');
    person.displayName ??= read.displayName(row);
    for (const name of read.otherNames(row)) person.names.add(name);
    person.givenName ??= read.cell(row, 'givenName') || null;
    person.surname ??= read.cell(row, 'surname') || null;
    person.department ??= read.cell(row, 'department') || null;
    person.jobTitle ??= read.cell(row, 'jobTitle') || null;
    const country = read.cell(row, 'usageLocation');
    if (/^[A-Z]{2}$/i.test(country)) person.usageLocation ??= country.toUpperCase();
    person.objectId ??= read.objectId(row);
  }

  private mailOf(row: TableRow, person: DraftPerson, mail: DraftMail, about: 'mailbox' | 'mail-user'): void {
    if (person.mail === null) person.mail = newMail();
    const own = person.mail;
    own.kind ??= about === 'mail-user' ? 'MailUser' : mail.kind;
    own.external ??= mail.external;
    own.alias ??= mail.alias;
    if (own.primary === null) own.primary = mail.primary;
    else if (mail.primary !== null && mail.primary.toLowerCase() !== own.primary.toLowerCase()) {
      this.reading.findings.add(this.reading.table.file, row.line, 'primary-differs', {
        value: mail.primary,
        first: own.primary,
      });
      own.addresses.push(`smtp:${mail.primary}`);
    }
    joinAddresses(own.addresses, mail);
    takeForwarding(this.reading, row, own);
  }

  /** Nothing tells better who it is, but for two rows of one table that have different names. */
  private sameId(row: TableRow, written: string): DraftPerson | undefined {
    const { objectId } = this.ofPerson(row);
    const same = objectId === null ? undefined : this.known.byId(objectId);
    const isAgain = same !== undefined && this.rowsOfTable.has(same);
    return isAgain && isPrincipalName(written) ? undefined : same;
  }

  private ofPerson(row: TableRow): RowOfPerson {
    const id = this.reading.read.cell(row, 'objectId').toLowerCase();
    return {
      objectId: isGuid(id) ? id : null,
      isDeleted: this.reading.read.cell(row, 'deletedAt') !== '',
      ofAccounts: this.reading.table.kind === 'users',
    };
  }

  private personCalled(row: TableRow, name: string, same: DraftPerson | undefined): DraftPerson {
    const { people } = this.draft;
    const { file } = this.reading.table;
    const about = this.ofPerson(row);
    const bearer = same === undefined ? bearerOf(people, name, about) : bearerById(same, about);
    const person = bearer.person ?? newPerson(name, this.reading.read.place(row));
    if (bearer.person === undefined) people.set(bearer.key, person);
    const first = this.rowsOfTable.get(person);
    if (first === undefined) this.rowsOfTable.set(person, row);
    else if (this.differsInAddressesOnly(row, first)) this.reading.merged.push(row.line);
    else this.reading.findings.add(file, row.line, 'person-again', { name, first: first.line });
    if (bearer.remark !== null && bearer.before !== undefined) {
      const { place } = bearer.before;
      this.reading.findings.add(file, row.line, bearer.remark, { name, file: place.file, first: place.line ?? 0 });
    }
    if (/#EXT#/i.test(name)) person.guest = true;
    return person;
  }

  /** One row per address, which may say whether it is the default one, or per member: nothing of it contradicts the first. */
  private differsInAddressesOnly(row: TableRow, first: TableRow): boolean {
    const listing = new Set(this.reading.table.addressColumns.map(({ place }) => place));
    for (const field of ['members', 'owners', 'isDefaultDomain'] as const) {
      const place = this.reading.table.columns.get(field);
      if (place !== undefined) listing.add(place);
    }
    return row.cells.every(
      (cell, place) => listing.has(place) || cell === '' || cell.toLowerCase() === first.cells[place]?.toLowerCase(),
    );
  }
}
