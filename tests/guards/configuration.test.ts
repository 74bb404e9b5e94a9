import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { type ConfigFault, generatedMailboxes, readConfig, variables } from '../../src/config';
import { generateCompany } from '../../src/rehearsal/world/company/generate-company';

const problemsOf = (env: Record<string, string>): readonly string[] => {
  try {
    readConfig(env);
    return [];
  } catch (fault) {
    return (fault as ConfigFault).problems;
  }
};

test('.env.sample documents exactly the variables the configuration reads', () => {
  const sample = readFileSync(resolve(__dirname, '../../.env.sample'), 'utf8');
  const documented = [...sample.matchAll(/^([A-Z_]+)=/gm)].map((match) => match[1]);

  expect([...documented].sort()).toEqual([...variables].sort());
});

test('an empty environment is a rehearsal', () => {
  const config = readConfig({});

  expect(config).toMatchObject({ mode: 'rehearsal', port: 3978, dataDir: '.data', databaseUrl: null, live: null });
});

test('name servers are hosts with or without a port, and the resolvers of three providers unless said otherwise', () => {
  const { dns } = readConfig({ DNS_AUTHORITATIVE: 'ns1.example, 192.0.2.7:5353, [2001:db8::7]:53, 2001:db8::8' });

  expect(dns.authoritative?.map(({ host, port }) => [host, port])).toEqual([
    ['ns1.example', 53],
    ['192.0.2.7', 5353],
    ['2001:db8::7', 53],
    ['2001:db8::8', 53],
  ]);
  expect(readConfig({}).dns).toMatchObject({
    authoritative: null,
    resolvers: [{ host: '1.1.1.1' }, { host: '8.8.8.8' }, { host: '9.9.9.9' }],
  });
});

test('a half-filled environment never becomes live by itself', () => {
  expect(readConfig({ BOT_ID: 'x', SOURCE_TENANT_ID: 'y' }).mode).toBe('rehearsal');
});

test('live with gaps names every one of them at once', () => {
  const problems = problemsOf({ MODE: 'live', BOT_ID: 'x', SOURCE_TENANT_ID: 'same', DESTINATION_TENANT_ID: 'same' });

  for (const name of [
    'BOT_PASSWORD',
    'HOST_TENANT_ID',
    'MOVING_DOMAINS',
    'SOURCE_CLIENT_ID',
    'PUBLIC_URL',
    'same tenant',
  ]) {
    expect(problems.join('\n')).toContain(name);
  }
});

test('live, nothing is taken that would leave a look without a domain, a tenant without its own, or a link in clear', () => {
  const live = {
    MODE: 'live',
    PUBLIC_URL: 'https://bot.example',
    SOURCE_INITIAL_DOMAIN: 'contoso.onmicrosoft.com',
    DESTINATION_INITIAL_DOMAIN: 'fabrikam.onmicrosoft.com',
    MOVING_DOMAINS: 'contoso.com',
  };
  const among = (env: Record<string, string>) => problemsOf({ ...live, ...env }).join('\n');

  for (const [env, words] of [
    [{ MOVING_DOMAINS: ' , ' }, 'MOVING_DOMAINS names no domain.'],
    [{ MOVING_DOMAINS: 'contoso.com, Contoso.com' }, 'MOVING_DOMAINS names "contoso.com" twice.'],
    [{ DESTINATION_INITIAL_DOMAIN: 'Contoso.onmicrosoft.com' }, 'DESTINATION_INITIAL_DOMAIN are the same domain'],
    [{ PUBLIC_URL: 'http://bot.example' }, 'PUBLIC_URL must be an https address'],
  ] as [Record<string, string>, string][]) {
    expect(among({})).not.toContain(words);
    expect(among(env)).toContain(words);
  }
  expect(problemsOf({ PUBLIC_URL: 'http://localhost:3978' })).toEqual([]);
});

test('contradictions and nonsense are refused with what to set instead', () => {
  for (const [env, words] of [
    [{ PORT: 'http' }, 'PORT is "http"; it must be a whole number from 0 to 65535.'],
    [{ MODE: 'prod' }, 'MODE is "prod"; it must be one of rehearsal, live.'],
    [{ DATABASE_URL: 'mysql://x' }, 'DATABASE_URL must begin with postgresql://'],
    [{ PROTECTED_ACCOUNTS: 'admin@x' }, 'PROTECTED_ACCOUNTS holds "admin@x"'],
    [{ GRAPH_ENDPOINT: 'http://evil' }, 'GRAPH_ENDPOINT must be an https address'],
    [{ DNS_RESOLVERS: '1.1.1.1, [::1' }, 'DNS_RESOLVERS holds "[::1"; each entry is a host'],
    [{ DNS_AUTHORITATIVE: 'ns1.example:99999' }, 'DNS_AUTHORITATIVE holds "ns1.example:99999"'],
    [{ REHEARSAL_MAILBOXES: '7' }, 'REHEARSAL_MAILBOXES is "7"; it must be a whole number from 24 to 20000.'],
  ] as [Record<string, string>, string][]) {
    expect(problemsOf(env).join('\n')).toContain(words);
  }
});

test('the smallest company that may be asked for is the smallest that can be made up', () => {
  const { from } = generatedMailboxes;

  expect(problemsOf({ REHEARSAL_MAILBOXES: `${from}` })).toEqual([]);
  expect(() => generateCompany({ mailboxes: from, seed: 1 })).not.toThrow();
  expect(() => generateCompany({ mailboxes: from - 1, seed: 1 })).toThrow(RangeError);
});

test('a problem never prints a secret', () => {
  const problems = problemsOf({
    MODE: 'live',
    BOT_PASSWORD: 'hunter2',
    SOURCE_CLIENT_SECRET: 'hunter3',
    SOURCE_CLIENT_CERTIFICATE_PATH: '/nowhere',
  });

  expect(problems.join('\n')).not.toMatch(/hunter/);
});
