import type { EngineQueries } from '../../engine/api.js';
import type { MigrationFacts, Person } from '../../engine/state.js';
import { phases, type Lang, type Phase } from '../../contract/step.js';
import type { Card, Reader, Surroundings, Views, WholeSurroundings } from '../../views/api.js';
import type { ChannelBinding } from './channel-binding.js';
import type { Member } from './connector.js';
import { haltOf } from './halt.js';
import type { ChannelPeople } from './people.js';

/** `welcome` · `board:<phase>` · `attempt:<attemptId>` · `stop` · `blockers` · `blockers:<lang>:<the answer to somebody>` · `reminder:<personId>:<number>` */
export const cardKey =
  /^(?:welcome|stop|blockers(?::(?<lang>en|ru):[\w.-]{1,120})?|board:(?<phase>[a-z-]+)|attempt:(?<attempt>[\w.:-]{1,120})|(?<reminder>reminder:[\w.:-]{1,120}))$/;

/** A card for the channel, and the halt it tells of. */
export interface Drawn {
  readonly card: Card;
  /** `moved` takes the place of the card that was posted before the halt. */
  readonly halt: { readonly id: string; readonly moved: Card } | null;
}

type Members = ReadonlyMap<string, Pick<Member, 'id' | 'name'>>;

/** Renders cards out of the engine's state: for the channel, or for one reader. */
export class Painter {
  constructor(
    private readonly queries: EngineQueries,
    private readonly views: Views,
    private readonly binding: ChannelBinding,
    private readonly people: ChannelPeople,
    private readonly links: Pick<Surroundings, 'link' | 'uploadLink'>,
    /** The migration's language: what channel cards speak. */
    readonly channelLang: Lang,
  ) {}

  readonly everybody = (): Reader => ({ person: null, lang: this.channelLang });

  /** For a card of one step: it needs no look at the others. */
  async around(): Promise<Surroundings> {
    const [{ facts, roster }, members] = await Promise.all([this.queries.migration(), this.members()]);
    return this.surroundings(facts, roster, members);
  }

  async wholeAround(): Promise<WholeSurroundings> {
    const { queries } = this;
    const [status, roster, members] = await Promise.all([queries.status(), queries.roster(), this.members()]);
    return this.surroundings(status, roster, members);
  }

  private surroundings<Status extends MigrationFacts>(
    status: Status,
    roster: readonly Person[],
    members: Members,
  ): Surroundings & { readonly status: Status } {
    return {
      status,
      roster,
      channelIds: new Map([...members].map(([aadObjectId, { id }]) => [aadObjectId, id])),
      members: [...members].map(([id, { name }]) => ({ id, name })),
      link: this.links.link,
      uploadLink: this.links.uploadLink,
    };
  }

  /** For the channel. */
  async draw(key: string, mention: readonly Person[]): Promise<Drawn | null> {
    const attemptId = cardKey.exec(key)?.groups?.['attempt'];
    if (attemptId === undefined) {
      const card = await this.paint(key, this.everybody(), mention);
      return card === null ? null : { card, halt: null };
    }
    const [around, step] = await Promise.all([this.around(), this.queries.attempt(attemptId)]);
    if (step === null) return null;
    const id = haltOf(step);
    return {
      card: this.views.step(step, around, this.everybody(), mention),
      halt: id === null ? null : { id, moved: this.views.moved(step, around, this.everybody()) },
    };
  }

  /** Null when there is no such card: an attempt that does not exist, a key made up by hand. */
  async paint(key: string, reader: Reader, mention: readonly Person[] = []): Promise<Card | null> {
    const match = cardKey.exec(key);
    if (match === null) return null;
    const { phase, attempt: attemptId, lang, reminder: reminderKey } = match.groups ?? {};
    if (attemptId !== undefined) {
      const [around, step] = await Promise.all([this.around(), this.queries.attempt(attemptId)]);
      return step === null ? null : this.views.step(step, around, reader, mention);
    }
    if (reminderKey !== undefined) {
      const [reminder, steps] = await Promise.all([this.queries.reminder(reminderKey), this.queries.steps()]);
      return reminder === null ? null : this.views.reminder(reminder, steps, await this.around(), reader, mention);
    }
    const around = await this.wholeAround();
    if (phase !== undefined) {
      if (!(phases as readonly string[]).includes(phase)) return null;
      const steps = (await this.queries.steps()).filter(({ step }) => step.phase === phase);
      return this.views.board(phase as Phase, steps, around, reader);
    }
    if (key.startsWith('blockers')) {
      // An answer stays in the language of who asked.
      const asked: Reader = lang === 'en' || lang === 'ru' ? { person: reader.person, lang } : reader;
      return this.views.blockers(await this.queries.blockers(), 'all', 0, around, asked);
    }
    return key === 'welcome' ? this.views.welcome(around, reader) : this.views.stop(around, reader, mention);
  }

  /** A card without mentions and buttons for somebody is worth more than none: a roster that cannot be read is an empty one. */
  private async members(): Promise<Members> {
    const channel = await this.binding.current();
    if (channel === null) return new Map() as Members;
    return this.people.members(channel.serviceUrl, channel.conversationId).catch(() => new Map() as Members);
  }
}
