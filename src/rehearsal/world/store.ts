/**
 * The plain data of both tenants, with the maps that make looking up an address or a sign-in name immediate, a short memory of what
 * each object was (so that reads can lag), and one journal line per transaction written before anybody is answered.
 */
import type { Journal } from '../journal.js';
import type { ClockState } from './clock.js';
import {
  collectionNames,
  keyOf,
  sides,
  type CollectionName,
  type Collections,
  type Company,
  type DnsRecord,
  type ExchangeOrganizationConfig,
  type MessageTrace,
  type Side,
  type Subscription,
  type Tenant,
} from './entities.js';
import type { DomainHistory } from './domain-history.js';
import { completeFaults, type Faults } from './faults.js';
import { rightsCollectionNames, type TenantRights } from './rights/entities.js';
import { TenantIndex } from './tenant-index.js';

/** Something one service does a while after another was written to. */
export interface Effect {
  readonly n: number;
  readonly due: number;
  readonly kind:
    | 'recompute-addresses'
    | 'mirror-to-directory'
    | 'force-delete-domain'
    | 'apply-ews-policy'
    | 'apply-group-licences'
    | 'follow-licences'
    | 'make-group-mailbox';
  readonly side: Side;
  readonly id: string;
}

export interface Change {
  readonly at: string;
  readonly system: 'graph' | 'exchange' | 'dns';
  /** DNS belongs to neither tenant. */
  readonly side: Side | null;
  readonly actor: string;
  readonly what: string;
  readonly object: { readonly kind: string; readonly id: string; readonly label: string };
  readonly before: unknown;
  readonly after: unknown;
}

type Operation =
  | readonly ['put', Side, CollectionName, unknown]
  | readonly ['remove', Side, CollectionName, string]
  | readonly ['effect', Effect]
  | readonly ['effect-done', number]
  | readonly ['change', Change]
  | readonly ['clock', ClockState]
  | readonly ['beat', string, string]
  | readonly ['faults', Faults]
  | readonly ['domain-history', DomainHistory]
  | readonly ['dns', DnsState]
  | readonly ['trace', Side, MessageTrace]
  | readonly ['gateway-route', string, string]
  | readonly ['organization', Side, ExchangeOrganizationConfig]
  | readonly ['ews-in-force', Side, ExchangeOrganizationConfig | null]
  | readonly ['number', number]
  | readonly ['subscriptions', Side, readonly Subscription[]];

/** What the name servers hold. The serial of a zone counts its changes beside the records, so that a change undone leaves no trace in a dump. */
export interface DnsState {
  readonly records: readonly DnsRecord[];
  readonly changes: Readonly<Record<string, number>>;
}

export interface Snapshot {
  readonly dnsChanges?: DnsState['changes'];
  readonly company: Company;
  readonly clock: ClockState;
  readonly faults: Faults;
  readonly effects: readonly Effect[];
  readonly effectCount: number;
  readonly changes: readonly Change[];
  readonly beat: { readonly at: string; readonly wallAt: string } | null;
  /** Absent in a snapshot that was written before domains changed hands here. */
  readonly domainHistories?: readonly DomainHistory[];
  /** Absent in one that was written before letters were. */
  readonly traces?: Readonly<Record<Side, readonly MessageTrace[]>>;
  /** Absent in one that was written before there was a gateway. */
  readonly gatewayRoutes?: Readonly<Record<string, string>>;
  /** Absent in one that was written before EWS had an access list. */
  readonly ewsInForce?: EwsInForce;
  /** Absent in one that was written before things were numbered. */
  readonly numbered?: number;
}

/** What the servers still obey after it was changed; null where they obey what is written. */
export type EwsInForce = Readonly<Record<Side, ExchangeOrganizationConfig | null>>;

type TenantHead = Omit<Tenant, CollectionName>;
type Right = Collections[(typeof rightsCollectionNames)[number]];
interface Version {
  readonly until: number;
  readonly was: unknown;
}

