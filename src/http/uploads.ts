/** One file by one link: whoever it was drawn for opens the page, chooses, sends; then the link is used up. */
import { createHash, randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Lang } from '../contract/step.js';
import { judgeFile, mostBytes } from '../documents/incoming/judge.js';
import type { Engine } from '../engine/api.js';
import type { StepSnapshot } from '../engine/state.js';
import { refused, type Outcome, type Refusal } from '../errors.js';
import { BodyRefused, readAll } from './read-body.js';
import type { UploadFor, UploadLinks } from './upload-links.js';

export interface UploadAnswer {
  readonly status: number;
  /** A page, or one sentence. */
  readonly html: boolean;
  readonly content: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Uploads {
  readonly page: (request: IncomingMessage, attemptId: string, query: URLSearchParams) => Promise<UploadAnswer>;
  readonly take: (request: IncomingMessage, attemptId: string, query: URLSearchParams) => Promise<UploadAnswer>;
}

export interface UploadOptions {
  readonly links: Pick<UploadLinks, 'verify'>;
  readonly commands: Pick<Engine['commands'], 'attachFile' | 'recordRefusal'>;
  readonly queries: Pick<Engine['queries'], 'attempt' | 'roster' | 'uploadUsed'>;
  readonly outbox: Pick<Engine['outbox'], 'settle' | 'recall'>;
  readonly draw: {
    readonly page: (
      step: StepSnapshot,
      lang: Lang,
      given: { readonly nonce: string; readonly most: number; readonly field?: string },
    ) => string;
    readonly refusal: (refusal: Refusal, lang: Lang) => string;
    readonly taken: (file: string, lang: Lang, field?: string) => string;
  };
  /** People reach the page over https: the browser shows its mark nowhere else. */
  readonly overHttps: boolean;
  readonly mostBytes?: number;
}

interface Opened {
  readonly id: string;
  readonly upload: UploadFor;
  readonly step: StepSnapshot;
}

const statusOf: Readonly<Record<string, number>> = {
  'upload.link-wrong': 403,
  'upload.link-elsewhere': 403,
  'upload.link-over': 410,
  'upload.link-used': 410,
  'upload.step-over': 410,
  'upload.too-large': 413,
};

export function createUploads(options: UploadOptions): Uploads {
  const { draw, commands, queries } = options;
  const most = options.mostBytes ?? mostBytes;
  const refusing = (refusal: Refusal, lang: Lang): UploadAnswer => ({
    status: statusOf[refusal.code] ?? 422,
    html: false,
    content: draw.refusal(refusal, lang),
  });

  async function open(
    request: IncomingMessage,
    attemptId: string,
    query: URLSearchParams,
  ): Promise<{ lang: Lang; outcome: Outcome<Opened> }> {
    const link = options.links.verify(attemptId, query);
    if (link.verdict !== 'valid') return { lang: link.lang, outcome: refused(`upload.link-${link.verdict}`) };
    const { id, upload } = link;
    const { lang } = upload;
    if (await queries.uploadUsed(id)) return { lang, outcome: refused(await howUsed(request, id)) };
    const step = await queries.attempt(attemptId);
    if (step === null || step.attempt?.may.attach.includes(upload.personId) !== true)
      return { lang, outcome: refused('upload.step-over', { step: step?.step.id ?? attemptId }) };
    return { lang, outcome: { ok: true, value: { id, upload, step } } };
  }

  /**
   * The browser by which a file was taken is the one the link belonged to: anybody else, the rightful sender too, reads that it was another.
   * One that was refused says nothing of whose the link is: the same person may open it again where the mark is not, in another browser.
   */
  async function howUsed(request: IncomingMessage, id: string): Promise<'upload.link-used' | 'upload.link-elsewhere'> {
    const owner = await options.outbox.recall(`upload:${id}`);
    return owner === null || owner === markOf(request) ? 'upload.link-used' : 'upload.link-elsewhere';
  }

  return {
    page: async (request, attemptId, query) => {
      const { lang, outcome } = await open(request, attemptId, query);
      if (!outcome.ok) return refusing(outcome.refusal, lang);
      const nonce = randomBytes(16).toString('base64');
      const secure = options.overHttps ? '; Secure' : '';
      const browser = browserOf(request) ?? randomBytes(32).toString('base64url');
      return {
        status: 200,
        html: true,
        content: draw.page(outcome.value.step, lang, { nonce, most, ...fieldOf(outcome.value.upload) }),
        headers: {
          'content-security-policy': `default-src 'none'; script-src 'nonce-${nonce}'; style-src 'nonce-${nonce}'; connect-src 'self'; form-action 'none'; frame-ancestors 'none'; base-uri 'none'`,
          'referrer-policy': 'same-origin',
          // Not Strict: Teams in a browser is another site, and a click there would come without the mark.
          'set-cookie': `upload=${browser}; HttpOnly; SameSite=Lax; Path=/uploads/; Max-Age=7200${secure}`,
        },
      };
    },
    take: async (request, attemptId, query) => {
      const { lang, outcome } = await open(request, attemptId, query);
      if (!outcome.ok) return refusing(outcome.refusal, lang);
      const { id, upload } = outcome.value;
      const person = (await queries.roster()).find((one) => one.id === upload.personId);
      if (person === undefined) return refusing({ code: 'upload.link-wrong', facts: {} }, lang);
      const by = { personId: person.id, name: person.name, lang };
      const told = async (no: Refusal): Promise<UploadAnswer> => {
        await commands.recordRefusal(by, no, outcome.value.step.step.id);
        return refusing(no, lang);
      };
      const mark = markOf(request);
      if (mark === null) return told({ code: 'upload.link-elsewhere', facts: {} });
      const content = await bodyOf(request, most);
      if (!content.ok) return told(content.refusal);
      const name = nameIn(request);
      const judged = judgeFile(name, content.value);
      if (!judged.ok) return told(judged.refusal);
      const file = judged.value;
      const taken = await commands.attachFile(by, { attemptId, file, link: id, ...fieldOf(upload) });
      // The engine has written its own no into the log.
      if (!taken.ok) return refusing(taken.refusal, lang);
      await options.outbox.settle(`upload:${id}`, null, mark);
      return { status: 201, html: false, content: draw.taken(file.name, lang, upload.field) };
    },
  };
}

const fieldOf = ({ field }: UploadFor): { readonly field?: string } => (field === undefined ? {} : { field });

const browserOf = ({ headers }: IncomingMessage): string | null =>
  /(?:^|;\s*)upload=([\w-]{43})(?:;|$)/.exec(headers.cookie ?? '')?.[1] ?? null;

/** Null: this browser never opened the page. */
function markOf(request: IncomingMessage): string | null {
  const browser = browserOf(request);
  return browser === null ? null : createHash('sha256').update(browser).digest('base64url');
}

/** A header has no Cyrillic of its own: the page sends the name as in an address. */
function nameIn({ headers }: IncomingMessage): string {
  const given = headers['x-file-name'];
  try {
    return decodeURIComponent(typeof given === 'string' ? given : '');
  } catch {
    return '';
  }
}

async function bodyOf(request: IncomingMessage, most: number): Promise<Outcome<Buffer>> {
  if ((request.headers['content-encoding'] ?? 'identity').trim().toLowerCase() !== 'identity')
    return refused('upload.damaged-on-the-way');
  const tooLarge = refused('upload.too-large', { megabytes: Math.max(1, Math.round(most / 1024 / 1024)) });
  if (Number(request.headers['content-length'] ?? 0) > most) return tooLarge;
  try {
    return { ok: true, value: await readAll(request, most) };
  } catch (fault) {
    if (!(fault instanceof BodyRefused)) throw fault;
    return fault.status === 413 ? tooLarge : refused('upload.damaged-on-the-way');
  }
}
