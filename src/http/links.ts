import { createHmac, timingSafeEqual } from 'node:crypto';

export interface LinkOptions {
  /** Stays the same over restarts, or the links on cards die with the process. */
  readonly secret: string;
  /** Address under which people reach the bot. */
  readonly baseUrl: string;
  readonly lifetimeMs?: number;
  readonly now?: () => number;
}

export type FileKind = 'evidence' | 'plan' | 'log';

/** Wrong: not signed by us. Expired: once was. */
export type LinkVerdict = 'valid' | 'expired' | 'wrong';

export interface Links {
  readonly sign: (what: FileKind, id: string, format: string) => string;
  readonly verify: (what: string, id: string, query: URLSearchParams) => LinkVerdict;
}

const week = 7 * 24 * 3_600_000;

/** Download links for cards: whoever holds one may read that one file until it expires. */
export function createLinks({ secret, baseUrl, lifetimeMs = week, now = Date.now }: LinkOptions): Links {
  if (secret.length < 16) throw new Error('The secret that signs download links is too short.');
  const signatureOf = (what: string, id: string, format: string, expires: string): string =>
    createHmac('sha256', secret)
      .update(JSON.stringify([what, id, format, expires]))
      .digest('base64url');
  return {
    sign: (what, id, format) => {
      // On the hour: a card painted again within it carries the same link.
      const expires = String(Math.ceil((now() + lifetimeMs) / 3_600_000) * 3_600);
      const query = new URLSearchParams({ format, expires, signature: signatureOf(what, id, format, expires) });
      return `${baseUrl.replace(/\/+$/, '')}/files/${what}/${encodeURIComponent(id)}?${query}`;
    },
    verify: (what, id, query) => {
      const expires = query.get('expires') ?? '';
      const given = Buffer.from(query.get('signature') ?? '', 'base64url');
      const wanted = Buffer.from(signatureOf(what, id, query.get('format') ?? '', expires), 'base64url');
      if (given.length !== wanted.length || !timingSafeEqual(given, wanted)) return 'wrong';
      return Number(expires) * 1000 > now() ? 'valid' : 'expired';
    },
  };
}
