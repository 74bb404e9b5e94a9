/** Something is missing, and yet it is nobody's turn: a vote on turning back is open, or what it stands on is open again. */
import type { Attempt, Need, StepSnapshot } from '../../src/engine/state.js';
import { failOnMissingWords } from '../../src/locales/index.js';
import type { Card, Reader } from '../../src/views/api.js';
import { createViews } from '../../src/views/index.js';
import { wordsIn } from '../../src/views/words/words.js';
import { anna, around, dmitri, irina, marcus, sergei, snapshotOf, status } from './samples.js';

failOnMissingWords();
const views = createViews();
const said = ({ content }: Card): string => String(content['fallbackText']);
const upn = 'upn-to-initial-domain';
const gate = 'go-no-go';
const approval: Need = { kind: 'role', roles: ['source-admin'], people: [irina, marcus] };
const vote: Need = { kind: 'vote', roles: ['dns-admin'], people: [dmitri] };
const answer: Need = { kind: 'answer', roles: ['project-manager'], people: [anna] };
const turning: Need = { kind: 'vote', roles: ['business-owner'], people: [sergei] };

const quiet = status.phases.map((one) => ({ ...one, running: [], asking: [], attention: [], next: null, times: null }));

const cardsOf = (
  lang: Reader['lang'],
  steps: readonly StepSnapshot[],
  asking: Readonly<Record<string, readonly { readonly stepId: string; readonly needs: readonly Need[] }[]>>,
  phase: 'eve' | 'cutover',
  openAgain: readonly string[] = [],
): Readonly<Record<'next' | 'status' | 'board', string>> => {
  const way = { phase: 'back-out' as const, total: 1, done: 0, running: [], attention: [], next: null, times: null };
  const phases = [...quiet, { ...way, asking: [] }].map((one) => ({ ...one, asking: asking[one.phase] ?? [] }));
  const place = around({ phase, phases, openAgain });
  const waitedFor = Object.values(asking)
    .flat()
    .flatMap(({ stepId, needs }) => needs.map((need) => ({ stepId, need })));
  const reader: Reader = { person: marcus, lang };
  return {
    next: said(views.next({ person: marcus, todo: [], waitedFor, nextDueAt: null }, steps, place, reader)),
    status: said(views.status(steps, place, reader)),
    board: said(views.board(phase, steps, place, reader)),
  };
};

test.each([
  ['en', 'waits for the vote on turning back', 'read and approve'],
  ['ru', 'ждёт голосования о возврате', 'прочитать и одобрить'],
] as const)('beside the vote on turning back nobody is asked to approve (%s)', (lang, waits, asked) => {
  const high = (over: Partial<Attempt>): StepSnapshot => snapshotOf(upn, { needs: [approval], ...over });
  const decision = snapshotOf('back-out-decision', { needs: [turning] });
  const asking = {
    cutover: [{ stepId: upn, needs: [approval] }],
    'back-out': [{ stepId: 'back-out-decision', needs: [turning] }],
  };
  const line = `${wordsIn(lang).titleById(upn)} · ${waits}`;
  for (const text of Object.values(cardsOf(lang, [high({ besideVote: true }), decision], asking, 'cutover'))) {
    expect(text).toContain(line);
    expect(text).not.toContain(asked);
  }
  for (const text of Object.values(cardsOf(lang, [high({}), decision], asking, 'cutover'))) {
    expect(text).not.toContain(waits);
    expect(text).toContain(asked);
  }
});

test.each([
  ['en', 'waits for ', 'Anna Lindqvist: answer · ', 'say go or no'],
  ['ru', 'ждёт: ', 'Anna Lindqvist: ответить · ', 'сказать «да» или «нет»'],
] as const)(
  'a go that waits for a decision asked again names it, and the decision stands there with whoever can answer it (%s)',
  (lang, waits, who, asked) => {
    const words = wordsIn(lang);
    const steps = [
      snapshotOf(gate, { needs: [vote], waitsFor: ['mail-gap'] }),
      snapshotOf('mail-gap', { needs: [answer] }),
    ];
    const asking = {
      eve: [{ stepId: gate, needs: [vote] }],
      prepare: [{ stepId: 'mail-gap', needs: [answer] }],
    };
    for (const text of Object.values(cardsOf(lang, steps, asking, 'eve', ['mail-gap']))) {
      expect(text).toContain(`${words.titleById(gate)} · ${waits}${words.titleById('mail-gap')}`);
      expect(text).toContain(`${who}${words.titleById('mail-gap')}`);
      expect(text).not.toContain(asked);
    }
    // Nothing waits for it: the status names whoever can answer all the same.
    const alone = cardsOf(lang, steps.slice(1), { prepare: asking.prepare }, 'eve', ['mail-gap']);
    expect(alone.status).toContain(`${who}${words.titleById('mail-gap')}`);
  },
);
