/** What `npm run rehearse` shows on the way and at the end. */
import type { CompanyRemarks } from './company.js';
import type { RehearsalResult } from './run.js';
import { verdictLines } from './verdict.js';
import type { PlayEvent } from '../../rehearsal/people/play.js';
import { confirmationLines } from '../../rehearsal/world/company/from-files/told/report.js';
import { runbook } from '../../runbook/index.js';

const forward = runbook.filter(({ phase }) => phase !== 'back-out').length;

export function progressBar(out: NodeJS.WriteStream): { show(through: number, event: PlayEvent): void; end(): void } {
  const width = 24;
  let lastLine = '';
  return {
    show(through, event) {
      const full = Math.min(width, Math.round((through / forward) * width));
      const line = `${'▓'.repeat(full)}${'░'.repeat(width - full)} ${through} of ${forward} steps · ${event.who}: ${event.what}`;
      if (line === lastLine) return;
      lastLine = line;
      if (out.isTTY) out.write(`\r\x1b[2K${line.slice(0, (out.columns ?? 100) - 1)}`);
      else if (event.kind === 'through' || event.kind === 'undone' || event.kind === 'refused') out.write(`${line}\n`);
    },
    end() {
      if (out.isTTY) out.write('\r\x1b[2K');
    },
  };
}

export function reportTable(
  report: Omit<RehearsalResult, 'endState' | 'wanted'> & {
    readonly startedWithinMs: number;
    readonly realSeconds: number;
  },
): string {
  const rows: readonly (readonly [string, string | number])[] = [
    ['ended', endedAs(report)],
    ['steps through', Object.values(report.through).flat().length],
    ['  verified', report.through.seen.length],
    ['  on a word', report.through.said.length],
    ['  taken as is', report.through.accepted.join(', ') || 'none'],
    ['  decided', report.through.decided.length],
    ['steps undone', report.undone.length],
    ['presses by people', report.presses],
    ['  of which', listOf(report.pressesBy)],
    ['cards posted', `${report.posted.cards}, ${report.posted.calling} of them calling somebody`],
    ['refusals', report.refusals.length],
    ['objects changed', report.objectsChanged],
    ['remote calls', report.remoteCalls],
    ['remote writes', report.remoteWrites],
    ['virtual time', duration(report.virtualSeconds)],
    ['real time', duration(report.realSeconds)],
    ['start to room', `${(report.startedWithinMs / 1000).toFixed(1)} s`],
    ['errands by hand', report.byHand],
    ['planted', report.planted.join(', ') || 'nothing'],
    ['removals refused', refusedIn(report.refusedRemovals)],
    ['release', releasesIn(report.releaseSeconds)],
    ['objects written twice', report.writtenTwice.length],
    ['differences', report.differences.length],
  ];
  const width = Math.max(...rows.map(([name]) => name.length));
  const lines = rows.map(([name, value]) => `  ${name.padEnd(width)}  ${value}`);
  const some = (title: string, list: readonly string[]): string[] =>
    list.length === 0
      ? []
      : [
          '',
          title,
          ...list.slice(0, 12).map((line) => `  ${line}`),
          ...(list.length > 12 ? [`  and ${list.length - 12} more`] : []),
        ];
  const stuck = verdictLines(report);
  const verdict = stuck.length === 0 ? [''] : ['', ...stuck, ''];
  return [
    '',
    ...lines,
    ...some('Not held:', report.broken),
    ...some(
      'Differences:',
      report.differences.map(
        ({ path, before, after }) => `${path}: ${JSON.stringify(before)} -> ${JSON.stringify(after)}`,
      ),
    ),
    ...some('Written twice:', report.writtenTwice),
    ...some('Said on cards against claims:', report.contradicted),
    ...(report.broken.length > 0 ? some('Still open:', report.open) : []),
    ...(report.broken.length > 0 ? some('Refused:', report.refusals) : []),
    ...verdict,
    report.broken.length === 0 ? 'Every invariant held.' : 'NOT every invariant held.',
    '',
  ].join('\n');
}

const listOf = (counts: Readonly<Record<string, number>>): string =>
  Object.entries(counts)
    .map(([name, count]) => `${name} ${count}`)
    .join(', ');

/** Finished is only what is green. */
const endedAs = ({ ended, notGreen }: Pick<RehearsalResult, 'ended' | 'notGreen'>): string =>
  ended === 'finished' && notGreen.length > 0 ? `through, and not green: ${notGreen.join(', ')}` : ended;

const refusedIn = (refused: RehearsalResult['refusedRemovals']): string =>
  refused.length === 0
    ? 'none'
    : refused
        .map(({ domain, side, objects }) => {
          const kinds = [...new Set(objects.map(({ kind }) => kind))].join(', ');
          return `${domain} by the ${side} tenant, for ${objects.length}: ${kinds}`;
        })
        .join(' · ');

const releasesIn = (seconds: RehearsalResult['releaseSeconds']): string =>
  Object.entries(seconds)
    .map(([domain, took]) => `${domain} ${duration(took)}`)
    .join(', ') || 'none';

/** What of the company's files could not be read as it stands. */
export function remarksTable({ count, lines, report }: CompanyRemarks): string {
  const { users, mailboxes, groups } = report.counts;
  const most = 60;
  return [
    '',
    `Company from ${report.from}: ${users} accounts, ${mailboxes} mailboxes, ${groups} groups; not read as it stands: ${count}`,
    ...lines.en.slice(0, most).map((line) => `  ${line}`),
    ...(count > most ? [`  and ${count - most} more (all with --report FILE)`] : []),
    '',
  ].join('\n');
}

/** What a person confirms before anything runs, and how. */
export const confirmationTable = ({ report, count }: Pick<CompanyRemarks, 'report' | 'count'>, how: string): string =>
  [
    '',
    `Company read from ${report.from}`,
    ...confirmationLines(report, 'en').map((line) => `  ${line}`),
    `  Not read as it stands: ${count}; addresses of the moving domains in the files ${report.addresses.inFiles}, in the company ${report.addresses.inCompany}.`,
    '',
    how,
    '',
  ].join('\n');

function duration(seconds: number): string {
  const whole = Math.round(seconds);
  const [days, hours, minutes] = [
    Math.floor(whole / 86_400),
    Math.floor((whole % 86_400) / 3600),
    Math.floor((whole % 3600) / 60),
  ];
  if (days > 0) return `${days} d ${hours} h`;
  return hours > 0 ? `${hours} h ${minutes} min` : minutes > 0 ? `${minutes} min ${whole % 60} s` : `${whole} s`;
}
