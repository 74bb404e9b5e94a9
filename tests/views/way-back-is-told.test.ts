/** What a lead reads of a way back at two in the morning: what it leaves, how long at least, what was refused, and what is still to be put right. */
import type { Finding, Remark } from '../../src/contract/finding.js';
import { failOnMissingWords } from '../../src/locales/index.js';
import type { Card, Reader } from '../../src/views/api.js';
import { createViews } from '../../src/views/index.js';
import { wordsIn } from '../../src/views/words/words.js';
import { ofType } from './card-lint.js';
import { anna, around, irina, marcus, need, plan, snapshotOf, steps } from './samples.js';

failOnMissingWords();
const views = createViews();
const languages = ['en', 'ru'] as const;
const said = ({ content }: Card): string => String(content['fallbackText']);
const lines = ({ content }: Card): readonly string[] =>
  ofType(content, 'TextBlock').map((block) => String(block['text']));
const english: Reader = { person: anna, lang: 'en' };

const domainOf = (domain: string) => ({ kind: 'domain', id: domain, label: domain });
const root = 'nordwind.se';
const sub = 'sub.nordwind.se';
const apart = 'nordwind.no';
const refused: Remark = {
  code: 'domain-held-by-dependants',
  facts: { text: `Unable to remove the domain ${root}: 1 objects depend on it.`, status: 400 },
  object: domainOf(root),
};
const isOff: Remark = { code: 'domain-root-still-there', facts: { domain: sub, root }, object: domainOf(sub) };
const releasing = (domain: string, minutes: number): Finding => ({
  status: 'failed',
  code: 'domain-releasing',
  facts: { domain, owner: 'destination', minutes, looks: 3 },
  object: domainOf(domain),
});
const halted = snapshotOf('remove-domain-destination', {
  state: 'attention',
  plan: { ...plan, changes: 3 },
  progress: { total: 3, done: 1, drifted: 0, refused: 2, startedAt: '2026-11-30T19:00:00.000Z', minutesLeft: 0 },
  troubles: [isOff, refused],
  findings: [releasing(apart, 2)],
});

test.each(languages)(
  'whoever votes on turning back reads that mail may have come since DNS was switched (%s)',
  (lang) => {
    const words = wordsIn(lang);
    const line = lines(views.step(steps['turning back'] as never, around(), { person: anna, lang }, [])).find((text) =>
      text.includes(words.titleById('mail-back')),
    );
    expect(line).toMatch(/^▲ /);
    expect(line).toContain(words.titleById('dns-switch'));
    expect(line).toContain('2026-11-30T18:30:00Z');
    expect(line).toContain(words.step('mail-back').why);
  },
);

test.each([
  ['en', 'nothing was changed'],
  ['ru', 'ничего не изменено'],
] as const)(
  'a removal that halts names who is refused, who is off already and who is only waited for (%s)',
  (lang, no) => {
    const card = views.step(halted, around(), { person: irina, lang }, []);
    const words = wordsIn(lang);
    expect(said(card)).not.toContain(no);
    for (const domain of [root, sub]) expect(lines(card).find((text) => text.startsWith(`▲ ${domain}`))).toBeDefined();
    expect(lines(card).find((text) => text.startsWith('◔ '))).toContain(apart);
    // Two are a person's; the third is Microsoft's.
    expect(said(card)).toContain(words.say('attention.open', { count: 2 }));
  },
);

test('a wait of a day is not told in minutes, and no halt says that there is nothing to do', () => {
  const card = views.step(
    snapshotOf('remove-domain-destination', { state: 'attention', findings: [releasing(root, 1472)] }),
    around(),
    english,
    [],
  );
  expect(said(card)).toContain('24 h 32 min after the removal');
  expect(said(card)).not.toMatch(/Nothing to do|minutes/);
});

test.each([
  ['en', 'changed 2 of 3'],
  ['ru', 'изменила 2 из 3'],
] as const)('an attempt that a newer one replaced says what it changed (%s)', (lang, changed) => {
  const { attempt } = halted;
  const replaced = snapshotOf('remove-domain-destination', {
    state: 'replaced',
    progress: { ...attempt?.progress, done: 2 } as never,
  });
  expect(said(views.step(replaced, around(), { person: null, lang }, []))).toContain(changed);
});

test('the numbers of one step stay together among others', () => {
  const words = wordsIn('en');
  expect(words.shortById('upn-to-initial-domain')).toBe('67–68');
  expect(words.titleById('upn-to-initial-domain')).toContain('67, 68 · ');
});

test.each(languages)(
  'a lead is not told in green that there is nothing to do over what others have to put right (%s)',
  (lang) => {
    const needs = [need('put-right', ['source-admin'], [irina, marcus])];
    const toPutRight = ['source-routing-address', 'mx-ttl-lowering'].map((stepId) => ({ stepId, needs }));
    const over = around({ state: 'backed-out', remains: { undone: [], stays: [], toPutRight } });
    const waitedFor = toPutRight.map(({ stepId }) => ({ stepId, need: needs[0] as never }));
    const next = { person: anna, todo: [], waitedFor, nextDueAt: null };
    const words = wordsIn(lang);
    const card = said(views.next(next, [], over, { person: anna, lang }));
    expect(card).toContain(words.sign('waiting'));
    expect(card).not.toContain(words.sign('nothing'));
    expect(card).toContain(words.say('next.over-put-right', { count: 2 }));
    expect(card).toContain(words.shortById('source-routing-address'));
  },
);
