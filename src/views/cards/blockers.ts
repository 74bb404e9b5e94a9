/** Why will the domain not let go? Ten searches with their counts, and behind each what holds it, who owns that and the way out. */
import { firstScan } from '../words/special-steps.js';
import type { Finding } from '../../contract/finding.js';
import type { BlockerReport } from '../../engine/state.js';
import { stepById } from '../../runbook/index.js';
import type { Card, Reader, WholeSurroundings } from '../api.js';
import { open, press, type Button } from '../parts/buttons.js';
import { row, type Color, type Fact, type Row } from '../parts/card-data.js';
import { cardOf } from '../parts/envelope.js';
import { dateAndTimeOf, utc } from '../words/moments.js';
import { plainText } from '../words/plain-text.js';
import { holdsAny } from '../parts/rights.js';
import { lookOf, type Sign } from '../words/signs.js';
import { isOver, isTurningBack } from '../words/turned-back.js';
import { wordsIn, type Words } from '../words/words.js';

/** In the order in which people read them; which kinds of finding each of them gives. */
const scans = {
  users: ['user', 'guest', 'operator'],
  'deleted-users': ['deleted-user'],
  recipients: ['recipient', 'public-folder'],
  'deleted-mailboxes': ['deleted-mailbox'],
  groups: ['group'],
  'deleted-groups': ['deleted-group'],
  contacts: ['contact'],
  applications: ['application'],
  subdomains: ['subdomain'],
  references: ['reference'],
} as const satisfies Record<string, readonly string[]>;
type Scan = keyof typeof scans;
const scanNames = Object.keys(scans) as readonly Scan[];
const isScan = (kind: string): kind is Scan => Object.hasOwn(scans, kind);

interface Count {
  readonly scan: Scan;
  /** Null: the search could not be completed. */
  readonly seen: { readonly count: number; readonly byStep: number; readonly byPeople: number } | null;
  /** So many fewer than at the check's own look, and when the last step that takes names off ended (empty: none did). */
  readonly moved?: { readonly count: number; readonly at: string };
  /** Names were taken off since this look. */
  readonly since?: string;
}

const pageSize = 8;

export const seeBlockers = (words: Words, kind = 'all', title = words.say('button.see-blockers')): Button =>
  press('see-blockers', { kind, offset: 0 }, title);

export function blockersCard(
  report: BlockerReport | null,
  kind: string,
  offset: number,
  around: WholeSurroundings,
  reader: Reader,
): Card {
  const words = wordsIn(reader.lang);
  if (report === null) return nothingSeen(around, words);
  const again = searchAgain(report, around, reader, words);
  return isScan(kind) ? oneScan(report, kind, offset, around, words) : overview(report, again, around, words);
}

const titleIn = (around: WholeSurroundings, words: Words, leftAt?: string): string => {
  const { movingDomains } = around.status;
  return words.say(leftAt === undefined ? 'blockers.title' : 'blockers.title-left', {
    domain: plainText(movingDomains[0] ?? ''),
    more: Math.max(0, movingDomains.length - 1),
  });
};

const nothingSeen = (around: WholeSurroundings, words: Words): Card =>
  cardOf(
    'blockers',
    {
      title: titleIn(around, words),
      state: 'not-yet',
      sentence: words.say('blockers.not-looked', {
        how: howFar(around),
        first: words.titleById(firstScan),
        after: words.all((stepById(firstScan)?.after ?? []).map(words.titleById)),
      }),
      buttons: [press('see-next', {}, words.say('button.see-next'))],
      foot: words.say('blockers.foot'),
    },
    words,
    { scans: [] },
  );

function overview(report: BlockerReport, again: readonly Button[], around: WholeSurroundings, words: Words): Card {
  const counts = countsNow(report);
  const state = stateOf(counts);
  const worst = counts.find(({ seen }) => seen !== null && seen.byPeople > 0);
  return cardOf(
    'blockers',
    {
      title: titleIn(around, words, report.leftAt),
      state,
      sentence: sentenceOf(counts, report.findings, words),
      facts: lookedFacts(report, around, words),
      buttons: [
        press('see-next', {}, words.say('button.see-next')),
        ...(worst === undefined
          ? []
          : [seeBlockers(words, worst.scan, words.say('button.see-scan', { scan: words.say(`scan.${worst.scan}`) }))]),
        ...workbook(report, around, words),
        ...again,
      ],
      warnings: failedLook(report, words),
      foot: footOf(report, words),
      details: [
        words.say('blockers.detail.falls'),
        words.say('blockers.detail.twice'),
        words.say('blockers.detail.seen', { at: utc(report.seenAt), step: words.titleById(report.stepId) }),
      ],
      spoken: counts.map((count) => `${words.say(`scan.${count.scan}`)}: ${amountOf(count, words)}`),
    },
    words,
    { scans: counts.map((count) => scanLine(count, words)) },
  );
}

