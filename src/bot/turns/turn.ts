import type { Actor, Engine } from '../../engine/api.js';
import type { Person } from '../../engine/state.js';
import type { Outcome, Refusal } from '../../errors.js';
import type { Card, Reader, Surroundings, Views, WholeSurroundings } from '../../views/api.js';
import type { Channel, Member } from '../channel/connector.js';
import type { Painter } from '../channel/painter.js';
import type { CompanyDomains } from '../channel/people.js';
import type { Lang } from '../../contract/step.js';

/** Somebody did something: all a command or a button needs to know, every part of it from the verified activity. */
export interface Turn {
  readonly actor: Actor;
  readonly member: Member;
  /** The actor as the cards know them; without roles when not on the roster. */
  readonly person: Person;
  readonly lang: Lang;
  /** Where they are, as Teams says with what they do; null: nobody knows. */
  readonly zone: string | null;
  /** The channel it was typed in; null in a personal chat. */
  readonly channel: Channel | null;
  /** Other people mentioned in the message. */
  readonly mentioned: readonly Member[];
  readonly engine: Pick<Engine, 'commands' | 'queries'>;
  readonly views: Views;
  readonly painter: Painter;
  readonly domains: CompanyDomains;
  /** Binds the bot to the channel of this turn, if it is one. */
  bindHere(): Promise<void>;
  /** Finds a member of the project channel. */
  memberOf(personId: string): Promise<Member | null>;
  /** The language a person was last seen to use. */
  langOf(personId: string): Promise<Lang>;
  around(): Promise<Surroundings>;
  wholeAround(): Promise<WholeSurroundings>;
  /** The person alone: their language, their buttons. */
  readonly personally: Reader;
  /** Whoever reads along where this was typed, in the language of the person who asked. */
  readonly openly: Reader;
}

/** Others whom it concerns, and what they are told where it was done. */
export interface Calling {
  readonly people: readonly Pick<Member, 'id' | 'name'>[];
  readonly text: string;
}

export type Reply =
  /** `follow`: the answer is edited from then on, as the card with a key that begins like this. */
  | { readonly kind: 'card'; readonly card: Card; readonly follow?: string; readonly calling?: Calling }
  /** One line, said to the person alone. */
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'refused'; readonly refusal: Refusal };

export const withCard = (card: Card): Reply => ({ kind: 'card', card });
export const refusing = (code: string, facts: Refusal['facts'] = {}): Reply => ({
  kind: 'refused',
  refusal: { code, facts },
});

/** The command's own refusal, or what to show once it was taken. */
export async function answering<T>(outcome: Promise<Outcome<T>>, shown: (value: T) => Promise<Reply>): Promise<Reply> {
  const result = await outcome;
  return result.ok ? shown(result.value) : { kind: 'refused', refusal: result.refusal };
}
