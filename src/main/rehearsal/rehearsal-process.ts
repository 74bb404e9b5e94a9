/** The process of a rehearsal, as whoever brings it to life or finds it holds it. */
import type { RehearsalAddress } from './address.js';

export interface RehearsalProcess {
  readonly address: RehearsalAddress;
  /** True when it was already running (the bot was killed, the rehearsal was not). */
  readonly adopted: boolean;
  /** Tells the rehearsal where the bot listens; the room then greets it. */
  botListensAt(endpoint: string): Promise<void>;
  /** When somebody has said that the company read from files is theirs; at once where there is nothing to say. */
  confirmed(): Promise<void>;
  /** Says so. */
  confirm(): Promise<void>;
  /** It has ended afterwards, of itself or by force. */
  stop(): Promise<void>;
}

/** One that was killed is gone at once; one that nothing can end is left. */
const killedWithinMs = 2_000;

export function processAt(address: RehearsalAddress, adopted: boolean, endWithinMs = 20_000): RehearsalProcess {
  const { url, pid, controlToken } = address;
  const call = async (method: string, path: string, more: RequestInit = {}): Promise<number> => {
    const headers = { 'x-control-token': controlToken, 'content-type': 'application/json' };
    const answer = await fetch(`${url}/rehearsal/${path}`, { method, headers, ...more });
    if (!answer.ok) throw new Error(`telling the rehearsal ${path}: status ${answer.status}`);
    return answer.status;
  };
  return {
    address,
    adopted,
    async botListensAt(endpoint) {
      await call('PUT', 'bot', { body: JSON.stringify({ endpoint }) });
    },
    async confirmed() {
      while ((await call('GET', 'confirmation')) !== 204);
    },
    async confirm() {
      await call('PUT', 'confirmation');
    },
    stop: async () => {
      const deadline = Date.now() + endWithinMs;
      const fault: unknown = await call('POST', 'stop', { signal: AbortSignal.timeout(endWithinMs) }).then(
        () => null,
        (reason: unknown) => reason,
      );
      if (await hasEnded(pid, deadline)) return;
      // Where nobody listens the process may by now be somebody else's with the same id.
      if (isRefusedConnection(fault)) return;
      end(pid);
      await hasEnded(pid, Date.now() + killedWithinMs);
    },
  };
}

async function hasEnded(pid: number, deadline: number): Promise<boolean> {
  while (isAlive(pid)) {
    if (Date.now() > deadline) return false;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return true;
}

function end(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended just now.
  }
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** Nobody listens there: `fetch` keeps what the system said as the cause. */
export function isRefusedConnection(fault: unknown): boolean {
  const cause: unknown = fault instanceof Error ? fault.cause : null;
  return cause instanceof Error && 'code' in cause && cause.code === 'ECONNREFUSED';
}
