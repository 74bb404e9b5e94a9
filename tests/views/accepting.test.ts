/** Whoever takes something as it is reads what, kind by kind; whoever begins the night reads what was taken, where and by whom. */
import { failOnMissingWords } from '../../src/locales/index.js';
import { createViews } from '../../src/views/index.js';
import { wordsIn } from '../../src/views/words/words.js';
import type { Person } from '../../src/engine/state.js';
import type { Lang } from '../../src/contract/step.js';
import { elements, ofType, verbsOf } from './card-lint.js';
import { around, irina, sergei, steps } from './samples.js';

failOnMissingWords();
const views = createViews();
const languages = ['en', 'ru'] as const;
const card = (name: string, person: Person, lang: Lang) =>
  views.step(steps[name] as (typeof steps)[string], around(), { person, lang }, []).content;
const shown = (content: Record<string, unknown>): string => String(content['fallbackText']);

test.each(languages)(
  'where more than one kind is open each is named to choose from, and what a later step fails for is not chosen for anybody (%s)',
  (lang) => {
    const [input] = ofType(card('rights of several kinds open', irina, lang), 'Input.ChoiceSet');
    expect(input).toMatchObject({ id: 'kinds', isMultiSelect: true, value: 'app-writes-beyond' });
    const choices = input?.['choices'] as readonly { title: string; value: string }[];
    expect(choices.map(({ value }) => value)).toEqual(['app-permission-missing', 'app-writes-beyond']);
    expect(choices[0]?.title).toContain('Domain.ReadWrite.All');
    expect(choices[0]?.title).toContain(lang === 'en' ? 'A later step fails for it' : 'не выполнится');
    expect(choices[1]?.title).toContain('2');
  },
);

test.each(languages)(
  'what was accepted already stands on the card with who it was, and is not counted as open (%s)',
  (lang) => {
    const content = card('rights of several kinds open', irina, lang);
    expect(shown(content)).toContain(wordsIn(lang).say('attention.open', { count: 3 }));
    expect(JSON.stringify(content)).toMatch(/△ [^"]*Anna[^"]*Global Administrator/);
  },
);

test.each(languages)('one kind alone is accepted by one press, without a choice (%s)', (lang) => {
  const content = card('attention', irina, lang);
  expect(verbsOf(content)).toContain('accept');
  expect(elements(content).filter(({ id }) => id === 'kinds')).toEqual([]);
});

test.each(languages)('a change that one of two took as it is says who, why, and whose word is missing (%s)', (lang) => {
  const name = 'change that one of two took as it is';
  expect(shown(card(name, irina, lang))).toMatch(/Sergei[^\n]*the rest are test accounts[^\n]*Irina/);
  expect(verbsOf(card(name, irina, lang))).toContain('accept');
  expect(verbsOf(card(name, sergei, lang))).not.toContain('accept');
});

test.each(languages)(
  'before the night what was accepted is listed by name, step and person, and “nothing is open” is said of no such night (%s)',
  (lang) => {
    const content = card('gate over what was taken as it is', irina, lang);
    expect(shown(content)).toMatch(/✕ [^\n]*Sergei[^\n]*Domain\.ReadWrite\.All/);
    expect(shown(content)).not.toMatch(lang === 'en' ? /✓ Nothing is open/ : /✓ Ничего не открыто/);
    const details = JSON.stringify(elements(content).find((node) => node['id'] === 'details'));
    expect(details).toMatch(/△ [^"]*Anna[^"]*Irina[^"]*Mail\.ReadWrite/);
    expect(JSON.stringify(content).length * 2).toBeLessThan(28 * 1024);
  },
);
