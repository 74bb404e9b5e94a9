import { cast } from '../../src/rehearsal/cast';
import { verdictLines } from '../../src/main/rehearsal/verdict';
import { readStepCard, type StepCard } from '../../src/rehearsal/people/card-reading';
import { Obstacles } from '../../src/rehearsal/people/obstacles';
import { play, type PlayResult } from '../../src/rehearsal/people/play';
import type { VisibleCard } from '../../src/rehearsal/people/room-client';
import { endInLog } from '../../src/rehearsal/people/without-a-card';
import { places } from '../../src/rehearsal/room/identities';
import { clockOnTheWall, type ClockOnTheWall } from './support/clock-on-the-wall';
import { cardAnswer, FakeBot, simpleCard, withCard } from './support/fake-bot';
import { runRoom, type RunningRoom } from './support/running-room';

const channel = places().channels[0]!.id;

let wall: ClockOnTheWall;
let room: RunningRoom;
let bot: FakeBot;

beforeEach(async () => {
  wall = clockOnTheWall('2026-12-01T08:00:00.000Z');
  room = await runRoom({}, wall.answer);
  bot = await FakeBot.start(room);
});

afterEach(async () => {
  wall.clock.close();
  await bot.close();
  await room.close();
});

const playing = (except: readonly string[] = []): Promise<PlayResult> =>
  play({
    except,
    baseUrl: room.url,
    cast,
    until: 'closing-report',
    signal: AbortSignal.timeout(25_000),
    patienceMs: 400,
  });

const again = { type: 'Action.Execute', title: 'Check it again', verb: 'again', data: { stepId: 'mailbox-rights' } };
const halt = (attempt: number): object =>
  withCard(
    simpleCard('', {
      body: [
        '▲ 44 · Rights on mailboxes',
        '▲ attention',
        `1 point is open, seen at 0${attempt % 10}:15.`,
        '✕ sales@contoso.com has no reader. Give the mover its right.',
        `mailbox-rights · log ${attempt}`,
      ].map((text) => ({ type: 'TextBlock', text })),
      actions: [again],
    }),
  );

test('the same obstacle met again and again is a verdict: the step, what its card says, how often it was tried', async () => {
  let attempt = 1;
  const id = await bot.newPost(channel, halt(attempt));
  const path = `conversations/${encodeURIComponent(channel)}/activities/${id}`;
  bot.answer = async ({ type, value }) => {
    // Every look is another attempt, at another hour, and finds the same.
    if (type === 'invoke' && value?.action?.verb === 'again') await bot.call('PUT', path, halt((attempt += 1)));
    return {};
  };

  const result = await playing(['anna']);
  expect(result).toMatchObject({
    ended: 'stuck',
    stuckAt: [
      {
        stepId: 'mailbox-rights',
        undo: false,
        title: '▲ 44 · Rights on mailboxes',
        tries: result.presses,
      },
    ],
  });
  expect(result.presses).toBeGreaterThan(3);
  expect(result.presses).toBeLessThanOrEqual(20);
  expect(verdictLines(result)).toEqual([
    `Verdict: STUCK at ▲ 44 · Rights on mailboxes (mailbox-rights), tried ${result.presses} times.`,
    '  ▲ attention',
    '  1 point is open, seen at ….',
    '  ✕ sales@contoso.com has no reader. Give the mover its right.',
  ]);
});

test('a bot that does not answer the lead is a verdict, and no fault of the rehearsal', async () => {
  await bot.newPost(channel, withCard(simpleCard('Good morning')));
  bot.answer = () => ({});

  const result = await playing();
  expect(result).toMatchObject({ ended: 'stuck', stuckAt: [{ says: ['The bot did not answer the lead.'] }] });
  expect(verdictLines(result)[0]).toContain('STUCK');
});

