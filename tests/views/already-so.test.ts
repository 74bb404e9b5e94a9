/** Refusals of what is so already: whoever was too late, or pressed twice, is told how it stands and by whom, and is not told off. */
import type { AttemptState } from '../../src/engine/state.js';
import { failOnMissingWords } from '../../src/locales/index.js';
import { createViews } from '../../src/views/index.js';
import { wordsIn } from '../../src/views/words/words.js';
import { anna, now } from './samples.js';

failOnMissingWords();
const views = createViews();
const step = 'upn-to-initial-domain';
const told = (code: string, facts: Readonly<Record<string, string>>, lang: 'en' | 'ru'): string =>
  String(views.refusal({ code, facts: { step, ...facts } }, { person: anna, lang }).content['fallbackText']);

test.each([
  ['en', 'Your approval', 'nothing more is needed', 'it is under way', 'it waits until two people let writes go on'],
  ['ru', 'Ваше одобрение', 'больше ничего не нужно', 'шаг выполняется', 'шаг ждёт, пока двое не разрешат продолжать'],
] as const)('a second press on the last approval reads that it counted (%s)', (lang, counted, enough, runs, waits) => {
  const running = told('approval.counted', { at: now, now: 'running' }, lang);
  for (const part of [counted, enough, runs]) expect(running).toContain(part);
  expect(told('approval.counted', { at: now, now: 'stopped' }, lang)).toContain(waits);
  expect(running).not.toContain(wordsIn(lang).say('refusal.title'));
});

test.each([
  ['en', 'Nobody has to do it again: Dmitri says that it is done, ', 'this is done already, since '],
  ['ru', 'Повторять не нужно: Dmitri говорит, что сделано, ', 'это уже сделано, '],
] as const)('whoever was slower than a colleague reads that it is done, and by whom (%s)', (lang, byWhom, since) => {
  const text = told('step.done-by', { who: 'Dmitri', at: now }, lang);
  expect(text).toContain(byWhom);
  expect(text).toContain('Dmitri');
  expect(told('step.done-already', { at: now }, lang)).toContain(since);
});

test.each(['en', 'ru'] as const)('no state is told by its raw word (%s)', (lang) => {
  const states: Readonly<Record<AttemptState, true>> = {
    waiting: true,
    ready: true,
    working: true,
    asking: true,
    running: true,
    verifying: true,
    done: true,
    attention: true,
    'not-applicable': true,
    undoing: true,
    undone: true,
    voided: true,
    withdrawn: true,
    'put-off': true,
    replaced: true,
  };
  for (const state of Object.keys(states)) {
    const text = told('step.not-now', { state }, lang);
    expect(wordsIn(lang).has(`chrome.step-state.${state}`)).toBe(true);
    expect(text).toContain(`(${wordsIn(lang).say(`step-state.${state}`)})`);
  }
});
