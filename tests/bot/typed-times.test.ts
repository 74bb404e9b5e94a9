/** Times are typed in the person's own zone, or in the one they name. */
import type { Activity } from 'botbuilder';
import { zoneOf } from '../../src/bot/turns/turn-maker';
import { moveTo, moveTyped } from '../../src/bot/commands/reschedule';
import { startTyped } from '../../src/bot/commands/start';
import { momentTyped } from '../../src/bot/typed/typed-moment';
import { cutoverTyped, instantOf, inUtc, knownZone } from '../../src/bot/typed/utc-time';
import { proposing } from '../../src/engine/kinds/form/form';
import { failOnMissingWords, translate } from '../../src/locales/index';

beforeAll(failOnMissingWords);

it.each([
  ['2026-12-12', '22:00', 'UTC', '2026-12-12T22:00:00.000Z'],
  ['2026-12-12', '22:00', 'Europe/Moscow', '2026-12-12T19:00:00.000Z'],
  ['2026-07-12', '22:00', 'Europe/Berlin', '2026-07-12T20:00:00.000Z'],
  ['2026-12-12', '22:00', 'America/Los_Angeles', '2026-12-13T06:00:00.000Z'],
  ['2026-12-12', '05:15', 'Asia/Kathmandu', '2026-12-11T23:30:00.000Z'],
  ['2026-12-12', '22:00', '+03:00', '2026-12-12T19:00:00.000Z'],
  ['2026-12-12', '22:00', '-05:30', '2026-12-13T03:30:00.000Z'],
  // The hour that comes twice is the first one; the one that never comes is no moment.
  ['2026-10-25', '02:30', 'Europe/Berlin', '2026-10-25T00:30:00.000Z'],
  ['2026-03-29', '02:30', 'Europe/Berlin', null],
  ['2026-02-30', '12:00', 'Europe/Berlin', null],
  ['2026-12-12', '25:00', 'Europe/Berlin', null],
])('%s %s in %s is %s', (date, time, zone, at) => {
  expect(instantOf(date, time, zone)).toBe(at);
});

const typed = (text: string, zone: string | null) => {
  const outcome = startTyped(text, zone);
  return outcome.ok ? outcome.value : outcome.refusal.code;
};

it.each([
  ['2026-12-12 22:00', 'Europe/Moscow', '2026-12-12T19:00:00.000Z'],
  ['2026-12-12 22:00', null, '2026-12-12T22:00:00.000Z'],
  ['2026-12-12 22:00 UTC', 'Europe/Moscow', '2026-12-12T22:00:00.000Z'],
  ['2026-12-12T22:00Z', 'Europe/Moscow', '2026-12-12T22:00:00.000Z'],
  ['2026-12-12 22:00+03:00', 'America/Los_Angeles', '2026-12-12T19:00:00.000Z'],
  ['2026-12-12 22:00 UTC+3', null, '2026-12-12T19:00:00.000Z'],
  ['2026-12-12 22:00 Europe/Berlin', 'Europe/Moscow', '2026-12-12T21:00:00.000Z'],
  ['', 'Europe/Moscow', null],
  ['2026-12-12', 'Europe/Moscow', 'start.no-time'],
  ['22:00', 'Europe/Moscow', 'start.no-date'],
  ['soon', 'Europe/Moscow', 'start.unreadable-date'],
  // With dots the day stands first everywhere; with slashes nobody can tell.
  ['12.12.2026 22:00', 'Europe/Moscow', '2026-12-12T19:00:00.000Z'],
  ['1.2.2027, 22:00', 'Europe/Moscow', '2027-02-01T19:00:00.000Z'],
  ['18.12.2027 в 22:00', 'Europe/Moscow', '2027-12-18T19:00:00.000Z'],
  ['2026-12-12 at 22:00', 'Europe/Moscow', '2026-12-12T19:00:00.000Z'],
  ['12/11/2026 22:00', 'Europe/Moscow', 'start.unreadable-date'],
  ['31.11.2026 22:00', 'Europe/Moscow', 'time.no-such-day'],
  ['2026-02-30', 'Europe/Moscow', 'time.no-such-day'],
])('“%s” typed in %s is %s', (text, zone, at) => {
  expect(typed(text, zone)).toBe(at);
});

