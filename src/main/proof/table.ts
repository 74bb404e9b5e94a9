import type { ProvedWayBack } from './back-out-after-each.js';
import type { ProvedCompany } from './companies.js';
import type { KilledWhileReading } from './killed-while-reading.js';
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
  return [
    '',
    ...inColumns(table),
    '',
    ...rounds.map((text) => `  ${text}`),
    `  ${hits} of ${kills.length} kills hit a write that was received and not answered · ${Math.round(realSeconds)} s`,
    ...(broken.length === 0 ? [] : ['', 'Not held:', ...broken.map((text) => `  ${text}`)]),
    '',
    broken.length === 0 ? 'Every kill was survived.' : 'NOT every kill was survived.',
    '',
  ].join('\n');
}

export function wayBackTable(ways: readonly ProvedWayBack[], realSeconds: number): string {
  const rows = ways.map(({ stepId, undone, objectsChanged, differences, realSeconds: took, broken }) => [
    stepId,
    `${undone}`,
    `${objectsChanged}`,
    `${differences}`,
    `${Math.round(took)} s`,
    broken.length === 0 ? 'as before' : 'NOT as before',
  ]);
  const broken = ways.flatMap((way) => way.broken.map((text) => `${way.stepId}: ${text}`));
  return [
    '',
    ...inColumns([['turned back after', 'undone', 'objects changed', 'differences', 'took', ''], ...rows]),
    '',
    ...(broken.length === 0 ? [] : ['Not held:', ...broken.map((text) => `  ${text}`), '']),
    `${ways.length} ways back · ${Math.round(realSeconds)} s`,
    broken.length === 0 ? 'Every way back led to where it began.' : 'NOT every way back led to where it began.',
    '',
  ].join('\n');
}

/** One line each, and what did not hold below it. */
export const companyLines = ({ name, course, facts, realSeconds, broken }: ProvedCompany): string =>
  [
    `${broken.length === 0 ? 'held' : 'NOT held'} · ${name} · ${course} · ${facts}${realSeconds === 0 ? '' : ` · ${Math.round(realSeconds)} s`}`,
    ...broken.map((text) => `  ${text}`),
    '',
  ].join('\n');

export const readingLines = (found: KilledWhileReading): string =>
  [
    `${found.asked} cmdlets, the fewest that tell it all ${found.fewest} (${(found.asked / found.fewest).toFixed(2)}) · ${found.kills} kills`,
    `by the tenant's quota alone ${Math.round(found.leastMinutes)} minutes · at most ${Math.round(found.peakMemoryMiB)} MiB`,
    ...(found.broken.length === 0
      ? ['Read on after every kill.']
      : ['Not held:', ...found.broken.map((text) => `  ${text}`)]),
    '',
  ].join('\n');

function inColumns(table: readonly (readonly string[])[]): readonly string[] {
  const widths = (table[0] ?? []).map((_, column) => Math.max(...table.map((row) => (row[column] ?? '').length)));
  return table.map((row) => `  ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')}`.trimEnd());
}
