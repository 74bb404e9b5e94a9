import { closeStatement, message, textAt, typeOf } from './wire.js';

/**
 * Named prepared statements live in the one session all clients share: without names of their own the second client that
 * prepares `find` gets 42P05. Unnamed statements need nothing: they are parsed and bound within one batch.
 */
export class StatementNames {
  private readonly named = new Set<string>();

  constructor(private readonly prefix: string) {}

  rename(frontend: Buffer): Buffer {
    switch (typeOf(frontend)) {
      case 'P': {
        const name = textAt(frontend, 5);
        if (name.text === '') return frontend;
        this.named.add(name.text);
        return message('P', this.own(name.text), frontend.subarray(name.end));
      }
      case 'B': {
        const portal = textAt(frontend, 5);
        const name = textAt(frontend, portal.end);
        return name.text === ''
          ? frontend
          : message('B', portal.text, this.own(name.text), frontend.subarray(name.end));
      }
      case 'D':
      case 'C': {
        const name = textAt(frontend, 6);
        if (String.fromCharCode(frontend[5] ?? 0) !== 'S' || name.text === '') return frontend;
        return message(typeOf(frontend), Buffer.from('S'), this.own(name.text));
      }
      default:
        return frontend;
    }
  }

  /** Messages that make the session forget the statements of a client that left. */
  forgetting(): readonly Buffer[] {
    return [...this.named].map((name) => closeStatement(this.own(name)));
  }

  private own(name: string): string {
    return `${this.prefix}${name}`;
  }
}
