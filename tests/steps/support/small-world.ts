/** Small tenants of a test's own, served over HTTP, and the steps' code on clients that reach them. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ActionDefinition, ActionRegistry, ConditionDefinition } from '../../../src/contract/actions.js';
import type { ChangeDefinition } from '../../../src/contract/change.js';
import type { CheckDefinition } from '../../../src/contract/check.js';
import type { ProtectedAccount, RosterPerson, StepContext } from '../../../src/contract/context.js';
import type { DecisionDefinition } from '../../../src/contract/decision.js';
import type { TaskDefinition } from '../../../src/contract/task.js';
import type { Company, Domain, Group, Recipient, Tenant, User } from '../../../src/rehearsal/world/entities.js';
import type { Faults } from '../../../src/rehearsal/world/faults.js';
import { createWorld, type World } from '../../../src/rehearsal/world/world.js';
import { createDiscovery } from '../../../src/systems/discovery/discovery.js';
import { createDns } from '../../../src/systems/dns/dns.js';
import { connectTenant, type TenantSystems } from '../../../src/systems/tenant.js';
import { rehearsalTransport, withWireLog, type Transport } from '../../../src/transport.js';
import { preparedKey } from '../../support/prepared-key.js';
import { actionsHeldToTheirCalls } from './calls.js';
import { StandingClock } from './standing-clock.js';

export const initial = { source: 'contosogroup.onmicrosoft.com', destination: 'fabrikamworld.onmicrosoft.com' };
export const movingDomains = ['contoso.com', 'contoso-retail.com'];
export const guid = (n: number, kind = 'a'): string =>
  `${kind.repeat(8)}-0000-4000-8000-${String(n).padStart(12, '0')}`;
export const domain = (id: string, isInitial = false): Domain => ({
  id,
  authenticationType: 'Managed',
  isAdminManaged: true,
  isDefault: isInitial,
  isInitial,
  isRoot: true,
  isVerified: true,
  supportedServices: ['Email', 'OfficeCommunicationsOnline'],
  passwordNotificationWindowInDays: 14,
  passwordValidityPeriodInDays: 90,
  verificationText: 'MS=ms1',
  domainType: 'Authoritative',
});

export const user = (
  n: number,
  userPrincipalName: string,
  proxyAddresses: readonly string[],
  more: Partial<User> = {},
): User => ({
  id: guid(n),
  userPrincipalName,
  displayName: `Person ${n}`,
  givenName: null,
  surname: null,
  mail: null,
  mailNickname: `person${n}`,
  proxyAddresses,
  imAddresses: [],
  otherMails: [],
  userType: 'Member',
  accountEnabled: true,
  usageLocation: 'SE',
  jobTitle: null,
  department: null,
  officeLocation: null,
  preferredLanguage: null,
  businessPhones: [],
  mobilePhone: null,
  createdDateTime: '2020-01-01T00:00:00Z',
  creationType: null,
  externalUserState: null,
  onPremisesSyncEnabled: null,
  onPremisesImmutableId: null,
  assignedLicenses: [],
  assignedPlans: [],
  ...more,
});

export const recipient = (
  n: number,
  RecipientTypeDetails: Recipient['RecipientTypeDetails'],
  EmailAddresses: readonly string[],
  UserPrincipalName: string | null,
  more: Partial<Recipient> = {},
): Recipient => ({
  Guid: guid(n, 'e'),
  ExternalDirectoryObjectId: guid(n),
  ExchangeGuid: /Mailbox$/.test(RecipientTypeDetails) ? guid(n, 'f') : null,
  RecipientTypeDetails,
  Name: `person${n}`,
  DisplayName: `Person ${n}`,
  Alias: `person${n}`,
  UserPrincipalName,
  EmailAddresses,
  ExternalEmailAddress: null,
  LegacyExchangeDN: `/o=ExchangeLabs/ou=x/cn=person${n}`,
  IsDirSynced: false,
  IsExchangeCloudManaged: false,
  HiddenFromAddressListsEnabled: false,
  ForwardingAddress: null,
  ForwardingSmtpAddress: null,
  DeliverToMailboxAndForward: false,
  GrantSendOnBehalfTo: [],
  LitigationHoldEnabled: false,
  ArchiveStatus: 'None',
  ManagedBy: [],
  RecipientFilter: null,
  WhenCreatedUTC: '2020-01-01T00:00:00Z',
  WhenSoftDeleted: null,
  ...more,
});

/** A group as the directory shows it; a dynamic distribution group has none there. */
export const directoryGroup = (n: number, kind: Recipient['RecipientTypeDetails'], list: readonly string[]): Group => ({
  id: guid(n),
  displayName: `Group ${n}`,
  description: null,
  mail: list[0]?.slice('SMTP:'.length) ?? null,
  mailNickname: `group${n}`,
  proxyAddresses: list,
  groupTypes: kind === 'GroupMailbox' ? ['Unified'] : [],
  mailEnabled: true,
  securityEnabled: kind === 'MailUniversalSecurityGroup',
  onPremisesSyncEnabled: null,
  visibility: null,
  createdDateTime: '2020-01-01T00:00:00Z',
  members: [],
  owners: [],
});

