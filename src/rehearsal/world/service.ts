/**
 * A simulated service as the world knows it: one entry in `services.ts`, everything else in the service's own folder. Whoever adds one
 * writes its folder and its line there, and no other file of the world learns of it.
 */
import type { AppRegistration } from './apps.js';
import type { ServiceAnswer, ServiceRequest, WorldContext } from './context.js';

/** What of the service is served here, and where it differs. A test holds it against `served`, both ways; COVERAGE.md prints it. */
export interface CoverageLine {
  /** `METHOD path` below the service's base, or a cmdlet's name. */
  readonly name: string;
  readonly state: 'supported' | 'partial' | 'missing';
  readonly differences: string;
  readonly page: string;
}

/** Told of each item of a batch: it is a request of its own, for the log as for the quotas. */
export type PartLog = (part: ServiceRequest, answer: ServiceAnswer) => void;
export type AnswerRequest = (request: ServiceRequest, part: PartLog) => ServiceAnswer;

export interface Service {
  /** In the coverage list, and in the faults that strike requests. */
  readonly name: string;
  /** The real service's host names: the first part of a path here. */
  readonly hosts: readonly string[];
  readonly coverage: readonly CoverageLine[];
  /** Names of everything that answers, spelled as in the coverage list. */
  readonly served: readonly string[];
  /** May this request change something? The log of requests tells a write that was done twice by it. */
  isWrite(request: ServiceRequest): boolean;
  /** Faults may strike single requests of it, under its name. */
  readonly isStruck: boolean;
  /** Absent where callers show no token of the tenant's sign-in. */
  readonly tokens?: {
    readonly audience: string;
    /** The application permissions that a token for it says. */
    roles(world: WorldContext, app: AppRegistration): readonly string[];
  };
  /** Once per world; what the service remembers between requests begins here. */
  open(world: WorldContext, services: readonly Service[]): AnswerRequest;
}

const line =
  (state: CoverageLine['state']) =>
  (name: string, page: string, differences = ''): CoverageLine => ({ name, state, differences, page });
export const supported = line('supported');
export const partial = line('partial');
export const missing = line('missing');
