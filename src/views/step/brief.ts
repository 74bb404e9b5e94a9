/** Tasks the bot can describe to the letter: every record as the console wants it, ready to be copied, and what is seen of it right now. */
import type { Remark } from '../../contract/finding.js';
import { changesItsTtl, staysAsItIs, type RecordToSet } from '../../contract/task.js';
import type { Attempt } from '../../engine/state.js';
import { press, type Button } from '../parts/buttons.js';
import { row, type Row } from '../parts/card-data.js';
import { momentOf } from '../words/moments.js';
import { plainLabel, plainText } from '../words/plain-text.js';
import { lookOf, type Sign } from '../words/signs.js';
import { evidenceLinks } from './evidence-links.js';
import { approvedBy, askWhy, type Face, type StepView } from './face.js';
import { giveBack } from './give-back.js';
import { claimed } from './rests-on.js';
import type { Words } from '../words/words.js';

/** What the template `parts/records.json` is filled with. */
export interface RecordBlock {
  readonly head: string;
  readonly color: 'Accent' | 'Warning' | 'Default';
  readonly nameTitle: string;
  readonly name: string;
  readonly ttlTitle: string;
  /** Empty where the record goes: consoles ask for none then. */
  readonly ttl: string;
  readonly valueTitle: string;
  readonly value: string;
}

const mostRecords = 10;
/** A value is never clipped, for somebody will paste it: fewer records fit where they are long. */
const mostCharacters = 7_500;
/** What the frame of one record takes. */
const frame = 560;
const mostSeen = 8;
const longest = 4_096;

/** For readers without cards: which records there are; their values are too long to be read out. */
export const spokenRecords = (blocks: readonly RecordBlock[]): readonly string[] =>
  blocks.map(
    ({ head, name, value, ttl }) =>
      `${head}: ${[name, plainLabel(value, 60), ttl].filter((one) => one !== '').join(' · ')}`,
  );

export const recordsOf = ({ plan }: Attempt): readonly RecordToSet[] => plan?.brief?.records ?? [];

export function recordBlocks(records: readonly RecordToSet[], words: Words): readonly RecordBlock[] {
  return records.map((record) => ({
    head: words.say(`record.${orderOf(record)}`, { type: plainLabel(record.type, 12) }),
    color: staysAsItIs(record) ? 'Default' : record.action === 'publish' ? 'Accent' : 'Warning',
    nameTitle: words.say('record.name'),
    name: plainLabel(record.name, 253),
    ttlTitle: words.say('record.ttl'),
    ttl: record.action === 'publish' ? String(record.ttl) : '',
    valueTitle: words.say('record.value'),
    value: plainLabel(record.value, longest),
  }));
}

const orderOf = (record: RecordToSet): string =>
  staysAsItIs(record) ? 'stays' : changesItsTtl(record) ? 'retime' : record.action;

/** As many as one card can carry from the given place on, one at least. */
export function recordPage(records: readonly RecordToSet[], offset: number): readonly RecordToSet[] {
  const page: RecordToSet[] = [];
  let characters = 0;
  for (const record of records.slice(offset, offset + mostRecords)) {
    characters += record.value.length + record.name.length + frame;
    if (page.length > 0 && characters > mostCharacters) break;
    page.push(record);
  }
  return page;
}

export const blocksOf = ({ attempt, words }: StepView): readonly RecordBlock[] =>
  recordBlocks(recordPage(recordsOf(attempt), 0), words);

const beyond = ({ attempt }: StepView): number => recordsOf(attempt).length - recordPage(recordsOf(attempt), 0).length;

/** What is to be done beside the records, and how many of them are on another page. */
export function briefRows(view: StepView): readonly Row[] {
  const { attempt, words } = view;
  const rest = beyond(view);
  return [
    ...togetherByDomain(attempt.plan?.brief?.remarks ?? [], words)
      .slice(0, 4)
      .map((said) => row(said)),
    ...(rest > 0 ? [row(words.say('record.more', { count: rest }))] : []),
  ];
}

/** `contoso.com: …` and `contoso-retail.com: …` with the same after it are said once, with both names before it. */
export function togetherByDomain(remarks: readonly Remark[], words: Words): readonly string[] {
  const domainsOf = new Map<string, string[]>();
  for (const remark of remarks) {
    const said = words.remark(remark);
    const domain = plainText(String(remark.facts['domain'] ?? ''));
    const begins = domain !== '' && said.startsWith(`${domain}: `);
    const rest = begins ? said.slice(domain.length) : said;
    domainsOf.set(rest, [...(domainsOf.get(rest) ?? []), ...(begins ? [domain] : [])]);
  }
  return [...domainsOf].map(([rest, domains]) => `${words.all(domains)}${rest}`);
}

/** The others, by a second press. */
export function seeRecords(view: StepView): readonly Button[] {
  const { attempt, words } = view;
  const rest = beyond(view);
  if (rest <= 0) return [];
  const offset = recordsOf(attempt).length - rest;
  return [press('see-plan', { attemptId: attempt.id, offset }, words.say('button.see-records', { count: rest }))];
}

/** Where the card itself does not show them. */
const seeAllRecords = ({ attempt, words }: StepView): readonly Button[] => {
  const count = recordsOf(attempt).length;
  return count === 0
    ? []
    : [press('see-plan', { attemptId: attempt.id, offset: 0 }, words.say('button.see-records', { count }))];
};

/** One row for every record and server: there, or not yet. */
export function seenRows({ attempt, words }: StepView): readonly Row[] {
  const rows = [...attempt.findings]
    .sort((a, b) => Number(a.status === 'passed') - Number(b.status === 'passed'))
    .map((finding) => {
      const sign: Sign =
        finding.status === 'passed' ? 'verified' : finding.status === 'unknown' ? 'unknown' : 'waiting';
      const look = lookOf(sign);
      return row(`${look.sign} ${words.remark(finding)}`, look.color);
    });
  if (rows.length <= mostSeen) return rows;
  return [...rows.slice(0, mostSeen - 1), row(words.say('and-more', { count: rows.length - mostSeen + 1 }))];
}

/** After `I have done it`: the watch ends the step, not the word. */
export function watching(view: StepView): Face {
  const { attempt, words, around, rights, snapshot } = view;
  const seen = attempt.findings.filter(({ status }) => status === 'passed').length;
  const total = attempt.findings.length;
  const open = total > seen && attempt.lookedAt !== null;
  return {
    state: 'checking',
    sentence: [
      claimed(view),
      total === 0
        ? words.say('watching.begins')
        : words.say(open ? 'watching.otherwise' : 'watching.sentence', { seen, total }),
    ]
      .filter((part) => part !== '')
      .join(' '),
    facts: [
      { title: words.say('fact.approved'), value: approvedBy(view) },
      { title: words.say('fact.evidence'), value: evidenceLinks(view) },
      {
        title: words.say('fact.looked'),
        value: attempt.lookedAt === null ? '' : momentOf(attempt.lookedAt, around.status.now),
      },
    ],
    rows: seenRows(view),
    wayBack: attempt.direction === 'undo' ? '' : words.say('way-back.task'),
    buttons: [
      askWhy(view),
      ...seeAllRecords(view),
      ...giveBack(view),
      ...(rights.repeat ? [press('again', { stepId: snapshot.step.id }, words.say('button.say-again'))] : []),
    ],
  };
}
