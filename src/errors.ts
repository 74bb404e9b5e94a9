/** Why something was refused. Every code has a sentence in `locales/<lang>/refusals.ts` that says what did not happen, why, and what to do next. */
export interface Refusal {
  /** A stable code such as `approval.same-person`; also the key of its sentence. */
  readonly code: string;
  /** Facts the sentence needs: names, times (ISO 8601 UTC), counts. Never a secret. */
  readonly facts: Readonly<Record<string, string | number>>;
}

/** What a command answers: a value, or the rule that said no. A refusal is not an error: nothing broke. */
export type Outcome<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly refusal: Refusal };

export const allowed = <T>(value: T): Outcome<T> => ({ ok: true, value });
export const refused = (code: string, facts: Refusal['facts'] = {}): Outcome<never> => ({
  ok: false,
  refusal: { code, facts },
});

export type SystemName =
  | 'graph'
  | 'exchange'
  | 'login'
  | 'discovery'
  | 'bittitan'
  | 'dns'
  | 'rdap'
  | 'blocklist'
  | 'mail'
  | 'teams'
  | 'windows-worker';

export interface SystemFaultDetails {
  readonly system: SystemName;
  /** What was being done, in the admins' words: `changing userPrincipalName of 6f1c…`. */
  readonly operation: string;
  /** HTTP status, or null when no answer came (then a write may or may not have been done). */
  readonly status: number | null;
  /** The service's own error code, such as `Request_ResourceNotFound`. */
  readonly code: string;
  readonly requestId: string | null;
  /** Seconds the service asked us to wait, in migration time; null when it did not say. */
  readonly retryAfter: number | null;
  /** True when the same request may succeed later without anybody doing anything. */
  readonly transient: boolean;
  /** Refused for want of a right: only whoever grants it can help. */
  readonly lacksRight?: true;
}

/** A peer said no, or nothing. Thrown by `systems/`; keeps what an operator needs to ask the vendor. */
export class SystemFault extends Error {
  constructor(
    message: string,
    readonly details: SystemFaultDetails,
    options?: { cause?: unknown },
  ) {
    super(message, options);
    this.name = 'SystemFault';
  }

  /** No answer to a write: only reading back can tell whether it happened. */
  get ambiguous(): boolean {
    return this.details.status === null || [408, 500, 502, 504].includes(this.details.status);
  }
}
