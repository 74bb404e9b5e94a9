/** A card that came to a halt names the object by its name and only buttons that it has; what is approved is named whole. */
import type { Lang } from '../../src/contract/step.js';
import type { Attempt, BackOutOutline } from '../../src/engine/state.js';
import { mayOnly } from '../../src/engine/rights/moment.js';
import { failOnMissingWords } from '../../src/locales/index.js';
import { runbook } from '../../src/runbook/index.js';
import { createViews } from '../../src/views/index.js';
import { several } from '../../src/views/words/several.js';
import { wordsIn } from '../../src/views/words/words.js';
import { buttonsOf, elements, ofType } from './card-lint.js';
import { anna, around, irina, plan, snapshotOf } from './samples.js';

failOnMissingWords();
const views = createViews();
const languages = ['en', 'ru'] as const;
const id = '6f1c0000-0000-4000-8000-0000000000aa';
const object = { kind: 'user', id, label: 'ivan@contoso.com' };
const gone = {
  code: 'object-gone' as const,
  facts: { text: `Resource '${id}' does not exist.`, requestId: 'b6c1e0aa-1111-4000-8000-000000000001' },
  object,
};
const halted = (stepId: string, lang: Lang, over: Partial<Attempt> = {}) =>
  views.step(
    snapshotOf(stepId, { state: 'attention', plan, troubles: [gone], ...over }),
    around(),
    { person: irina, lang },
    [],
  ).content;
const shown = (content: Record<string, unknown>): string => String(content['fallbackText']);

test.each(languages)(
  'an object that was refused is called by its name, and the request stands in the details (%s)',
  (lang) => {
    const content = halted('upn-to-initial-domain', lang);
    expect(shown(content)).toContain('ivan@contoso.com');
    expect(shown(content)).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}-/);
    const details = elements(content).find((node) => node['id'] === 'details');
    expect(JSON.stringify(details)).toContain('b6c1e0aa-1111-4000-8000-000000000001');
  },
);

test.each(languages)('an object that had become something else is called by its name, too (%s)', (lang) => {
  expect(
    shown(halted('upn-to-initial-domain', lang, { troubles: [{ code: 'engine.drifted', facts: {}, object }] })),
  ).toContain('ivan@contoso.com: ');
});

test.each(languages)('the sentence of a halt names the buttons that its card has, and no others (%s)', (lang) => {
  const words = wordsIn(lang);
  const accept = words.say('button.accept-open').replace('…', '');
  const again = words.say('button.plan-again');
  for (const [stepId, over] of [
    ['upn-to-initial-domain', {}],
    ['remove-domain-source', {}],
    ['upn-to-initial-domain', { may: mayOnly({ accept: [irina] }) }],
    ['upn-to-initial-domain', { troubles: [] }],
  ] as const) {
    const content = halted(stepId, lang, over);
    const titles = buttonsOf(content).map(({ title }) => String(title).replace('…', ''));
    const sentence = shown(content).split('\n')[1] ?? '';
    for (const button of [accept, again])
      expect([button, sentence.includes(`${button}`)]).toEqual([button, titles.includes(button)]);
  }
});

test.each(languages)('what nobody needs any more and still stands says how it is taken back (%s)', (lang) => {
  const findings = [{ status: 'failed', code: 'engine.left-standing', facts: {} }] as const;
  const snapshot = snapshotOf('upn-to-initial-domain', { state: 'attention', findings }, { undoable: true });
  const { content } = views.step(snapshot, around(), { person: irina, lang }, []);
  expect(shown(content)).toContain(wordsIn(lang).remark(findings[0]));
  expect(shown(content)).toContain('/backout upn-to-initial-domain');
});

test.each(languages)('whoever votes on turning back reads every step that would be undone (%s)', (lang) => {
  const words = wordsIn(lang);
  const ids = runbook.filter(({ phase }) => phase === 'cutover').map((step) => step.id);
  const backOut: BackOutOutline = {
    steps: ids.slice(0, 9).map((stepId) => ({ stepId, undoSeconds: 60 })),
    never: ids.slice(9, 15),
    onRequest: runbook.filter(({ phase }) => phase === 'prepare').map((step) => step.id),
    leftForPeople: [],
    reason: null,
  };
  const { content } = views.step(
    snapshotOf('back-out-decision', { state: 'asking' }, { backOut }),
    around(),
    { person: anna, lang },
    [],
  );
  for (const stepId of ids.slice(0, 15)) expect(shown(content)).toContain(words.titleById(stepId));
  const details = elements(content).find((node) => node['id'] === 'details');
  const lines = ofType(details, 'TextBlock').map((block) => String(block['text']));
  for (const stepId of backOut.onRequest) expect(lines.join('\n')).toContain(words.titleById(stepId));
});

test.each(languages)('whoever asked for a step again is shown it as soon as it is ready (%s)', (lang) => {
  const snapshot = snapshotOf('mail-gap', { state: 'working', number: 2 });
  const { content } = views.step(snapshot, around(), { person: irina, lang }, []);
  expect(JSON.stringify(content['refresh'])).toContain(snapshot.attempt?.id);
  expect(buttonsOf(content).map(({ verb }) => verb)).toContain('refresh');
  expect(shown(content)).not.toContain(wordsIn(lang).say('working.plan'));
});

test('several things are said alike everywhere: all of them, or as many as fit and how many more', () => {
  expect(several(['a', 'b', 'c'], 3, wordsIn('en'))).toBe('a, b, and c');
  expect(several(['a', 'b', 'c', 'd', 'e'], 2, wordsIn('en'))).toBe('a, b and 3 more');
  expect(several(['a', 'b', 'c', 'd', 'e'], 2, wordsIn('ru'))).toBe('a, b и ещё 3');
});
