/** The scripted people do the many steps between the moments of the walk. */
import { cast } from '../../rehearsal/cast.js';
import { readStepCard } from '../../rehearsal/people/card-reading.js';
import { play } from '../../rehearsal/people/play.js';
import { joinRoom, type VisibleCard } from '../../rehearsal/people/room-client.js';

export interface Meanwhile {
  readonly url: string;
  /** Steps that the walk itself decides. */
  readonly leave: readonly string[];
  readonly turnedBack?: boolean;
  /** Ids of the steps that only the way back has. */
  readonly wayBack?: readonly string[];
  readonly onVerified?: (stepId: string, undone: boolean) => void;
}

/** They play until the lead sees such a card. */
export async function playUntil(
  { url, leave, turnedBack = false, wayBack = [], onVerified }: Meanwhile,
  seen: (card: VisibleCard) => boolean,
): Promise<void> {
  const ending = new AbortController();
  const witness = await joinRoom(url, 'anna');
  const playing = play({
    ...{ baseUrl: url, cast, leave, turnedBack, wayBack, until: 'closing-report', signal: ending.signal },
    patienceMs: 120_000,
    onEvent: ({ kind, what }) =>
      kind === 'through' || kind === 'undone' ? onVerified?.(what, kind === 'undone') : undefined,
  });
  try {
    const found = witness.until(() => witness.cards('channel').some(seen), 900_000).then(() => null);
    const stuck = await Promise.race([found, playing]);
    if (stuck !== null) throw new Error(`The scripted people ended ${stuck.ended}. Open: ${stuck.open.join('\n')}`);
  } finally {
    ending.abort();
    await playing.catch(() => undefined);
    witness.leave();
  }
}

/** The step's card waits for approvals. */
export const asks =
  (stepId: string, undo = false) =>
  (card: VisibleCard): boolean => {
    const read = readStepCard(card);
    return read?.stepId === stepId && read.undo === undo && card.texts.slice(0, 2).join(' ').includes('◔');
  };

/** The card of the step stands as the sign says: ◔ waits for people, ▲ needs them, ✓ is verified, ✎ △ ◆ are through on a word. */
export const stands =
  (stepId: string, sign: '◔' | '▲' | '✓') =>
  (card: VisibleCard): boolean =>
    readStepCard(card)?.stepId === stepId && card.texts.slice(0, 2).join(' ').includes(sign);