function oneScan(report: BlockerReport, scan: Scan, offset: number, around: WholeSurroundings, words: Words): Card {
  const count = countsNow(report).find((one) => one.scan === scan) as Count;
  const codes = scans[scan].map((kind) => `blocker-${kind}`);
  const found = report.findings.filter(({ code }) => codes.includes(code));
  const shown = found.slice(offset, offset + pageSize);
  const beyond = (count.seen?.byPeople ?? 0) - found.length;
  const page = (to: number, key: string, rows: number): Button =>
    press('see-blockers', { kind: scan, offset: to }, words.say(key, { count: rows }));
  const left = found.length - offset - shown.length;
  const lost = report.findings.filter(({ code, status }) => code === `scan-${scan}` && status === 'unknown');
  const rows = [
    ...lost.map((finding) => row(`? ${words.remark(finding)}`, 'Warning')),
    ...shown.map((finding) => blockerRow(finding, words)),
    // Who owns it and the way out are the same for all of a kind: said once.
    ...kindsIn(shown).map((kind) => row(words.say(`blockers.way.${kind}`))),
  ];
  return cardOf(
    'blockers',
    {
      title: `${titleIn(around, words, report.leftAt)} · ${words.say(`scan.${scan}`)}`,
      state: stateOf([count]),
      sentence: scanSentence(count, words),
      facts: lookedFacts(report, around, words),
      // What the check did not keep finding by finding is in its workbook.
      rows: beyond > 0 && left <= 0 ? [...rows, row(words.say('blockers.beyond', { count: beyond }))] : rows,
      buttons: [
        seeBlockers(words, 'all', words.say('button.see-all-blockers')),
        ...workbook(report, around, words),
        ...(offset > 0
          ? [page(Math.max(0, offset - pageSize), 'button.previous-rows', Math.min(pageSize, offset))]
          : []),
        ...(left > 0 ? [page(offset + pageSize, 'button.next-rows', Math.min(pageSize, left))] : []),
      ],
      foot: footOf(report, words),
      details: [
        words.say('blockers.detail.seen', { at: utc(report.seenAt), step: words.titleById(report.stepId) }),
        ...shown.map((finding) => words.remark(finding)),
      ],
    },
    words,
    { scans: [] },
  );
}

/** The counts of a report, with what has gone since the check's own look. */
function countsNow(report: BlockerReport): readonly Count[] {
  const { before, takenOff = [], seenAt } = report;
  const earlier = before === undefined ? [] : countsOf(before);
  const at = takenOff.filter((one) => one.at <= seenAt).at(-1)?.at ?? '';
  const since = takenOffUnseen(report);
  return countsOf(report).map((count) => {
    const then = earlier.find(({ scan }) => scan === count.scan)?.seen?.count ?? 0;
    const gone = count.seen === null ? 0 : then - count.seen.count;
    return {
      ...count,
      ...(gone > 0 ? { moved: { count: gone, at } } : {}),
      ...(since !== null && (count.seen?.byStep ?? 0) > 0 ? { since } : {}),
    };
  });
}

/** Several moving domains give several findings of one search. */
function countsOf({ findings }: Pick<BlockerReport, 'findings'>): readonly Count[] {
  return scanNames.map((scan) =>
    countOf(
      scan,
      findings.filter(({ code }) => code === `scan-${scan}`),
    ),
  );
}

function countOf(scan: Scan, own: readonly Finding[]): Count {
  if (own.length === 0 || own.some(({ status }) => status === 'unknown')) return { scan, seen: null };
  const sum = (fact: string): number => own.reduce((total, { facts }) => total + Number(facts[fact] ?? 0), 0);
  return { scan, seen: { count: sum('count'), byStep: sum('byStep'), byPeople: sum('byPeople') } };
}