export function tenant(side: 'source' | 'destination', more: Partial<Tenant>): Tenant {
  return {
    tenantId: side === 'source' ? guid(1, '1') : guid(2, '2'),
    displayName: side,
    initialDomain: initial[side],
    countryLetterCode: 'SE',
    onPremisesSyncEnabled: null,
    exchange: {
      EwsEnabled: null,
      EwsAllowedAppIDs: null,
      EwsApplicationAccessPolicy: null,
      DelayedDelicensingEnabled: false,
    },
    domains: [domain(initial[side], true)],
    users: [],
    deletedUsers: [],
    groups: [],
    contacts: [],
    recipients: [],
    ...more,
  };
}

export interface RehearsalOptions {
  readonly company: Company;
  readonly faults?: Partial<Faults>;
  readonly roster?: readonly RosterPerson[];
  readonly protectedAccounts?: readonly ProtectedAccount[];
  /** Which of the tenant's app registrations the bot signs in as. */
  readonly app?: 'bot' | 'readOnly';
  /** Stands between the clients and the world: an answer may get lost there. */
  readonly on?: (transport: Transport) => Transport;
}

export interface WireLine {
  readonly method: string;
  readonly url: string;
  readonly status: number | null;
  readonly system: string;
  readonly body: string | null;
}

