/** What a migration lead reads in the night: where the company is, what holds the night up, what goes on, and what was refused before. */
import { mayOnly } from '../../src/engine/rights/moment.js';
import type { StepSnapshot } from '../../src/engine/state.js';
import { failOnMissingWords } from '../../src/locales/index.js';
import type { Card, Reader } from '../../src/views/api.js';
import { createViews } from '../../src/views/index.js';
import { wordsIn } from '../../src/views/words/words.js';
import { buttonsOf } from './card-lint.js';
import {
  anna,
  around,
  dmitri,
  irina,
  marcus,
  now,
  plan,
  snapshotOf,
  status,
  steps,
  stop,
  attemptOf,
} from './samples.js';

failOnMissingWords();
const views = createViews();
const said = ({ content }: Card): string => String(content['fallbackText']);
const everybody = (lang: Reader['lang']): Reader => ({ person: null, lang });
const all = Object.values(steps);

test.each([
  ['en', 'We are in Phase 4 · Cutover.', 'Open again: Mail in the gap and after it'],
  ['ru', 'Этап 4 · Переключение', 'Снова открыто: Почта в промежутке и после него'],
] as const)(
  'the status says where the company is, and in a line of its own what is open again (%s)',
  (lang, head, again) => {
    const text = said(views.status(all, around({ openAgain: ['mail-gap'] }), everybody(lang)));
    expect(text).toContain(head);
    expect(text).toContain(again);
    expect(said(views.status(all, around(), everybody(lang)))).not.toContain(again);
  },
);

test.each([
  ['en', 'We are going back to Contoso: 2 of 5 steps undone.'],
  ['ru', 'Возвращаемся к Contoso: отменено шагов — 2 из 5.'],
] as const)('on the way back the status says so, how far it is, and what comes next (%s)', (lang, sentence) => {
  const back = around({
    state: 'backing-out',
    phase: 'back-out',
    turnBack: null,
    wayBack: { undone: 2, left: 3, next: 'upn-to-initial-domain' },
    phases: [
      ...status.phases.map((one) => ({ ...one, running: [], asking: [], attention: [], next: null, times: null })),
      { phase: 'back-out', total: 1, done: 1, running: [], asking: [], attention: [], next: null, times: null },
    ],
  });
  for (const card of [views.status(all, back, everybody(lang)), views.board('back-out', all, back, everybody(lang))])
    expect(said(card)).toContain(`↩ ${wordsIn(lang).titleById('upn-to-initial-domain')}`);
  expect(said(views.status(all, back, everybody(lang)))).toContain(sentence);
});

test.each([
  ['en', 'In the moment it is lifted 2 steps go on:', '2,106 changes left', 'nothing goes on by itself'],
  ['ru', 'В момент снятия продолжатся 2 шага:', '106 изменений', 'само ничего не продолжится'],
] as const)('every card that can lift a stop says what begins again at once (%s)', (lang, head, left, nothing) => {
  const goesOn = [
    { stepId: 'upn-to-initial-domain', left: 2106 },
    { stepId: 'mailbox-aliases-removed', left: 1, undo: true as const },
  ];
  const reader: Reader = { person: irina, lang };
  const cards = (more: readonly { stepId: string; left: number; undo?: true }[]): readonly Card[] => {
    const stopped = around({ stop: { ...stop, lifting: [], goesOn: more } });
    const free = { person: irina, todo: [], waitedFor: [], nextDueAt: null };
    return [
      views.stop(stopped, reader, []),
      views.status(all, stopped, reader),
      views.next(free, all, stopped, reader),
    ];
  };
  for (const card of cards(goesOn)) {
    expect(buttonsOf(card.content).map(({ verb }) => verb)).toContain('resume');
    for (const part of [head, left, wordsIn(lang).titleById('upn-to-initial-domain')])
      expect(said(card)).toContain(part);
    expect(said(card)).toContain(`– ↩ ${wordsIn(lang).titleById('mailbox-aliases-removed')}`);
    expect(said(card)).not.toContain(`↩ ${wordsIn(lang).titleById('upn-to-initial-domain')}`);
  }
  for (const card of cards([])) expect(said(card)).toContain(nothing);
});

