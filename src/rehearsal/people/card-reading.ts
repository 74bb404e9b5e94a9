/** What a person takes from a card by reading it: which step it is about, how it stands, which button to press. Nothing here knows the bot's code. */
import type { CardButton } from '../room/card-anatomy.js';
import { fillIn } from './answers.js';
import type { VisibleCard } from './room-client.js';

export interface StepCard {
  readonly stepId: string;
  readonly undo: boolean;
  readonly verified: boolean;
  readonly attention: boolean;
}

/** The foot names the step, the head carries the sign. */
export function readStepCard(card: VisibleCard): StepCard | null {
  const stepId = card.texts
    .map((text) => /^([a-z0-9]+(?:-[a-z0-9]+)+) · /.exec(text)?.[1])
    .find((id) => id !== undefined);
  if (stepId === undefined) return null;
  const head = card.texts.slice(0, 2).join(' ');
  return { stepId, undo: head.includes('↩'), verified: head.includes('✓'), attention: /[▲✕?]/.test(head) };
}

export interface Press {
  readonly button: CardButton;
  readonly values: Readonly<Record<string, string>>;
}

/** Buttons in the order in which a willing colleague presses them. */
const wanted = ['approve', 'vote-go', 'answer', 'take', 'complete', 'accept', 'again'] as const;

/** The press this person makes on the card, or null when nothing on it is theirs to do; `first` is what they would rather press than anything else. */
export function choosePress(card: VisibleCard, domain: string, first?: (typeof wanted)[number]): Press | null {
  for (const verb of first === undefined ? wanted : [first, ...wanted]) {
    const button = card.buttons.find((one) => one.verb === verb && one.opens === null);
    if (button !== undefined) return { button, values: fillIn(button, domain) };
  }
  return null;
}
