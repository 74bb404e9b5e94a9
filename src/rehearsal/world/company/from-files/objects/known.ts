/** Who is known already, by any of the names a later row may use for them. */
import type { Draft, DraftGroup, DraftMail, DraftPerson, Place } from './draft.js';
import { isSmtp } from '../cells/read-row.js';

export class Known {
  private readonly byAddress = new Map<string, DraftPerson>();
  private readonly byAlias = new Map<string, DraftPerson | null>();
  private readonly byObjectId = new Map<string, DraftPerson>();
  private readonly byOtherName = new Map<string, DraftPerson>();
  private readonly groups = new Map<string, DraftGroup>();

  constructor(private readonly draft: Draft) {}

  /** A sign-in name or an address. */
  byName(name: string): DraftPerson | undefined {
    return this.draft.people.get(name.toLowerCase()) ?? this.called(name) ?? this.byAddress.get(name.toLowerCase());
  }

  byId(objectId: string): DraftPerson | undefined {
    return this.byObjectId.get(objectId);
  }

  /** By a sign-in name that is not the one that counts. */
  called(name: string): DraftPerson | undefined {
    return this.byOtherName.get(name.toLowerCase());
  }

  addName(person: DraftPerson, name: string): void {
    if (name.toLowerCase() === person.userPrincipalName.toLowerCase()) return;
    person.alsoCalled.add(name);
    this.byOtherName.set(name.toLowerCase(), person);
  }

  person(mail: DraftMail): DraftPerson | undefined {
    for (const address of [mail.primary ?? '', ...mail.addresses.filter(isSmtp).map((one) => one.slice(5))]) {
      const person = this.byAddress.get(address.toLowerCase()) ?? this.draft.people.get(address.toLowerCase());
      if (person !== undefined) return person;
    }
    return this.byAlias.get(mail.alias?.toLowerCase() ?? '') ?? undefined;
  }

  /** Of a group only the primary address, or the alias where there is no address, says that two rows are about one. */
  group({ primary, alias, addresses }: DraftMail): DraftGroup | undefined {
    if (primary !== null) return this.groups.get(primary.toLowerCase());
    return alias === null || addresses.length > 0 ? undefined : this.groups.get(`alias ${alias.toLowerCase()}`);
  }

  addGroup(group: DraftGroup): void {
    const { primary, alias } = group.mail;
    if (primary !== null) this.groups.set(primary.toLowerCase(), group);
    if (alias !== null && !this.groups.has(`alias ${alias.toLowerCase()}`))
      this.groups.set(`alias ${alias.toLowerCase()}`, group);
  }

  add(person: DraftPerson, mail: DraftMail, place: Place): void {
    const primary = mail.primary === null ? [] : [`smtp:${mail.primary}`];
    for (const address of [...primary, ...mail.addresses].map((one) => one.toLowerCase())) {
      if (!person.places.has(address)) person.places.set(address, place);
      const first = isSmtp(address) ? this.byAddress.get(address.slice(5)) : person;
      if (first === undefined || makesRoom(first, person)) this.byAddress.set(address.slice(5), person);
    }
    if (person.objectId !== null && !this.byObjectId.has(person.objectId)) this.byObjectId.set(person.objectId, person);
    if (mail.alias === null) return;
    const alias = mail.alias.toLowerCase();
    const namesake = this.byAlias.get(alias);
    // An alias of two people says nothing.
    const isAlone = namesake === undefined || namesake === person || (namesake !== null && makesRoom(namesake, person));
    this.byAlias.set(alias, isAlone ? person : null);
  }
}

/** Whoever lives has what a deleted account had. */
const makesRoom = (first: DraftPerson, person: DraftPerson): boolean =>
  first.deletedAt !== null && person.deletedAt === null;
