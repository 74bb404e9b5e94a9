/**
 * Cmdlets of Exchange Online as the official PowerShell module sends them: one POST to `InvokeCommand`. Not documented for third
 * parties, so everything that is known about it stands in this folder. Protocol: reference `graph-exo.md` section 2.
 */
import { randomUUID } from 'node:crypto';
import { SystemFault } from '../../errors.js';
import { asAttempt, type Transport } from '../../transport.js';
import { eachItsOwn, eachOnce } from '../batch-items.js';
import type { Credential } from '../login/credential.js';
import { withFreshTokens } from '../login/fresh-tokens.js';
import { ownRights, type OwnRights } from '../login/own-rights.js';
import { Pace, type Turn } from '../pace.js';
import { repeatRead, retryAfterSeconds, type Waiting } from '../unanswered.js';
import { commandFault, noAnswer, pageOf, saysBusy, saysTruncated, type ExchangeAnswer } from './answer.js';

export interface ExchangeOptions extends Waiting {
  readonly side: 'source' | 'destination';
  readonly tenantId: string;
  readonly transport: Transport;
  readonly credential: Credential;
  /** Such as `https://outlook.office365.com` (national clouds have their own). */
  readonly endpoint: string;
}

export interface ExchangeCommand {
  readonly cmdlet: string;
  readonly parameters: Readonly<Record<string, unknown>>;
  /** Properties to answer with: cuts the size by an order of magnitude. */
  readonly select?: readonly string[];
}

export interface BatchCommand extends ExchangeCommand {
  readonly id: string;
}

/** What other clients send in one `$batch`; no larger size is proved. */
export const batchLimit = 10;

const pageSize = 1000;
const mostRestarts = 3;
/** Of the official module: what it is told is what such a module is told. */
const moduleVersion = '3.9.2';

export class ExchangeConnection {
  readonly #url: string;
  readonly #scope: string;
  /** Requests of one life belong together for Microsoft's support. */
  readonly #connectionId = randomUUID();
  readonly #pace: Pace;

  constructor(private readonly options: ExchangeOptions) {
    this.#url = `${options.endpoint}/adminapi/beta/${options.tenantId}`;
    this.#scope = `${options.endpoint}/.default`;
    this.#pace = new Pace(() => options.now());
  }

  /**
   * Every object, over all pages. A next link is asked with the same body, anchor and cookies; when a page cannot be had, the
   * enumeration begins again from page one, because links live for minutes and belong to one back end. Never a partial list.
   */
  async readAll(operation: string, command: ExchangeCommand): Promise<readonly Record<string, unknown>[]> {
    for (let restart = 0; ; restart += 1) {
      try {
        return await this.#enumerate(operation, command);
      } catch (cause) {
        if (!(cause instanceof BrokenEnumeration) || restart >= mostRestarts) {
          throw cause instanceof BrokenEnumeration ? cause.fault : cause;
        }
        await this.options.pause(1000 * 2 ** restart);
      }
    }
  }

  /** Reads only; items the tenant was too busy for are asked again. Each item's answer is left to the caller to judge. */
  async readBatch(operation: string, commands: readonly BatchCommand[]): Promise<ReadonlyMap<string, ExchangeAnswer>> {
    const answers = new Map<string, ExchangeAnswer>();
    await repeatRead(this.options, async (attempt) => {
      const open = eachOnce(commands).filter((command) => !answers.has(command.id));
      const received = await this.#batch(operation, open, await this.#readingTurn(open.length), attempt);
      let busy: SystemFault | null = null;
      for (const command of open) {
        const answer = received.get(command.id);
        if (answer === undefined) throw noAnswer(operation, new Error(`no answer to item ${command.id} of a batch`));
        const fault = failure(operation, answer, this.options.now());
        if (fault !== null && fault.details.transient) busy = longest(busy, fault);
        else answers.set(command.id, answer);
      }
      if (busy !== null) throw busy;
    });
    return answers;
  }