test('a card that never came, because the bot was killed while it posted it, does not end the rehearsal: people ask for it by /next', async () => {
  const step = (id: string, state: string, actions: readonly object[]) =>
    simpleCard('', {
      body: ['8 · Items that stay', state, 'What it says.', `${id} · log`].map((text) => ({
        type: 'TextBlock',
        text,
      })),
      actions,
    });
  const button = (verb: string, data: object) => ({ type: 'Action.Execute', title: verb, verb, data });
  let isDone = false;
  await bot.newPost(channel, withCard(step('mail-hosts', '✓ verified', [])));
  bot.answer = async ({ type, text, value, conversation }) => {
    const { verb, data } = value?.action ?? {};
    if (type === 'message' && text === '/next') {
      const open = button('refresh', { card: 'attempt:closing-report-1' });
      const path = `conversations/${encodeURIComponent(conversation.id)}/activities`;
      await bot.call('POST', path, withCard(simpleCard('For you', { actions: isDone ? [] : [open] })));
    }
    if (verb === 'refresh' && data?.['card'] === 'attempt:closing-report-1')
      return cardAnswer(step('closing-report', '◔ waiting', [button('complete', { attemptId: 'closing-report-1' })]));
    if (verb !== 'complete') return {};
    isDone = true;
    return cardAnswer(step('closing-report', '✓ verified', []));
  };

  const result = await playing(['anna']);
  expect(result.ended).toBe('finished');
  expect(isDone).toBe(true);
});

const card = (texts: readonly string[]): VisibleCard => ({ texts }) as unknown as VisibleCard;
const read = (shown: VisibleCard): StepCard => readStepCard(shown) as StepCard;
const onStep = (sign: string, step: string, rows: readonly string[] = []): VisibleCard =>
  card([`${sign} ${step}`, sign, 'What it says.', ...rows, `${step} · log`]);

test('an obstacle that has become another one is met for the first time', () => {
  const obstacles = new Obstacles();
  const before = onStep('▲', 'mailbox-rights', ['✕ a', '✕ b']);
  const after = onStep('▲', 'mailbox-rights', ['✕ b']);
  for (let press = 0; press < 30; press += 1) obstacles.pressed(before, read(before), 'again');

  expect(obstacles.isTriedEnough(before, read(before), 'again')).toBe(true);
  expect(obstacles.isTriedEnough(after, read(after), 'again')).toBe(false);
  expect(obstacles.isTriedEnough(before, read(before), 'approve')).toBe(false);
});

test('the verdict names what needs somebody before what only waits, what was tried most first, and what a portal said', () => {
  const obstacles = new Obstacles();
  const [waits, through, first, second] = [
    onStep('◔', 'mail-gap'),
    onStep('✓', 'mail-hosts'),
    onStep('▲', 'mailbox-rights', ['✕ sales@contoso.com']),
    onStep('▲', 'group-rights', ['✕ all@contoso.com']),
  ];
  obstacles.pressed(first, read(first), 'again');
  obstacles.pressed(second, read(second), 'again');
  obstacles.pressed(second, read(second), 'again');
  obstacles.refused('group-rights', '/world/admin/source/groups: 400 no');

  expect(obstacles.verdict([waits, through, first, second])).toMatchObject([
    {
      stepId: 'group-rights',
      tries: 2,
      says: ['▲', 'What it says.', '✕ all@contoso.com', '/world/admin/source/groups: 400 no'],
    },
    { stepId: 'mailbox-rights', tries: 1 },
  ]);
  expect(obstacles.verdict([waits, through])).toMatchObject([{ stepId: 'mail-gap', tries: 0 }]);
});

test('a portal that goes on saying no is not asked for ever', () => {
  const obstacles = new Obstacles();
  const answers = Array.from({ length: 5 }, () => obstacles.refused('dns-switch', 'no'));

  expect(answers).toEqual([false, false, false, true, true]);
});

test.each([
  ['verified', '{{TIME(2026-11-30T08:37:21Z)}} · Changeover: verified · Objects at the destination'],
  ['verified', '{{TIME(2026-11-30T08:37:21Z)}} · Changeover: проверено · Объекты на новом месте'],
  ['does-not-apply', '{{TIME(2026-11-30T08:37:21Z)}} · Changeover: does not apply · Objects at the destination'],
  [null, '{{TIME(2026-11-30T08:37:02Z)}} · Changeover: planned 0 changes, plan 3301ee1a · Objects at the destination'],
] as const)('a step without a card has come to its end as the newest entry of the log says: %s', (end, line) => {
  const date = '{{DATE(2026-11-30T08:37:21Z, SHORT)}}';
  const before = `${date} {{TIME(2026-11-30T08:30:00Z)}} · Changeover: verified · Objects at the destination`;
  expect(endInLog(['Log of decisions', '✓ whole', `${date} ${line}`, before])).toBe(end);
});