const compactAfter = 20_000;
const longestLagMs = 3_600_000;

export class Store {
  readonly heads: Record<Side, TenantHead>;
  readonly index: Record<Side, TenantIndex>;
  readonly movingDomains: readonly string[];
  private dns: DnsState;
  private readonly dnsPast: { readonly until: number; readonly was: DnsState }[] = [];
  clock: ClockState;
  faults: Faults;
  readonly effects: Map<number, Effect>;
  changes: Change[];
  beat: Snapshot['beat'];
  private readonly domainHistories = new Map<string, DomainHistory>();
  private readonly tracesOf: Record<Side, MessageTrace[]>;
  /** Where the gateway hands on a domain's mail; kept beside the tenants, as letters are. */
  gatewayRoutes: Readonly<Record<string, string>>;
  ewsInForce: EwsInForce;
  private effectCount: number;
  private numbered: number;
  private readonly collections: Record<Side, { [Name in CollectionName]: Map<string, Collections[Name]> }>;
  private readonly order = new Map<string, string[]>();
  private readonly past = new Map<unknown, Map<string, Version[]>>();
  private operations: Operation[] = [];

  constructor(
    private readonly journal: Journal,
    start: () => Snapshot,
    /** What a tenant that says nothing of rights has. */
    private readonly usualRights: (side: Side) => TenantRights = () => noRights,
  ) {
    const { snapshot, entries } = journal.load();
    const from = (snapshot as Snapshot | null) ?? start();
    this.movingDomains = from.company.movingDomains;
    this.dns = { records: from.company.dns.records, changes: from.dnsChanges ?? {} };
    this.clock = from.clock;
    this.faults = completeFaults(from.faults);
    this.effects = new Map(from.effects.map((effect) => [effect.n, effect]));
    this.effectCount = from.effectCount;
    this.numbered = from.numbered ?? 0;
    this.changes = [...from.changes];
    this.beat = from.beat;
    this.tracesOf = { source: [...(from.traces?.source ?? [])], destination: [...(from.traces?.destination ?? [])] };
    this.gatewayRoutes = from.gatewayRoutes ?? {};
    this.ewsInForce = from.ewsInForce ?? { source: null, destination: null };
    for (const history of from.domainHistories ?? [])
      this.domainHistories.set(historyKey(history.side, history.domain), history);
    this.heads = { source: headOf(from.company.tenants.source), destination: headOf(from.company.tenants.destination) };
    this.index = { source: new TenantIndex(), destination: new TenantIndex() };
    this.collections = { source: emptyCollections(), destination: emptyCollections() };
    for (const side of sides) {
      for (const name of collectionNames) {
        for (const entity of from.company.tenants[side][name] ?? []) this.place(side, name, entity);
      }
      const usual = usualRights(side);
      for (const name of rightsCollectionNames) {
        if (from.company.tenants[side][name] !== undefined) continue;
        for (const entity of usual[name]) this.place(side, name, entity);
      }
    }
    for (const entry of entries) for (const operation of entry as Operation[]) this.replay(operation);
    if (snapshot === null || entries.length > 0) this.compact();
  }

  get<Name extends CollectionName>(side: Side, name: Name, id: string): Collections[Name] | undefined {
    return this.collections[side][name].get(id);
  }

  all<Name extends CollectionName>(side: Side, name: Name): IterableIterator<Collections[Name]> {
    return this.collections[side][name].values();
  }

  size(side: Side, name: CollectionName): number {
    return this.collections[side][name].size;
  }

  /** Keys in the stable order in which lists answer. */
  keys(side: Side, name: CollectionName): readonly string[] {
    const cached = this.order.get(`${side}/${name}`);
    if (cached !== undefined) return cached;
    const keys = [...this.collections[side][name].keys()].sort();
    this.order.set(`${side}/${name}`, keys);
    return keys;
  }

