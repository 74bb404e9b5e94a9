/** From the tables to what they say together: rows about one object are one object, and nobody is invented. */
import { usualStart } from '../../usual-start.js';
import { isAddress, isGuid, isPrincipalName, localPartOf } from './cells.js';
import type { Field, Table, TableKind } from './columns.js';
import { listed, type TableRow } from './csv-table.js';
import {
  newMail,
  newPerson,
  type Draft,
  type DraftContact,
  type DraftDeletedMailbox,
  type DraftFolder,
  type DraftGroup,
  type DraftMail,
  type DraftPerson,
  type Place,
} from './draft.js';
import type { Findings } from './findings.js';
import { bearerById, bearerOf, type RowOfPerson } from './one-person.js';
import { Known } from './known.js';
import { GroupNames } from './memberships.js';
import { mailboxesByLicence } from './mailboxes-by-licence.js';
import { isSmtp, RowReader, withoutType } from './read-row.js';
import type { RecipientKind } from './recipient-kinds.js';
import { asciiDomain } from './tidy-cells.js';
import { joinedByName } from './rows-by-name.js';
import { isUnroutableName } from './unroutable.js';

/** Tables of one group are taken as they come. */
const order: readonly (readonly TableKind[])[] = [
  ['domains'],
  ['users'],
  ['mailboxes', 'recipients'],
  ['groups'],
  ['addresses'],
  ['memberships'],
  ['contacts'],
  ['forwarding'],
  ['delegations'],
];

export function gather(tables: readonly Table[], findings: Findings): Draft {
  const gathering = new Gathering(findings);
  for (const kinds of order) for (const table of tables) if (kinds.includes(table.kind)) gathering.take(table);
  mailboxesByLicence(gathering.draft, tables, findings);
  return gathering.draft;
}

/** No group has them. */
const personal: readonly Field[] = ['givenName', 'surname', 'department', 'jobTitle'];

class Gathering {
  readonly draft: Draft = {
    people: new Map(),
    groups: [],
    contacts: [],
    folders: [],
    deletedMailboxes: [],
    destinationForwarding: [],
    domains: null,
  };
  private readonly known = new Known(this.draft);
  private readonly rowsOfTable = new Map<DraftPerson, TableRow>();
  private readonly contacts = new Map<string, DraftContact>();
  private readonly folders = new Map<string, DraftFolder>();
  private readonly deleted = new Map<string, DraftDeletedMailbox>();
  private read!: RowReader;
  private table!: Table;
  private readonly groupNames = new GroupNames(this.draft.groups);
  private readonly strangeGroups = new Map<string, number>();
  private nameless = 0;
  private merged: number[] = [];

  constructor(private readonly findings: Findings) {}

  take(table: Table): void {
    this.table = table;
    this.read = new RowReader(table, this.findings);
    this.nameless = 0;
    this.merged = [];
    this.strangeGroups.clear();
    this.rowsOfTable.clear();
    const { file, kind, rows } = table;
    const usual = kind === 'addresses' && this.areGroups() ? 'groups' : kind;
    const joined = joinedByName(table, this.findings);
    this.merged.push(...joined.merged);
    for (const row of joined.rows) {
      if (kind === 'domains') this.domain(row);
      else if (kind === 'forwarding') this.forwarding(row);
      else if (kind === 'memberships') this.membership(row);
      else if (kind !== 'delegations') this.object(row, usual);
    }
    if (kind === 'delegations') this.findings.add(file, null, 'delegations-unused', { count: rows.length });
    this.read.end();
    if (this.nameless > 0) this.findings.add(file, null, 'no-principal-name-column', { count: this.nameless });
    if (this.strangeGroups.size > 0)
      this.findings.add(file, table.headingLine, 'memberships-of-unknown-groups', {
        count: [...this.strangeGroups.values()].reduce((sum, one) => sum + one, 0),
        list: [...this.strangeGroups.keys()].join(', '),
      });
    if (this.merged.length > 0)
      this.findings.add(file, this.merged[0] as number, 'rows-merged', {
        count: this.merged.length,
        lines: listed(this.merged),
      });
  }

