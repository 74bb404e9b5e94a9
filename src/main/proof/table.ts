import type { Kill } from './round.js';

export interface ProofReport {
  readonly kills: readonly Kill[];
  readonly rounds: readonly string[];
  readonly broken: readonly string[];
  readonly hits: number;
  readonly realSeconds: number;
}

export function killTable({ kills, rounds, broken, hits, realSeconds }: ProofReport): string {
  const rows = kills.map(({ moment, delayMs, unanswered, restartMs }, index) => [
    `${index + 1}`,
    `${moment} + ${delayMs} ms`,
    unanswered === 0 ? 'no' : unanswered === 1 ? 'yes' : `yes (${unanswered})`,
    `${restartMs} ms`,
  ]);
  const table = [['kill', 'moment', 'write unanswered', 'restart'], ...rows];
  const widths = [0, 1, 2, 3].map((column) => Math.max(...table.map((row) => (row[column] ?? '').length)));
  return [
    '',
    ...table.map((row) => `  ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')}`.trimEnd()),
    '',
    ...rounds.map((text) => `  ${text}`),
    `  ${hits} of ${kills.length} kills hit a write that was received and not answered · ${Math.round(realSeconds)} s`,
    ...(broken.length === 0 ? [] : ['', 'Not held:', ...broken.map((text) => `  ${text}`)]),
    '',
    broken.length === 0 ? 'Every kill was survived.' : 'NOT every kill was survived.',
    '',
  ].join('\n');
}
