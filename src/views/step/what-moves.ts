/** Go or no-go: how many mailboxes it is about, and what the copies left open. What nobody counted is told in the words of who looked. */
import type { Finding } from '../../contract/finding.js';
import type { StepSnapshot, WhatMoves } from '../../engine/state.js';
import type { Surroundings } from '../api.js';
import { row, type Fact, type Row } from '../parts/card-data.js';
import { dateAndTimeOf } from '../words/moments.js';
import { plainText } from '../words/plain-text.js';
import type { Words } from '../words/words.js';

export function whatMovesFacts(
  { whatMoves }: Pick<StepSnapshot, 'whatMoves'>,
  link: Surroundings['link'],
  words: Words,
): readonly Fact[] {
  if (whatMoves === undefined) return [];
  const { mailboxes, open, errors, wayBackLicences } = whatMoves;
  return [
    {
      title: words.say('fact.mailboxes'),
      value:
        mailboxes === null ? words.say('what-moves.not-said') : words.say('what-moves.mailboxes', { count: mailboxes }),
    },
    {
      title: words.say('fact.pass-errors'),
      value:
        [
          ...(open === undefined ? [] : [words.say('what-moves.open', { count: open.items, of: open.of })]),
          ...(errors === undefined ? [] : [left(errors, link, words)]),
        ].join(' · ') || words.say('what-moves.no-errors-told'),
    },
    ...(wayBackLicences === undefined
      ? []
      : [
          {
            title: words.say('fact.way-back-licences'),
            value: words.say('what-moves.way-back-licences', { count: wayBackLicences }),
          },
        ]),
  ];
}

const mostNamed = 4;

/** Who comes and goes until then loses an address or keeps a mailbox for nothing: by name, whoever has accepted it. */
export function whatMovesRows({ whatMoves }: Pick<StepSnapshot, 'whatMoves'>, words: Words): readonly Row[] {
  const found = whatMoves?.found;
  if (found === undefined) return [];
  const named = found.findings.filter(({ code }) => code !== 'and-more');
  const open = named.filter(({ status }) => status !== 'passed');
  const beyond = found.findings.filter(({ code }) => code === 'and-more');
  const more =
    Math.max(0, open.length - mostNamed) + beyond.reduce((sum, { facts }) => sum + Number(facts['count'] ?? 0), 0);
  const said = (finding: Finding): string => words.remark(finding);
  return [
    row(words.say('what-moves.found', { step: words.titleById(found.stepId), time: dateAndTimeOf(found.at) })),
    ...open.slice(0, mostNamed).map((one) => row(`${one.status === 'unknown' ? '?' : '▲'} ${said(one)}`, 'Attention')),
    ...(more > 0 ? [row(words.say('and-more', { count: more }))] : []),
    ...named.filter(({ status }) => status === 'passed').map((one) => row(`✓ ${said(one)}`, 'Good')),
  ];
}

const formatOf = (name: string): string => /\.([a-z0-9]{1,8})$/i.exec(name)?.[1] ?? 'bin';

/** `✎ Marcus, 11 Dec 10:02: “3 open, all with the vendor” (errors.csv)` */
function left(
  { by, at, says, file }: NonNullable<WhatMoves['errors']>,
  link: Surroundings['link'],
  words: Words,
): string {
  const name = by === null ? words.say('the-bot') : plainText(by.name, 60);
  const shown =
    file === undefined ? '' : ` ([${plainText(file.name, 60)}](${link('evidence', file.id, formatOf(file.name))}))`;
  return `✎ ${words.say('what-moves.errors', { name, time: dateAndTimeOf(at), says: plainText(says, 160), said: says === '' ? 'no' : 'yes' })}${shown}`;
}
