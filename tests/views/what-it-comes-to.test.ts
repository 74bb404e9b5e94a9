/** What was read comes to a number that is told first, and what a check found stands where people are to do something about it. */
import type { Lang } from '../../src/contract/step.js';
import { failOnMissingWords } from '../../src/locales/index.js';
import { createViews } from '../../src/views/index.js';
import { elements } from './card-lint.js';
import { anna, around, steps } from './samples.js';

failOnMissingWords();
const views = createViews();
const languages = ['en', 'ru'] as const;
const card = (name: string, lang: Lang) =>
  views.step(steps[name] as (typeof steps)[string], around(), { person: anna, lang }, []).content;
const lines = (content: Record<string, unknown>): readonly string[] => String(content['fallbackText']).split('\n');

test.each(languages)('the totals of the sizes stand before what is too large, from the first look on (%s)', (lang) => {
  const content = card('sizes with large mailboxes', lang);
  const rows = lines(content).filter((line) => /^[✓✕▲] /.test(line));
  expect(rows[0]).toMatch(/8[,.\u00a0 ]?381/);
  expect(rows[1]).toMatch(/4[,\u00a0 ]?100/);
  expect(rows[2]).toContain('Mailbox 1');
  const details = JSON.stringify(elements(content).find((node) => node['id'] === 'details'));
  expect(details).not.toMatch(/8[,.\u00a0 ]?381/);
});

test.each(languages)(
  'whoever makes rules and connectors again reads which the review found, and where all of them stand (%s)',
  (lang) => {
    const content = card('mail flow to be made again', lang);
    const said = lines(content).join('\n');
    expect(said).toContain('Rule 1');
    expect(said).toContain('contoso.com');
    expect(said).toMatch(lang === 'en' ? /found 9 things/ : /найдено 9 пунктов/);
    expect(JSON.stringify(content)).toContain('/files/evidence/');
  },
);