  /** Keys of what was taken away within the longest lag. */
  recentlyGone(side: Side, name: CollectionName): readonly string[] {
    const map = this.collections[side][name];
    return [...(this.past.get(map)?.keys() ?? [])].filter((key) => !map.has(key));
  }

  /** The object as a reader sees it who is `lagMs` behind; undefined when it was not there yet. */
  seen<Name extends CollectionName>(
    side: Side,
    name: Name,
    id: string,
    now: number,
    lagMs: number,
  ): Collections[Name] | undefined {
    const map = this.collections[side][name];
    const versions = this.past.get(map)?.get(id);
    if (versions === undefined) return map.get(id);
    const moment = now - lagMs;
    const version = versions.find((one) => one.until > moment);
    return version === undefined ? map.get(id) : (version.was as Collections[Name] | undefined);
  }

  put<Name extends CollectionName>(side: Side, name: Name, entity: Collections[Name], at: number): void {
    this.remember(side, name, keyOf(name, entity), at);
    this.place(side, name, entity);
    this.operations.push(['put', side, name, entity]);
  }

  remove(side: Side, name: CollectionName, id: string, at: number): void {
    this.remember(side, name, id, at);
    this.unplace(side, name, id);
    this.operations.push(['remove', side, name, id]);
  }

  get dnsRecords(): readonly DnsRecord[] {
    return this.dns.records;
  }

  /** The zones as a name server holds them that is `lagMs` behind. */
  dnsSeen(now: number, lagMs: number): DnsState {
    return this.dnsPast.find(({ until }) => until > now - lagMs)?.was ?? this.dns;
  }

  putDns(records: readonly DnsRecord[], zone: string, at: number): void {
    while (this.dnsPast[0] !== undefined && this.dnsPast[0].until <= at - longestLagMs) this.dnsPast.shift();
    this.dnsPast.push({ until: at, was: this.dns });
    this.dns = { records, changes: { ...this.dns.changes, [zone]: (this.dns.changes[zone] ?? 0) + 1 } };
    this.operations.push(['dns', this.dns]);
  }

  /** For what must never be the same twice; no part of how the tenants are. */
  nextNumber(): number {
    this.numbered += 1;
    this.operations.push(['number', this.numbered]);
    return this.numbered;
  }

  schedule(effect: Omit<Effect, 'n'>): void {
    this.effectCount += 1;
    const whole = { n: this.effectCount, ...effect };
    this.effects.set(whole.n, whole);
    this.operations.push(['effect', whole]);
  }

  effectDone(n: number): void {
    this.effects.delete(n);
    this.operations.push(['effect-done', n]);
  }

  /** What has become of a domain in a tenant since the world began; undefined when nothing has. */
  domainHistory(side: Side, domain: string): DomainHistory | undefined {
    return this.domainHistories.get(historyKey(side, domain));
  }

  domainHistoriesOf(side: Side): readonly DomainHistory[] {
    return [...this.domainHistories.values()].filter((history) => history.side === side);
  }

  keepDomainHistory(history: DomainHistory): void {
    this.domainHistories.set(historyKey(history.side, history.domain), history);
    this.operations.push(['domain-history', history]);
  }

  /** Of every letter that passed through the tenant, in the order of coming. */
  traces(side: Side): readonly MessageTrace[] {
    return this.tracesOf[side];
  }

  keepTrace(side: Side, trace: MessageTrace): void {
    this.tracesOf[side].push(trace);
    this.operations.push(['trace', side, trace]);
  }

  putGatewayRoute(domain: string, host: string): void {
    this.gatewayRoutes = { ...this.gatewayRoutes, [domain]: host };
    this.operations.push(['gateway-route', domain, host]);
  }

  putOrganization(side: Side, exchange: ExchangeOrganizationConfig): void {
    this.heads[side] = { ...this.heads[side], exchange };
    this.operations.push(['organization', side, exchange]);
  }

