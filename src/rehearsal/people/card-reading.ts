/** What a person takes from a card by reading it: which step it is about, how it stands, which button to press. Nothing here knows the bot's code. */
import type { CardButton } from '../room/card-anatomy.js';
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

/** The press this person makes on the card, or null when nothing on it is theirs to do. */
export function choosePress(card: VisibleCard, domain: string): Press | null {
  for (const verb of wanted) {
    const button = card.buttons.find((one) => one.verb === verb && one.opens === null);
    if (button !== undefined) return { button, values: fillIn(button, domain) };
  }
  return null;
}

/** Fills every empty input the way a person in a rehearsal does: first choice, a plausible date, a note that says who did what. */
function fillIn(button: CardButton, domain: string): Record<string, string> {
  return Object.fromEntries(
    button.inputs
      .filter((input) => input.value === '' || (input.type === 'Input.Toggle' && input.required))
      .map((input) => [input.id, answerTo(input, domain)]),
  );
}

function answerTo(input: CardButton['inputs'][number], domain: string): string {
  if (input.id === 'typedDomain') return domain;
  switch (input.type) {
    case 'Input.ChoiceSet':
      return input.choices[0]?.value ?? '';
    case 'Input.Date':
      return '2026-12-14';
    case 'Input.Time':
      return '20:00';
    case 'Input.Number':
      return '10';
    case 'Input.Toggle':
      return 'true';
    default:
      return 'Done in the rehearsal and seen by me.';
  }
}