  private domain(row: TableRow): void {
    const written = (['domainName', 'objectId', 'name'] as const).map((field) => this.read.cell(row, field));
    const name = asciiDomain((written.find((one) => one !== '') ?? '').toLowerCase().replace(/^@/, ''));
    if (!/^[a-z0-9.-]+\.[a-z0-9-]+$/.test(name)) {
      this.findings.add(this.table.file, row.line, 'bad-domain', { value: name });
      return;
    }
    this.draft.domains ??= new Map();
    if (this.read.boolean(row, 'isVerifiedDomain') === false)
      return this.findings.add(this.table.file, row.line, 'domain-unverified', { domain: name });
    this.draft.domains.set(name, {
      isDefault: this.read.boolean(row, 'isDefaultDomain') ?? false,
      isInitial: this.read.boolean(row, 'isInitialDomain') ?? false,
    });
  }

  /** What the row itself says it is counts; where it says nothing, what its table is about. */
  private object(row: TableRow, usual: TableKind): void {
    if (this.isDeletedByReport(row)) return;
    const mail = this.read.mail(row);
    const { kind, word } = this.read.subject(row, mail);
    if (kind === null && word !== '') return this.leaveOut(row, mail, word, 'unknown-type');
    const about = kind?.about ?? this.usually(row, mail, usual);
    if (about === 'left-out') return this.leaveOut(row, mail, word, 'kind-left-out');
    if (kind !== null && 'kind' in kind) mail.kind = kind.kind;
    if (about === 'group') return this.group(row, mail);
    if (about === 'contact') return this.contact(row, mail);
    if (about === 'public-folder') return this.folder(row, mail);
    if (about === 'mailbox' && this.isDeleted(row)) return this.deletedMailbox(row, mail);
    return this.person(row, mail, about);
  }

  private usually(row: TableRow, mail: DraftMail, usual: TableKind): RecipientKind['about'] {
    if (usual === 'groups') return 'group';
    if (usual === 'contacts') return 'contact';
    if (usual === 'users') return 'account';
    if (mail.external !== null) return this.read.cell(row, 'userPrincipalName') === '' ? 'contact' : 'mail-user';
    return this.known.group(mail) === undefined ? 'mailbox' : 'group';
  }

  /** By its name, with what it holds: nobody should have to guess what is not there. */
  private leaveOut(row: TableRow, mail: DraftMail, word: string, code: 'unknown-type' | 'kind-left-out'): void {
    const name = this.read.cell(row, 'displayName') || (mail.primary ?? mail.alias ?? '');
    const held = [...new Set([mail.primary, ...mail.addresses.filter(isSmtp).map(withoutType)])].filter(
      (one) => one !== null,
    );
    this.findings.add(this.table.file, row.line, code, { name, value: word, list: held.join(', ') || '–' });
  }

  /** A usage report names whom it has seen, the deleted too; what is left of them another export must say. */
  private isDeletedByReport(row: TableRow): boolean {
    const { read, table } = this;
    if (
      read.boolean(row, 'isDeleted') !== true ||
      table.columns.has('mailboxDeletedAt') ||
      table.columns.has('deletedAt')
    )
      return false;
    const name = read.cell(row, 'userPrincipalName') || read.cell(row, 'primary') || read.cell(row, 'displayName');
    this.findings.add(table.file, row.line, 'deleted-in-report', { name, date: read.cell(row, 'deletedOn') || '–' });
    return true;
  }

  private membership(row: TableRow): void {
    const mail = this.read.mail(row);
    const name = this.read.cell(row, 'displayName');
    const { kind } = this.read.subject(row, mail);
    if (kind?.about === 'left-out') return this.leaveOut(row, mail, this.read.cell(row, 'groupType'), 'kind-left-out');
    if (kind?.about === 'group') mail.kind = kind.kind;
    if (mail.primary !== null) return this.group(row, mail);
    const group = this.groupNames.group(name);
    if (group !== null) group.members.push(...this.read.names(row, 'members'));
    else this.strangeGroups.set(name || '–', (this.strangeGroups.get(name || '–') ?? 0) + 1);
  }

  private isDeleted(row: TableRow): boolean {
    return this.read.cell(row, 'mailboxDeletedAt') !== '' || this.read.boolean(row, 'inactive') === true;
  }