it('what stands behind a typed moment is the reason, without the zone', () => {
  expect(momentTyped('2026-12-21 20:00 Europe/Berlin the vendor is ill')).toMatchObject({
    value: { date: '2026-12-21', time: '20:00', zone: 'Europe/Berlin', rest: 'the vendor is ill' },
  });
  expect(momentTyped('2026-12-21 20:00 and/or later')).toMatchObject({ value: { zone: null, rest: 'and/or later' } });
});

it('a date and a time of one name are one moment of the person, and other answers stay as they are', () => {
  const given = { cutoverDate: '2026-12-12', cutoverTime: '01:00', mailsPerHour: '40', birthDate: '2026-01-01' };
  expect(inUtc(given, 'Europe/Moscow')).toEqual({
    ok: true,
    value: { ...given, cutoverDate: '2026-12-11', cutoverTime: '22:00' },
  });
  expect(inUtc(given, null)).toEqual({ ok: true, value: given });
});

/** Typed in Berlin. */
const berlin = 'Europe/Berlin';

describe('what is typed of T is read whole, or refused with how to write it', () => {
  it.each([
    ['10:00 pm', '21:00'],
    ['10:00PM', '21:00'],
    ['8:00 p.m.', '19:00'],
    ['10 pm', '21:00'],
    ['12:30 am', '-1 23:30'],
    ['12:30 pm', '11:30'],
    ['9:00 am UTC', '09:00'],
    ['22:00:00.000Z', '22:00'],
    ['22:00:00,5', 'time.seconds'],
    ['22:00:30', 'time.seconds'],
    ['22:00 UTC+3', '19:00'],
    ['22:00 UTC +3', '19:00'],
    ['22:00 UTC−3', '+1 01:00'],
    ['22:00 UTC–3', '+1 01:00'],
    ['22:00 GMT+3', '19:00'],
    ['22:00 UTC+05:30', '16:30'],
    ['22:00 +3', '19:00'],
    ['22:00+03', '19:00'],
    ['22:00 +0545', '16:15'],
    ['22:00 +545', '16:15'],
    ['22:00 -05:00', '+1 03:00'],
    ['22:00 −05:00', '+1 03:00'],
    ['22:00 asia/katmandu', '16:15'],
    ['22:00 Etc/GMT+3', '+1 01:00'],
    ['22:00 МСК', 'time.zone-abbreviation'],
    ['22:00 MSK', 'time.zone-abbreviation'],
    ['22:00 мск', 'time.zone-abbreviation'],
    ['22:00 MSK+2', 'time.zone-abbreviation'],
    ['22:00 CET', 'time.zone-abbreviation'],
    ['22:00 EST', 'time.zone-abbreviation'],
    ['22:00 Europe/Kyiw', 'time.unknown-zone'],
    ['22:00 Europa/Berlin', 'time.unknown-zone'],
    ['22:00 +99:99', 'time.impossible-offset'],
    ['22:00 +15', 'time.impossible-offset'],
    ['22:00 UTC+3:70', 'time.impossible-offset'],
    ['22:00 -14:30', 'time.impossible-offset'],
    ['22:00-23:00', 'time.end'],
    ['22:00-02:00', 'time.end'],
    ['22:00 - 02:00', 'time.end'],
    ['22:00–02:00', 'time.end'],
    ['22:00 -23:00', 'time.end'],
    ['22:00 Z+3', 'time.not-whole'],
    ['22:000', 'start.unreadable-date'],
    ['22:00 Moscow', 'time.not-whole'],
    ['22:00 Berlin time', 'time.not-whole'],
    ['22:00 (UTC+3)', 'time.not-whole'],
    ['22:00 UTC+3 (Moscow)', 'time.not-whole'],
    ['22:00 по Москве', 'time.not-whole'],
    ['8:00 вечера', 'time.not-whole'],
    ['10:00 Uhr', 'time.not-whole'],
    ['13:00 pm', 'time.not-whole'],
    ['22:00 or 23:00', 'time.not-whole'],
    ['22:00 2026-12-13 02:00', 'time.not-whole'],
    ['22:00 @Anna', 'time.not-whole'],
    ['24:00', 'start.unreadable-date'],
    ['9:5', 'start.unreadable-date'],
    ['20.00', 'start.unreadable-date'],
    ['at 22:00', '21:00'],
    ['в 22:00', '21:00'],
    ['at ten', 'start.unreadable-date'],
  ])('at the start: 2026-12-12 %s', (text, at) => {
    const [, days = '0', time = ''] = /^(?:([+-]1) )?(\d\d:\d\d)$/.exec(at) ?? [];
    expect(typed(`2026-12-12 ${text}`, berlin)).toBe(time === '' ? at : `2026-12-${12 + Number(days)}T${time}:00.000Z`);
  });

  it.each([
    ['2026-12-12T22:00:00.000Z', '2026-12-12T22:00:00.000Z'],
    ['2026-12-12T22:00:00.000+03:00', '2026-12-12T19:00:00.000Z'],
    ['2026-12-12T22:00-05:00', '2026-12-13T03:00:00.000Z'],
    ['2026‑12‑12 22:00', '2026-12-12T21:00:00.000Z'],
    ['12/25/2026 8pm', 'start.unreadable-date'],
    ['tomorrow 8pm', 'start.unreadable-date'],
    ['20261212 2200', 'start.unreadable-date'],
  ])('at the start: %s', (text, at) => {
    expect(typed(text, berlin)).toBe(at);
  });

  const agreed = '2026-10-24T20:00:00.000Z';
  it.each([
    ['2026-12-21 8:00 pm vendor ill', '2026-12-21T19:00:00.000Z', 'vendor ill'],
    ['2026-12-21 20:00 Europe/Moscow vendor ill', '2026-12-21T17:00:00.000Z', 'vendor ill'],
    ['2026-12-21 20:00 UTC -05:00 vendor ill', '2026-12-22T01:00:00.000Z', 'vendor ill'],
    ['2026-12-21 20:00 UTC - vendor ill', '2026-12-21T20:00:00.000Z', 'vendor ill'],
    ['2026-12-21 20:00 - vendor ill', '2026-12-21T19:00:00.000Z', 'vendor ill'],
    ['2026-12-21 20:00, vendor ill', '2026-12-21T19:00:00.000Z', 'vendor ill'],
    ['2026-12-21 20:00: (vendor ill)', '2026-12-21T19:00:00.000Z', '(vendor ill)'],
    ['2026-12-21 20:00 +03:00 2 people are ill', 'time.not-whole', null],
    ['2026-12-21 20:00 +03:00 Moscow office is closed', '2026-12-21T17:00:00.000Z', 'Moscow office is closed'],
    ['2026-12-21 20:00 and/or later', '2026-12-21T19:00:00.000Z', 'and/or later'],
    ['21.12.2026 20:00 vendor ill', '2026-12-21T19:00:00.000Z', 'vendor ill'],
    ['18.12.2027 в 22:00 потому что', '2027-12-18T21:00:00.000Z', 'потому что'],
    ['31.11.2026 20:00 vendor ill', 'time.no-such-day', null],
    ['2026-11-31 20:00 vendor ill', 'time.no-such-day', null],
    ['2026-12-21 20:00 at the vendor’s wish', '2026-12-21T19:00:00.000Z', 'at the vendor’s wish'],
    ['2026-12-21 20:00 по просьбе бизнеса', '2026-12-21T19:00:00.000Z', 'по просьбе бизнеса'],
    ['2026-12-21 20:00', '2026-12-21T19:00:00.000Z', ''],
    ['2026-12-21 20:00 -2 people are ill', 'time.offset-or-reason', null],
    ['2026-12-21 20:00 +1 approver is missing', 'time.offset-or-reason', null],
    ['2026-12-21 20:00 UTC -2 people are ill', 'time.offset-or-reason', null],
    ['2026-12-21 20:00 MSK vendor ill', 'time.zone-abbreviation', null],
    ['2026-12-21 20:00 UTC MSK vendor ill', 'time.zone-abbreviation', null],
    ['2026-12-21 20:00 Europe/Kyiw vendor ill', 'time.unknown-zone', null],
    ['2026-12-21 20:00 Moscow vendor ill', 'time.city', null],
    ['2026-12-21 20:00 New York vendor ill', 'time.city', null],
    ['2026-12-21 20:00 (UTC+3) vendor ill', 'time.not-whole', null],
    ['2026-12-21 20:00 по Москве, заболел', 'time.not-whole', null],
    ['2026-12-21 20:00 по московскому времени', 'time.not-whole', null],
    ['2026-12-21 8:00 вечера, заболел', 'time.not-whole', null],
    ['2026-12-21 8:00 in the evening, vendor ill', 'time.not-whole', null],
    ['2026-12-21 20:00 or 21:00 vendor ill', 'time.not-whole', null],
    ['2026-12-21 20:00 24/7 support asked', 'time.not-whole', null],
    ['2026-12-21 20:00 Z-vendor ill', 'time.not-whole', null],
    ['2026-12-21 20:00 until 23:00 vendor ill', 'time.end', null],
    ['2026-12-21 20:00–22:00 vendor ill', 'time.end', null],
    ['+2h waiting', '2026-10-24T22:00:00.000Z', 'waiting'],
    ['+2h30m waiting', '2026-10-24T22:30:00.000Z', 'waiting'],
    ['+2h 30m waiting', '2026-10-24T22:30:00.000Z', 'waiting'],
    ['+2h30 waiting', '2026-10-24T22:30:00.000Z', 'waiting'],
    ['+1d12h waiting', '2026-10-26T08:00:00.000Z', 'waiting'],
    ['-30h why not', '2026-10-23T14:00:00.000Z', 'why not'],
    ['−2h early', '2026-10-24T18:00:00.000Z', 'early'],
    ['+30m waiting', '2026-10-24T20:30:00.000Z', 'waiting'],
    ['+2 hours', '2026-10-24T22:00:00.000Z', ''],
    ['+2 часа 30 минут ждём', '2026-10-24T22:30:00.000Z', 'ждём'],
    ['+1 день ждём', '2026-10-25T20:00:00.000Z', 'ждём'],
    ['+48ч ждём', '2026-10-26T20:00:00.000Z', 'ждём'],
    ['+1.5h waiting', 'time.shift', null],
    ['+1 week waiting', 'time.shift', null],
    ['+2h -30m waiting', 'time.shift', null],
    ['+2h 30 people are ill', 'time.shift', null],
    ['+2hx waiting', 'time.shift', null],
    ['to 2026-12-21 20:00 x', 'reschedule.unreadable', null],
    ['20:00 x', 'reschedule.unreadable', null],
  ])('moving T: %s', (text, at, reason) => {
    const move = moveTyped(text, berlin, agreed);
    expect(move.ok ? [move.value.cutoverAt, move.value.reason] : [move.refusal.code, null]).toEqual([at, reason]);
  });

  it('an hour that the clocks leap over is refused with the next that they show, typed or picked', () => {
    const night = { date: '2027-03-28', time: '02:30', zone: berlin, next: '2027-03-28 03:00' };
    const refusal = (doing: string) => ({
      ok: false,
      refusal: { code: 'time.no-such-hour', facts: { ...night, doing } },
    });
    expect(inUtc({ cutoverDate: '2027-03-28', cutoverTime: '02:30' }, berlin)).toEqual(refusal('answer'));
    expect(startTyped('2027-03-28 02:30', berlin)).toEqual(refusal('start'));
    expect(cutoverTyped('2027-03-28', '02:30', berlin)).toEqual(refusal('start'));
    expect(moveTyped('2027-03-28 02:30 vendor ill', berlin, agreed)).toEqual(refusal('move'));
    expect(moveTo('2027-03-28', '02:30', berlin, 'vendor ill')).toEqual(refusal('move'));
    expect(startTyped('2026-10-04 02:15 Australia/Lord_Howe', berlin)).toMatchObject({
      refusal: { facts: { next: '2026-10-04 02:30' } },
    });
    // What is no date and time at all is left to whoever reads the answers.
    expect(inUtc({ cutoverDate: '2026-02-30', cutoverTime: '10:00 PM' }, berlin)).toMatchObject({ ok: true });
  });

  it.each(['en', 'ru'] as const)('each refusal says what was not done and how to write it (%s)', (lang) => {
    const example =
      /2026-12-12 18:00|2026-12-21 20:00 \+03:00|\+03:00|UTC-05:00|\+2h30m|2027-03-28 03:00|Europe\/Moscow|Leave out the seconds|Уберите их|21\.12\.2026/;
    const not = {
      en: /^(?:The migration was not started|T was not moved): /,
      ru: /^(?:Миграция не начата|T не перенесено): /,
    };
    const refusals = [
      ...['22:00 MSK', '22:00 +99:99', '22:00-23:00', '22:00:30', '22:00 Europe/Kyiw', '22:00 x'].map((text) =>
        startTyped(`2026-12-12 ${text}`, berlin),
      ),
      startTyped('2027-03-28 02:30', berlin),
      startTyped('31.11.2026 22:00', berlin),
      moveTyped('2026-11-31 22:00 ill', berlin, agreed),
      ...['20:00 -2 people', '20:00 Moscow', '20:00 24/7'].map((text) =>
        moveTyped(`2026-12-21 ${text}`, berlin, agreed),
      ),
      moveTyped('+1 week', berlin, agreed),
    ];
    for (const outcome of refusals) {
      if (outcome.ok) throw new Error(`${String(outcome.value)} was taken`);
      const said = translate(lang, `refusals.${outcome.refusal.code}`, outcome.refusal.facts);
      expect(said).toMatch(not[lang]);
      expect(said).toMatch(example);
    }
  });
});

it('where somebody is, Teams says with what they do; what is no zone is none', () => {
  const told = (activity: Partial<Activity>) => zoneOf(activity as Activity);
  expect(told({ localTimezone: 'Europe/Moscow' })).toBe('Europe/Moscow');
  expect(told({ entities: [{ type: 'clientInfo', timezone: 'Asia/Tokyo' }] })).toBe('Asia/Tokyo');
  expect(told({ localTimezone: '<b>' })).toBeNull();
  expect([knownZone('Mars/Olympus'), knownZone(7), knownZone(undefined)]).toEqual([null, null, null]);
});

test('a moment that is asked for again is not proposed in UTC where it is read in the reader’s own zone', () => {
  const fields = [
    { id: 'cutoverDate', kind: 'date', required: true },
    { id: 'cutoverTime', kind: 'time', required: true },
    { id: 'closingDate', kind: 'date', required: true },
  ] as const;
  const answers = { cutoverDate: '2026-12-11', cutoverTime: '22:00', closingDate: '2027-01-31' };
  const again = proposing({ fields, remarks: [] }, answers);
  expect(again.fields).toEqual([fields[0], fields[1], { ...fields[2], proposal: '2027-01-31' }]);
  expect(again.inForce).toEqual(answers);
});
