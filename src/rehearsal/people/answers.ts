/** What people fill in: what the project has decided where it has, else the first choice, a plausible date, a note that says who did what. */
import type { CardButton, CardInput } from '../room/card-anatomy.js';

/** The id of the mover's application: of several tenants, so that it is the same in both. */
export const moverApp = '5e1f0000-4c0a-4d00-8000-00000000abcd';

const decided: Readonly<Record<string, string>> = {
  // `mover-identity`: it opens every mailbox by its own permission.
  moverProtocol: 'ews',
  moverSignsIn: 'application',
  sourceMoverApp: moverApp,
  destinationMoverApp: moverApp,
  // `mail-gap`: senders find no mail host for a few hours, and try again.
  gap: 'parking',
  // `migration-scope`: what the bot proposes, or where it cannot be taken as it stands a place where the table would lie.
  asProposed: 'true',
  mapping: 'https://files.rehearsal.example/mapping.xlsx',
  mxHost: 'mx.parking.example',
  // Where a gateway stands before the tenant today, the form proposes its hosts.
  gatewayHosts: '',
  mailsPerHour: '40',
  withoutWayIn: '0',
  // `user-communications`: where no mailbox can be chosen.
  senderMailbox: 'helpdesk@rehearsal.example',
  // `services-needed`: mail and Teams.
  exchange: 'true',
  teams: 'true',
};

/** The night everybody has in mind, as long as it is to come; afterwards the same evening two weeks on. */
const night = { day: '2026-12-14', time: '20:00' };
const twoWeeks = 14 * 24 * 3_600_000;

/** The day of T in UTC. A T that is over is refused, and a play that proposes no other stands still for good. */
export const dayOfT = (now: Date): string =>
  now.toISOString().slice(0, 10) < night.day
    ? night.day
    : new Date(now.getTime() + twoWeeks).toISOString().slice(0, 10);

/** Fills every empty input, and ticks what has been decided. */
export function fillIn(button: CardButton, now: Date): Record<string, string> {
  const isProposed = button.inputs.some(({ id }) => id === 'asProposed');
  return Object.fromEntries(
    button.inputs
      .filter(({ id }) => id !== 'mapping' || !isProposed)
      .filter((input) => input.value === '' || (input.type === 'Input.Toggle' && isWanted(input)))
      .map((input) => [input.id, answerTo(input, now)]),
  );
}

/** What the box would leave aside somebody has just handed in, and means. */
const leavesAside = ({ label }: CardInput): boolean => /\.(csv|xlsx)\b/.test(label);

const isWanted = (input: CardInput): boolean =>
  input.required || input.label.endsWith(' *') || (decided[input.id] !== undefined && !leavesAside(input));

function answerTo(input: CardInput, now: Date): string {
  // The one the card names, and no other.
  if (input.id === 'typedDomain') return input.placeholder;
  const known = decided[input.id];
  const isOffered = input.type !== 'Input.ChoiceSet' || input.choices.some(({ value }) => value === known);
  if (known !== undefined && isOffered) return known;
  switch (input.type) {
    case 'Input.ChoiceSet':
      return input.choices[0]?.value ?? '';
    case 'Input.Date':
      return dayOfT(now);
    case 'Input.Time':
      return night.time;
    case 'Input.Number':
      return '10';
    case 'Input.Toggle':
      return 'true';
    default:
      return inWords(input);
  }
}

/** As the example in the empty field looks. */
function inWords({ placeholder }: CardInput): string {
  if (placeholder.startsWith('https://')) return 'https://files.rehearsal.example/what-was-done.csv';
  if (/^x{8}-/.test(placeholder)) return moverApp;
  return 'Done in the rehearsal and seen by me.';
}
