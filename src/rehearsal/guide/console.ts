/** The window in which somebody runs the guide's scripts: connections, files, what was refused, and what PowerShell does then. */
import { refusalIn, type Row, type Side, type TenantDoors } from './doors.js';

/**
 * Nothing in the guide sets `$ErrorActionPreference`, and PowerShell's own is Continue: the loop goes on with the next row, in red. With Stop, which
 * careful people set, it ends there, half-way.
 * https://learn.microsoft.com/en-us/powershell/module/microsoft.powershell.core/about/about_preference_variables
 */
export type ErrorAction = 'Continue' | 'Stop';

export interface Refused {
  readonly step: number;
  readonly what: string;
  readonly why: string;
}

/** A script that ended before its end, or a button whose refusal leaves nothing to press next. */
export class Stopped extends Error {
  constructor(
    readonly step: number,
    readonly why: string,
  ) {
    super(`step ${step}: ${why}`);
  }
}

/** What `Export-Csv` can write: one line of text a cell. */
export type CsvRow = Readonly<Record<string, string>>;

export class Console {
  /** The folder of the CSV files; writing one again replaces it. */
  readonly files = new Map<string, readonly CsvRow[]>();
  readonly refused: Refused[] = [];
  readonly printed = new Map<number, readonly Row[]>();
  private readonly sent = new Map<number, number>();
  private step = 0;

  constructor(
    private readonly doors: Readonly<Record<Side, TenantDoors>>,
    private readonly errorAction: ErrorAction,
  ) {}

  /** From here on what is done belongs to this number of the guide. */
  at(step: number): void {
    this.step = step;
  }

  get writes(): number {
    return [...this.sent.values()].reduce((sum, count) => sum + count, 0);
  }

  writesOf(steps: readonly number[]): number {
    return steps.reduce((sum, step) => sum + (this.sent.get(step) ?? 0), 0);
  }

  async get(side: Side, cmdlet: string, parameters: object = {}): Promise<readonly Row[]> {
    const { rows, status, body } = await this.doors[side].cmdlet(cmdlet, parameters);
    if (status !== 200) this.red(cmdlet, refusalIn(body));
    return rows;
  }

  getUsers(side: Side, query: string): Promise<readonly Row[]> {
    return this.doors[side].graphList(`/users?${query}`);
  }

  async set(side: Side, cmdlet: string, Identity: string, parameters: object): Promise<void> {
    this.count();
    const { status, body } = await this.doors[side].cmdlet(cmdlet, { Identity, ...parameters });
    if (status !== 200) this.red(`${cmdlet} ${Identity}`, refusalIn(body));
  }

  async write(side: Side, method: string, path: string, body?: object): Promise<boolean> {
    this.count();
    const answer = await this.doors[side].graph(method, path, body);
    if (answer.status < 300) return true;
    this.red(`${method} ${path}`, refusalIn(answer.body));
    return false;
  }

  async exists(side: Side, path: string): Promise<Row | null> {
    const { status, body } = await this.doors[side].graph('GET', path);
    return status === 200 ? body : null;
  }

  print(rows: readonly Row[]): void {
    this.printed.set(this.step, rows);
  }

  exportCsv(file: string, rows: readonly Row[], columns: readonly string[]): void {
    this.files.set(
      file,
      rows.map((row) => Object.fromEntries(columns.map((column) => [column, cell(row[column])]))),
    );
  }

  importCsv(file: string): readonly CsvRow[] {
    const rows = this.files.get(file);
    if (rows === undefined) this.red(`Import-Csv ${file}`, `Could not find file '${file}'.`);
    return rows ?? [];
  }

  private count(): void {
    this.sent.set(this.step, (this.sent.get(this.step) ?? 0) + 1);
  }

  private red(what: string, why: string): void {
    this.refused.push({ step: this.step, what, why });
    if (this.errorAction === 'Stop') throw new Stopped(this.step, `${what}: ${why}`);
  }
}

/** A collection comes out as its values with blanks between them: so the guide's own instructions for the file have it. */
const cell = (value: unknown): string =>
  Array.isArray(value) ? value.join(' ') : value === null || value === undefined ? '' : String(value);

/** PowerShell's `-eq` between texts does not see capitals. */
export const equalTexts = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

export const textOf = (row: Row, property: string): string => cell(row[property]);
export const textsOf = (row: Row, property: string): readonly string[] => (row[property] ?? []) as readonly string[];
