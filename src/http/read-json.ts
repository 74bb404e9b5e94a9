import type { IncomingMessage } from 'node:http';
import { BodyRefused, readAll } from './read-body.js';

/**
 * Reads a JSON body and nothing else. Not restify's `bodyParser`: that one ends the whole process on a damaged body with a
 * `Content-Encoding`, and answers 500 to most unusual content types.
 */
export async function readJson(request: IncomingMessage, limit: number): Promise<unknown> {
  const encoding = (request.headers['content-encoding'] ?? 'identity').trim().toLowerCase();
  if (encoding !== 'identity') throw new BodyRefused(415, 'Encoded bodies are not taken.');
  if (!/^application\/json\s*(;\s*charset\s*=\s*"?utf-8"?\s*)?$/i.test(request.headers['content-type'] ?? '')) {
    throw new BodyRefused(415, 'The body must be application/json in UTF-8.');
  }
  if (Number(request.headers['content-length'] ?? 0) > limit) throw new BodyRefused(413, 'The body is too large.');
  const bytes = await readAll(request, limit);
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw new BodyRefused(400, 'The body is not JSON.');
  }
}
