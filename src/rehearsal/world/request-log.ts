/**
 * Every request the services received and what they answered. A line is written when a request is received and another when it is
 * answered, so that after a kill of the caller one can see a write that was received and not answered, and that no object was written twice.
 */
import type { Journal } from '../journal.js';
import type { ServiceAnswer, Touched } from './context.js';

export interface LogEntry {
  readonly n: number;
  readonly receivedAt: { readonly wall: string; readonly virtual: string };
  readonly actor: 'application' | 'administrator';
  readonly method: string;
  /** The real service's address. */
  readonly url: string;
  readonly write: boolean;
  /** Of a write with a body: a digest of it. Two writes of the same to one object are seen without keeping what was written. */
  readonly content?: string;
  /** For the parts of a batch: the number of the request that carried them. */
  readonly batch: number | null;
  readonly objects: readonly Touched[];
  /** True when the world changed; a refused or repeated write changes nothing. */
  readonly applied: boolean;
  /** Of a removal that was refused: what stood in its way. */
  readonly refusedFor?: ServiceAnswer['refusedFor'];
  readonly answeredAt: string | null;
  /** Null while unanswered, and for ever when the caller was gone before the answer. */
  readonly status: number | null;
}

type Line =
  | ({ readonly kind: 'received' } & LogEntry)
  | {
      readonly kind: 'done';
      readonly n: number;
      readonly objects: readonly Touched[];
      readonly applied: boolean;
      readonly refusedFor?: ServiceAnswer['refusedFor'];
    }
  | { readonly kind: 'answered'; readonly n: number; readonly at: string; readonly status: number };

export class RequestLog {
  private readonly entries: LogEntry[] = [];

  constructor(private readonly journal: Journal) {
    for (const line of journal.load().entries as Line[]) this.replay(line);
  }

  received(entry: Pick<LogEntry, 'receivedAt' | 'actor' | 'method' | 'url' | 'write' | 'content' | 'batch'>): number {
    const n = this.entries.length + 1;
    this.write({ kind: 'received', n, ...entry, objects: [], applied: false, answeredAt: null, status: null });
    return n;
  }

  done(n: number, objects: readonly Touched[], applied: boolean, refusedFor?: ServiceAnswer['refusedFor']): void {
    const refused = refusedFor === undefined ? {} : { refusedFor };
    if (objects.length > 0 || applied || refusedFor !== undefined)
      this.write({ kind: 'done', n, objects, applied, ...refused });
  }

  answered(n: number, at: string, status: number): void {
    this.write({ kind: 'answered', n, at, status });
  }

  after(n: number): readonly LogEntry[] {
    return this.entries.slice(Math.max(0, n));
  }

  size(): number {
    return this.entries.length;
  }

  close(): void {
    this.journal.close();
  }

  private write(line: Line): void {
    this.journal.append(line);
    this.replay(line);
  }

  private replay(line: Line): void {
    if (line.kind === 'received') {
      const { kind: _kind, ...entry } = line;
      this.entries[line.n - 1] = entry;
      return;
    }
    const before = this.entries[line.n - 1];
    if (before === undefined) return;
    this.entries[line.n - 1] =
      line.kind === 'done'
        ? {
            ...before,
            objects: line.objects,
            applied: line.applied,
            ...(line.refusedFor === undefined ? {} : { refusedFor: line.refusedFor }),
          }
        : { ...before, answeredAt: line.at, status: line.status };
  }
}