  putSubscriptions(side: Side, subscriptions: readonly Subscription[]): void {
    this.heads[side] = { ...this.heads[side], subscriptions };
    this.operations.push(['subscriptions', side, subscriptions]);
  }

  obeyEws(side: Side, config: ExchangeOrganizationConfig | null): void {
    this.ewsInForce = { ...this.ewsInForce, [side]: config };
    this.operations.push(['ews-in-force', side, config]);
  }

  note(change: Change): void {
    this.changes = [...this.changes.slice(-49), change];
    this.operations.push(['change', change]);
  }

  keepClock(state: ClockState): void {
    this.clock = state;
    this.operations.push(['clock', state]);
    this.commit();
  }

  keepBeat(at: string, wallAt: string): void {
    this.beat = { at, wallAt };
    this.operations.push(['beat', at, wallAt]);
    this.commit();
  }

  setFaults(faults: Faults): void {
    this.faults = faults;
    this.operations.push(['faults', faults]);
    this.commit();
  }

  /** Writes what was done since the last commit as one line: after a kill either all of it is there or none. */
  commit(): void {
    if (this.operations.length === 0) return;
    this.journal.append(this.operations);
    this.operations = [];
    if (this.journal.entriesSinceSnapshot() >= compactAfter) this.compact();
  }

  company(): Company {
    const tenant = (side: Side): Tenant => {
      const sorted = <Name extends CollectionName>(name: Name): Collections[Name][] =>
        this.keys(side, name).map((key) => this.collections[side][name].get(key) as Collections[Name]);
      return {
        ...this.heads[side],
        domains: sorted('domains'),
        users: sorted('users'),
        deletedUsers: sorted('deletedUsers'),
        groups: sorted('groups'),
        contacts: sorted('contacts'),
        recipients: sorted('recipients'),
        deletedGroups: sorted('deletedGroups'),
        applications: sorted('applications'),
        details: sorted('details'),
        mailFlow: sorted('mailFlow'),
        // A tenant in whose mailboxes nobody put anything says nothing of it.
        ...(this.size(side, 'mailboxItems') === 0 ? {} : { mailboxItems: sorted('mailboxItems') }),
        ...this.specialRights(side),
      };
    };
    return {
      format: 'changeover-company-1',
      movingDomains: this.movingDomains,
      tenants: { source: tenant('source'), destination: tenant('destination') },
      // In a zone order means nothing: a record taken away and put back leaves the dump as it was.
      dns: { records: [...this.dns.records].sort((a, b) => (placeOf(a) < placeOf(b) ? -1 : 1)) },
    };
  }

  /** Rights that are not what a tenant has by itself; a dump is silent about the others. */
  private specialRights(side: Side): Partial<TenantRights> {
    const usual = this.usualRights(side);
    const text = (list: readonly { readonly id: string }[]): string =>
      JSON.stringify([...list].sort((a, b) => (a.id < b.id ? -1 : 1)));
    return Object.fromEntries(
      rightsCollectionNames
        .map(
          (name) => [name, this.keys(side, name).map((key) => this.collections[side][name].get(key) as Right)] as const,
        )
        .filter(([name, list]) => text(list) !== text(usual[name])),
    );
  }

  close(): void {
    this.commit();
    this.journal.close();
  }

  private compact(): void {
    const snapshot: Snapshot = {
      dnsChanges: this.dns.changes,
      company: this.company(),
      clock: this.clock,
      faults: this.faults,
      effects: [...this.effects.values()],
      effectCount: this.effectCount,
      changes: this.changes,
      beat: this.beat,
      domainHistories: [...this.domainHistories.values()],
      traces: this.tracesOf,
      gatewayRoutes: this.gatewayRoutes,
      ewsInForce: this.ewsInForce,
      numbered: this.numbered,
    };
    this.journal.compact(snapshot);
  }

  private remember(side: Side, name: CollectionName, id: string, at: number): void {
    const map = this.collections[side][name];
    const histories = this.past.get(map) ?? new Map<string, Version[]>();
    this.past.set(map, histories);
    const versions = (histories.get(id) ?? []).filter((version) => version.until > at - longestLagMs);
    versions.push({ until: at, was: map.get(id) });
    histories.set(id, versions);
  }

