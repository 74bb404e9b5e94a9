/** From the tables to what they say together: rows about one object are one object, and nobody is invented. */
import { usualStart } from '../../../usual-start.js';
import { isAddress, isPrincipalName, localPartOf } from '../cells/cells.js';
import { isSmtp, RowReader, withoutType } from '../cells/read-row.js';
import type { Field, Table, TableKind } from '../tables/columns.js';
import type { RecipientKind } from '../tables/recipient-kinds.js';
import { listed, type TableRow } from '../text/csv-table.js';
import { asciiDomain } from '../text/tidy-cells.js';
import type { Findings } from '../told/findings.js';
import {
  newMail,
  type Draft,
  type DraftContact,
  type DraftDeletedMailbox,
  type DraftFolder,
  type DraftGroup,
  type DraftMail,
  type Place,
} from './draft.js';
import { Known } from './known.js';
import { isSynced, joinAddresses, takeForwarding, type Reading } from './any-row.js';
import { mailboxesByLicence } from './mailboxes-by-licence.js';
import { GroupNames } from './memberships.js';
import { PeopleRows } from './people-rows.js';
import { joinedByName } from './rows-by-name.js';

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
  private readonly people = new PeopleRows(this.draft, this.known);
  private readonly contacts = new Map<string, DraftContact>();
  private readonly folders = new Map<string, DraftFolder>();
  private readonly deleted = new Map<string, DraftDeletedMailbox>();
  private readonly groupNames = new GroupNames(this.draft.groups);
  private readonly strangeGroups = new Map<string, number>();
  private reading!: Reading;

  constructor(private readonly findings: Findings) {}

  take(table: Table): void {
    const { findings } = this;
    const read = new RowReader(table, findings);
    const joined = joinedByName(table, findings);
    const merged = [...joined.merged];
    this.reading = { table, read, findings, merged, nameless: 0 };
    this.people.begin(this.reading);
    this.strangeGroups.clear();
    const { file, kind, rows } = table;
    const usual = kind === 'addresses' && this.areGroups() ? 'groups' : kind;
    for (const row of joined.rows) {
      if (kind === 'domains') this.domain(row);
      else if (kind === 'forwarding') this.forwarding(row);
      else if (kind === 'memberships') this.membership(row);
      else if (kind !== 'delegations') this.object(row, usual);
    }
    if (kind === 'delegations') findings.add(file, null, 'delegations-unused', { count: rows.length });
    read.end();
    const { nameless } = this.reading;
    if (nameless > 0) findings.add(file, null, 'no-principal-name-column', { count: nameless });
    if (this.strangeGroups.size > 0)
      findings.add(file, table.headingLine, 'memberships-of-unknown-groups', {
        count: [...this.strangeGroups.values()].reduce((sum, one) => sum + one, 0),
        list: [...this.strangeGroups.keys()].join(', '),
      });
    if (merged.length > 0)
      findings.add(file, merged[0] as number, 'rows-merged', { count: merged.length, lines: listed(merged) });
  }

  private domain(row: TableRow): void {
    const written = (['domainName', 'objectId', 'name'] as const).map((field) => this.reading.read.cell(row, field));
    const name = asciiDomain((written.find((one) => one !== '') ?? '').toLowerCase().replace(/^@/, ''));
    if (!/^[a-z0-9.-]+\.[a-z0-9-]+$/.test(name)) {
      this.reading.findings.add(this.reading.table.file, row.line, 'bad-domain', { value: name });
      return;
    }
    this.draft.domains ??= new Map();
    if (this.reading.read.boolean(row, 'isVerifiedDomain') === false)
      return this.reading.findings.add(this.reading.table.file, row.line, 'domain-unverified', { domain: name });
    this.draft.domains.set(name, {
      isDefault: this.reading.read.boolean(row, 'isDefaultDomain') ?? false,
      isInitial: this.reading.read.boolean(row, 'isInitialDomain') ?? false,
    });
  }

  /** What the row itself says it is counts; where it says nothing, what its table is about. */
  private object(row: TableRow, usual: TableKind): void {
    if (this.isDeletedByReport(row)) return;
    const mail = this.reading.read.mail(row);
    const { kind, word } = this.reading.read.subject(row, mail);
    if (kind === null && word !== '') return this.leaveOut(row, mail, word, 'unknown-type');
    const about = kind?.about ?? this.usually(row, mail, usual);
    if (about === 'left-out') return this.leaveOut(row, mail, word, 'kind-left-out');
    if (kind !== null && 'kind' in kind) mail.kind = kind.kind;
    if (about === 'group') return this.group(row, mail);
    if (about === 'contact') return this.contact(row, mail);
    if (about === 'public-folder') return this.folder(row, mail);
    if (about === 'mailbox' && this.isDeleted(row)) return this.deletedMailbox(row, mail);
    return this.people.person(row, mail, about);
  }

  private usually(row: TableRow, mail: DraftMail, usual: TableKind): RecipientKind['about'] {
    if (usual === 'groups') return 'group';
    if (usual === 'contacts') return 'contact';
    if (usual === 'users') return 'account';
    if (mail.external !== null)
      return this.reading.read.cell(row, 'userPrincipalName') === '' ? 'contact' : 'mail-user';
    return this.known.group(mail) === undefined ? 'mailbox' : 'group';
  }

  /** By its name, with what it holds: nobody should have to guess what is not there. */
  private leaveOut(row: TableRow, mail: DraftMail, word: string, code: 'unknown-type' | 'kind-left-out'): void {
    const name = this.reading.read.cell(row, 'displayName') || (mail.primary ?? mail.alias ?? '');
    const held = [...new Set([mail.primary, ...mail.addresses.filter(isSmtp).map(withoutType)])].filter(
      (one) => one !== null,
    );
    this.reading.findings.add(this.reading.table.file, row.line, code, {
      name,
      value: word,
      list: held.join(', ') || '–',
    });
  }

  /** A usage report names whom it has seen, the deleted too; what is left of them another export must say. */
  private isDeletedByReport(row: TableRow): boolean {
    const { read, table } = this.reading;
    if (
      read.boolean(row, 'isDeleted') !== true ||
      table.columns.has('mailboxDeletedAt') ||
      table.columns.has('deletedAt')
    )
      return false;
    const name = read.cell(row, 'userPrincipalName') || read.cell(row, 'primary') || read.cell(row, 'displayName');
    this.reading.findings.add(table.file, row.line, 'deleted-in-report', {
      name,
      date: read.cell(row, 'deletedOn') || '–',
    });
    return true;
  }

  private membership(row: TableRow): void {
    const mail = this.reading.read.mail(row);
    const name = this.reading.read.cell(row, 'displayName');
    const { kind } = this.reading.read.subject(row, mail);
    if (kind?.about === 'left-out')
      return this.leaveOut(row, mail, this.reading.read.cell(row, 'groupType'), 'kind-left-out');
    if (kind?.about === 'group') mail.kind = kind.kind;
    if (mail.primary !== null) return this.group(row, mail);
    const group = this.groupNames.group(name);
    if (group !== null) group.members.push(...this.reading.read.names(row, 'members'));
    else this.strangeGroups.set(name || '–', (this.strangeGroups.get(name || '–') ?? 0) + 1);
  }

  private isDeleted(row: TableRow): boolean {
    return (
      this.reading.read.cell(row, 'mailboxDeletedAt') !== '' || this.reading.read.boolean(row, 'inactive') === true
    );
  }

  private deletedMailbox(row: TableRow, mail: DraftMail): void {
    const given = this.reading.read.principalName(row, mail, null);
    if (given === null) return;
    joinAddresses(mail.addresses, mail);
    const at = this.reading.read.date(row, 'mailboxDeletedAt') ?? '2026-11-20T00:00:00Z';
    const key = `${given.name.toLowerCase()} ${at}`;
    const before = this.deleted.get(key);
    if (before !== undefined) return this.more(row, before, mail);
    const mailbox: DraftDeletedMailbox = {
      place: this.reading.read.place(row),
      userPrincipalName: given.name,
      displayName: this.reading.read.displayName(row) ?? localPartOf(given.name),
      objectId: this.reading.read.objectId(row),
      mail,
      at,
      held: this.isHeld(row, given.name, at),
    };
    this.deleted.set(key, mailbox);
    this.draft.deletedMailboxes.push(mailbox);
  }

  /** After 30 days nothing but a hold of some kind keeps a deleted mailbox. */
  private isHeld(row: TableRow, name: string, at: string): boolean {
    const said = this.reading.read.boolean(row, 'inactive');
    const held = this.reading.read.boolean(row, 'held') === true;
    if (said !== null || held) return said ?? held;
    const days = Math.floor((Date.parse(usualStart) - Date.parse(at)) / 86_400_000);
    if (days > 30) this.reading.findings.add(this.reading.table.file, row.line, 'inactive-by-age', { name, days });
    return days > 30;
  }

  /** Another row about the same object. */
  private more(
    row: TableRow,
    { place, mail: own }: { readonly place: Place; readonly mail: DraftMail },
    mail: DraftMail,
  ): void {
    if (place.file === this.reading.table.file) this.reading.merged.push(row.line);
    own.primary ??= mail.primary;
    joinAddresses(own.addresses, mail);
  }

  private group(row: TableRow, mail: DraftMail): void {
    if (this.hasNoMail(row, mail))
      return this.reading.findings.add(this.reading.table.file, row.line, 'group-without-mail', {
        name: this.reading.read.cell(row, 'displayName') || (mail.alias ?? '–'),
      });
    if (mail.primary === null && mail.addresses.length === 0 && mail.alias === null)
      return this.reading.findings.add(this.reading.table.file, row.line, 'row-without-anyone');
    const [members, owners] = [this.reading.read.names(row, 'members'), this.reading.read.names(row, 'owners')];
    const displayName = this.reading.read.displayName(row);
    const synced = isSynced(this.reading, row);
    const names = new Set(this.reading.read.otherNames(row));
    const before = this.known.group(mail);
    if (before === undefined) {
      const group: DraftGroup = {
        place: this.reading.read.place(row),
        displayName,
        names,
        members,
        owners,
        synced,
        mail,
      };
      this.draft.groups.push(group);
      this.known.addGroup(group);
      return;
    }
    if (before.place.file === this.reading.table.file) this.reading.merged.push(row.line);
    before.displayName ??= displayName;
    if (synced) before.synced = true;
    for (const name of names) before.names.add(name);
    before.members.push(...members);
    before.owners.push(...owners);
    before.mail.kind ??= mail.kind;
    before.mail.alias ??= mail.alias;
    before.mail.primary ??= mail.primary;
    joinAddresses(before.mail.addresses, mail);
    this.known.addGroup(before);
  }

  /** Of groups without mail the directory has an alias all the same. */
  private hasNoMail(row: TableRow, mail: DraftMail): boolean {
    if (this.reading.read.boolean(row, 'mailEnabled') === false) return true;
    const empty = this.reading.table.columns.has('primary') && this.reading.read.cell(row, 'primary') === '';
    return (
      empty && mail.addresses.length === 0 && (mail.alias !== null || this.reading.read.cell(row, 'displayName') !== '')
    );
  }

  private contact(row: TableRow, mail: DraftMail): void {
    // Lists of the address book write under the sign-in name where a contact receives its mail.
    const name = this.reading.read.cell(row, 'userPrincipalName');
    const external = mail.external ?? mail.primary ?? (isAddress(name) ? name : null);
    if (external === null) {
      if (this.reading.read.cell(row, 'externalAddress') === '')
        this.reading.findings.add(this.reading.table.file, row.line, 'row-without-anyone');
      return;
    }
    const before = this.contacts.get(external.toLowerCase());
    const synced = isSynced(this.reading, row);
    if (before !== undefined) {
      if (synced) before.synced = true;
      return this.more(row, before, { ...mail, primary: null });
    }
    const contact: DraftContact = {
      place: this.reading.read.place(row),
      displayName: this.reading.read.displayName(row) ?? external,
      external,
      synced,
      mail: { ...mail, primary: mail.addresses.find((one) => one.startsWith('SMTP:'))?.slice(5) ?? mail.primary },
    };
    this.contacts.set(external.toLowerCase(), contact);
    this.draft.contacts.push(contact);
  }

  private folder(row: TableRow, mail: DraftMail): void {
    const name = mail.primary ?? mail.addresses.find(isSmtp)?.slice(5);
    if (name === undefined) return this.reading.findings.add(this.reading.table.file, row.line, 'row-without-anyone');
    const before = this.folders.get(name.toLowerCase());
    if (before !== undefined) return this.more(row, before, mail);
    const displayName = this.reading.read.displayName(row) ?? localPartOf(name);
    const folder = { place: this.reading.read.place(row), displayName, mail };
    this.folders.set(name.toLowerCase(), folder);
    this.draft.folders.push(folder);
  }

  private forwarding(row: TableRow): void {
    const name = this.reading.read.cell(
      row,
      this.reading.table.columns.has('userPrincipalName') ? 'userPrincipalName' : 'primary',
    );
    const person = this.known.byName(name);
    if (person !== undefined) {
      if (person.mail !== null) takeForwarding(this.reading, row, person.mail);
      else this.reading.findings.add(this.reading.table.file, row.line, 'forwarding-without-mailbox', { name });
      return;
    }
    if (!isPrincipalName(name) || /\.onmicrosoft\.com$/i.test(name))
      return this.reading.findings.add(this.reading.table.file, row.line, 'forwarding-of-nobody', { name });
    const mail = newMail();
    takeForwarding(this.reading, row, mail);
    const { deliverToMailboxAndForward, forwardingAddress, forwardingSmtpAddress } = mail;
    this.draft.destinationForwarding.push({
      place: this.reading.read.place(row),
      userPrincipalName: name,
      deliverToMailboxAndForward,
      forwardingAddress,
      forwardingSmtpAddress,
    });
  }

  /** Steps 27 and 50 write the same heading; whose addresses these are is told by who is known already. */
  private areGroups(): boolean {
    const { file, headingLine, rows } = this.reading.table;
    let known = 0;
    for (const row of rows) {
      const mail = this.reading.read.mail(row, null);
      if (this.known.person(mail) !== undefined || this.reading.read.subject(row, mail).kind !== null) known += 1;
    }
    const ofPeople = personal.some((field) => this.reading.table.columns.has(field));
    const groups = this.draft.people.size > 0 && known * 2 < rows.length && !ofPeople;
    this.reading.findings.add(file, headingLine, groups ? 'addresses-of-groups' : 'addresses-of-mailboxes', {
      known,
      rows: rows.length,
    });
    return groups;
  }
}
