/** The link to the page on which one person leaves one file beside one attempt: drawn for that person, and over within the hour. */
import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { Lang } from '../contract/step.js';

export interface UploadFor {
  readonly attemptId: string;
  readonly personId: string;
  readonly lang: Lang;
  /** How many files lie beside the attempt: after each the link on the card is another one. */
  readonly files: number;
  /** The field of its form that the file answers. */
  readonly field?: string;
}

export type UploadLinkVerdict =
  | { readonly verdict: 'valid'; readonly id: string; readonly upload: UploadFor }
  | { readonly verdict: 'over' | 'wrong'; readonly lang: Lang };

export interface UploadLinks {
  readonly sign: (upload: UploadFor) => string;
  readonly verify: (attemptId: string, query: URLSearchParams) => UploadLinkVerdict;
}

export interface UploadLinkOptions {
  readonly secret: string;
  readonly baseUrl: string;
  readonly lifetimeMs?: number;
  readonly now?: () => number;
}

const hour = 3_600_000;
const fiveMinutes = 300_000;

export function createUploadLinks({
  secret,
  baseUrl,
  lifetimeMs = hour,
  now = Date.now,
}: UploadLinkOptions): UploadLinks {
  const signatureOf = ({ attemptId, personId, lang, files, field }: UploadFor, expires: string): string =>
    createHmac('sha256', secret)
      .update(
        JSON.stringify(['upload', attemptId, personId, lang, files, expires, ...(field === undefined ? [] : [field])]),
      )
      .digest('base64url');
  return {
    sign: (upload) => {
      // On five minutes: a card painted again within them carries the same link.
      const expires = String((Math.ceil((now() + lifetimeMs) / fiveMinutes) * fiveMinutes) / 1_000);
      const { attemptId, personId, lang, files, field } = upload;
      const query = new URLSearchParams({
        person: personId,
        lang,
        files: String(files),
        ...(field === undefined ? {} : { field }),
        expires,
        signature: signatureOf(upload, expires),
      });
      return `${baseUrl.replace(/\/+$/, '')}/uploads/${encodeURIComponent(attemptId)}?${query}`;
    },
    verify: (attemptId, query) => {
      const lang = query.get('lang') === 'ru' ? 'ru' : 'en';
      const field = query.get('field');
      const upload: UploadFor = {
        attemptId,
        personId: query.get('person') ?? '',
        lang,
        files: Number(query.get('files')),
        ...(field === null ? {} : { field }),
      };
      const expires = query.get('expires') ?? '';
      const signature = signatureOf(upload, expires);
      const given = Buffer.from(query.get('signature') ?? '', 'base64url');
      const wanted = Buffer.from(signature, 'base64url');
      if (given.length !== wanted.length || !timingSafeEqual(given, wanted)) return { verdict: 'wrong', lang };
      if (Number(expires) * 1_000 <= now()) return { verdict: 'over', lang };
      return { verdict: 'valid', id: createHash('sha256').update(signature).digest('base64url'), upload };
    },
  };
}
