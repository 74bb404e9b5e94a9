/** The room's offer to let the scripted people play while somebody watches, or acts as one of them. */
import type { CastMember } from '../../rehearsal/cast.js';
import { play } from '../../rehearsal/people/play.js';
import type { Play } from '../../rehearsal/room/page-api.js';
import { verdictLines } from './verdict.js';

/** The play ends by itself with the last step of the runbook. */
const lastStep = 'closing-report';
/** Somebody who acts as one of the people may think for as long as they like. */
const patienceMs = 24 * 60 * 60_000;

export function peopleAtPlay(options: { readonly baseUrl: () => string; readonly cast: readonly CastMember[] }): Play {
  let ending: AbortController | null = null;
  let exclusions: readonly string[] = [];
  let played: Promise<void> = Promise.resolve();

  const stop = async (): Promise<void> => {
    ending?.abort();
    ending = null;
    await played;
  };
  return {
    async start(except) {
      await stop();
      const mine = new AbortController();
      ending = mine;
      exclusions = except;
      played = play({
        baseUrl: options.baseUrl(),
        cast: options.cast,
        except,
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
    state: () => ({ playing: ending !== null, ...(ending === null ? {} : { exclusions }) }),
  };
}
