/** What holds the domains, as of now: what has gone is said with when, and never promised to a later step. */
import type { BlockerReport } from '../../src/engine/state.js';
import { failOnMissingWords } from '../../src/locales/index.js';
import { createViews } from '../../src/views/index.js';
import { anna, around, report, snapshotOf } from './samples.js';

failOnMissingWords();
const views = createViews();
const text = (over: Partial<BlockerReport>, kind = 'all', lang: 'en' | 'ru' = 'en'): string =>
  JSON.stringify(views.blockers({ ...report, ...over }, kind, 0, around(), { person: anna, lang }).content);

const none = report.findings.flatMap((finding) =>
  finding.code.startsWith('scan-')
    ? [{ ...finding, status: 'passed' as const, facts: { ...finding.facts, count: 0, byStep: 0, byPeople: 0 } }]
    : [],
);
const looked = '2026-11-30T03:12:00.000Z';
const takenOff = [{ stepId: 'upn-to-initial-domain', at: '2026-11-30T02:01:00.000Z' }];
const movedAt = 'moved at {{DATE(2026-11-30T02:01:00Z, SHORT)}} {{TIME(2026-11-30T02:01:00Z)}}';

test.each([
  ['en', 'Why will contoso.com (+1) not let go?', 'What held contoso.com (+1), which has left'],
  ['ru', 'Что держит contoso.com (+1)?', 'Что держало contoso.com (+1): домен уже ушёл'],
] as const)('once the domain has left, no title asks why it does not (%s)', (lang, holds, held) => {
  for (const kind of ['all', 'users']) {
    expect(text({}, kind, lang)).toContain(holds);
    const left = text({ leftAt: '2026-11-30T03:30:00.000Z' }, kind, lang);
    expect(left).toContain(held);
    expect(left).not.toContain(holds);
  }
});

const falls = none.map((one) =>
  one.code === 'scan-users' ? { ...one, facts: { ...one.facts, count: 4018, byStep: 4018 } } : one,
);

test.each([
  ['en', '◔ goes by itself', 'found goes by itself with later steps', 'as they should be'],
  ['ru', '◔ уйдёт само', 'уйдёт само на следующих шагах', 'как должно'],
] as const)(
  'the card of the search and /blockers say the same of the same look (%s)',
  (lang, sign, sentence, wrong) => {
    const reader = { person: anna, lang };
    const look = { state: 'done', endedAt: report.seenAt, lookedAt: report.seenAt, findings: falls } as const;
    const cards = [
      views.blockers({ ...report, findings: falls }, 'all', 0, around(), reader),
      views.step(snapshotOf('domain-blockers', look), around(), reader, []),
    ].map(({ content }) => String(content['fallbackText']));
    for (const card of cards) {
      expect(card).toContain(sign);
      expect(card).toContain(sentence);
      expect(card).not.toContain(wrong);
    }
  },
);

test('while the bot looks the card says so beside the last look', () => {
  expect(text({ looking: true })).toContain('{{TIME(2026-11-30T02:00:00Z)}} · looking now…');
  expect(text({ looking: true }, 'all', 'ru')).toContain('бот смотрит сейчас…');
  expect(text({})).not.toContain('looking now');
});

test('what has gone since is told with when it moved, and goes with no later step', () => {
  const before = { seenAt: report.seenAt, findings: report.findings };
  const shown = text({ seenAt: looked, findings: none, before, takenOff });

  expect(shown).toContain(`4,035 ${movedAt}`);
  expect(shown).toContain(`212 ${movedAt}`);
  expect(shown).not.toMatch(/\d go with later steps/);
  expect(shown).toContain('67, 68 · Sign-in names to the initial domain: {{DATE(2026-11-30T02:01:00Z, SHORT)}}');
});

test('an old look promises nothing of what was taken off after it', () => {
  const shown = text({ takenOff });

  expect(shown).toContain('212 then; names were taken off at {{DATE(2026-11-30T02:01:00Z, SHORT)}}');
  expect(shown).not.toMatch(/\d go with later steps/);
});

test('a look that failed leaves the last one, and says so', () => {
  const failed = { at: looked, message: 'the tenant does not answer' };
  expect(text({ failed })).toContain(
    'could not be completed, and this is what was seen before: the tenant does not answer.',
  );
});
