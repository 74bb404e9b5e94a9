/** What people fill in: what the project has decided where it has, else the first choice, a plausible date, a note that says who did what. */
import type { CardButton, CardInput } from '../room/card-anatomy.js';

const decided: Readonly<Record<string, string>> = {
  // `mail-gap`: senders find no mail host for a few hours, and try again.
  gap: 'parking',
  mxHost: 'mx.parking.example',
  mailsPerHour: '40',
  withoutWayIn: '0',
  // `user-communications`: where no mailbox can be chosen.
  senderMailbox: 'helpdesk@rehearsal.example',
  // `services-needed`: mail and Teams.
  exchange: 'true',
  teams: 'true',
};

/** Fills every empty input, and ticks what has been decided. */
export function fillIn(button: CardButton): Record<string, string> {
  return Object.fromEntries(
    button.inputs
      .filter((input) => input.value === '' || (input.type === 'Input.Toggle' && isWanted(input)))
      .map((input) => [input.id, answerTo(input)]),
  );
}

const isWanted = ({ id, required }: CardInput): boolean => required || decided[id] !== undefined;

function answerTo(input: CardInput): string {
  // The one the card names, and no other.
  if (input.id === 'typedDomain') return input.placeholder;
  const known = decided[input.id];
  const isOffered = input.type !== 'Input.ChoiceSet' || input.choices.some(({ value }) => value === known);
  if (known !== undefined && isOffered) return known;
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
