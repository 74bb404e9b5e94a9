/** While mail is parked every card on which the night is weighed says since when, and from when on senders give up. */
import { failOnMissingWords } from '../../src/locales/index.js';
import type { MigrationStatus } from '../../src/engine/state.js';
import type { Card, Reader } from '../../src/views/api.js';
import { createViews } from '../../src/views/index.js';
import { wordsIn } from '../../src/views/words/words.js';
import { anna, around, plan, snapshotOf, steps, stop } from './samples.js';

failOnMissingWords();
const views = createViews();
const said = ({ content }: Card): string => String(content['fallbackText']);
const all = Object.values(steps);
const parked: MigrationStatus['mailWaits'] = {
  since: '2026-11-30T17:05:00.000Z',
  exchangers: ['10 mx.parking.example.'],
  decided: { stepId: 'mail-gap', answers: { gap: 'parking', mxHost: '10 mx.parking.example' } },
};
const vote = snapshotOf(
  'back-out-decision',
  {},
  { backOut: { steps: [], never: [], onRequest: [], leftForPeople: [], reason: null } },
);
const leaving = snapshotOf('remove-domain-source', { plan, needs: [] });

const cards = (over: Partial<MigrationStatus>, lang: Reader['lang']): readonly (readonly [string, string])[] => {
  const now = around(over);
  const reader: Reader = { person: anna, lang };
  return [
    ['status', said(views.status(all, now, reader))],
    ['board', said(views.board('cutover', all, now, reader))],
    ['stop', said(views.stop(around({ ...over, stop }), reader, []))],
    ['vote', said(views.step(vote, now, reader, []))],
    ['76', said(views.step(leaving, now, reader, []))],
  ];
};

test.each([
  [
    'en',
    'Mail: waits at its senders since 17:05 UTC: MX leads to mx.parking.example.',
    'Many senders give up after a day or two',
    'until about 2026-12-04 17:05 UTC',
  ],
  [
    'ru',
    'Почта: ждёт у отправителей с 17:05 UTC: MX ведёт на mx.parking.example.',
    'Многие перестают пробовать через день-два',
    'примерно до 2026-12-04 17:05 UTC',
  ],
] as const)(
  'status, board, stop, vote and the domain’s leaving: each has the clock of parked mail (%s)',
  (lang, since, giveUp, last) => {
    for (const [name, card] of cards({ mailWaits: parked }, lang)) {
      expect([name, card]).toEqual([name, expect.stringContaining(since)]);
      expect(card).toContain(giveUp);
      expect(card).toContain(last);
    }
    for (const [, card] of cards({}, lang)) expect(card).not.toContain(giveUp);
  },
);

test('after a day it is marked, and told as what has begun', () => {
  const later = { mailWaits: parked, now: '2026-12-02T08:00:00.000Z' };
  for (const [name, card] of cards(later, 'en'))
    expect([name, card]).toEqual([
      name,
      expect.stringMatching(/Mail: ▲ waits at its senders since .* letters may have come back to them/),
    ]);
});

test.each([
  ['en', 'waits at the relay mx.gateway.example', 'A relay gives up, too'],
  ['ru', 'ждёт на ретрансляторе mx.gateway.example', 'Он тоже не ждёт вечно'],
] as const)('at a relay it is the relay that gives up (%s)', (lang, begins, giveUp) => {
  const relay = {
    ...parked,
    exchangers: ['10 mx.gateway.example'],
    decided: { stepId: 'mail-gap', answers: { gap: 'relay' } },
  };
  for (const [, card] of cards({ mailWaits: relay }, lang)) {
    expect(card).toContain(begins);
    expect(card).toContain(giveUp);
  }
});

test.each(['en', 'ru'] as const)(
  'whoever says go reads how long the night is, until when it can be turned back, and what becomes of mail (%s)',
  (lang) => {
    const words = wordsIn(lang);
    const night = {
      from: '2026-12-18T20:00:00.000Z',
      leaves: '2026-12-19T02:00:00.000Z',
      mailIn: '2026-12-19T05:00:00.000Z',
      until: '2026-12-19T22:00:00.000Z',
      turnBackUntil: '2026-12-19T02:00:00.000Z',
      mail: parked?.decided ?? null,
    };
    const readiness = { open: [], halted: [], byWord: [], accepted: [], seen: 12 };
    const gate = snapshotOf('go-no-go', {}, { readiness, night });
    const told = said(
      views.step(
        gate,
        around({ now: '2026-12-18T10:00:00.000Z', cutoverAt: '2026-12-18T22:00:00.000Z' }),
        { person: anna, lang },
        [],
      ),
    );
    expect(told).toContain(words.step('mail-gap').options?.['parking'] ?? '-');
    expect(told).toContain('10 mx.parking.example');
    expect(told).toContain(words.say('span.hours', { hours: 26 }));
    expect(told).toContain(`${words.say('fact.turn-back')}: `);
  },
);