  private deletedMailbox(row: TableRow, mail: DraftMail): void {
    const given = this.read.principalName(row, mail, null);
    if (given === null) return;
    this.join(mail.addresses, mail);
    const at = this.read.date(row, 'mailboxDeletedAt') ?? '2026-11-20T00:00:00Z';
    const key = `${given.name.toLowerCase()} ${at}`;
    const before = this.deleted.get(key);
    if (before !== undefined) return this.more(row, before, mail);
    const mailbox: DraftDeletedMailbox = {
      place: this.read.place(row),
      userPrincipalName: given.name,
      displayName: this.read.displayName(row) ?? localPartOf(given.name),
      objectId: this.read.objectId(row),
      mail,
      at,
      held: this.isHeld(row, given.name, at),
    };
    this.deleted.set(key, mailbox);
    this.draft.deletedMailboxes.push(mailbox);
  }

  /** After 30 days nothing but a hold of some kind keeps a deleted mailbox. */
  private isHeld(row: TableRow, name: string, at: string): boolean {
    const said = this.read.boolean(row, 'inactive');
    const held = this.read.boolean(row, 'held') === true;
    if (said !== null || held) return said ?? held;
    const days = Math.floor((Date.parse(usualStart) - Date.parse(at)) / 86_400_000);
    if (days > 30) this.findings.add(this.table.file, row.line, 'inactive-by-age', { name, days });
    return days > 30;
  }

  /** Another row about the same object. */
  private more(
    row: TableRow,
    { place, mail: own }: { readonly place: Place; readonly mail: DraftMail },
    mail: DraftMail,
  ): void {
    if (place.file === this.table.file) this.merged.push(row.line);
    own.primary ??= mail.primary;
    this.join(own.addresses, mail);
  }

  private person(row: TableRow, mail: DraftMail, about: RecipientKind['about']): void {
    const written = this.read.cell(row, 'userPrincipalName');
    const same = this.sameId(row, written);
    const isName = isPrincipalName(written);
    const known = same ?? (isName ? undefined : (this.known.called(written) ?? this.known.person(mail)));
    const name = same !== undefined && isName ? same.userPrincipalName : this.nameFor(row, mail, about, known);
    if (name === null) return;
    const person = this.personCalled(row, name, same);
    if (same !== undefined && isName && written.toLowerCase() !== name.toLowerCase())
      this.findings.add(this.table.file, row.line, 'other-sign-in-name', { value: written, name });
    if (isName || isUnroutableName(written)) this.known.addName(person, written);
    this.account(row, person);
    if (about === 'guest') person.guest = true;
    if (about === 'mailbox' || about === 'mail-user') this.mailOf(row, person, mail, about);
    else this.join(person.addresses, mail);
    this.known.add(person, mail, this.read.place(row));
  }