export async function rehearsal({
  company,
  faults = {},
  roster = [],
  protectedAccounts = [],
  app = 'bot',
  on = (transport) => transport,
}: RehearsalOptions) {
  let base = '';
  const world: World = await createWorld({
    stateFolder: null,
    signingKey: preparedKey('world'),
    baseUrl: () => base,
    company,
    seed: 7,
    rate: 0,
    faults,
  });
  const server: Server = createServer((req, res) => void world.handle(req, res));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const send = async (method: string, path: string, body: unknown): Promise<unknown> => {
    const answer = await fetch(`${base}${path}`, {
      method,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return answer.json();
  };
  const post = (path: string, body: unknown): Promise<unknown> => send('POST', path, body);
  const clock = new StandingClock(world.now());
  /** The world goes first: whoever is woken by the clock finds it there already. */
  const pause = async (milliseconds: number): Promise<void> => {
    await post('/world/clock', { advance: milliseconds / 1000 });
    clock.set({ to: world.now().toISOString() });
  };
  const now = (): Date => world.now();
  const found = world.discovery();
  const lines: WireLine[] = [];
  const connect = (side: 'source' | 'destination', as: 'bot' | 'readOnly'): TenantSystems =>
    connectTenant({
      side,
      tenantId: found[side].tenantId,
      clientId: found[side].apps[as].clientId,
      secret: { kind: 'secret', value: found[side].apps[as].clientSecret },
      endpoints: {
        login: 'https://login.microsoftonline.com',
        graph: 'https://graph.microsoft.com',
        exchange: 'https://outlook.office365.com',
      },
      transport: on(rehearsalTransport(base)),
      wireLog: { append: (line) => void lines.push(JSON.parse(line) as WireLine) },
      pause,
      now,
    });
  const append = (line: string): void => void lines.push(JSON.parse(line) as WireLine);
  const dns = createDns({ ...found.dns, now, wireLog: { append } });
  const discovery = createDiscovery({
    endpoint: 'https://login.microsoftonline.com',
    transport: withWireLog(on(rehearsalTransport(base)), { system: 'discovery', side: 'none', append, now }),
    pause,
    now,
  });
  const systemsAs = (as: 'bot' | 'readOnly') => ({
    source: connect('source', as),
    destination: connect('destination', as),
    dns,
    discovery,
  });
  const systems = systemsAs(app);
  const { source, destination } = systems;
  const actions = actionsHeldToTheirCalls(systems);
  const ctx: StepContext = {
    migration: {
      id: 'm',
      movingDomains: company.movingDomains,
      initialDomain: initial,
      tenantId: { source: found.source.tenantId, destination: found.destination.tenantId },
      cutoverAt: null,
    },
    roster,
    protectedAccounts,
    now,
    pause,
    signal: new AbortController().signal,
    lang: 'en',
    direction: 'do',
    looks: { before: 0, since: null },
    output: async () => null,
    file: async () => null,
    keptFile: async () => null,
    written: async () => [],
    takenBack: async () => [],
    putBack: async () => null,
    endedAt: async () => null,
    doneSince: async () => [],
    worked: async () => [],
  };
  const state = async (): Promise<Company> => {
    return (await (await fetch(`${base}/world/state`)).json()) as Company;
  };
  return {
    /** What a step's code is given where one answer of it is looked at alone. */
    ctx,
    lines,
    clock,
    actions,
    actionsAnew: new MadeAnew(() => actionsHeldToTheirCalls(systems)) as ActionRegistry,
    /** The same steps' code, signed in as an app that may only read. */
    actionsOfReader: (): ActionRegistry => actionsHeldToTheirCalls(systemsAs('readOnly')),
    /** The tenants as an administrator reaches them. */
    source,
    destination,
    dns,
    /** People at the world's own doors. */
    post,
    takeAway: (path: string, body: unknown): Promise<unknown> => send('DELETE', path, body),
    ask: async (path: string): Promise<unknown> => (await fetch(`${base}${path}`)).json(),
    setFaults: (changed: Partial<Faults>) => post('/world/faults', changed),
    state,
    change: (name: string) => actions.get(name) as ChangeDefinition,
    check: (name: string) => actions.get(name) as CheckDefinition,
    task: (name: string) => actions.get(name) as TaskDefinition,
    decision: (name: string) => actions.get(name) as DecisionDefinition,
    /** For whoever comes to the portals by themselves. */
    url: base,
    close: () => {
      world.close();
      server.close();
      server.closeAllConnections();
    },
  };
}

/**
 * Code of steps as a process meets it that began just now, at every look: whatever a step kept in its memory is gone. Between two looks
 * something is waited for; whoever asks a hundred times without waiting, as a list of steps does, is given the same.
 */
class MadeAnew extends Map<string, ActionDefinition | ConditionDefinition> {
  private current: ActionRegistry | null = null;

  constructor(private readonly make: () => ActionRegistry) {
    super(make());
  }
  override get(name: string): ActionDefinition | ConditionDefinition | undefined {
    if (this.current === null) {
      this.current = this.make();
      setImmediate(() => (this.current = null));
    }
    return this.current.get(name);
  }
}
