/** Which letters prove a moved domain, and how far back they are looked for. */
import { letterFindings, Sightings, type Expected } from '../../src/steps/mail-flow/letters.js';
import { lookBack, rangeOf } from '../../src/steps/mail-flow/message-traces.js';
import type { MessageTrace } from '../../src/systems/graph/types.js';

const ours = new Set(['contoso.com', 'fabrikam.com', 'contosogroup.onmicrosoft.com', 'fabrikamworld.onmicrosoft.com']);
const expected: readonly Expected[] = [{ domain: 'contoso.com', example: 'ivan@contoso.com' }];
const now = Date.parse('2026-12-15T02:00:00Z');
const hour = 3_600_000;
const ago = (hours: number): string => new Date(now - hours * hour).toISOString();
const looked = { since: ago(3), to: ago(3) };

const trace = (from: string, to: string, more: Partial<MessageTrace> = {}): MessageTrace => ({
  id: 'a',
  messageId: '<1@outside.example>',
  senderAddress: from,
  recipientAddress: to,
  receivedDateTime: ago(1),
  status: 'delivered',
  ...more,
});

function judged(traces: readonly MessageTrace[], back = looked): readonly string[] {
  const sightings = new Sightings(expected, ours);
  sightings.take(traces);
  return letterFindings(expected, sightings, back).map(({ status, code }) => `${status} ${code}`);
}

const missing = ['failed letter-in-missing', 'failed letter-out-missing'];
test.each<[string, readonly MessageTrace[], readonly string[]]>([
  ['nothing at all', [], missing],
  [
    'a letter from outside',
    [trace('a@outside.example', 'Ivan@Contoso.com')],
    ['passed letter-arrived', missing[1] ?? ''],
  ],
  [
    'a letter to the outside',
    [trace('ivan@contoso.com', 'a@outside.example')],
    [missing[0] ?? '', 'passed letter-left'],
  ],
  [
    'letters between the two companies, which need no way through the world',
    [trace('anna@fabrikam.com', 'ivan@contoso.com'), trace('ivan@contoso.com', 'x@contosogroup.onmicrosoft.com')],
    missing,
  ],
  ['a letter to another domain of the tenant', [trace('a@outside.example', 'anna@fabrikam.com')], missing],
  ['a letter to a domain below it', [trace('a@outside.example', 'ivan@mail.contoso.com')], missing],
  ['a report that nobody sent', [trace('', 'ivan@contoso.com')], missing],
  [
    'a letter from a domain below ours, or to one',
    [trace('x@mail.fabrikam.com', 'ivan@contoso.com'), trace('ivan@contoso.com', 'x@eu.contosogroup.onmicrosoft.com')],
    missing,
  ],
  [
    'a letter from a domain that only ends like ours',
    [trace('a@notcontoso.com', 'ivan@contoso.com')],
    ['passed letter-arrived', missing[1] ?? ''],
  ],
  ...[
    'postmaster@contoso.com',
    'MicrosoftExchange329e71ec88ae4615bbc36ab6ce41109e@contoso.com',
    'bounces+SRS=44ldt=IX@contoso.com',
    'ivan+SRS=44ldt=IX=outside.example=a@contoso.com',
    'SRS0=HHH=TT=outside.example=a@contoso.com',
    '<>',
    '',
  ].map((sender): [string, readonly MessageTrace[], readonly string[]] => [
    `what nobody at the domain wrote, sent as ${sender || 'nobody'}`,
    [trace(sender, 'a@outside.example'), trace(sender, 'b@outside.example', { status: 'failed' })],
    missing,
  ]),
  [
    'a letter by somebody whose name only begins like it',
    [trace('srsen@contoso.com', 'a@outside.example')],
    [missing[0] ?? '', 'passed letter-left'],
  ],
  [
    'letters that did not come through',
    [
      trace('a@outside.example', 'ivan@contoso.com', { status: 'quarantined' }),
      trace('ivan@contoso.com', 'a@outside.example', { status: 'failed' }),
    ],
    ['failed letter-in-held-up', 'failed letter-out-held-up'],
  ],
  [
    'a letter to a group, of which nobody is seen to have it',
    [trace('a@outside.example', 'team@contoso.com', { status: 'expanded' })],
    ['failed letter-in-held-up', missing[1] ?? ''],
  ],
  [
    'one that came through beside a later one that did not',
    [
      trace('a@outside.example', 'ivan@contoso.com'),
      trace('a@outside.example', 'ivan@contoso.com', { status: 'failed', receivedDateTime: ago(0.5) }),
    ],
    ['passed letter-arrived', missing[1] ?? ''],
  ],
])('%s', (_, traces, wanted) => {
  expect(judged(traces)).toEqual(wanted);
});