  ownRights(): Promise<OwnRights> {
    return ownRights(this.options.credential, this.#scope);
  }

  /** What the official module asks first: the cmdlets that the roles of whoever asks hold. */
  async exportedCmdlets(operation: string): Promise<readonly string[]> {
    const url = `${this.options.endpoint}/adminapi/v1.0/${this.options.tenantId}/EXOModuleFile?Version=${moduleVersion}`;
    const page = await repeatRead(this.options, async (attempt) => {
      const turn = await this.#readingTurn(1);
      const answer = await this.#send(operation, url, '*', null, attempt);
      this.#told(turn, [answer]);
      return pageOf(operation, answer, this.options.now());
    });
    const names = page.value[0]?.['exportedCmdlets'];
    if (!Array.isArray(names)) throw noAnswer(operation, new Error('the answer names no cmdlets'));
    return names.map(String);
  }

  /** How many writes may be sent now. Whoever waits for the others does so where a stop can still keep them from being begun. */
  writingTurn(wanted: number): Turn {
    return this.#pace.take(wanted);
  }

  /** Until the rest of a turn may be asked for. */
  secondsUntil({ until }: Turn): number {
    return Math.max(0, until - this.options.now().getTime()) / 1000;
  }

  /** Writes, sent once, as many as the turn grants. An item that is missing in the map was not answered. */
  async writeBatch(
    operation: string,
    commands: readonly BatchCommand[],
    turn: Turn,
  ): Promise<ReadonlyMap<string, ExchangeAnswer>> {
    return this.#batch(operation, commands, turn, 1);
  }

  /** Null when the answer is a success. */
  failure(operation: string, answer: ExchangeAnswer): SystemFault | null {
    return failure(operation, answer, this.options.now());
  }

  async #enumerate(operation: string, command: ExchangeCommand): Promise<readonly Record<string, unknown>[]> {
    const cookies = new Map<string, string>();
    const found = new Map<string, Record<string, unknown>>();
    const seen = new Set<string>();
    let url: string | null = this.#commandUrl(command);
    while (url !== null) {
      const pageUrl: string = url;
      seen.add(pageUrl);
      const page = await repeatRead(this.options, async (attempt) =>
        pageOf(operation, await this.#post(operation, pageUrl, command, attempt, cookies), this.options.now()),
      ).catch((cause: unknown) => {
        // The first page failing is the command failing; a later one is the enumeration breaking.
        throw seen.size > 1 && cause instanceof SystemFault ? new BrokenEnumeration(cause) : cause;
      });
      if (saysTruncated(page)) throw noAnswer(operation, new Error(`cut off: ${page.warnings.join(' ')}`));
      // An object that moved between two pages while we read comes twice.
      for (const item of page.value) found.set(keyOf(item), item);
      url = page.nextLink;
      if (url !== null) this.#checkLink(operation, url, seen);
    }
    return [...found.values()];
  }

  #checkLink(operation: string, link: string, seen: ReadonlySet<string>): void {
    const home = new URL(this.options.endpoint).host;
    // The token goes with the request, so it must not follow a link out of the house.
    if (!URL.canParse(link) || new URL(link).host !== home) {
      throw noAnswer(operation, new Error('a next link leads to another host'));
    }
    if (seen.has(link)) throw new BrokenEnumeration(noAnswer(operation, new Error('a next link led back')));
  }

