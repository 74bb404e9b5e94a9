import { createCredential } from '../../src/systems/login/credential.js';
import { json, pausableClock, scriptedTransport, type Expected } from './scripted-transport.js';

const tenantId = '11111111-1111-4111-8111-111111111111';
const scope = 'https://graph.microsoft.com/.default';

function credentialOver(script: readonly Expected[]) {
  const wire = scriptedTransport(script);
  const clock = pausableClock();
  const credential = createCredential({
    tenantId,
    clientId: '22222222-2222-4222-8222-222222222222',
    secret: { kind: 'secret', value: 'hush' },
    endpoint: 'https://login.microsoftonline.com',
    transport: wire.transport,
    ...clock,
  });
  return { credential, wire, clock };
}

const issue = (token: string): Expected => ({
  method: 'POST',
  path: /^\/11111111-1111-4111-8111-111111111111\/oauth2\/v2\.0\/token/,
  answer: ({ body }) => {
    expect(new URLSearchParams(body as string).get('client_secret')).toBe('hush');
    return json({ token_type: 'Bearer', expires_in: 3600, ext_expires_in: 3600, access_token: token });
  },
});

test('one token serves until shortly before its end in migration time', async () => {
  const { credential, wire, clock } = credentialOver([issue('first'), issue('second')]);

  expect(await Promise.all([credential.token(scope), credential.token(scope)])).toEqual(['first', 'first']);
  await clock.pause(54 * 60_000);
  expect(await credential.token(scope)).toBe('first');
  await clock.pause(2 * 60_000);
  expect(await credential.token(scope)).toBe('second');
  wire.allUsed();
});

test('a token that was refused is replaced once, however many were sent with it', async () => {
  const { credential, wire } = credentialOver([issue('first'), issue('second')]);
  const refused = await credential.token(scope);

  expect(await credential.renew(scope, refused)).toBe('second');
  expect(await credential.renew(scope, refused)).toBe('second');
  wire.allUsed();
});

test('after a refusal for want of a right no token is kept longer than a person takes to grant it', async () => {
  const { credential, wire, clock } = credentialOver([issue('first'), issue('second'), issue('third')]);
  expect(await credential.token(scope)).toBe('first');
  credential.lacksRight(scope);
  // Thousands of refusals in one batch are one sign-in.
  await clock.pause(5_000);
  expect(await credential.token(scope)).toBe('first');
  await clock.pause(10_000);
  credential.lacksRight(scope);
  expect(await credential.token(scope)).toBe('second');
  // Whoever looked meanwhile at what is missing holds a token of before the grant, too.
  await clock.pause(10_000);
  expect(await credential.token(scope)).toBe('third');
  wire.allUsed();
});

test('a wrong secret is a fault that names the code and says so once', async () => {
  const { credential, wire } = credentialOver([
    {
      method: 'POST',
      path: /token/,
      answer: () =>
        json(
          {
            error: 'invalid_client',
            error_description:
              'AADSTS7000215: Invalid client secret provided. Trace ID: 0f0e0d0c-0b0a-4908-8706-050403020100 Correlation ID: x',
          },
          { status: 401 },
        ),
    },
  ]);

  await expect(credential.token(scope)).rejects.toMatchObject({
    details: {
      system: 'login',
      status: 401,
      code: 'AADSTS7000215',
      requestId: '0f0e0d0c-0b0a-4908-8706-050403020100',
      transient: false,
    },
  });
  wire.allUsed();
});

test('signing in is tried again while the login service is out of reach', async () => {
  const { credential, wire, clock } = credentialOver([
    { method: 'POST', path: /token/, answer: () => 'hang up' },
    issue('first'),
  ]);

  expect(await credential.token(scope)).toBe('first');
  expect(clock.pauses).toEqual([2_000]);
  wire.allUsed();
});
