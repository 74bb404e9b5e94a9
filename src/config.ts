/**
 * The environment, read once and checked as a whole. Everything after this file sees a frozen `Config`; nothing else reads `process.env`.
 * A variable left empty counts as not set. `.env.sample` documents each one and is compared with `variables` by a test.
 */
import { existsSync, readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';

export const variables = [
  'MODE',
  'PORT',
  'DATA_DIR',
  'DATABASE_URL',
  'PUBLIC_URL',
  'LANGUAGE',
  'LOG_LEVEL',
  'WIRE_LOG',
  'WORKER_DOOR',
  'REHEARSAL_MAILBOXES',
  'REHEARSAL_SEED',
  'REHEARSAL_RATE',
  'REHEARSAL_COMPANY',
  'REHEARSAL_FAULTS',
  'REHEARSAL_CHANNEL_LIMITS',
  'BOT_ID',
  'BOT_PASSWORD',
  'HOST_TENANT_ID',
  'MOVING_DOMAINS',
  'SOURCE_NAME',
  'SOURCE_TENANT_ID',
  'SOURCE_INITIAL_DOMAIN',
  'SOURCE_CLIENT_ID',
  'SOURCE_CLIENT_SECRET',
  'SOURCE_CLIENT_CERTIFICATE_PATH',
  'DESTINATION_NAME',
  'DESTINATION_TENANT_ID',
  'DESTINATION_INITIAL_DOMAIN',
  'DESTINATION_CLIENT_ID',
  'DESTINATION_CLIENT_SECRET',
  'DESTINATION_CLIENT_CERTIFICATE_PATH',
  'PROTECTED_ACCOUNTS',
  'LOGIN_ENDPOINT',
  'GRAPH_ENDPOINT',
  'EXCHANGE_ENDPOINT',
  'DISCOVERY_ENDPOINT',
  'DNS_AUTHORITATIVE',
  'DNS_RESOLVERS',
] as const;
export type Variable = (typeof variables)[number];

export interface TenantAccess {
  readonly name: string;
  readonly tenantId: string;
  readonly initialDomain: string;
  readonly clientId: string;
  readonly secret:
    { readonly kind: 'secret'; readonly value: string } | { readonly kind: 'certificate'; readonly path: string };
}

export interface LiveConfig {
  readonly botId: string;
  readonly botPassword: string;
  /** The tenant whose Teams holds the project channel. */
  readonly hostTenantId: string;
  /** Lower case, in the order given: the first wins a collision of local parts. */
  readonly movingDomains: readonly string[];
  readonly source: TenantAccess;
  readonly destination: TenantAccess;
}

export interface NameServerSetting {
  readonly name: string;
  readonly host: string;
  readonly port: number;
}

export interface ProtectedAccountSetting {
  readonly side: 'source' | 'destination';
  readonly account: string;
  readonly why: 'bot' | 'mover' | 'break-glass';
}

export interface Config {
  readonly mode: 'rehearsal' | 'live';
  /** 0: any free port, printed when ready. */
  readonly port: number;
  readonly dataDir: string;
  readonly databaseUrl: string | null;
  readonly publicUrl: string | null;
  readonly language: 'en' | 'ru';
  readonly logLevel: 'debug' | 'info' | 'warn' | 'error' | 'silent';
  readonly wireLog: string | null;
  /** Whether Windows workers may come in by `/worker/…`. */
  readonly workerDoor: boolean;
  readonly rehearsal: {
    readonly mailboxes: number;
    readonly seed: number;
    /** Seconds of migration time per second of wall time. */
    readonly rate: number;
    /** A dump or a folder of the guide's CSV files to rehearse instead of the generated company. */
    readonly company: string | null;
    /** A scenario of the world's, by name; null leaves the world as it is, which is calm when it is new. */
    readonly faults: string | null;
    /** Whether the room and the bot keep Teams' limits on what a bot may send; without people reading along they only cost time. */
    readonly channelLimits: boolean;
  };
  /** Present exactly when `mode` is live. */
  readonly live: LiveConfig | null;
  readonly protectedAccounts: readonly ProtectedAccountSetting[];
  readonly endpoints: {
    readonly login: string;
    readonly graph: string;
    readonly exchange: string;
    readonly discovery: string;
  };
  readonly dns: {
    /** Null: the servers of each zone are found by its NS records. */
    readonly authoritative: readonly NameServerSetting[] | null;
    readonly resolvers: readonly NameServerSetting[];
  };
}

/** How large a company may be made up: the smallest still has one of everything that a real one has. */
export const generatedMailboxes = { from: 24, to: 20_000 } as const;

/** Every gap and contradiction at once, each a sentence that says what to set. */
export class ConfigFault extends Error {
  constructor(readonly problems: readonly string[]) {
    super(`The configuration cannot be used:\n${problems.map((problem) => `  - ${problem}`).join('\n')}`);
    this.name = 'ConfigFault';
  }
}

type Environment = Readonly<Record<string, string | undefined>>;

/** The `.env` file beside the project, overridden by the process environment. */
export function environment(file = '.env', processEnvironment: Environment = process.env): Environment {
  return existsSync(file) ? { ...parseEnv(readFileSync(file, 'utf8')), ...processEnvironment } : processEnvironment;
}

/** @throws {ConfigFault} naming every problem, never a secret's value. */
export function readConfig(env: Environment): Config {
  const problems: string[] = [];
  const text = (name: Variable): string | null => env[name]?.trim() || null;
  const choice = <T extends string>(name: Variable, values: readonly T[], otherwise: T): T => {
    const value = text(name);
    if (value === null) return otherwise;
    if ((values as readonly string[]).includes(value)) return value as T;
    problems.push(`${name} is "${value}"; it must be one of ${values.join(', ')}.`);
    return otherwise;
  };
  const whole = (name: Variable, from: number, to: number, otherwise: number): number => {
    const value = text(name);
    if (value === null) return otherwise;
    const number = Number(value);
    if (Number.isInteger(number) && number >= from && number <= to) return number;
    problems.push(`${name} is "${value}"; it must be a whole number from ${from} to ${to}.`);
    return otherwise;
  };
  const endpoint = (name: Variable, otherwise: string): string => {
    const value = text(name);
    if (value === null) return otherwise;
    if (URL.canParse(value) && new URL(value).protocol === 'https:') return value.replace(/\/+$/, '');
    problems.push(`${name} must be an https address such as ${otherwise}.`);
    return otherwise;
  };

  const mode = choice('MODE', ['rehearsal', 'live'] as const, 'rehearsal');
  const databaseUrl = text('DATABASE_URL');
  if (databaseUrl !== null && !/^postgres(ql)?:\/\//.test(databaseUrl)) {
    problems.push('DATABASE_URL must begin with postgresql:// ; leave it empty for the embedded database.');
  }
  const publicUrl = text('PUBLIC_URL');
  if (publicUrl !== null && !URL.canParse(publicUrl)) problems.push('PUBLIC_URL must be a web address.');
  else if (mode === 'live' && publicUrl !== null && new URL(publicUrl).protocol !== 'https:')
    problems.push(
      'PUBLIC_URL must be an https address: the links on cards are signed, and must not be read on their way.',
    );
  const config: Config = {
    mode,
    port: whole('PORT', 0, 65_535, 3978),
    dataDir: text('DATA_DIR') ?? '.data',
    databaseUrl,
    publicUrl: publicUrl?.replace(/\/+$/, '') ?? null,
    language: choice('LANGUAGE', ['en', 'ru'] as const, 'en'),
    logLevel: choice('LOG_LEVEL', ['debug', 'info', 'warn', 'error', 'silent'] as const, 'info'),
    wireLog: text('WIRE_LOG'),
    workerDoor: choice('WORKER_DOOR', ['on', 'off'] as const, 'off') === 'on',
    rehearsal: {
      mailboxes: whole('REHEARSAL_MAILBOXES', generatedMailboxes.from, generatedMailboxes.to, 120),
      seed: whole('REHEARSAL_SEED', 0, 2 ** 31 - 1, 1),
      rate: whole('REHEARSAL_RATE', 1, 3600, 60),
      company: text('REHEARSAL_COMPANY'),
      faults: text('REHEARSAL_FAULTS'),
      channelLimits: choice('REHEARSAL_CHANNEL_LIMITS', ['on', 'off'] as const, 'on') === 'on',
    },
    live: mode === 'live' ? readLive(text, problems) : null,
    protectedAccounts: readProtected(text('PROTECTED_ACCOUNTS'), problems),
    endpoints: {
      login: endpoint('LOGIN_ENDPOINT', 'https://login.microsoftonline.com'),
      graph: endpoint('GRAPH_ENDPOINT', 'https://graph.microsoft.com'),
      exchange: endpoint('EXCHANGE_ENDPOINT', 'https://outlook.office365.com'),
      discovery: endpoint('DISCOVERY_ENDPOINT', 'https://login.microsoftonline.com'),
    },
    dns: {
      authoritative: readServers('DNS_AUTHORITATIVE', text('DNS_AUTHORITATIVE'), problems),
      resolvers: readServers('DNS_RESOLVERS', text('DNS_RESOLVERS') ?? '1.1.1.1, 8.8.8.8, 9.9.9.9', problems) ?? [],
    },
  };
  if (mode === 'live' && publicUrl === null) {
    problems.push('PUBLIC_URL is missing: downloads on cards need the address under which Teams users reach the bot.');
  }
  if (problems.length > 0) throw new ConfigFault(problems);
  return Object.freeze(config);
}

function readLive(text: (name: Variable) => string | null, problems: string[]): LiveConfig {
  const needed = (name: Variable, meaning: string): string => {
    const value = text(name);
    if (value === null) problems.push(`${name} is missing: ${meaning}.`);
    return value ?? '';
  };
  const tenant = (prefix: 'SOURCE' | 'DESTINATION', company: string): TenantAccess => {
    const secret = text(`${prefix}_CLIENT_SECRET`);
    const certificate = text(`${prefix}_CLIENT_CERTIFICATE_PATH`);
    if (secret === null && certificate === null) {
      problems.push(
        `${prefix}_CLIENT_CERTIFICATE_PATH (or ${prefix}_CLIENT_SECRET) is missing: how the bot signs in to the ${company}.`,
      );
    }
    if (secret !== null && certificate !== null) {
      problems.push(`${prefix}_CLIENT_SECRET and ${prefix}_CLIENT_CERTIFICATE_PATH are both set: keep one.`);
    }
    if (certificate !== null && !existsSync(certificate)) {
      problems.push(`${prefix}_CLIENT_CERTIFICATE_PATH names a file that is not there: ${certificate}.`);
    }
    return {
      name: needed(`${prefix}_NAME`, `the company name people know the ${company} by`),
      tenantId: needed(`${prefix}_TENANT_ID`, `the directory id of the ${company}`),
      initialDomain: needed(`${prefix}_INITIAL_DOMAIN`, `the onmicrosoft.com domain of the ${company}`).toLowerCase(),
      clientId: needed(`${prefix}_CLIENT_ID`, `the app registration of the bot in the ${company}`),
      secret:
        certificate !== null ? { kind: 'certificate', path: certificate } : { kind: 'secret', value: secret ?? '' },
    };
  };
  const source = tenant('SOURCE', 'source tenant');
  const destination = tenant('DESTINATION', 'destination tenant');
  if (source.tenantId !== '' && source.tenantId === destination.tenantId) {
    problems.push('SOURCE_TENANT_ID and DESTINATION_TENANT_ID are the same tenant.');
  }
  if (source.initialDomain !== '' && source.initialDomain === destination.initialDomain) {
    problems.push('SOURCE_INITIAL_DOMAIN and DESTINATION_INITIAL_DOMAIN are the same domain: each tenant has its own.');
  }
  const typed = needed('MOVING_DOMAINS', 'the domains to move, separated by commas');
  const movingDomains = typed
    .split(',')
    .map((domain) => domain.trim().toLowerCase())
    .filter((domain) => domain !== '');
  if (typed !== '' && movingDomains.length === 0) problems.push('MOVING_DOMAINS names no domain.');
  const twice = movingDomains.find((domain, place) => movingDomains.indexOf(domain) < place);
  if (twice !== undefined) problems.push(`MOVING_DOMAINS names "${twice}" twice.`);
  for (const domain of movingDomains) {
    if (!/^[a-z0-9-]+(\.[a-z0-9-]+)+$/.test(domain) || domain.endsWith('.onmicrosoft.com')) {
      problems.push(
        `MOVING_DOMAINS holds "${domain}", which is not a domain that can move (IDN domains in their xn-- form).`,
      );
    }
  }
  return {
    botId: needed('BOT_ID', 'the app id of the bot registration'),
    botPassword: needed('BOT_PASSWORD', 'the client secret of the bot registration'),
    hostTenantId: needed('HOST_TENANT_ID', 'the tenant whose Teams holds the project channel'),
    movingDomains,
    source,
    destination,
  };
}

/** `ns1.dns-host.example, 192.0.2.7:5353, [2001:db8::7]:53`; port 53 where none is given. */
function readServers(name: Variable, value: string | null, problems: string[]): readonly NameServerSetting[] | null {
  if (value === null) return null;
  return value.split(',').flatMap((entry) => {
    const text = entry.trim();
    const match = /^(?:\[([0-9a-f:.]+)\]|([^:\s[\]]+)|([0-9a-f]*:[0-9a-f:.]*:[0-9a-f.]*))(?::(\d{1,5}))?$/i.exec(text);
    const host = match?.[1] ?? match?.[2] ?? match?.[3];
    const port = Number(match?.[4] ?? 53);
    if (host === undefined || port < 1 || port > 65_535) {
      problems.push(`${name} holds "${text}"; each entry is a host, or a host and a port such as 192.0.2.7:53.`);
      return [];
    }
    return [{ name: text, host, port }];
  });
}

/** `source:break-glass:admin@x.onmicrosoft.com, destination:mover:6f1c…` */
function readProtected(value: string | null, problems: string[]): readonly ProtectedAccountSetting[] {
  if (value === null) return [];
  return value.split(',').flatMap((entry) => {
    const match = /^\s*(source|destination):(bot|mover|break-glass):(\S+)\s*$/.exec(entry);
    if (match === null) {
      problems.push(
        `PROTECTED_ACCOUNTS holds "${entry.trim()}"; each entry reads source:break-glass:account (or destination; bot or mover), separated by commas.`,
      );
      return [];
    }
    const [, side, why, account] = match as unknown as [
      string,
      'source' | 'destination',
      'bot' | 'mover' | 'break-glass',
      string,
    ];
    return [{ side, why, account }];
  });
}