  /** Reads wait by themselves: nothing is begun by them. */
  async #readingTurn(wanted: number): Promise<Turn> {
    for (;;) {
      const turn = this.#pace.take(wanted, true);
      if (turn.granted > 0) return turn;
      await this.options.pause(turn.until - this.options.now().getTime());
    }
  }

  /** Whole pages are not read twice for it. */
  #isForbidden(answer: ExchangeAnswer): boolean {
    const isRefusal = answer.status >= 400 || (answer.text.length < 5000 && answer.text.includes('"error"'));
    return isRefusal && failure('asking', answer, this.options.now())?.details.lacksRight === true;
  }

  #told(turn: Turn, answers: readonly ExchangeAnswer[]): void {
    if (answers.some((answer) => this.#isForbidden(answer))) this.options.credential.lacksRight(this.#scope);
    const refused = answers.filter(saysBusy);
    // Less than a second is no wait that a window could be learnt from.
    const waits = refused
      .flatMap(({ headers }) => retryAfterSeconds(headers, this.options.now()) ?? [])
      .filter((seconds) => seconds >= 1);
    this.#pace.answered(turn, refused.length, waits.length === 0 ? null : Math.max(...waits));
  }

  async #batch(
    operation: string,
    commands: readonly BatchCommand[],
    turn: Turn,
    attempt: number,
  ): Promise<ReadonlyMap<string, ExchangeAnswer>> {
    if (commands.length > batchLimit) throw new RangeError(`a batch holds at most ${batchLimit} commands`);
    eachItsOwn(commands);
    const requests = commands.map((command) => ({
      id: command.id,
      method: 'POST',
      url: this.#commandUrl(command),
      headers: { ...this.#headers(command.cmdlet), 'parameter-based-routing': 'true' },
      body: commandBody(command),
    }));
    const first = commands[0]?.cmdlet ?? '';
    const answer = await this.#send(operation, `${this.#url}/$batch`, first, { requests }, attempt);
    // Refused as a whole: each of them was.
    if (answer.status >= 300) this.#told(turn, new Array<ExchangeAnswer>(turn.granted).fill(answer));
    if (answer.status >= 300) throw commandFault(operation, answer, this.options.now());
    const responses = batchResponses(answer.text);
    if (responses === null) throw noAnswer(operation, new Error('a batch was answered without responses'));
    this.#told(turn, [...responses.values()]);
    return responses;
  }

  async #post(
    operation: string,
    url: string,
    command: ExchangeCommand,
    attempt: number,
    cookies: Map<string, string>,
  ): Promise<ExchangeAnswer> {
    const turn = await this.#readingTurn(1);
    const answer = await this.#send(operation, url, command.cmdlet, commandBody(command), attempt, cookies);
    this.#told(turn, [answer]);
    return answer;
  }

  async #send(
    operation: string,
    url: string,
    cmdlet: string,
    /** Null: it is asked for, and nothing is sent along. */
    body: unknown,
    attempt: number,
    cookies = new Map<string, string>(),
  ): Promise<ExchangeAnswer> {
    const send = async (token: string, number: number): Promise<ExchangeAnswer> => {
      const headers = new Headers(this.#headers(cmdlet));
      headers.set('authorization', `Bearer ${token}`);
      headers.set('client-request-id', randomUUID());
      if (body === null) headers.set('commandname', cmdlet);
      if (cookies.size > 0) headers.set('cookie', [...cookies].map(([name, value]) => `${name}=${value}`).join('; '));
      try {
        const sending = body === null ? { method: 'GET' } : { method: 'POST', body: JSON.stringify(body) };
        const request = new Request(url, { ...sending, headers });
        const response = await this.options.transport(asAttempt(request, number));
        keepCookies(cookies, response.headers);
        return { status: response.status, headers: response.headers, text: await response.text() };
      } catch (cause) {
        throw noAnswer(operation, cause);
      }
    };
    return withFreshTokens(this.options.credential, this.#scope, (token, renewals) => send(token, attempt + renewals));
  }

  #commandUrl(command: ExchangeCommand): string {
    const select = command.select === undefined ? '' : `?$select=${command.select.join(',')}`;
    return `${this.#url}/InvokeCommand${select}`;
  }

  #headers(cmdlet: string): Record<string, string> {
    return {
      // Without charset=utf-8 Cyrillic names are damaged.
      'content-type': 'application/json;charset=utf-8',
      accept: 'application/json',
      // The same mailbox for every request of an application: next links belong to the back end it leads to.
      'x-anchormailbox': `APP:SystemMailbox{bb558c35-97f1-4cb9-8ff7-d53741dc928c}@${this.options.tenantId}`,
      'x-cmdletname': cmdlet,
      'x-responseformat': 'json',
      'x-serializationlevel': 'Partial',
      prefer: `odata.maxpagesize=${pageSize},odata.continue-on-error`,
      'connection-id': this.#connectionId,
    };
  }
}

class BrokenEnumeration extends Error {
  constructor(readonly fault: SystemFault) {
    super(fault.message);
  }
}

/** What has no id of its own, as a right has none, is all that is said of it. */
const keyOf = (item: Record<string, unknown>): string => {
  const id = item['Guid'];
  return typeof id === 'string' && !/^[0-]*$/.test(id) ? id.toLowerCase() : JSON.stringify(item);
};

/** `Parameters` is always an object: the service refuses null. */
const commandBody = (command: ExchangeCommand): unknown => ({
  CmdletInput: { CmdletName: command.cmdlet, Parameters: command.parameters },
});

function failure(operation: string, answer: ExchangeAnswer, now: Date): SystemFault | null {
  try {
    pageOf(operation, answer, now);
    return null;
  } catch (cause) {
    if (cause instanceof SystemFault) return cause;
    throw cause;
  }
}

const longest = (a: SystemFault | null, b: SystemFault): SystemFault =>
  a !== null && (a.details.retryAfter ?? 0) >= (b.details.retryAfter ?? 0) ? a : b;

function batchResponses(text: string): ReadonlyMap<string, ExchangeAnswer> | null {
  let responses: unknown;
  try {
    responses = (JSON.parse(text) as { responses?: unknown } | null)?.responses;
  } catch {
    return null;
  }
  if (!Array.isArray(responses)) return null;
  return new Map(
    (responses as BatchResponse[]).map((response) => [
      String(response.id),
      {
        // Some answers leave the status out: then the body alone tells.
        status: response.status ?? 200,
        headers: lowerCase(response.headers),
        text: bodyText(response.body),
      },
    ]),
  );
}

interface BatchResponse {
  readonly id: string | number;
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

const bodyText = (body: unknown): string =>
  body === undefined || body === null ? '' : typeof body === 'string' ? body : JSON.stringify(body);

function lowerCase(headers: Readonly<Record<string, string>> = {}): ExchangeAnswer['headers'] {
  const lower = new Map(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
  return { get: (name) => lower.get(name.toLowerCase()) ?? null };
}

function keepCookies(cookies: Map<string, string>, headers: Headers): void {
  for (const cookie of headers.getSetCookie()) {
    const [pair = ''] = cookie.split(';');
    const at = pair.indexOf('=');
    if (at > 0) cookies.set(pair.slice(0, at).trim(), pair.slice(at + 1).trim());
  }
}