/** Each once, though several searches find it; of each kind the check keeps so many findings, and how many more there are. */
function objectsToClear(counts: readonly Count[], findings: readonly Finding[]): number {
  const kept = findings
    .filter(({ code, status }) => status !== 'passed' && !code.startsWith('scan-'))
    .reduce((sum, { code, facts }) => sum + (code === 'and-more' ? Number(facts['count'] ?? 0) : 1), 0);
  return Math.max(kept, ...counts.map(({ seen }) => seen?.byPeople ?? 0));
}

/** What a step's card says of its searches; null: it made none, or one of them could not be completed. */
export function searched(
  findings: readonly Finding[],
): { readonly people: number; readonly objects: number; readonly total: number } | null {
  const counts = countsOf({ findings });
  if (counts.some(({ seen }) => seen === null)) return null;
  const people = counts.filter((count) => signOfCount(count) === 'attention').length;
  return people === 0 ? null : { people, objects: objectsToClear(counts, findings), total: counts.length };
}

/** The same of the same look as the blockers card; null: not every search was made, or nothing was found that later steps clear. */
export function foundAndFalling(
  findings: readonly Finding[],
  words: Words,
): { readonly state: Sign; readonly sentence: string } | null {
  const counts = countsOf({ findings });
  return stateOf(counts) === 'falling' ? { state: 'falling', sentence: sentenceOf(counts, findings, words) } : null;
}

/** In the order of the blocker card. */
export const inOrderOfScans = (findings: readonly Finding[]): readonly Finding[] =>
  [...findings].sort((a, b) => placeOf(a) - placeOf(b));
const placeOf = ({ code }: Finding): number => scanNames.findIndex((scan) => code === `scan-${scan}`);

/** One search in a line of a step's card; null: the finding is none. */
export function scanWords(finding: Finding, words: Words): string | null {
  const scan = finding.code.replace(/^scan-/, '');
  // One that was not completed says why in its own sentence.
  if (scan === finding.code || !isScan(scan) || finding.status === 'unknown') return null;
  return `${words.say(`scan.${scan}`)}: ${amountOf(countOf(scan, [finding]), words)}`;
}

const signOfCount = ({ seen }: Count): Sign =>
  seen === null ? 'unknown' : seen.byPeople > 0 ? 'attention' : seen.count > 0 ? 'falling' : 'verified';

function stateOf(counts: readonly Count[]): Sign {
  const signs = counts.map(signOfCount);
  return (['attention', 'unknown', 'falling'] as const).find((sign) => signs.includes(sign)) ?? 'verified';
}

function sentenceOf(counts: readonly Count[], findings: readonly Finding[], words: Words): string {
  const of = (sign: Sign): number => counts.filter((count) => signOfCount(count) === sign).length;
  const facts = {
    people: of('attention'),
    objects: objectsToClear(counts, findings),
    falling: of('falling'),
    unknown: of('unknown'),
    total: counts.length,
  };
  const unseen = facts.unknown > 0 ? ` ${words.say('blockers.unseen', facts)}` : '';
  if (facts.people > 0) return words.say('blockers.people', facts) + unseen;
  if (facts.unknown > 0) return words.say('blockers.unseen', facts);
  return words.say(facts.falling > 0 ? 'blockers.falling' : 'blockers.free', facts);
}

const scanSentence = ({ seen }: Count, words: Words): string =>
  seen === null ? words.say('blockers.scan-unseen') : words.say('blockers.scan', seen);

function amountOf({ seen, moved, since }: Count, words: Words): string {
  if (seen === null) return words.say('blockers.amount-unseen');
  const how = seen.count === 0 ? 'none' : seen.byPeople === 0 ? 'fall' : seen.byStep === 0 ? 'clear' : 'both';
  const now =
    since === undefined
      ? words.say('blockers.amount', { ...seen, how })
      : words.say('blockers.amount-before', { ...seen, at: dateAndTimeOf(since) });
  if (moved === undefined) return now;
  const gone = words.say('blockers.amount-moved', {
    count: moved.count,
    known: moved.at === '' ? 'no' : 'yes',
    at: moved.at === '' ? '' : dateAndTimeOf(moved.at),
  });
  return seen.count === 0 ? gone : `${now} · ${gone}`;
}

