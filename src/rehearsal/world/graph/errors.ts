import type { ServiceAnswer, ServiceRequest, WorldContext } from '../context.js';
import { seededGuid } from '../seeded.js';

let requests = 0;

/** What a route throws to refuse; the router gives it the service's form. https://learn.microsoft.com/en-us/graph/errors */
export class GraphRefusal extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly details?: readonly { readonly code: string; readonly message: string; readonly target?: string }[],
    readonly headers: Readonly<Record<string, string>> = {},
    /** For the request log alone: the objects because of which it is refused. */
    readonly refusedFor?: ServiceAnswer['refusedFor'],
  ) {
    super(message);
  }
}

export function graphError(world: WorldContext, request: ServiceRequest, refusal: GraphRefusal): ServiceAnswer {
  requests += 1;
  const requestId = seededGuid(world.seed, `graph-request/${requests}`);
  return {
    status: refusal.status,
    ...(refusal.refusedFor === undefined ? {} : { refusedFor: refusal.refusedFor }),
    headers: { 'request-id': requestId, ...refusal.headers },
    body: {
      error: {
        code: refusal.code,
        message: refusal.message,
        ...(refusal.details === undefined ? {} : { details: refusal.details }),
        innerError: {
          date: world.clock.now().toISOString().slice(0, 19),
          'request-id': requestId,
          'client-request-id': request.headers['client-request-id'] ?? requestId,
        },
      },
    },
  };
}

export const notFound = (id: string): GraphRefusal =>
  new GraphRefusal(
    404,
    'Request_ResourceNotFound',
    `Resource '${id}' does not exist or one of its queried reference-property objects are not present.`,
  );

export const badRequest = (
  message: string,
  details?: readonly { readonly code: string; readonly message: string; readonly target?: string }[],
): GraphRefusal => new GraphRefusal(400, 'Request_BadRequest', message, details);

export const unsupportedQuery = (message: string): GraphRefusal =>
  new GraphRefusal(400, 'Request_UnsupportedQuery', message);

export const objectConflict = (property: string): GraphRefusal =>
  badRequest(`Another object with the same value for property ${property} already exists.`, [
    {
      code: 'ObjectConflict',
      message: `Another object with the same value for property ${property} already exists.`,
      target: property,
    },
  ]);

export const unknownProperty = (name: string, type: string): GraphRefusal =>
  new GraphRefusal(400, 'BadRequest', `Could not find a property named '${name}' on type 'microsoft.graph.${type}'.`);
