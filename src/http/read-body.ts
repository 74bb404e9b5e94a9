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

/** @throws BodyRefused where more comes than allowed, or less than was said. */
export function readAll(request: IncomingMessage, limit: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    // Whoever left before anybody listened is heard of no more.
    if (request.destroyed) return reject(new BodyRefused(400, 'The sender has left.'));
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
