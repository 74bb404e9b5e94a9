import { HttpRefusal } from './http.js';

export const faultyOperations = ['send', 'update', 'create', 'delete', 'members', 'token'] as const;
export type FaultyOperation = (typeof faultyOperations)[number];

/** One failure the Connector will show, once. */
export interface Fault {
  readonly operation: FaultyOperation;
  /** 0: the connection is cut without an answer. */
  readonly status: number;
  readonly retryAfter?: number;
  /** The work is done all the same: only the answer is lost. */
  readonly afterDoing?: boolean;
}

export class Faults {
  private next: Fault[] = [];

  /** Replaces what was planned. @throws {HttpRefusal} 400 */
  plan(body: Record<string, unknown>): readonly Fault[] {
    const next = body['next'];
    if (!Array.isArray(next)) throw new HttpRefusal(400, 'BadSyntax', 'Expected {"next": [...]}.');
    this.next = next.map((item: unknown) => {
      const fault = item as Fault;
      const known = (faultyOperations as readonly unknown[]).includes(fault?.operation);
      if (!known || !Number.isInteger(fault.status)) throw new HttpRefusal(400, 'BadSyntax', 'Unknown fault.');
      return fault;
    });
    return this.next;
  }

  take(operation: FaultyOperation): Fault | null {
    const at = this.next.findIndex((fault) => fault.operation === operation);
    return at < 0 ? null : (this.next.splice(at, 1)[0] ?? null);
  }

  planned(): readonly Fault[] {
    return this.next;
  }
}
