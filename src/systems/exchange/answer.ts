/** Reading what InvokeCommand answers: sidecars off, and the sentence an admin would have seen in PowerShell out of its errors. */
import { SystemFault } from '../../errors.js';
import { passesByItself, retryAfterSeconds } from '../unanswered.js';

export interface ExchangeAnswer {
  readonly status: number;
  readonly headers: { get(name: string): string | null };
  readonly text: string;
}

export interface Page {
  readonly value: readonly Record<string, unknown>[];
  readonly nextLink: string | null;
  readonly warnings: readonly string[];
}

interface ErrorBody {
  readonly code?: string;
  readonly message?: string;
  readonly details?: readonly { readonly message?: string }[];
  readonly innererror?: {
    readonly message?: string;
    readonly internalexception?: { readonly message?: string; readonly type?: string };
  };
}

/** Said in plain text, and not always with 429: wait and ask again. */
const tenantBusy = /maximum number of concurrent requests per tenant/i;
/** Warnings that say the answer was cut off. */
const truncated = /more results|result size|only the first/i;

/** Never answered is a fault of its own (`status` null); everything else that is not a success becomes one here. */
export function pageOf(operation: string, answer: ExchangeAnswer, now: Date): Page {
  const body = jsonOf(answer.text);
  const error = errorOf(body);
  if (answer.status >= 300 || error !== null || tenantBusy.test(body === undefined ? answer.text : '')) {
    throw commandFault(operation, answer, now);
  }
  // Set- cmdlets answer with an empty body.
  if (answer.text.trim() === '') return { value: [], nextLink: null, warnings: [] };
  const page = body as { value?: unknown; '@odata.nextLink'?: string; '@adminapi.warnings'?: unknown } | undefined;
  if (!Array.isArray(page?.value)) throw noAnswer(operation, new Error('the answer holds no list'));
  const warnings = page['@adminapi.warnings'];
  return {
    value: (page.value as Record<string, unknown>[]).map(withoutSidecars),
    nextLink: page['@odata.nextLink'] ?? null,
    warnings: Array.isArray(warnings) ? warnings.map(String) : [],
  };
}

/** The tenant was too busy for this one, and has not begun it. */
export const saysBusy = ({ status, text }: ExchangeAnswer): boolean =>
  status === 429 || (status !== 200 && tenantBusy.test(text));

/** A list that was cut off proves nothing. */
export const saysTruncated = (page: Page): boolean =>
  page.nextLink === null && page.warnings.some((warning) => truncated.test(warning));

export function commandFault(operation: string, answer: ExchangeAnswer, now: Date): SystemFault {
  const body = jsonOf(answer.text);
  const error = errorOf(body);
  const { type, text } = sentence(error, answer);
  const busy = tenantBusy.test(answer.text) || answer.status === 429;
  // A cmdlet's own refusal arrives as 200 with an error member in some answers: it is a refusal all the same.
  const status = busy ? 429 : answer.status < 300 ? 400 : answer.status;
  const code = type || answer.headers.get('x-exceptiontype') || error?.code || String(answer.status);
  return new SystemFault(text || `${operation}: status ${answer.status}`, {
    system: 'exchange',
    operation,
    status,
    code,
    ...(saysNoRight(status, `${code} ${text}`) ? { lacksRight: true } : {}),
    requestId: answer.headers.get('request-id') ?? answer.headers.get('client-request-id'),
    retryAfter: retryAfterSeconds(answer.headers, now),
    transient: passesByItself(status) || directoryLag(type, text),
  });
}

/**
 * Refused as such, or a cmdlet or a parameter that whoever asks does not have: the service says then that there is none of that name. A group
 * is changed past its managers by those alone who may.
 */
const saysNoRight = (status: number, text: string): boolean =>
  status === 401 ||
  status === 403 ||
  /CommandNotFoundException|is not recognized as (the|a) name of a cmdlet|parameter cannot be found that matches|isn't a manager of the group|by a manager of the group/i.test(
    text,
  );

export function noAnswer(operation: string, cause: unknown): SystemFault {
  return new SystemFault(
    `${operation}: no answer from Exchange Online`,
    {
      system: 'exchange',
      operation,
      status: null,
      code: 'NoAnswer',
      requestId: null,
      retryAfter: null,
      transient: true,
    },
    { cause },
  );
}

/** The directory behind Exchange had not caught up: the cmdlet may succeed minutes later. */
export const directoryLag = (type: string, text: string): boolean => /UnableToWriteToAad/i.test(`${type} ${text}`);

/** The object does not exist; Exchange answers 400 or 404 with this exception. */
export const isNotFound = (fault: SystemFault): boolean =>
  /ManagementObjectNotFoundException/i.test(`${fault.details.code} ${fault.message}`);

function sentence(error: ErrorBody | null, answer: ExchangeAnswer): { type: string; text: string } {
  const inner = error?.innererror?.internalexception;
  if (inner?.message) return { type: shortType(inner.type ?? ''), text: inner.message };
  const detail = error?.details?.[0]?.message;
  // `Ex6F9304|Microsoft.Exchange.Configuration.Tasks.ManagementObjectNotFoundException|The operation couldn't …`
  const parts = detail?.split('|') ?? [];
  if (parts.length >= 3) return { type: shortType(parts[1] ?? ''), text: parts.slice(2).join('|').trim() };
  if (detail) return { type: '', text: detail };
  if (error?.message) return { type: '', text: error.message };
  // 403 comes with an empty body or NUL bytes; the reason is in a header.
  const header = answer.headers.get('x-ms-diagnostics') ?? answer.headers.get('www-authenticate');
  return { type: '', text: header ?? answer.text.replaceAll('\0', '').trim().slice(0, 300) };
}

const shortType = (type: string): string => type.split('.').at(-1) ?? '';

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Plain text or a page of a gateway: the caller looks at the text itself.
    return undefined;
  }
}

function errorOf(body: unknown): ErrorBody | null {
  const error = (body as { error?: ErrorBody } | null | undefined)?.error;
  return error === undefined || error === null ? null : error;
}

/** `Guid@odata.type`, `Guid@data.type` and the like describe their neighbours and are no properties. */
function withoutSidecars(item: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(item).filter(([name]) => !name.includes('@')));
}
