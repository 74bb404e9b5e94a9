import type { Clock, ClockReading } from '../../engine/clock.js';

/** The migration clock of a rehearsal: the world owns it, this follows every jump, pause and change of rate. */
export async function followWorldClock(
  worldUrl: string,
  log: (message: string) => void,
): Promise<{
  clock: Clock;
  tellNextDue(at: string | null, resting: boolean, forPeople: string | null): Promise<void>;
  stop(): void;
}> {
  const url = `${worldUrl}/world/clock`;
  const listeners = new Set<(reading: ClockReading) => void>();
  const stopping = new AbortController();
  const read = async (query = ''): Promise<ClockReading & { version: number }> => {
    const answer = await fetch(`${url}${query}`, { signal: stopping.signal });
    if (!answer.ok) throw new Error(`reading the world's clock: status ${answer.status}`);
    return (await answer.json()) as ClockReading & { version: number };
  };
  let reading = await read();

  const follow = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      try {
        const next = await read(`?after=${reading.version}&wait=25`);
        if (next.version === reading.version) continue;
        reading = next;
        for (const listener of listeners) listener(reading);
      } catch (error) {
        if (stopping.signal.aborted) return;
        log(`the world's clock is out of reach: ${(error as Error).message}`);
        await new Promise((resolve) => setTimeout(resolve, 500));
      }
    }
  };
  void follow();

  return {
    clock: {
      reading: () => reading,
      now: () => new Date(Date.parse(reading.at) + (Date.now() - Date.parse(reading.wallAt)) * reading.rate),
      onChange: (listener) => {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    },
    tellNextDue: async (at, resting, forPeople) => {
      await fetch(`${url}/next-due`, {
        method: 'PUT',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ at, resting, forPeople }),
        signal: stopping.signal,
      });
    },
    stop: () => stopping.abort(),
  };
}
