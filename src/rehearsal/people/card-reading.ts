/** What a person takes from a card by reading it: which step it is about, how it stands, which button to press. Nothing here knows the bot's code. */
import type { CardButton } from '../room/card-anatomy.js';
import { fillIn } from './answers.js';
import type { VisibleCard } from './room-client.js';

/** What the end of a step rests on, as its card says. */
export type RestsOn = 'seen' | 'said' | 'accepted' | 'decided';

export interface StepCard {
  readonly stepId: string;
  readonly undo: boolean;
  /** It has come to its end, and what that rests on by its sign; null: not yet. */
  readonly through: RestsOn | null;
  /** Somebody said that it is done, or it was written, and the bot looks. */
  readonly checking: boolean;
  readonly attention: boolean;
  /** A newer attempt took its place, or people turned back from it. */
  readonly putAside: boolean;
}

/** A card is the same for as long as it looks the same, and people look at every card again and again. */
const read = new WeakMap<VisibleCard, StepCard | null>();

export function readStepCard(card: VisibleCard): StepCard | null {
  const known = read.get(card);
  if (known !== undefined) return known;
  const fresh = readAnew(card);
  read.set(card, fresh);
  return fresh;
}

const signs = [
  ['✓', 'seen'],
  ['✎', 'said'],
  ['△', 'accepted'],
  ['◆', 'decided'],
] as const;

/** The foot names the step, the head carries the sign. */
function readAnew(card: VisibleCard): StepCard | null {
  const stepId = card.texts
    .map((text) => /^([a-z0-9]+(?:-[a-z0-9]+)+) · /.exec(text)?.[1])
    .find((id) => id !== undefined);
  if (stepId === undefined) return null;
  const head = card.texts.slice(0, 2).join(' ');
  const on = signs.find(([sign]) => head.includes(sign))?.[1] ?? null;
  return {
    stepId,
    undo: head.includes('↩'),
    through: on,
    checking: head.includes('●'),
    attention: /[▲✕?]/.test(head),
    putAside: card.texts.slice(0, 2).some((text) => text.startsWith('– ')),
  };
}

export interface Press {
  readonly button: CardButton;
  readonly values: Readonly<Record<string, string>>;
}

/** Buttons in the order in which a willing colleague presses them: what is done at once is not taken first. */
const wanted = ['approve', 'vote-go', 'answer', 'complete', 'take', 'accept', 'again'] as const;

/** What somebody would rather press than anything else. */
export interface Preference {
  readonly verb: (typeof wanted)[number];
  /** The step it is about, where that is not the card's own. */
  readonly stepId?: string;
}

/** The press this person makes on the card, or null when nothing on it is theirs to do; what is preferred comes first, in its order. */
export function choosePress(card: VisibleCard, now: Date, preferred: readonly Preference[] = []): Press | null {
  const read = readStepCard(card);
  // Who is content with a decision does not answer it again, and who has done a task lets the bot look.
  const rests = read !== null && (read.through !== null || read.checking);
  const pressable = card.buttons.filter(({ opens, verb }) => opens === null && !(rests && verb === 'again'));
  const order: readonly Preference[] = [...preferred, ...wanted.map((verb) => ({ verb }))];
  const button = order.flatMap(
    ({ verb, stepId }) =>
      pressable.find((one) => one.verb === verb && (stepId === undefined || stepOf(one) === stepId)) ?? [],
  )[0];
  return button === undefined ? null : { button, values: fillIn(button, now) };
}

/** What a card still asks its reader to do; null where its step is through or put aside, or forward work that people have turned back from. */
export function askedOf(card: VisibleCard, now: Date, course?: Turned): Press | null {
  const read = readStepCard(card);
  if (read === null || read.putAside || read.through !== null) return null;
  if (course?.turnedBack === true && !read.undo && !course.isWayBack(read.stepId)) return null;
  return choosePress(card, now);
}

export interface Turned {
  readonly turnedBack: boolean;
  isWayBack(stepId: string): boolean;
}

const pressable = new WeakMap<VisibleCard, boolean>();

/** There is something on the card that this person could press. */
export function hasPress(card: VisibleCard): boolean {
  const known = pressable.get(card);
  if (known !== undefined) return known;
  const has = card.buttons.some(({ opens, verb }) => opens === null && wanted.some((one) => one === verb));
  pressable.set(card, has);
  return has;
}

/** The step a button is about, where it says so. */
export const stepOf = ({ data }: CardButton): unknown =>
  typeof data === 'object' && data !== null ? (data as Readonly<Record<string, unknown>>)['stepId'] : undefined;

/** Somebody has to agree to a plan: this reader could, or nobody could, because nobody has the role. What nobody is asked for is not open. */
export function isOpenApproval({ buttons, texts }: VisibleCard): boolean {
  const has = (verb: string): boolean => buttons.some((one) => one.verb === verb);
  return has('approve') || (has('see-plan') && texts.some((text) => text.startsWith('▲ ') && text.includes('/assign')));
}

/** The lines of the roster: `Source admin: Irina Sokolova (source) · source-admin`, with a sign before it where nobody has it. */
const rosterOn = (texts: readonly string[]): readonly { readonly role: string; readonly who: string }[] =>
  texts.flatMap((text) => {
    const [, who = '', role] = /^[^:]+: (.*) · ([a-z]+(?:-[a-z]+)+)$/.exec(text) ?? [];
    return role === undefined ? [] : [{ role, who }];
  });

/** The roles that the roster shows with somebody, or as not needed. */
export const rolesSettledOn = (texts: readonly string[]): readonly string[] =>
  rosterOn(texts).flatMap(({ role, who }) => (who.startsWith('▲') ? [] : [role]));

/** Who has the role, as the roster writes them. */
export const holdersOn = (texts: readonly string[], wanted: string): string =>
  rosterOn(texts).find(({ role }) => role === wanted)?.who ?? '';
