/** Who has the room open, as whom: each is told of what that person may see. */
import type { ServerResponse } from 'node:http';
import type { RoomPerson } from './identities.js';

const heartbeatMs = 15_000;

export class Viewers {
  private readonly open = new Map<ServerResponse, RoomPerson>();
  private readonly heartbeat: NodeJS.Timeout;

  constructor() {
    this.heartbeat = setInterval(() => {
      for (const res of this.open.keys()) res.write(': still here\n\n');
    }, heartbeatMs);
    this.heartbeat.unref();
  }

  add(res: ServerResponse, person: RoomPerson, state: unknown): void {
    res.writeHead(200, {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
    });
    res.write(`retry: 500\n\nevent: state\ndata: ${JSON.stringify(state)}\n\n`);
    this.open.set(res, person);
    res.on('close', () => this.open.delete(res));
  }

  /** Everybody who is looking, each once. */
  people(): readonly RoomPerson[] {
    return [...new Set(this.open.values())];
  }

  /** `what` is asked once per person, and nothing is sent where it answers null. */
  tell(event: string, what: (person: RoomPerson) => unknown): void {
    const said = new Map<RoomPerson, string | null>();
    for (const [res, person] of this.open) {
      if (!said.has(person)) {
        const value = what(person);
        said.set(person, value === null ? null : `event: ${event}\ndata: ${JSON.stringify(value)}\n\n`);
      }
      const text = said.get(person) ?? null;
      if (text !== null) res.write(text);
    }
  }

  close(): void {
    clearInterval(this.heartbeat);
    for (const res of this.open.keys()) res.end();
    this.open.clear();
  }
}
