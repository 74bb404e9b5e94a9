import { readFileSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Template } from 'adaptivecards-templating';
import { verbs } from '../../src/contract/verbs.js';
import { failOnMissingWords } from '../../src/locales/index.js';
import { createViews } from '../../src/views/index.js';
import { readTemplate, templateNames } from '../../src/views/parts/template.js';
import { spoken } from '../../src/views/words/plain-text.js';
import type { Reader } from '../../src/views/api.js';
import { buttonsOf, elements, isTeamsOwn, lint, ofType } from './card-lint.js';
import { anna, dmitri, everyCard, irina, keptFile, nobody } from './samples.js';

failOnMissingWords();
const cardsFolder = resolve(__dirname, '../../cards');
const views = createViews();
const readers: readonly Reader[] = (['en', 'ru'] as const).flatMap((lang) =>
  [null, anna, irina, dmitri, nobody].map((person) => ({ person, lang })),
);
const cards = readers.flatMap((reader) =>
  everyCard(views, reader).map(([name, card]) => ({
    name: `${name} (${reader.lang}, ${reader.person?.name ?? 'channel'})`,
    reader,
    card,
  })),
);
const failing = (wrong: (one: (typeof cards)[number]) => unknown): string[] =>
  cards.filter(wrong).map(({ name }) => name);

test('every template has sample data, is known to the code, and expands with nothing unbound', () => {
  const files = readdirSync(cardsFolder).filter((file) => file.endsWith('.json') && !file.endsWith('.data.json'));
  expect(files.map((file) => file.replace('.json', '')).sort()).toEqual([...templateNames].sort());

  for (const name of templateNames) {
    const data = JSON.parse(readFileSync(join(cardsFolder, `${name}.data.json`), 'utf8')) as object;
    const card: unknown = new Template(readTemplate(name)).expand({ $root: data });
    expect(JSON.stringify(card)).not.toContain('${');
    expect(lint(card)).toEqual([]);
  }
});

test('every card of every state, for the channel and for people, in both languages, is read without a complaint', () => {
  expect(cards.flatMap(({ name, card }) => lint(card.content).map((complaint) => `${name}: ${complaint}`))).toEqual([]);
});

test('what only Teams draws is used, and has a fallback in text without which the card is not let through', () => {
  const own = cards.flatMap(({ card }) => elements(card.content).filter(isTeamsOwn));
  expect([...new Set(own.map(({ type }) => type))].sort()).toEqual(['Badge', 'Chart.HorizontalBar', 'ProgressBar']);
  expect(cards.filter(({ card }) => ofType(card.content, 'Badge').length !== 1).map(({ name }) => name)).toEqual([]);
  for (const type of ['Badge', 'ProgressBar', 'Chart.HorizontalBar']) {
    const one = own.find((node) => node.type === type) ?? {};
    const card = (element: object) => ({ type: 'AdaptiveCard', version: '1.5', body: [element] });
    expect(lint(card(one))).toEqual([]);
    for (const change of [{ fallback: undefined }, { fallback: { type: 'TextBlock', text: '' } }, { spacing: 'wide' }])
      expect(lint(card({ ...one, ...change }))).not.toEqual([]);
  }
});

