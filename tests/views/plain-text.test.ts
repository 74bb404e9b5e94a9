import { failOnMissingWords } from '../../src/locales/index.js';
import { createViews } from '../../src/views/index.js';
import { mentionName, plainText, spoken } from '../../src/views/words/plain-text.js';
import type { Change } from '../../src/contract/change.js';
import { ofType, lint } from './card-lint.js';
import { anna, around, snapshotOf, plan } from './samples.js';

failOnMissingWords();
const hostile = [
  '**Boss** [click](https://evil.example)',
  '<at>Anna Lindqvist</at>',
  '{{DATE(2026-11-30T00:00:00Z)}}',
  '${title} ${$root}',
  '# Heading\n- item\r\n1. one',
  '\u202Ecod.exe\u202C \u200Bx',
  '`code` ~~gone~~ ![x](http://evil.example/x.png)',
  'www.evil.example and https://evil.example/',
];

test('a name keeps its letters and loses its powers', () => {
  expect(plainText('ivan_petrov@contoso.com')).toBe('ivan_petrov@contoso.com');
  expect(plainText('Ivan "Vanya" O’Hara (Sales)')).toBe('Ivan "Vanya" O’Hara (Sales)');
  expect(plainText('*x* [y](z)')).toBe('\\*x\\* \\[y\\](z)');
  expect(plainText('<at>Anna</at>')).toBe('‹at›Anna‹/at›');
  expect(plainText('1. one')).toBe('1\\. one');
});

test('no hostile name can format, link, mention, compute or turn the writing around', () => {
  for (const name of hostile) {
    const dead = plainText(name, 200);
    expect(dead).not.toMatch(/<|\{\{|\$\{|[\n\r\u202a-\u202e]/);
    expect(dead).not.toMatch(/(?<!\\)[*`~[\]]|:\/\/|www\./);
  }
});

test('hostile names stay dead wherever a card shows them', () => {
  for (const name of hostile) {
    const object = { kind: 'user', id: 'x', label: name };
    const change: Change = {
      side: 'source',
      object,
      before: { displayName: name },
      after: { displayName: `${name}!` },
    };
    const person = { ...anna, name };
    const snapshot = snapshotOf('upn-to-initial-domain', {
      plan: { ...plan, sample: [change], warnings: [{ code: 'object-gone', facts: { text: name, requestId: name } }] },
      needs: [{ kind: 'role', roles: ['project-manager'], people: [person] }],
      voided: { at: plan.plannedAt, planHash: plan.hash, appeared: [object], gone: [], different: [object] },
    });
    const views = createViews();
    const place = around({ sourceName: name, movingDomains: [name] }, [person]);
    for (const card of [
      views.step(snapshot, place, { person: null, lang: 'en' }, []),
      views.plan(snapshot, [change], 0, place, { person, lang: 'ru' }),
      views.roles(place, { person, lang: 'en' }),
      views.welcome(place, { person: null, lang: 'en' }),
      views.refusal({ code: 'approval.same-person', facts: { who: name, at: plan.plannedAt } }, { person, lang: 'en' }),
    ]) {
      const text =
        ofType(card.content, 'TextBlock')
          .map((block) => block['text'])
          .join('\n') + JSON.stringify(ofType(card.content, 'FactSet'));
      expect(text).not.toContain('<at>');
      expect(text).not.toContain('${');
      expect(text).not.toMatch(/\{\{(?!(?:DATE|TIME)\(2026-11-30T(?!00:00:00))/);
      expect(text).not.toMatch(/\]\(https:\/\/evil/);
      expect(lint(card.content)).toEqual([]);
    }
  }
});

test('a mention holds the same characters in the card and in its entity', () => {
  for (const name of hostile) expect(mentionName(name)).not.toMatch(/[<>*_`[\]{}$#~\\]/);
});

test('what is read aloud has no escapes left', () => {
  expect(spoken('1\\. \\*x\\* <at>Anna</at> {{TIME(2026-11-30T19:02:00Z)}}')).toBe('1. *x* Anna 19:02 UTC');
});