interface ScanLine {
  readonly text: string;
  readonly amount: string;
  readonly color: Color;
  readonly action: Button;
}

function scanLine(count: Count, words: Words): ScanLine {
  const sign = signOfCount(count);
  const look = lookOf(sign);
  const name = words.say(`scan.${count.scan}`);
  return {
    text: `${look.sign} ${name}`,
    amount: amountOf(count, words),
    color: look.color,
    action: seeBlockers(words, count.scan, words.say('button.see-scan', { scan: name })),
  };
}

/** What holds the domain, and by what; the whole sentence stands in the details. */
function blockerRow({ object, facts, status }: Finding, words: Words): Row {
  const look = lookOf(status === 'unknown' ? 'unknown' : 'attention');
  const said = words.say('blockers.row', {
    name: plainText(object?.label ?? String(facts['name'] ?? '')),
    through: plainText(String(facts['through'] ?? ''), 120),
  });
  return row(`${look.sign} ${said}`, look.color);
}

const kindsIn = (findings: readonly Finding[]): readonly string[] => [
  ...new Set(findings.map(({ code }) => code.replace(/^blocker-/, ''))),
];

function howFar({ status }: WholeSurroundings): 'early' | 'back' | 'running' | 'begun' {
  if (status.state === 'not-started') return 'early';
  if (isTurningBack(status) || isOver(status)) return 'back';
  return status.phases.some(({ running }) => running.includes(firstScan)) ? 'running' : 'begun';
}

/** For whoever may ask for another look; once the team has turned back, the source's is of no use. */
function searchAgain(
  { stepId, side }: BlockerReport,
  { status }: WholeSurroundings,
  { person }: Reader,
  words: Words,
): readonly Button[] {
  const roles = [...(stepById(stepId)?.roles ?? []), 'project-manager' as const, 'business-owner' as const];
  const inTime = isTurningBack(status)
    ? side === 'destination' && status.phases.some(({ attention }) => attention.includes(stepId))
    : !isOver(status);
  return inTime && person !== null && holdsAny(person, roles)
    ? [press('again', { stepId }, words.say('button.check-again'))]
    : [];
}

const lookedFacts = (report: BlockerReport, { status }: WholeSurroundings, words: Words): readonly Fact[] => [
  {
    title: words.say('fact.tenant'),
    value: words.say('blockers.tenant', {
      name: plainText(report.side === 'destination' ? status.destinationName : status.sourceName),
      side: report.side,
    }),
  },
  { title: words.say('fact.looked'), value: lookedWords(report, words) },
  { title: words.say('fact.taken-off'), value: takenOffWords(report, words) },
];

const lookedWords = ({ seenAt, looking }: BlockerReport, words: Words): string =>
  [dateAndTimeOf(seenAt), ...(looking === true ? [words.say('blockers.looking')] : [])].join(' · ');

/** Which steps took names off since the look of the check, and when: what they cleared does not wait for a later step any more. */
const takenOffWords = ({ takenOff = [] }: BlockerReport, words: Words): string =>
  takenOff
    .map(({ stepId, at }) => words.say('blockers.taken-off', { step: words.titleById(stepId), at: dateAndTimeOf(at) }))
    .join('\n\n');

/** Names that this look still counts went, or may have gone, since. */
const takenOffUnseen = ({ takenOff = [], seenAt }: BlockerReport): string | null =>
  takenOff.filter(({ at }) => at > seenAt).at(-1)?.at ?? null;

const failedLook = ({ failed }: BlockerReport, words: Words): readonly string[] =>
  failed === undefined
    ? []
    : [words.say('blockers.look-failed', { at: dateAndTimeOf(failed.at), message: plainText(failed.message, 160) })];

const footOf = (report: BlockerReport, words: Words): string => `${words.say('blockers.foot')} · ${report.stepId}`;

function workbook(report: BlockerReport, around: WholeSurroundings, words: Words): readonly Button[] {
  const file = [...report.evidence].reverse().find(({ name }) => name.endsWith('.xlsx'));
  return file === undefined
    ? []
    : [open(words.say('button.download-blockers'), around.link('evidence', file.id, 'xlsx'))];
}
