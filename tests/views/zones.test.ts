/** A time means nothing without its zone: where clients draw it in the reader's own, the card says so once; where it is written out, UTC stands behind it. */
import { failOnMissingWords } from '../../src/locales/index.js';
import { createViews } from '../../src/views/index.js';
import type { Reader } from '../../src/views/api.js';
import { elements } from './card-lint.js';
import { anna, everyCard, nobody } from './samples.js';

failOnMissingWords();
const views = createViews();
const readers: readonly Reader[] = (['en', 'ru'] as const).flatMap((lang) =>
  [null, anna, nobody].map((person) => ({ person, lang })),
);
const cards = readers.flatMap((reader) =>
  everyCard(views, reader).map(([name, card]) => ({
    name: `${name} (${reader.lang}, ${reader.person?.name ?? 'channel'})`,
    lang: reader.lang,
    texts: elements(card.content).flatMap((node) =>
      [node['text'], node['title'], node['value'], ...factsOf(node['facts'])].filter(
        (text): text is string => typeof text === 'string',
      ),
    ),
    plain: [card.summary, ...String(card.content['fallbackText']).split('\n')],
  })),
);

function factsOf(facts: unknown): readonly unknown[] {
  return Array.isArray(facts) ? facts.flatMap((fact) => Object.values(fact as object) as unknown[]) : [];
}

const said = { en: 'times in your time zone', ru: 'время — в вашем часовом поясе' } as const;

test('a card whose times the client draws says once that they are in the reader’s own zone', () => {
  const drawn = cards.filter(({ texts }) => texts.some((text) => text.includes('{{TIME(')));
  const times = ({ texts, lang }: (typeof cards)[number]): number =>
    texts.filter((text) => text.includes(said[lang])).length;
  expect(drawn.length).toBeGreaterThan(100);
  expect(drawn.filter((card) => times(card) !== 1).map(({ name }) => name)).toEqual([]);
});

test('a card without such times says nothing of zones', () => {
  const without = cards.filter(({ texts }) => !texts.some((text) => text.includes('{{TIME(')));
  expect(without.filter(({ texts, lang }) => texts.some((text) => text.includes(said[lang])))).toEqual([]);
});

test('a time that is written out has UTC behind it, on the card and in what is read without one', () => {
  // Not what is counted from T, an offset, or how long something takes.
  const lone = /(?<![\d:{T+−-] ?)\b([01]?\d|2[0-3]):[0-5]\d\b(?!:\d| UTC|Z)/;
  const wrong = cards.flatMap(({ name, texts, plain }) =>
    [...texts, ...plain]
      .map((text) => text.replace(/\{\{(?:DATE|TIME)\([^)]*\)\}\}/g, '').replace(/T [+−] \d+:\d\d/g, ''))
      .filter((text) => lone.test(text))
      .map((text) => `${name}: ${text}`),
  );
  expect(wrong).toEqual([]);
});
