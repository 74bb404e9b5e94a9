/** That it is over is told where people look: by a post, on the card that began it, and in a status that counts one thing once. */
import { failOnMissingWords } from '../../src/locales/index.js';
import type { Card, Reader } from '../../src/views/api.js';
import { createViews } from '../../src/views/index.js';
import { wordsIn } from '../../src/views/words/words.js';
import { around, finding, snapshotOf, status, steps } from './samples.js';

failOnMissingWords();
const views = createViews();
const said = ({ content }: Card): string => String(content['fallbackText']);
const phases = status.phases.map((one) => ({
  ...one,
  done: one.total,
  running: [],
  asking: [],
  attention: [],
  next: null,
  times: null,
}));
const finished = around({ state: 'finished', phase: 'after', phases, notGreen: [] });
const lastLook = (notGreen: readonly string[] = []) =>
  snapshotOf(
    'closing-report',
    {
      state: 'done',
      endedAt: status.now,
      lookedAt: status.now,
      findings: [finding('passed', 'mx-today', { domain: 'contoso.com', hosts: 'mx', minutes: 5 })],
    },
    { notGreen },
  );

test.each([
  ['en', 'The migration is finished.', 'The migration is under way'],
  ['ru', 'Миграция завершена.', 'Переезд идёт'],
] as const)('the start card and the last post say that it is finished (%s)', (lang, over, underWay) => {
  const reader: Reader = { person: null, lang };
  expect(said(views.welcome(finished, reader))).toContain(over);
  expect(said(views.welcome(finished, reader))).not.toContain(underWay);
  const post = views.step(lastLook(), finished, reader, []);
  expect(said(post)).toContain(over);
  expect(post.summary).toContain(over);
  expect(said(views.step(lastLook(), around(), reader, []))).not.toContain(over);
});

test.each([
  ['en', 'Through, and not green: '],
  ['ru', 'Пройдено, но не зелёное: '],
] as const)('where something is not green both name it, and neither calls it finished (%s)', (lang, begins) => {
  const reader: Reader = { person: null, lang };
  const told = begins + wordsIn(lang).titleById('dns-switch');
  const open = around({ ...finished.status, notGreen: ['dns-switch'] });
  expect(said(views.welcome(open, reader))).toContain(told);
  expect(said(views.step(lastLook(['dns-switch']), open, reader, []))).toContain(told);
});

test('the status of a finished migration counts each phase by its name', () => {
  const told = said(views.status(Object.values(steps), finished, { person: null, lang: 'en' }));
  expect(told).toContain('Phase 5 · After: 8 of 8');
  expect(told).not.toMatch(/^8 of 8 steps/m);
});
