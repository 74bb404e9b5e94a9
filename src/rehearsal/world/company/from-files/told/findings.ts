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

/** A hostile folder must not fill the disk with remarks about it, nor one kind of remark push out the others. */
const most = 5_000;
const mostAlike = 500;

export class Findings {
  private readonly kept: Finding[] = [];
  private keptOfFiles = 0;
  private leftOut = 0;
  private readonly alike = new Map<string, { count: number; readonly finding: Finding }>();
  private readonly lines = new Map<string, Set<number>>();

  add(file: string, line: number | null, code: FindingCode, values: FindingValues = {}): void {
    const shown = Object.entries(values).map(([name, value]) => [
      name,
      typeof value === 'string' ? printable(value, name === 'list' ? 600 : 120) : value,
    ]);
    const finding = { file: printable(file), line, code, values: Object.fromEntries(shown) as FindingValues };
    if (line !== null) this.linesOf(file).add(line);
    const key = `${code} ${finding.file}`;
    const alike = this.alike.get(key) ?? { count: 0, finding };
    this.alike.set(key, alike);
    alike.count += 1;
    // What is said of the company as a whole is not much, and matters most.
    if (alike.count > mostAlike || (file !== '' && this.keptOfFiles >= most)) {
      this.leftOut += 1;
      return;
    }
    if (file !== '') this.keptOfFiles += 1;
    this.kept.push(finding);
  }

  about(file: string): readonly Finding[] {
    return this.kept.filter((one) => one.file === printable(file));
  }

  /** Every line of it with a remark, listed or not. */
  linesOf(file: string): Set<number> {
    const lines = this.lines.get(printable(file)) ?? new Set();
    this.lines.set(printable(file), lines);
    return lines;
  }

  /** By file and line; what concerns the company as a whole comes last. */
  sorted(): readonly Finding[] {
    const order = (a: Finding, b: Finding): number =>
      Number(a.file === '') - Number(b.file === '') ||
      (a.file < b.file ? -1 : a.file > b.file ? 1 : (a.line ?? 0) - (b.line ?? 0));
    const more = [...this.alike.values()]
      .filter(({ count }) => count > mostAlike)
      .map(({ count, finding: { file, line } }): Finding => {
        const values = { line: line ?? '–', count: count - mostAlike };
        return { file, line: null, code: 'more-alike', values };
      });
    const sorted = [...this.kept, ...more].sort(order);
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
