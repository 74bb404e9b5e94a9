/** From data to the card as it is sent: expanded, with what the protocol adds (who sees their own form of it, who is mentioned, the words without a card). */
import type { Person } from '../../engine/state.js';
import type { Card, Reader, Surroundings } from '../api.js';
import { badgeOf, nothingRuns, type CardData, type Fact } from './card-data.js';
import type { MentionEntity, Naming } from '../words/naming.js';
import { spoken } from '../words/plain-text.js';
import { drawsTimes } from '../words/moments.js';
import { lookOf, type Sign } from '../words/signs.js';
import { mayStayEmpty } from './inputs.js';
import { opensForm } from './buttons.js';
import { expand, type TemplateName } from './template.js';
import type { Words } from '../words/words.js';

/** What a view says; the rest of the skeleton is empty. */
export interface Said extends Partial<Omit<CardData, 'state' | 'facts' | 'detailsTitle'>> {
  readonly title: string;
  readonly sentence: string;
  readonly state: Sign;
  /** Said beside the word of the state: `T + 1:12`. */
  readonly stateMore?: string;
  /** Facts with an empty value are left away. */
  readonly facts?: readonly Fact[];
  /** Lines of a part of its own, for readers without cards. */
  readonly spoken?: readonly string[];
}

export interface Addressing {
  /** The key the card is asked for again by, and who gets a form of their own; absent: the same for everybody. */
  readonly refresh?: { readonly card: string; readonly people: readonly Person[] };
  readonly naming?: Naming;
}

/** Teams obeys at most this many. */
const mostRefreshed = 60;

export function cardOf(
  template: TemplateName,
  said: Said,
  words: Words,
  extra: object = {},
  addressing: Addressing = {},
  around?: Surroundings,
  reader?: Reader,
): Card {
  const data = zoneNamed(dataOf(said, words), extra, words);
  const entities = addressing.naming?.entities() ?? [];
  const refresh = refreshOf(addressing.refresh, around, reader, words);
  return {
    content: {
      ...expand(template, { ...data, ...extra }),
      // A client writes the dates of a card in it.
      lang: words.lang,
      fallbackText: fallbackText(data, said.spoken ?? []),
      ...(refresh === null ? {} : { refresh }),
      ...(entities.length === 0 ? {} : { msteams: { entities: entities satisfies readonly MentionEntity[] } }),
    },
    summary: spoken(`${data.title} · ${data.state.text}. ${data.sentence}`),
  };
}

/** No card knows its reader's zone: the client draws times in it, and the card says once that it does. UTC stands in the details. */
function zoneNamed(data: CardData, extra: object, words: Words): CardData {
  if (!drawsTimes(data) && !drawsTimes(extra)) return data;
  return { ...data, foot: [data.foot, words.say('foot.your-zone')].filter((part) => part !== '').join(' · ') };
}

function dataOf(said: Said, words: Words): CardData {
  const { state, stateMore, facts, spoken: _spoken, ...rest } = said;
  const text = [words.sign(state), stateMore ?? ''].filter((part) => part !== '').join(' · ');
  const { inputs = [], buttons = [] } = rest;
  return {
    progress: nothingRuns,
    rows: [],
    warnings: [],
    wayBack: '',
    foot: '',
    details: [],
    ...rest,
    inputs: buttons.some(opensForm) ? inputs.map(mayStayEmpty) : inputs,
    buttons,
    state: { text, style: lookOf(state).style, badge: badgeOf(lookOf(state).style) },
    facts: (facts ?? []).filter((fact) => fact.value !== ''),
    detailsTitle: words.say('details'),
  };
}

/** Head, sentence, facts, in the order a screen reader would take. */
function fallbackText(data: CardData, more: readonly string[]): string {
  return [
    `${data.title} · ${data.state.text}`,
    data.sentence,
    [data.progress.bar, data.progress.text].filter((part) => part !== '').join(' '),
    ...data.facts.map((fact) => `${fact.title}: ${fact.value}`),
    ...data.rows.map((line) => line.text),
    ...more,
    ...data.warnings.map((warning) => `▲ ${warning}`),
    data.wayBack,
  ]
    .filter((line) => line !== '')
    .slice(0, 24)
    .map(spoken)
    .join('\n');
}

/**
 * The channel's card names those who may act; a personal one names its reader alone, so that Teams keeps it fresh for them
 * and shows nobody the buttons of somebody else.
 */
function refreshOf(
  asked: Addressing['refresh'],
  around: Surroundings | undefined,
  reader: Reader | undefined,
  words: Words,
): object | null {
  if (asked === undefined || around === undefined || reader === undefined) return null;
  const people = reader.person === null ? asked.people : [reader.person];
  const userIds = [...new Set(people.flatMap((person) => around.channelIds.get(person.id) ?? []))].slice(
    0,
    mostRefreshed,
  );
  if (userIds.length === 0) return null;
  return {
    action: {
      type: 'Action.Execute',
      title: words.say('button.my-buttons'),
      verb: 'refresh',
      data: { card: asked.card },
    },
    userIds,
  };
}
