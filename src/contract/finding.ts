/** What is said to people about objects of a tenant: remarks, findings, and files worth keeping. */
import type { FindingCode } from './finding-codes.js';

/**
 * What a change or a remark is about. `id` never is an address the migration changes: a GUID of the tenant, or `compositeId` where the object
 * has none of its own (one trustee's right on one mailbox). `label` is for people and outside the hash.
 */
export interface ObjectRef {
  readonly kind: string;
  readonly id: string;
  readonly label: string;
}

/** The id of something that only several ids together name, such as mailbox, trustee and right; `partsOf` gives them back. */
export const compositeId = (...parts: readonly [string, string, ...string[]]): string =>
  parts.map(encodeURIComponent).join('|');

export const partsOf = (id: string): readonly string[] => id.split('|').map(decodeURIComponent);

/** Two references with the same key are the same object. Side and kind are part of it: ids are unique within a kind of one tenant only. */
export const objectKey = (side: string, { kind, id }: Pick<ObjectRef, 'kind' | 'id'>): string =>
  `${side} ${kind} ${id}`;

/** A sentence for people by code (`locales/<lang>/findings.ts`) and the facts that fill it. */
export interface Remark {
  readonly code: FindingCode;
  readonly facts: Readonly<Record<string, string | number>>;
  readonly object?: ObjectRef;
}

export type FindingStatus = 'passed' | 'failed' | 'unknown';

/** What a check or a verification saw. "Could not see" is `unknown`, never `passed`. */
export interface Finding extends Remark {
  readonly status: FindingStatus;
  /** Not passed, and looking again cannot change that: people are asked at once instead of at the deadline. */
  readonly lasting?: true;
  /** What all that was read comes to: told first, whatever else is open. */
  readonly total?: true;
  /** A later step fails for it: whoever takes it as it is does so by itself, and never in one press with what is merely untidy. */
  readonly failsLater?: true;
  /** The findings this one only counts, so that whoever accepts it accepts exactly those: a new one among them is said again. */
  readonly standsFor?: { readonly code: string; readonly ids: readonly string[] };
}

/** Of what kind it is, and of how many it tells: one that only counts others is of theirs. */
export const kindOfFinding = ({ code, facts, standsFor }: Pick<Finding, 'code' | 'facts' | 'standsFor'>): string =>
  standsFor?.code ?? String(facts['of'] ?? code);
export const tellsOf = ({ code, facts }: Remark): number => (code === 'and-more' ? Number(facts['count']) : 1);

/** Something worth keeping and downloading: hashed and stored with the attempt. */
export interface EvidenceFile {
  readonly name: string;
  readonly contentType: string;
  readonly content: Buffer;
}
