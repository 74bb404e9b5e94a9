/** What could not be read, one finding per place: the sentences are made from it later, in every language. */
import type { FindingCode } from './words.js';

export type FindingValues = Readonly<Record<string, string | number>>;

export interface Finding {
  /** Name inside the folder; empty when the finding is about the company as a whole. */
  readonly file: string;
  readonly line: number | null;
  readonly code: FindingCode;
  readonly values: FindingValues;
}

/** A hostile folder must not fill the disk with remarks about it. */
const most = 5_000;

export class Findings {
  private readonly kept: Finding[] = [];
  private leftOut = 0;

  add(file: string, line: number | null, code: FindingCode, values: FindingValues = {}): void {
    if (this.kept.length >= most) {
      this.leftOut += 1;
      return;
    }
    const shown = Object.entries(values).map(([name, value]) => [
      name,
      typeof value === 'string' ? printable(value, name === 'list' ? 600 : 120) : value,
    ]);
    this.kept.push({ file: printable(file), line, code, values: Object.fromEntries(shown) as FindingValues });
  }

  about(file: string): readonly Finding[] {
    return this.kept.filter((one) => one.file === printable(file));
  }

  /** By file and line; what concerns the company as a whole comes last. */
  sorted(): readonly Finding[] {
    const order = (a: Finding, b: Finding): number =>
      Number(a.file === '') - Number(b.file === '') ||
      (a.file < b.file ? -1 : a.file > b.file ? 1 : (a.line ?? 0) - (b.line ?? 0));
    const sorted = [...this.kept].sort(order);
    return this.leftOut === 0
      ? sorted
      : [...sorted, { file: '', line: null, code: 'more-findings', values: { count: this.leftOut } }];
  }
}

/** A value from a stranger's file, safe to print on a terminal: no control characters, no direction marks, no endless text. */
export function printable(text: string, most = 120): string {
  const plain = text.replace(/[\p{Cc}\p{Cf}\u2028\u2029]+/gu, ' ').trim();
  return plain.length > most ? `${plain.slice(0, most - 1)}…` : plain;
}