test('no card has anything unbound or without words', () => {
  expect(failing(({ card }) => /\$\{|⟨|undefined|\[object/.test(JSON.stringify(card)))).toEqual([]);
});

test('what a card says to those who are shown none it shows to the others', () => {
  const stringsIn = (value: unknown): string[] => {
    if (typeof value === 'string') return [value];
    return typeof value === 'object' && value !== null ? Object.values(value).flatMap(stringsIn) : [];
  };
  const lost = cards.flatMap(({ name, card }) => {
    const { fallbackText, ...shown } = card.content;
    const text = stringsIn(shown).map(spoken).join('\n');
    const said = String(fallbackText)
      .split('\n')
      .flatMap((line) => line.replace(/^(?:▲|[▓░]+) /, '').split(': '));
    return said
      .filter((part) => part.split(' · ').some((one) => !one.includes('…') && !text.includes(one)))
      .map((part) => `${name}: ${part}`);
  });
  expect(lost).toEqual([]);
});

test('every card says its language, in which clients write its dates', () => {
  expect(failing(({ reader, card }) => card.content['lang'] !== reader.lang)).toEqual([]);
});

test('every card stays under 28 KB of UTF-16', () => {
  expect(failing(({ card }) => JSON.stringify(card.content).length * 2 > 28 * 1024)).toEqual([]);
});

test('no card has more than four buttons, and the one that decides is never the first', () => {
  expect(failing(({ card }) => buttonsOf(card.content).length > 4)).toEqual([]);
  const deciding = ['approve', 'vote-go', 'vote-no', 'answer', 'complete', 'accept', 'stop', 'resume'];
  expect(failing(({ card }) => deciding.includes(String(buttonsOf(card.content)[0]?.['verb'])))).toEqual([]);
});

test('the first line of every card says what and, by sign and word, in which state', () => {
  expect(
    failing(({ card }) => {
      const [title, state] = ofType(card.content, 'TextBlock').map((block) => String(block['text']));
      const first = String(card.content['fallbackText']).split('\n')[0] ?? '';
      return !title || !/^[●◔✓✎△◆▲✕–?○] \S+/.test(state ?? '') || !/ · [●◔✓✎△◆▲✕–?○] \S+/.test(first);
    }),
  ).toEqual([]);
});

test('buttons send the verbs of the contract with exactly their fields, and the same without Action.Execute', () => {
  for (const { card } of cards)
    for (const action of ofType(card.content, 'Action.Execute')) {
      const verb = action['verb'] as keyof typeof verbs;
      const { fields, inputs } = verbs[verb] as { fields: readonly string[]; inputs: readonly string[] };
      const sent = Object.entries(action['data'] as object);
      // Where people answer a form, the file that the card showed them is an answer, and no input holds it.
      const answers = inputs.includes('*')
        ? sent.filter(([id, value]) => id === 'mappingTable' && value === keptFile.id)
        : [];
      const others = sent.filter((one) => !answers.includes(one)).map(([name]) => name);
      expect(others.sort()).toEqual([...fields].sort());
      const fallback = action['fallback'] as { data: object } | undefined;
      if (fallback !== undefined) expect(fallback.data).toEqual({ verb, ...(action['data'] as object) });
    }
});

test('every verb of the contract stands on some card', () => {
  const used = new Set(cards.flatMap(({ card }) => ofType(card.content, 'Action.Execute').map((node) => node['verb'])));
  used.add('refresh');
  expect(Object.keys(verbs).filter((verb) => !used.has(verb))).toEqual([]);
});

test('every input has an id, says once what it is for, and sends under a name its verb knows', () => {
  const inputs = cards.flatMap(({ card }) =>
    elements(card.content).filter((node) => String(node['type']).startsWith('Input.')),
  );
  expect(inputs.length).toBeGreaterThan(0);
  expect(inputs.filter(({ id }) => !id)).toEqual([]);
  // A box has its words beside it, every other field above it.
  const labels = ({ type, label, title }: (typeof inputs)[number]): unknown[] =>
    type === 'Input.Toggle' ? [label, title] : [title, label];
  expect(inputs.filter((input) => labels(input)[0] !== undefined || !labels(input)[1])).toEqual([]);
});

test('times reach the client in the one form its date functions know', () => {
  const times = cards.flatMap(
    ({ card }) => JSON.stringify(card.content).match(/\{\{(?:DATE|TIME)\([^)]*\)\}\}/g) ?? [],
  );
  const known = /^\{\{(?:DATE|TIME)\(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ(?:, SHORT)?\)\}\}$/;
  expect(times.length).toBeGreaterThan(0);
  expect(times.filter((time) => !known.test(time))).toEqual([]);
});

test('what a notification and a client without cards say holds no markup', () => {
  expect(failing(({ card }) => /<at>|\{\{|\*\*/.test(card.summary + String(card.content['fallbackText'])))).toEqual([]);
});
