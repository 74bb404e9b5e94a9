/**
 * The hand work of whoever is played at the page: what the cards in their hands ask for outside of the channel, and the doing of it, errand
 * by errand or all at once. Whether it is done, and what is said of it on the card, stays theirs.
 */
import { createHash } from 'node:crypto';
import type { CastMember } from '../cast.js';
import { readStepCard, type StepCard } from './card-reading.js';
import { shownDeed, type ShownDeed } from './deed-shown.js';
import { isDestinationWork } from './destination-work.js';
import type { Errand, PortalRefused } from './errand.js';
import { askFacts } from './facts.js';
import { HandWork, type ToDo } from './hand-work.js';
import { isLetterWriting } from './letter-writing.js';
import type { Notebook } from './notebook.js';
import { Portals, type ShownRecord } from './portals.js';
import { everyRecord } from './record-pages.js';
import { plain, recordsOn, routesOn } from './record-reading.js';
import { joinRoom, type PersonInRoom, type VisibleCard } from './room-client.js';
import { clearedByHand } from './steps-by-hand.js';
import { isSyncWork, namesTheSynced } from './sync-work.js';

export interface TaskAtHand {
  /** The message with the card. */
  readonly id: string;
  readonly title: string;
  /** Null: somebody has to look at the portal first. */
  readonly deeds: readonly (ShownDeed & { readonly id: string })[] | null;
}

export interface Done {
  readonly done: number;
  /** In the portal's own words. */
  readonly refused: readonly string[];
}

export interface AtHandOptions {
  readonly baseUrl: () => string;
  readonly cast: readonly CastMember[];
  readonly notebook: Notebook;
}

/** The work that a card asks for, and how it is found. */
interface Work {
  readonly card: VisibleCard;
  readonly read: StepCard;
  readonly records: readonly Errand[];
}

export class AtHand {
  private readonly people = new Map<string, Promise<PersonInRoom>>();
  private readonly portals: Portals;
  private hands: Promise<HandWork> | null = null;
  private lastNo = '';
  /** By card, as they stood on it before a page of its plan or its checking hid them. */
  private readonly records = new Map<string, readonly Errand[]>();
  private readonly known = new Map<string, Work>();

  constructor(private readonly options: AtHandOptions) {
    this.portals = new Portals(options.baseUrl);
  }

  /** Before anything is changed: what everybody's hand work rests on. */
  async begin(): Promise<void> {
    await (await this.work()).exportSource();
  }

  async tasks(key: string): Promise<readonly TaskAtHand[]> {
    const person = await this.person(key);
    const works = person.cards('channel').flatMap((card) => this.workOn(key, card) ?? []);
    const zone = works.some(({ records }) => records.length > 0) ? await this.portals.records() : [];
    return works.map(({ card, records }) => ({
      ...headOf(card),
      deeds: records.length === 0 ? null : shown(records, new Map(), zone),
    }));
  }

  /** With what the portals show now. */
  async task(key: string, id: string): Promise<TaskAtHand | null> {
    const person = await this.person(key);
    const work = this.found(key, person, id);
    if (work === null) return null;
    const { labels, todo } = await this.everything(person, work);
    return {
      ...headOf(work.card),
      deeds: shown(
        todo.map(({ errand }) => errand),
        labels,
        await this.portals.records(),
      ),
    };
  }

  /** @param only ids of single deeds; all of the task without */
  async carryOut(key: string, id: string, only: readonly string[] | null): Promise<Done | null> {
    const person = await this.person(key);
    const work = this.found(key, person, id);
    if (work === null) return null;
    const hands = await this.work();
    const { todo } = await this.everything(person, work);
    const refused: string[] = [];
    let done = 0;
    for (const one of todo) {
      if (only !== null && !only.includes(idOf(one.errand))) continue;
      if (await hands.doOne(work.read.stepId, work.read.undo, one)) done += 1;
      else refused.push(this.lastNo);
    }
    return { done, refused };
  }

  close(): void {
    for (const joined of this.people.values()) void joined.then((person) => person.leave());
  }

  private person(key: string): Promise<PersonInRoom> {
    const joined = this.people.get(key) ?? joinRoom(this.options.baseUrl(), key);
    this.people.set(key, joined);
    return joined;
  }

  private work(): Promise<HandWork> {
    this.hands ??= askFacts(this.options.baseUrl()).then((facts) => {
      const { cast, notebook } = this.options;
      const { portals } = this;
      const saidNo = ({ said }: PortalRefused): void => void (this.lastNo = said);
      return new HandWork({ portals, facts, cast, notebook, leftUndone: [], did: () => undefined, saidNo });
    });
    return this.hands;
  }

