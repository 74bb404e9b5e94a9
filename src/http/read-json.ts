import type { IncomingMessage } from 'node:http';

/** Why a body was not taken, with the status that says so. */
export class BodyRefused extends Error {
  constructor(
    readonly status: 400 | 413 | 415,
    message: string,
  ) {
    super(message);
    this.name = 'BodyRefused';
  }
}

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

function readAll(request: IncomingMessage, limit: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const end = (settle: () => void): void => {
      request.off('data', take).off('end', finish).off('error', fail).off('close', fail);
      settle();
    };
    const take = (chunk: Buffer): void => {
      size += chunk.length;
      chunks.push(chunk);
      if (size > limit) end(() => reject(new BodyRefused(413, 'The body is too large.')));
    };
    const finish = (): void => end(() => resolve(Buffer.concat(chunks)));
    const fail = (): void => end(() => reject(new BodyRefused(400, 'The body ended too early.')));
    request.on('data', take).on('end', finish).on('error', fail).on('close', fail);
  });
}
