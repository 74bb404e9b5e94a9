/** Everything stands still: who stopped it, why, and the two people it takes to go on. */
import type { Person, Stop } from '../../engine/state.js';
import type { Card, Reader, Surroundings } from '../api.js';
import { goesOnLines } from '../parts/goes-on.js';
import { row } from '../parts/card-data.js';
import { mailFact } from '../parts/mail-waits.js';
import { press, unfold, type Button } from '../parts/buttons.js';
import { cardOf } from '../parts/envelope.js';
import { textInput } from '../parts/inputs.js';
import { momentOf, utc } from '../words/moments.js';
import { namingFor } from '../words/naming.js';
import { plainText } from '../words/plain-text.js';
import { several } from '../words/several.js';
import { holdsAny } from '../parts/rights.js';
import { wordsIn, type Words } from '../words/words.js';

/** Who has no role any more does not count. */
const counting = ({ lifting }: Stop): readonly Person[] => lifting.filter(({ roles }) => roles.length > 0);

/** On every card that may be read meanwhile: since when, by whom, and what it takes to go on. */
export function stopLine({ status, channelIds }: Surroundings, words: Words): readonly string[] {
  const { stop, now } = status;
  if (stop === null) return [];
  const name = namingFor([], channelIds).name(stop.by);
  return [words.say('warning.stopped', { time: momentOf(stop.at, now), name })];
}

/** The same with who has said so: for cards made when they are asked for. Boards would go on showing yesterday's count. */
export function stopLineSoFar(around: Surroundings, words: Words): readonly string[] {
  const { stop } = around.status;
  const lifting = stop === null ? [] : counting(stop);
  const who = words.all(namingFor([], around.channelIds).names(lifting));
  const soFar = words.say('warning.stopped-so-far', { count: lifting.length, who });
  return stopLine(around, words).map((line) => `${line} ${soFar}`);
}

const mostNamed = 6;

/** A stop as one person's next thing: who may lift it, and whether they have said so. Null while nothing is stopped. */
export function stopFor(
  person: Person,
  { status, roster, channelIds }: Surroundings,
  words: Words,
): { readonly sentence: string; readonly buttons: readonly Button[] } | null {
  if (status.stop === null) return null;
  const said = counting(status.stop);
  const listed = (people: readonly Person[]): string =>
    several(namingFor([], channelIds).names(people), mostNamed, words);
  const may = roster.filter(({ roles }) => roles.length > 0);
  if (said.some(({ id }) => id === person.id))
    return {
      sentence: words.say('next.stopped-said', { who: listed(may.filter(({ id }) => id !== person.id)) }),
      buttons: [],
    };
  return {
    sentence: words.say('next.stopped', { who: listed(may) }),
    buttons: [press('resume', {}, words.say('button.resume'))],
  };
}

export function stopCard(around: Surroundings, reader: Reader, mention: readonly Person[]): Card {
  const words = wordsIn(reader.lang);
  const naming = namingFor(mention, around.channelIds);
  const { stop, now, mode } = around.status;
  const foot = words.say(`mode.${mode}.foot`);
  const title = words.say('stop.title');
  if (stop === null)
    return cardOf(
      'stop',
      { title: words.say('stop.title.lifted'), state: 'lifted', sentence: words.say('stop.lifted'), foot },
      words,
    );

  const lifting = naming.names(counting(stop));
  const struck = stop.lifting.filter(({ roles }) => roles.length === 0);
  const sentence = words.say(lifting.length === 0 ? 'stop.sentence' : 'stop.one-more', {
    name: words.all(lifting),
    count: lifting.length,
  });
  const facts = [
    { title: words.say('fact.stopped-by'), value: `${naming.name(stop.by)} ${momentOf(stop.at, now)}` },
    { title: words.say('fact.reason'), value: plainText(stop.reason ?? '', 300) },
    { title: words.say('fact.lifting'), value: words.all(lifting) },
    // A stop holds the switch of MX as it holds everything.
    ...mailFact(around, words),
  ];
  const called = naming.unnamed();
  const said = {
    title,
    state: 'stopped' as const,
    sentence:
      called.length === 0 ? sentence : `${sentence} ${words.say('called', { who: naming.names(called).join(', ') })}`,
    facts,
    rows: goesOnLines(stop, words).map((line) => row(line)),
    warnings: struck.map((person) => words.say('stop.struck', { name: naming.name(person) })),
    buttons: buttons(around, reader, words),
    foot,
    details: [words.say('stop.detail'), words.say('detail.since', { at: utc(stop.at) })],
  };
  const people = around.roster.filter((person) => person.roles.length > 0);
  return cardOf('stop', said, words, {}, { naming, refresh: { card: 'stop', people } }, around, reader);
}

function buttons(around: Surroundings, reader: Reader, words: Words): readonly Button[] {
  const see = press('see-status', {}, words.say('button.see-status'));
  const person = reader.person;
  if (person === null) return [see, press('refresh', { card: 'stop' }, words.say('button.my-buttons'))];
  if (person.roles.length === 0) return [see];
  const asked = around.status.stop?.lifting.some((lifter) => lifter.id === person.id) === true;
  const lift = asked ? [] : [press('resume', {}, words.say('button.resume'))];
  const mayBackOut = holdsAny(person, ['project-manager', 'business-owner']) && around.status.state === 'under-way';
  return [see, ...(mayBackOut ? [backOut(words)] : []), ...lift];
}

/** Opens the gate that decides on a back-out; nothing is undone by the press. */
function backOut(words: Words): Button {
  const reason = textInput({
    id: 'reason',
    label: words.say('input.back-out-reason'),
    required: true,
    error: words.say('input.back-out-reason.error'),
    lines: true,
  });
  return unfold(
    words.say('button.propose-back-out'),
    [reason],
    [press('back-out', {}, words.say('button.ask-back-out'))],
  );
}
