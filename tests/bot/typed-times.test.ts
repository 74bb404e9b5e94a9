/** Times are typed in the person's own zone, or in the one they name. */
import type { Activity } from 'botbuilder';
import { zoneOf } from '../../src/bot/turns/turn-maker';
import { proposing } from '../../src/engine/kinds/form/form';
import { cutoverTyped, instantOf, inUtc, knownZone, momentTyped } from '../../src/bot/typed/utc-time';

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
  const moment = momentTyped(text);
  const outcome = cutoverTyped(moment.date, moment.time, moment.zone ?? zone, text);
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
  ['12.12.2026 22:00', 'Europe/Moscow', 'start.unreadable-date'],
])('“%s” typed in %s is %s', (text, zone, at) => {
  expect(typed(text, zone)).toBe(at);
});

it('what stands behind a typed moment is the reason, without the zone', () => {
  expect(momentTyped('2026-12-21 20:00 Europe/Berlin the vendor is ill')).toMatchObject({
    date: '2026-12-21',
    time: '20:00',
    zone: 'Europe/Berlin',
    rest: 'the vendor is ill',
  });
  expect(momentTyped('2026-12-21 20:00 and/or later')).toMatchObject({ zone: null, rest: 'and/or later' });
});

it('a date and a time of one name are one moment of the person, and other answers stay as they are', () => {
  const given = { cutoverDate: '2026-12-12', cutoverTime: '01:00', mailsPerHour: '40', birthDate: '2026-01-01' };
  expect(inUtc(given, 'Europe/Moscow')).toEqual({ ...given, cutoverDate: '2026-12-11', cutoverTime: '22:00' });
  expect(inUtc(given, null)).toEqual(given);
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