  private found(key: string, person: PersonInRoom, id: string): Work | null {
    const card = person.card(id);
    return card === null ? null : this.workOn(key, card);
  }

  /** Null where the card asks this person for nothing outside of the channel. */
  private workOn(key: string, card: VisibleCard): Work | null {
    const fresh = this.readOff(card);
    const place = `${key} ${card.messageId}`;
    if (fresh !== null) this.known.set(place, fresh);
    const before = this.known.get(place);
    // A page of its plan lies over it, in this person's own view alone.
    return fresh ?? (before?.card.version === card.version && isPage(card) ? before : null);
  }

  private readOff(card: VisibleCard): Work | null {
    const read = readStepCard(card);
    if (read === null || read.putAside || read.through !== null || isPage(card)) return null;
    const on = [...recordsOn(card.texts), ...routesOn(card.texts)];
    if (on.length > 0) this.records.set(card.messageId, on);
    const may = (verb: string): boolean => card.buttons.some((one) => one.verb === verb);
    if (!may('take') && !may('complete') && !may('again')) return null;
    const records = this.records.get(card.messageId) ?? [];
    const hidesRecords = read.checking && may('see-plan');
    const { stepId, attention } = read;
    const isPortalWork =
      isDestinationWork(stepId) ||
      isLetterWriting(stepId) ||
      isSyncWork(stepId) ||
      namesTheSynced(stepId, card.texts) ||
      (attention && clearedByHand[stepId] !== undefined);
    return records.length > 0 || hidesRecords || isPortalWork ? { card, read, records } : null;
  }

  /** All that is to do, and by whose name the portal knows what it is done to. */
  private async everything(
    person: PersonInRoom,
    { card, read, records }: Work,
  ): Promise<{ readonly todo: readonly ToDo[]; readonly labels: ReadonlyMap<string, string> }> {
    const hands = await this.work();
    const { stepId, undo, attention } = read;
    const side = attention ? clearedByHand[stepId] : undefined;
    if (side !== undefined) {
      const { errands, subdomains, dependants } = await hands.toClear(side, true);
      const below = subdomains.map((domain): Errand => ({ at: side, door: `domains/${domain}/remove`, body: {} }));
      const labels = dependants.map(({ id, objectId, label }) => [objectId ?? id, label] as const);
      return { todo: [...errands, ...below].map((errand) => ({ errand })), labels: new Map(labels) };
    }
    const synced = namesTheSynced(stepId, card.texts) ? await hands.outOfSync() : await hands.toDo(stepId, undo);
    const pages = await this.pagesOf(person, card, records);
    return {
      todo: [...pages.map((errand) => ({ errand })), ...synced],
      labels: synced.length === 0 ? new Map() : await this.portals.labels(),
    };
  }

  /** What does not fit on the card is turned over, and the card is put back as it was. */
  private async pagesOf(
    person: PersonInRoom,
    card: VisibleCard,
    records: readonly Errand[],
  ): Promise<readonly Errand[]> {
    if (!card.buttons.some(({ verb }) => verb === 'see-plan')) return records;
    const every = (await everyRecord(person, card)) ?? [];
    const now = person.card(card.messageId);
    const back = now !== null && isPage(now) ? person.button(now, { verb: 'refresh' }) : null;
    if (now !== null && back !== null) await person.press(now, back);
    return every.length > 0 ? every : records;
  }
}

/** The plan's own card, in the place of the step's. */
const isPage = ({ buttons }: VisibleCard): boolean =>
  buttons.some(({ verb }) => verb === 'refresh') && !buttons.some(({ verb }) => verb === 'complete');

const headOf = ({ messageId, texts }: VisibleCard): Pick<TaskAtHand, 'id' | 'title'> => ({
  id: messageId,
  title: plain(texts[0] ?? ''),
});

const shown = (
  errands: readonly Errand[],
  labels: ReadonlyMap<string, string>,
  zone: readonly ShownRecord[],
): TaskAtHand['deeds'] => errands.map((errand) => ({ id: idOf(errand), ...shownDeed(errand, labels, zone) }));

const idOf = ({ at, door, body }: Errand): string =>
  createHash('sha256')
    .update(JSON.stringify([at, door, body]))
    .digest('hex')
    .slice(0, 16);