test('the newest letter is named, by who wrote to whom, when and its Message-ID', () => {
  const sightings = new Sightings(expected, ours);
  sightings.take([
    trace('b@outside.example', 'ivan@contoso.com', { receivedDateTime: ago(2), messageId: '<old@x>' }),
    trace('a@outside.example', 'ivan@contoso.com', { receivedDateTime: ago(1), messageId: '<new@x>' }),
  ]);
  expect(letterFindings(expected, sightings, looked)[0]?.facts).toEqual({
    domain: 'contoso.com',
    sender: 'a@outside.example',
    recipient: 'ivan@contoso.com',
    at: ago(1),
    messageId: 'new@x',
  });
});

describe('the trace is read from now backwards', () => {
  const reading = async (letters: (from: Date, until: Date) => readonly MessageTrace[], hours: number) => {
    const asked: [number, number][] = [];
    const sightings = new Sightings(expected, ours);
    const to = await lookBack(
      (from, until) => {
        asked.push([(now - until.getTime()) / hour, (now - from.getTime()) / hour]);
        return Promise.resolve(letters(from, until));
      },
      sightings,
      { now, since: now - hours * hour },
    );
    return {
      asked,
      to: (now - to) / hour,
      findings: letterFindings(expected, sightings, { since: ago(hours), to: new Date(to).toISOString() }),
    };
  };
  const both = [trace('a@outside.example', 'ivan@contoso.com'), trace('ivan@contoso.com', 'a@outside.example')];

  test('and no further once everything is seen', async () => {
    expect((await reading(() => both, 700)).asked).toEqual([[0, 1]]);
  });

  test('in slices without a gap, none longer than ten days, back to the switch and not before it', async () => {
    const { asked, to, findings } = await reading(() => [], 700);
    expect(asked.every(([until, from]) => from - until <= 240)).toBe(true);
    expect(asked.slice(1).every(([until], i) => until === asked[i]?.[1])).toBe(true);
    expect([asked[0], asked.at(-1)?.[1], to]).toEqual([[0, 1], 700, 700]);
    expect(findings.map(({ status }) => status)).toEqual(['failed', 'failed']);
  });

  test('where there is too much to read it is not said that there is none', async () => {
    const busy = Array.from({ length: 60_000 }, (_, n) => trace('x@fabrikam.com', `y${n}@fabrikam.com`));
    const { asked, findings } = await reading(() => busy, 700);
    // Of the slice that was not read to its end nothing is said, and it was no longer than what was left to read.
    expect(asked).toEqual([
      [0, 1],
      [1, expect.closeTo(1 + 40 / 60, 5)],
    ]);
    expect(findings.map(({ status, code, facts }) => [status, code, facts['way'], facts['to']])).toEqual([
      ['unknown', 'letters-not-all-read', 'in', ago(1)],
      ['unknown', 'letters-not-all-read', 'out', ago(1)],
    ]);
  });

  test('in a range that the service takes also where the clock here is a little fast or slow', () => {
    const day = 24 * hour;
    for (const switched of [now - 200 * day, Number.NaN, now - 2 * hour]) {
      const range = rangeOf(now, switched);
      for (const theirs of [now - 30_000, now + 30_000]) {
        expect(range.now).toBeLessThanOrEqual(theirs);
        expect(range.since).toBeGreaterThanOrEqual(theirs - 90 * day);
      }
    }
    expect(rangeOf(now, now - 2 * hour).since).toBe(now - 2 * hour);
  });

  test('never more of it than may be read, however long it was quiet before', async () => {
    const sightings = new Sightings(expected, ours);
    const read: number[] = [];
    const quietSince = now - 63 * hour;
    const one = trace('x@fabrikam.com', 'y@fabrikam.com');
    await lookBack(
      (from, until, most) => {
        const hours = Math.max(0, Math.min(until.getTime(), quietSince) - from.getTime()) / hour;
        // Pages of 5,000, until so many are read.
        read.push(Math.min(Math.round(hours * 20_000), Math.ceil(most / 5000) * 5000));
        return Promise.resolve(Array.from({ length: read.at(-1) ?? 0 }, () => one));
      },
      sightings,
      { now, since: now - 480 * hour },
    );
    expect(sightings.read).toBe(100_000);
    expect(read.length).toBeLessThan(12);
  });
});