test.each([
  ['en', 'Dmitri Orlov took it and has no role for it any more.', 'Nothing to do for others'],
  ['ru', 'Задача за Dmitri Orlov, но роли для неё у этого человека больше нет.', 'Другим делать нечего'],
] as const)('a task whose taker lost the role says who may take it over (%s)', (lang, sentence, claim) => {
  const left: StepSnapshot = snapshotOf('mx-parked', {
    state: 'running',
    takenBy: dmitri,
    needs: [{ kind: 'evidence', roles: ['dns-admin'], people: [marcus] }],
    may: mayOnly({ take: [marcus] }),
  });
  const card = (person: typeof marcus | null): Card => views.step(left, around(), { person, lang }, []);
  for (const person of [null, marcus]) expect(said(card(person))).toContain(sentence);
  expect(said(card(null))).not.toContain(claim);
  expect(said(card(null))).toContain('Marcus Weber');
  expect(buttonsOf(card(marcus).content).map(({ verb }) => verb)).toContain('take');
});

test.each([
  ['en', 'As things stand at', 'Nobody can say go just now: open or not decided is '],
  ['ru', 'Состояние на', 'Сказать «да» сейчас нельзя: открыто или не решено '],
] as const)(
  'go or no-go tells when its facts were read, and by name which decision holds it up (%s)',
  (lang, asOf, held) => {
    const readiness = { open: ['mail-gap'], halted: [], byWord: [], accepted: [], seen: 12 };
    const gate = snapshotOf('go-no-go', { waitsFor: ['mail-gap'] }, { readiness });
    const text = said(views.step(gate, around(), { person: anna, lang }, []));
    expect(text).toContain(asOf);
    expect(text).toContain(`${held}${wordsIn(lang).say('quoted', { text: wordsIn(lang).step('mail-gap').title })}`);
    // Nobody is offered a go that would not be counted.
    const verbs = (snapshot: StepSnapshot) =>
      buttonsOf(views.step(snapshot, around(), { person: anna, lang }, []).content).map(({ verb }) => verb);
    expect(verbs(gate)).not.toContain('vote-go');
    const facts = { hash: 'abcdef01', asOf: '2026-11-30T18:55:00.000Z' };
    const open = views.step(snapshotOf('go-no-go', {}, { readiness, facts }), around(), { person: anna, lang }, []);
    // A go says what its card showed; whoever opened it a while ago looks at what is so now, in its place.
    expect(buttonsOf(open.content).find(({ verb }) => verb === 'vote-go')?.['data']).toEqual({
      attemptId: attemptOf().id,
      facts: facts.hash,
      drawnAt: facts.asOf,
    });
    expect(buttonsOf(open.content)[0]).toMatchObject({
      title: wordsIn(lang).say('button.look-now'),
      verb: 'refresh',
      data: { card: `attempt:${attemptOf().id}` },
    });
    expect(JSON.stringify(open.content)).toContain('{{TIME(2026-11-30T18:55:00Z)}}');
    expect(text).not.toContain(wordsIn(lang).say('gate.you'));
  },
);

test.each([
  ['en', 'This was tried before, and at '],
  ['ru', 'Это уже пробовали: в '],
] as const)('a removal that the tenant refused before is not offered as if nobody had tried (%s)', (lang, tried) => {
  const remark = {
    code: 'domain-held-by-dependants' as const,
    facts: { text: 'Domain is in use.', requestId: 'r-1' },
    object: { kind: 'domain', id: 'contoso.com', label: 'contoso.com' },
  };
  const again = snapshotOf(
    'remove-domain-source',
    { plan, number: 2 },
    { refusedBefore: { at: now, remarks: [remark] } },
  );
  const text = said(views.step(again, around(), { person: anna, lang }, []));
  expect(text).toContain(tried);
  expect(text).toContain('Domain is in use.');
  expect(text).toContain('contoso.com: ');
  expect(
    said(views.step(snapshotOf('remove-domain-source', { plan }), around(), { person: anna, lang }, [])),
  ).not.toContain(tried);
});
