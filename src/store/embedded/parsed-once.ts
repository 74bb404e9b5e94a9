import { CLOSE_COMPLETE, closeStatement, message, parseComplete, textAt, typeOf } from './wire.js';

/** More than the product has, but for lists of different lengths. Each keeps its tree in the database's memory. */
const MOST = 200;

/** Changes the shape of no table. Before anything else every statement is forgotten: what it gives may be of another shape afterwards. */
const keepsShapes =
  /^\s*(select|insert|update|delete|with|begin|start|commit|rollback|savepoint|release|set|show|checkpoint|vacuum|listen|unlisten|notify)\b[^;]*;?\s*$|^$/i;
const beginsTransaction = /^\s*(begin|start)\b/i;
const endsTransaction = /^\s*(commit|rollback)\b(?!\s+to\b)/i;

export interface Shortened {
  readonly batch: Buffer;
  /** Makes of the session's answer the one that the client expects. */
  readonly complete: (answer: Buffer) => Buffer;
}

interface Statement {
  readonly name: string;
  /** Text and types of parameters, as a Parse has them behind the name. */
  readonly body: string;
  /** The session has it. */
  readonly known: boolean;
}

/**
 * Clients send the text of a statement each time. One that comes again is parsed once for all of them, under a name of ours, which saves a
 * third of what a small one costs, and after a few times its plan is kept, which saves as much again (`pglite-worker.mjs` says what makes that
 * right while tables grow). A batch is shortened right before it runs: what the one before has brought about must be known.
 */
export class ParsedOnce {
  private readonly names = new Map<string, string>();
  private readonly seen = new Set<string>();
  private toClose: readonly string[] = [];
  private inTransaction = false;
  /** A shape has changed in the transaction that is open, and goes back with it if that is rolled back. */
  private changing = false;
  private made = 0;

  shorten(messages: readonly Buffer[]): Shortened {
    for (const sql of messages.map(sqlIn)) this.follow(sql);
    const statement = this.changing ? null : this.statementIn(messages);
    const closing = this.toClose.map(closeStatement);
    this.toClose = [];
    return {
      batch: Buffer.concat([...closing, ...(statement === null ? messages : underItsName(messages, statement))]),
      complete: (answer) => {
        const own = withoutCloseCompletes(answer, closing.length);
        if (statement === null) return own;
        if (statement.known) return Buffer.concat([parseComplete, own]);
        if (wasParsed(own)) this.names.set(statement.body, statement.name);
        return own;
      },
    };
  }

  private follow(sql: string): void {
    if (beginsTransaction.test(sql)) this.inTransaction = true;
    if (!keepsShapes.test(sql)) {
      this.forget();
      this.changing = this.inTransaction;
    }
    if (!endsTransaction.test(sql)) return;
    this.inTransaction = false;
    this.changing = false;
  }

  /** Only the second time it comes is it given a name: many come only once. */
  private statementIn(messages: readonly Buffer[]): Statement | null {
    const body = unnamedIn(messages);
    if (body === null) return null;
    const name = this.names.get(body);
    if (name !== undefined) return { name, body, known: true };
    if (!this.seen.has(body)) {
      if (this.seen.size >= 10 * MOST) this.seen.clear();
      this.seen.add(body);
      return null;
    }
    if (this.names.size >= MOST) this.forget();
    this.made += 1;
    return { name: `shared.${this.made}`, body, known: false };
  }

  private forget(): void {
    this.toClose = [...this.toClose, ...this.names.values()];
    this.names.clear();
  }
}

/** What stands in its Parse, if the batch is one unnamed statement with its Bind, and nothing else asks for it. */
function unnamedIn(messages: readonly Buffer[]): string | null {
  const [parse, bind, ...rest] = messages;
  if (parse === undefined || bind === undefined || typeOf(parse) !== 'P' || typeOf(bind) !== 'B') return null;
  const isUnnamed = textAt(parse, 5).text === '' && textAt(bind, textAt(bind, 5).end).text === '';
  const isAlone = rest.every((one) => 'ES'.includes(typeOf(one)) || (typeOf(one) === 'D' && one[5] === PORTAL));
  return isUnnamed && isAlone ? parse.toString('latin1', 6) : null;
}

const PORTAL = 'P'.charCodeAt(0);

function underItsName([, bind, ...rest]: readonly Buffer[], { name, body, known }: Statement): readonly Buffer[] {
  if (bind === undefined) return rest;
  const portal = textAt(bind, 5);
  const values = bind.subarray(textAt(bind, portal.end).end);
  return [
    ...(known ? [] : [message('P', name, Buffer.from(body, 'latin1'))]),
    message('B', portal.text, name, values),
    ...rest,
  ];
}

/** Empty where a message carries none. */
function sqlIn(frontend: Buffer): string {
  const type = typeOf(frontend);
  if (type === 'Q') return textAt(frontend, 5).text;
  return type === 'P' ? textAt(frontend, textAt(frontend, 5).end).text : '';
}

/** What the server has to remark comes first. */
function wasParsed(answer: Buffer): boolean {
  let at = 0;
  while (at + 5 <= answer.length && 'NSA'.includes(typeOf(answer.subarray(at)))) at += 1 + answer.readUInt32BE(at + 1);
  return answer[at] === parseComplete[0];
}

function withoutCloseCompletes(answer: Buffer, count: number): Buffer {
  const complete = message(CLOSE_COMPLETE);
  let from = 0;
  for (let left = count; left > 0 && answer[from] === complete[0]; left -= 1) from += complete.length;
  return answer.subarray(from);
}