  /** Nobody signs in with an address at another company: whoever has only that gets a name here once the domains are known. */
  private nameFor(
    row: TableRow,
    mail: DraftMail,
    about: RecipientKind['about'],
    known: DraftPerson | undefined,
  ): string | null {
    const elsewhere = about === 'guest' || about === 'mail-user';
    if (elsewhere && known === undefined && !isPrincipalName(this.read.cell(row, 'userPrincipalName'))) {
      const address = mail.external ?? mail.primary;
      if (address === null) {
        this.findings.add(this.table.file, row.line, 'row-without-anyone');
        return null;
      }
      if (about === 'guest') {
        const beginning = `${address.replace('@', '_')}#EXT#`;
        const invited = [...this.draft.people.keys()].find((one) => one.startsWith(beginning.toLowerCase()));
        return invited ?? beginning;
      }
      return this.unnamed(localPartOf(address).replace(/[^A-Za-z0-9'._!#^~-]/g, '-'), address);
    }
    const given = this.read.principalName(row, mail, known?.userPrincipalName ?? null);
    if (given === null) return null;
    if (!given.found) this.nameless += 1;
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
    const { read, table } = this;
    person.enabled ??= read.enabled(row);
    if (table.columns.has('licenses')) person.licensed ??= read.licensed(row);
    if (this.isSynced(row)) person.synced = true;
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

  private isSynced(row: TableRow): boolean {
    return this.read.cell(row, 'syncedAt') !== '' || this.read.boolean(row, 'synced') === true;
  }

  private mailOf(row: TableRow, person: DraftPerson, mail: DraftMail, about: 'mailbox' | 'mail-user'): void {
    if (person.mail === null) person.mail = newMail();
    const own = person.mail;
    own.kind ??= about === 'mail-user' ? 'MailUser' : mail.kind;
    own.external ??= mail.external;
    own.alias ??= mail.alias;
    if (own.primary === null) own.primary = mail.primary;
    else if (mail.primary !== null && mail.primary.toLowerCase() !== own.primary.toLowerCase()) {
      this.findings.add(this.table.file, row.line, 'primary-differs', { value: mail.primary, first: own.primary });
      own.addresses.push(`smtp:${mail.primary}`);
    }
    this.join(own.addresses, mail);
    this.forward(row, own);
  }

  /** Nothing tells better who it is, but for two rows of one table that have different names. */
  private sameId(row: TableRow, written: string): DraftPerson | undefined {
    const { objectId } = this.ofPerson(row);
    const same = objectId === null ? undefined : this.known.byId(objectId);
    const isAgain = same !== undefined && this.rowsOfTable.has(same);
    return isAgain && isPrincipalName(written) ? undefined : same;
  }

  private ofPerson(row: TableRow): RowOfPerson {
    const id = this.read.cell(row, 'objectId').toLowerCase();
    return {
      objectId: isGuid(id) ? id : null,
      isDeleted: this.read.cell(row, 'deletedAt') !== '',
      ofAccounts: this.table.kind === 'users',
    };
  }

  private personCalled(row: TableRow, name: string, same: DraftPerson | undefined): DraftPerson {
    const { people } = this.draft;
    const { file } = this.table;
    const about = this.ofPerson(row);
    const bearer = same === undefined ? bearerOf(people, name, about) : bearerById(same, about);
    const person = bearer.person ?? newPerson(name, this.read.place(row));
    if (bearer.person === undefined) people.set(bearer.key, person);
    const first = this.rowsOfTable.get(person);
    if (first === undefined) this.rowsOfTable.set(person, row);
    else if (this.differsInAddressesOnly(row, first)) this.merged.push(row.line);
    else this.findings.add(file, row.line, 'person-again', { name, first: first.line });
    if (bearer.remark !== null && bearer.before !== undefined) {
      const { place } = bearer.before;
      this.findings.add(file, row.line, bearer.remark, { name, file: place.file, first: place.line ?? 0 });
    }
    if (/#EXT#/i.test(name)) person.guest = true;
    return person;
  }

  /** One row per address, which may say whether it is the default one, or per member: nothing of it contradicts the first. */
  private differsInAddressesOnly(row: TableRow, first: TableRow): boolean {
    const listing = new Set(this.table.addressColumns.map(({ place }) => place));
    for (const field of ['members', 'owners', 'isDefaultDomain'] as const) {
      const place = this.table.columns.get(field);
      if (place !== undefined) listing.add(place);
    }
    return row.cells.every(
      (cell, place) => listing.has(place) || cell === '' || cell.toLowerCase() === first.cells[place]?.toLowerCase(),
    );
  }

  private group(row: TableRow, mail: DraftMail): void {
    if (this.hasNoMail(row, mail))
      return this.findings.add(this.table.file, row.line, 'group-without-mail', {
        name: this.read.cell(row, 'displayName') || (mail.alias ?? '–'),
      });
    if (mail.primary === null && mail.addresses.length === 0 && mail.alias === null)
      return this.findings.add(this.table.file, row.line, 'row-without-anyone');
    const [members, owners] = [this.read.names(row, 'members'), this.read.names(row, 'owners')];
    const displayName = this.read.displayName(row);
    const synced = this.isSynced(row);
    const names = new Set(this.read.otherNames(row));
    const before = this.known.group(mail);
    if (before === undefined) {
      const group: DraftGroup = { place: this.read.place(row), displayName, names, members, owners, synced, mail };
      this.draft.groups.push(group);
      this.known.addGroup(group);
      return;
    }
    if (before.place.file === this.table.file) this.merged.push(row.line);
    before.displayName ??= displayName;
    if (synced) before.synced = true;
    for (const name of names) before.names.add(name);
    before.members.push(...members);
    before.owners.push(...owners);
    before.mail.kind ??= mail.kind;
    before.mail.alias ??= mail.alias;
    before.mail.primary ??= mail.primary;
    this.join(before.mail.addresses, mail);
    this.known.addGroup(before);
  }

  /** Of groups without mail the directory has an alias all the same. */
  private hasNoMail(row: TableRow, mail: DraftMail): boolean {
    if (this.read.boolean(row, 'mailEnabled') === false) return true;
    const empty = this.table.columns.has('primary') && this.read.cell(row, 'primary') === '';
    return empty && mail.addresses.length === 0 && (mail.alias !== null || this.read.cell(row, 'displayName') !== '');
  }

  private contact(row: TableRow, mail: DraftMail): void {
    // Lists of the address book write under the sign-in name where a contact receives its mail.
    const name = this.read.cell(row, 'userPrincipalName');
    const external = mail.external ?? mail.primary ?? (isAddress(name) ? name : null);
    if (external === null) {
      if (this.read.cell(row, 'externalAddress') === '')
        this.findings.add(this.table.file, row.line, 'row-without-anyone');
      return;
    }
    const before = this.contacts.get(external.toLowerCase());
    const synced = this.isSynced(row);
    if (before !== undefined) {
      if (synced) before.synced = true;
      return this.more(row, before, { ...mail, primary: null });
    }
    const contact: DraftContact = {
      place: this.read.place(row),
      displayName: this.read.displayName(row) ?? external,
      external,
      synced,
      mail: { ...mail, primary: mail.addresses.find((one) => one.startsWith('SMTP:'))?.slice(5) ?? mail.primary },
    };
    this.contacts.set(external.toLowerCase(), contact);
    this.draft.contacts.push(contact);
  }

  private folder(row: TableRow, mail: DraftMail): void {
    const name = mail.primary ?? mail.addresses.find(isSmtp)?.slice(5);
    if (name === undefined) return this.findings.add(this.table.file, row.line, 'row-without-anyone');
    const before = this.folders.get(name.toLowerCase());
    if (before !== undefined) return this.more(row, before, mail);
    const displayName = this.read.displayName(row) ?? localPartOf(name);
    const folder = { place: this.read.place(row), displayName, mail };
    this.folders.set(name.toLowerCase(), folder);
    this.draft.folders.push(folder);
  }

  private forwarding(row: TableRow): void {
    const name = this.read.cell(row, this.table.columns.has('userPrincipalName') ? 'userPrincipalName' : 'primary');
    const person = this.known.byName(name);
    if (person !== undefined) {
      if (person.mail !== null) this.forward(row, person.mail);
      else this.findings.add(this.table.file, row.line, 'forwarding-without-mailbox', { name });
      return;
    }
    if (!isPrincipalName(name) || /\.onmicrosoft\.com$/i.test(name))
      return this.findings.add(this.table.file, row.line, 'forwarding-of-nobody', { name });
    const mail = newMail();
    this.forward(row, mail);
    const { deliverToMailboxAndForward, forwardingAddress, forwardingSmtpAddress } = mail;
    this.draft.destinationForwarding.push({
      place: this.read.place(row),
      userPrincipalName: name,
      deliverToMailboxAndForward,
      forwardingAddress,
      forwardingSmtpAddress,
    });
  }

  private forward(row: TableRow, mail: DraftMail): void {
    mail.deliverToMailboxAndForward = this.read.boolean(row, 'deliverAndForward') ?? mail.deliverToMailboxAndForward;
    const to = this.read.cell(row, 'forwardingAddress');
    if (to !== '') mail.forwardingAddress = to;
    const smtp = withoutType(this.read.cell(row, 'forwardingSmtpAddress'));
    if (smtp === '') return;
    if (isAddress(smtp)) mail.forwardingSmtpAddress = `smtp:${smtp}`;
    else this.findings.add(this.table.file, row.line, 'bad-address', { value: smtp });
  }

  /** Steps 27 and 50 write the same heading; whose addresses these are is told by who is known already. */
  private areGroups(): boolean {
    const { file, headingLine, rows } = this.table;
    let known = 0;
    for (const row of rows) {
      const mail = this.read.mail(row, null);
      if (this.known.person(mail) !== undefined || this.read.subject(row, mail).kind !== null) known += 1;
    }
    const ofPeople = personal.some((field) => this.table.columns.has(field));
    const groups = this.draft.people.size > 0 && known * 2 < rows.length && !ofPeople;
    this.findings.add(file, headingLine, groups ? 'addresses-of-groups' : 'addresses-of-mailboxes', {
      known,
      rows: rows.length,
    });
    return groups;
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
}