  private place(side: Side, name: CollectionName, entity: Collections[CollectionName]): void {
    const map = this.collections[side][name] as Map<string, Collections[CollectionName]>;
    const key = keyOf(name, entity);
    const before = map.get(key);
    if (before === undefined) this.order.delete(`${side}/${name}`);
    this.index[side].replace(name, before, entity);
    map.set(key, entity);
  }

  private unplace(side: Side, name: CollectionName, id: string): void {
    const map = this.collections[side][name] as Map<string, Collections[CollectionName]>;
    this.index[side].replace(name, map.get(id), undefined);
    map.delete(id);
    this.order.delete(`${side}/${name}`);
  }

  private replay(operation: Operation): void {
    switch (operation[0]) {
      case 'put':
        return this.place(operation[1], operation[2], operation[3] as Collections[CollectionName]);
      case 'remove':
        return this.unplace(operation[1], operation[2], operation[3]);
      case 'effect':
        this.effects.set(operation[1].n, operation[1]);
        this.effectCount = Math.max(this.effectCount, operation[1].n);
        return;
      case 'effect-done':
        this.effects.delete(operation[1]);
        return;
      case 'change':
        this.changes = [...this.changes.slice(-49), operation[1]];
        return;
      case 'clock':
        this.clock = operation[1];
        return;
      case 'beat':
        this.beat = { at: operation[1], wallAt: operation[2] };
        return;
      case 'faults':
        this.faults = completeFaults(operation[1]);
        return;
      case 'domain-history':
        this.domainHistories.set(historyKey(operation[1].side, operation[1].domain), operation[1]);
        return;
      case 'dns':
        this.dns = operation[1];
        return;
      case 'trace':
        this.tracesOf[operation[1]].push(operation[2]);
        return;
      case 'gateway-route':
        this.gatewayRoutes = { ...this.gatewayRoutes, [operation[1]]: operation[2] };
        return;
      case 'organization':
        this.heads[operation[1]] = { ...this.heads[operation[1]], exchange: operation[2] };
        return;
      case 'ews-in-force':
        this.ewsInForce = { ...this.ewsInForce, [operation[1]]: operation[2] };
        return;
      case 'number':
        this.numbered = operation[1];
        return;
      case 'subscriptions':
        this.heads[operation[1]] = { ...this.heads[operation[1]], subscriptions: operation[2] };
    }
  }
}

const historyKey = (side: Side, domain: string): string => `${side}/${domain}`;

function headOf(tenant: Tenant): TenantHead {
  const { tenantId, displayName, initialDomain, countryLetterCode, onPremisesSyncEnabled, exchange, subscriptions } =
    tenant;
  const bought = subscriptions === undefined ? {} : { subscriptions };
  return { tenantId, displayName, initialDomain, countryLetterCode, onPremisesSyncEnabled, exchange, ...bought };
}

const placeOf = ({ name, type, data }: DnsRecord): string => `${name} ${type} ${data}`;

const emptyCollections = (): { [Name in CollectionName]: Map<string, Collections[Name]> } => ({
  domains: new Map(),
  users: new Map(),
  deletedUsers: new Map(),
  groups: new Map(),
  contacts: new Map(),
  recipients: new Map(),
  deletedGroups: new Map(),
  applications: new Map(),
  details: new Map(),
  mailFlow: new Map(),
  mailboxItems: new Map(),
  roleAssignments: new Map(),
  appRoleAssignments: new Map(),
  permissionGrants: new Map(),
  roleGroupMembers: new Map(),
  accessPolicies: new Map(),
});

const noRights: TenantRights = {
  roleAssignments: [],
  appRoleAssignments: [],
  permissionGrants: [],
  roleGroupMembers: [],
  accessPolicies: [],
};
