/**
 * A small service that runs transfers, on a real socket. It knows no idempotency key: two starts are two runs. How it takes the next start, and
 * how far each run has come, the test says.
 */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { defineTransfer } from '../../../src/contract/transfer.js';
import type { TransferDefinition, TransferItem, TransferLook } from '../../../src/contract/transfer.js';
import type { StepContext } from '../../../src/contract/context.js';

/** How a start is taken. `mute`, `cut`: it runs, and nobody is told · `deaf`, `lost`: nothing runs, and nobody is told · `late`: it runs after a while. */
export type Manner = 'answer' | 'mute' | 'cut' | 'deaf' | 'lost' | 'late' | 'busy' | 'refuse';

export interface Run {
  readonly id: string;
  readonly name: string;
  readonly items: readonly string[];
  state: 'running' | 'paused' | 'ended';
  done: number;
  bytes: { done: number; total: number | null };
  failed: readonly string[];
}

export class OutsideService {
  readonly runs: Run[] = [];
  /** Every request, as `POST /runs`. */
  readonly asked: string[] = [];
  /** How the next starts are taken; answered when there are no more. */
  manners: Manner[] = [];
  /** Starts that were taken and run only when the test says so. */
  private late: (() => void)[] = [];
  /** While true no look is answered. */
  down = false;
  private starts = 0;
  private readonly waiting: { count: number; resolve: () => void }[] = [];

  private constructor(private readonly server: Server) {}

  static async open(): Promise<OutsideService> {
    const service = new OutsideService(createServer());
    service.server.on('request', (request, response) => void service.take(request, response));
    service.server.listen(0, '127.0.0.1');
    await once(service.server, 'listening');
    return service;
  }

  get address(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }

  /** Ends when so many starts have been received since the beginning, whatever became of them. */
  received(count: number): Promise<void> {
    if (this.starts >= count) return Promise.resolve();
    return new Promise((resolve) => this.waiting.push({ count, resolve }));
  }

  takeEffect(): void {
    for (const run of this.late.splice(0)) run();
  }

  runsOf(stepId: string): readonly Run[] {
    return this.runs.filter(({ name }) => name.includes(`/${stepId}-`));
  }

  private async take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', this.address);
    this.asked.push(`${request.method} ${url.pathname}`);
    const [, , id, verb] = url.pathname.split('/');
    if (id === undefined && request.method === 'POST') return this.start(request, response);
    if (this.down) return answer(response, 503, {});
    if (id === undefined) {
      const name = url.searchParams.get('name');
      return answer(
        response,
        200,
        this.runs.filter((run) => run.name === name).map((run) => run.id),
      );
    }
    const run = this.runs.find((one) => one.id === id);
    if (run === undefined) return answer(response, 404, {});
    if (verb === 'pause' && run.state === 'running') run.state = 'paused';
    if (verb === 'resume' && run.state === 'paused') run.state = 'running';
    if (verb === 'halt') run.state = 'ended';
    return answer(response, 200, run);
  }

  private async start(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const { name, items } = JSON.parse(Buffer.concat(chunks).toString()) as Pick<Run, 'name' | 'items'>;
    const manner = this.manners.shift() ?? 'answer';
    const begin = (): Run => {
      const run: Run = {
        id: `run-${this.runs.length + 1}`,
        name,
        items,
        state: 'running',
        done: 0,
        bytes: { done: 0, total: null },
        failed: [],
      };
      this.runs.push(run);
      return run;
    };
    if (manner === 'answer') answer(response, 201, begin());
    else if (manner === 'busy') answer(response, 429, {}, { 'retry-after': '120' });
    else if (manner === 'refuse') answer(response, 400, { text: 'no licence left' });
    else {
      if (manner === 'mute' || manner === 'cut') begin();
      if (manner === 'late') this.late.push(begin);
      if (manner === 'cut' || manner === 'lost' || manner === 'late') request.socket.destroy();
    }
    this.starts += 1;
    for (const { count, resolve } of this.waiting) if (this.starts >= count) resolve();
  }
}

/** Not chained: restify, where a test before this one loaded it, has replaced `writeHead` for the whole process by one that gives nothing back. */
function answer(response: ServerResponse, status: number, body: unknown, headers: Record<string, string> = {}): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(JSON.stringify(body));
}

export const mailbox = (n: number, pass = 'full'): TransferItem => ({
  object: { kind: 'mailbox', id: `m-${n}`, label: `Mailbox ${n}` },
  facts: { pass },
});

/** A transfer as a step would write it for such a service. */
export function passOver(
  service: OutsideService,
  items: () => readonly TransferItem[],
  more: Partial<TransferDefinition> = {},
): TransferDefinition {
  const call = async (ctx: StepContext, method: string, path: string, body?: unknown): Promise<Response> =>
    fetch(`${service.address}${path}`, {
      method,
      signal: ctx.signal,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  const ask = async (ctx: StepContext, path: string): Promise<void> => {
    await (await call(ctx, 'POST', path)).arrayBuffer();
  };
  return defineTransfer({
    name: 'pass-over-mailboxes',
    plan: () => Promise.resolve({ items: items(), blockers: [], warnings: [], leftOut: [] }),
    async start(ctx, run) {
      const response = await call(ctx, 'POST', '/runs', {
        name: run.key,
        items: run.items.map(({ object }) => object.id),
      });
      const said = (await response.json().catch(() => ({}))) as { id?: string; text?: string };
      if (response.status === 429)
        return { result: 'not-done', retryAfter: Number(response.headers.get('retry-after')) };
      if (said.id !== undefined) return { result: 'started', outsideId: said.id };
      return {
        result: 'refused',
        remark: {
          code: 'graph-refused',
          facts: { text: said.text ?? '', errorCode: '', status: response.status, requestId: '' },
        },
      };
    },
    async find(ctx, run) {
      const response = await call(ctx, 'GET', `/runs?name=${encodeURIComponent(run.key)}`);
      if (!response.ok) return { seen: false, why: `the service answered ${response.status}` };
      const ids = (await response.json()) as readonly string[];
      if (ids.length > 1) return { seen: false, why: `${ids.length} runs carry this name` };
      const [outsideId] = ids;
      return outsideId === undefined ? { seen: true, begun: 'nothing' } : { seen: true, begun: 'whole', outsideId };
    },
    async look(ctx, outsideId): Promise<TransferLook> {
      const response = await call(ctx, 'GET', `/runs/${outsideId}`);
      if (!response.ok) throw new Error(`the service answered ${response.status}`);
      const run = (await response.json()) as Run;
      const left = run.state === 'ended' ? run.items.slice(run.done) : run.failed;
      return {
        state: run.state,
        items: { total: run.items.length, done: run.done, failed: run.failed.length },
        bytes: run.bytes,
        failed: left.map((id) => ({
          code: 'object-gone',
          facts: { text: run.failed.includes(id) ? 'large item' : 'halted', requestId: '' },
          object: { kind: 'mailbox', id, label: id.replace('m-', 'Mailbox ') },
        })),
        findings: [],
      };
    },
    pause: (ctx, id) => ask(ctx, `/runs/${id}/pause`),
    goOn: (ctx, id) => ask(ctx, `/runs/${id}/resume`),
    halt: (ctx, id) => ask(ctx, `/runs/${id}/halt`),
    whenStopped: 'goes-on',
    settleSeconds: 300,
    lookEvery: 60,
    ...more,
  });
}
