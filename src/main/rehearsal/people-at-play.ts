/** The room's offer to let the scripted people play while somebody watches, or acts as one or several of them. */
import type { CastMember } from '../../rehearsal/cast.js';
import { AtHand } from '../../rehearsal/people/at-hand.js';
import { ClockKeeper } from '../../rehearsal/people/clock-keeper.js';
import { Notebook } from '../../rehearsal/people/notebook.js';
import { play } from '../../rehearsal/people/play.js';
import type { Hands, Play } from '../../rehearsal/room/page-api.js';
import { verdictLines } from './verdict.js';

/** The play ends by itself with the last step of the runbook. */
const lastStep = 'closing-report';
/** Somebody who acts as one of the people may think for as long as they like. */
const patienceMs = 24 * 60 * 60_000;
const lookAtTheClockMs = 1_000;

export interface PeopleAtPlay extends Play {
  readonly hands: Hands;
  close(): void;
}

export function peopleAtPlay(options: {
  readonly baseUrl: () => string;
  readonly cast: readonly CastMember[];
  /** Where notes of hand work are kept. */
  readonly folder: string;
}): PeopleAtPlay {
  let ending: AbortController | null = null;
  /** Whoever somebody at the page has taken stays theirs until they leave them to the others. */
  let exclusions: readonly string[] = [];
  let played: Promise<void> = Promise.resolve();
  /** As whom somebody at the page has said or pressed something. */
  const acted = new Set<string>();

  const stop = async (): Promise<void> => {
    ending?.abort();
    ending = null;
    await played;
  };
  const keeper = new ClockKeeper({
    baseUrl: options.baseUrl,
    byHand: () => (ending === null ? [...new Set([...acted, ...exclusions])] : exclusions),
  });
  const notebook = new Notebook(options.folder);
  const hands = new AtHand({ ...options, notebook });
  const looking = setInterval(() => void keeper.look().catch(away), lookAtTheClockMs);
  looking.unref();

  return {
    hands,
    async start(except) {
      await stop();
      const mine = new AbortController();
      ending = mine;
      exclusions = except;
      played = play({
        baseUrl: options.baseUrl(),
        cast: options.cast,
        except,
        notebook,
        until: lastStep,
        signal: mine.signal,
        patienceMs,
      })
        .then((result) => {
          const verdict = verdictLines(result);
          if (verdict.length > 0) console.error(verdict.join('\n'));
        })
        .catch((fault: unknown) => {
          if (!mine.signal.aborted) console.error('the scripted people stopped playing:', fault);
        })
        .finally(() => {
          if (ending === mine) ending = null;
        });
    },
    stop,
    state: () => ({ playing: ending !== null, exclusions }),
    did(key) {
      if (ending === null) acted.add(key);
      if (notebook.source === null) void hands.begin().catch(away);
      void keeper.did(key).catch(away);
    },
    close() {
      clearInterval(looking);
      keeper.close();
      hands.close();
    },
  };
}

/** The rehearsal begins or ends, and its doors are shut. (By its name: a test has a TypeError of its own.) */
function away(fault: unknown): void {
  if (!['TypeError', 'AbortError'].includes((fault as Error).name)) console.error('keeping the clock:', fault);
}
