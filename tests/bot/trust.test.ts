import { edits, nearest } from '../../src/bot/typed/nearest';
import { companyOf } from '../../src/bot/channel/people';
import { publishedLimits, SendQueues } from '../../src/bot/channel/send-limits';
import { frameworkSettings } from '../../src/bot/door/trust';
import { instantOf } from '../../src/bot/typed/utc-time';
import { handClock } from './support/hand-clock';
import { recordingEngine } from './support/recording-engine';

const rehearsal = {
  kind: 'rehearsal',
  appId: 'app',
  appPassword: 'secret',
  tenantId: 'tenant',
  openIdMetadataUrl: 'http://127.0.0.1:1/openid',
  issuer: 'https://api.botframework.com',
  tokenEndpoint: 'http://127.0.0.1:1/token',
} as const;

test('a live bot trusts Microsoft’s issuer whatever else it is handed', () => {
  const live = { kind: 'live', appId: 'app', appPassword: 'secret', tenantId: 'tenant' } as const;

  expect(frameworkSettings({ ...live, ...{ issuer: 'evil', openIdMetadataUrl: 'http://evil' } })).toMatchObject({
    ToBotFromChannelOpenIdMetadataUrl: 'https://login.botframework.com/v1/.well-known/openidconfiguration',
    ToBotFromChannelTokenIssuer: 'https://api.botframework.com',
  });
});

test('a rehearsal that would trust another machine does not start', () => {
  expect(() => frameworkSettings({ ...rehearsal, openIdMetadataUrl: 'https://login.example/openid' })).toThrow(
    'only this machine',
  );
  expect(() => frameworkSettings({ ...rehearsal, tokenEndpoint: 'http://127.0.0.1.evil.example/token' })).toThrow(
    'only this machine',
  );
});

test('without an app id the bot does not start, because the SDK would stop checking tokens', () => {
  expect(() => frameworkSettings({ ...rehearsal, appId: ' ' })).toThrow('appId is empty');
});

test('both modes set the same full set of settings', () => {
  const live = frameworkSettings({ kind: 'live', appId: 'app', appPassword: 'secret', tenantId: 'tenant' });

  expect(Object.keys(live)).toEqual(Object.keys(frameworkSettings(rehearsal)));
});

test('a person belongs to the company of their address, a guest to the one inside the sign-in name', () => {
  const domains = { source: ['contoso.com'], destination: ['fabrikam.com'] };

  expect(companyOf({ email: 'a@CONTOSO.com', userPrincipalName: null }, domains)).toBe('source');
  expect(companyOf({ email: null, userPrincipalName: 'i_s_contoso.com#EXT#@fabrikam.com' }, domains)).toBe('source');
  expect(companyOf({ email: 'p@fabrikam.com', userPrincipalName: null }, domains)).toBe('destination');
  expect(companyOf({ email: 'x@contoso.com.evil.example', userPrincipalName: null }, domains)).toBe('other');
});

test('the nearest word is the one with the fewest slips', () => {
  expect(edits('sttaus', 'status')).toBe(1);
  expect(nearest('sttaus', ['start', 'status', 'stop'])).toBe('status');
});

test('a date that does not exist is no date', () => {
  expect(instantOf('2026-12-12', '22:00')).toBe('2026-12-12T22:00:00.000Z');
  for (const [date, time] of [
    ['2026-02-30', '10:00'],
    ['12.12.2026', '10:00'],
    ['2026-12-12', '25:00'],
    ['2026-12-12', ''],
  ]) {
    expect(instantOf(date as string, time as string)).toBeNull();
  }
});

test('2000 sends in one channel take more than an hour, as published', async () => {
  const clock = handClock(0);
  const turns = recordingEngine(new Map(), new Map(), clock.timers.now).engine.outbox;
  const queues = new SendQueues(turns, clock.timers, publishedLimits);
  const at: number[] = [];
  const all = Array.from({ length: 2000 }, () =>
    queues.inTurn('19:c;messageid=1', async () => void at.push(clock.timers.now())),
  );
  while (at.length < 2000) {
    await Promise.resolve();
    await new Promise((resolve) => setImmediate(resolve));
    clock.pass(500);
  }
  await Promise.all(all);

  for (const { count, withinMs } of publishedLimits) {
    for (let index = count; index < at.length; index += 1) {
      expect((at[index] as number) - (at[index - count] as number)).toBeGreaterThanOrEqual(withinMs);
    }
  }
});
