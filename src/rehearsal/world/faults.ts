import { calmDomains, stormyDomains, type DomainFaults } from './domain-faults.js';

/** How kindly the services behave: numbers and switches only, so that a scenario is data. Times are virtual seconds. */
export interface Faults extends DomainFaults {
  readonly scenario: string;
  /** GET by id may be this old after a write. Each object has its own delay up to this, by the seed. */
  readonly readLagSeconds: number;
  /** Lists and ordinary filters may be this old. */
  readonly listLagSeconds: number;
  /** The index behind `ConsistencyLevel: eventual` may be this old. https://learn.microsoft.com/en-us/graph/aad-advanced-queries */
  readonly indexLagSeconds: number;
  /** Exchange learns of a changed userPrincipalName after this. */
  readonly recomputeLagSeconds: number;
  /** Graph shows what Exchange changed after this. */
  readonly mirrorLagSeconds: number;
  /** The second name server is this far behind the first. */
  readonly dnsPropagationSeconds: number;
  /** A letter stands in the message trace this long after it came. */
  readonly traceLagSeconds: number;
  /** A licence that a group gives or takes reaches its member after this. */
  readonly groupLicenceLagSeconds: number;
  /** The mailbox of who has got a licence for it is there after this, and that of who has lost it gone. */
  readonly mailboxLagSeconds: number;
  /** A changed switch or list for EWS is obeyed this long after it was written: "up to 24 hours". */
  readonly ewsPolicyLagSeconds: number;
  /** A letter lies in the mailbox of its reader this long after it was sent. */
  readonly deliveryLagSeconds: number;
  /** An access policy for applications is obeyed this long after it was written: "can take longer than 1 hour". */
  readonly accessPolicyLagSeconds: number;
  /** What a new userPrincipalName becomes among the mailbox's addresses: both are reported, Microsoft's pages do not settle it. */
  readonly newUserPrincipalNameBecomes: 'primary' | 'secondary';
  /** 1 is the published quota; 0.1 a tenth of it; null switches throttling off. */
  readonly quotaScale: number | null;
  /** Cmdlets a tenant runs per 10 virtual seconds before 429; nothing is published, so calm sets none. */
  readonly exchangePerTenSeconds: number | null;
  /** Every n-th request of that system is answered 503 without being done; null never. */
  readonly unavailableEvery: EveryNth;
  /** Every n-th request is answered 429 without being done and without saying when to come back. */
  readonly throttledEvery: EveryNth;
  /** Every n-th request that changed something, a whole batch included, was carried out and its caller is never told. */
  readonly unansweredEvery: EveryNth;
  /** The connection of such a write is cut, or held until the caller loses patience. */
  readonly unansweredHow: 'cut' | 'held';
  /** Every n-th request for a further page finds its scan expired. */
  readonly pageLostEvery: EveryNth;
  /** Every n-th request with a valid token is answered 401, and the token is dead from then on. */
  readonly tokenRevokedEvery: EveryNth;
  readonly tokenLifetimeSeconds: number;
}

/** By the name of the service; one that is not named is never struck. */
export interface EveryNth {
  readonly graph: number | null;
  readonly exchange: number | null;
  readonly [service: string]: number | null;
}

const never: EveryNth = { graph: null, exchange: null };

const calm: Faults = {
  ...calmDomains,
  scenario: 'calm',
  readLagSeconds: 2,
  listLagSeconds: 5,
  indexLagSeconds: 30,
  recomputeLagSeconds: 10,
  mirrorLagSeconds: 10,
  dnsPropagationSeconds: 15,
  traceLagSeconds: 300,
  groupLicenceLagSeconds: 60,
  mailboxLagSeconds: 180,
  ewsPolicyLagSeconds: 4 * 3600,
  deliveryLagSeconds: 20,
  accessPolicyLagSeconds: 1800,
  newUserPrincipalNameBecomes: 'primary',
  quotaScale: 1,
  exchangePerTenSeconds: null,
  unavailableEvery: never,
  throttledEvery: never,
  unansweredEvery: never,
  unansweredHow: 'cut',
  pageLostEvery: never,
  tokenRevokedEvery: never,
  tokenLifetimeSeconds: 3599,
};

export const scenarios: Readonly<Record<string, Faults>> = {
  calm,
  storm: {
    ...calm,
    ...stormyDomains,
    scenario: 'storm',
    readLagSeconds: 20,
    listLagSeconds: 60,
    indexLagSeconds: 600,
    recomputeLagSeconds: 180,
    mirrorLagSeconds: 300,
    dnsPropagationSeconds: 900,
    traceLagSeconds: 900,
    groupLicenceLagSeconds: 900,
    mailboxLagSeconds: 1800,
    ewsPolicyLagSeconds: 24 * 3600,
    deliveryLagSeconds: 300,
    accessPolicyLagSeconds: 3500,
    newUserPrincipalNameBecomes: 'secondary',
    quotaScale: 0.05,
    exchangePerTenSeconds: 60,
    unavailableEvery: { graph: 41, exchange: 37 },
    throttledEvery: { graph: 53, exchange: 47 },
    // Few requests write, and most of those are batches.
    unansweredEvery: { graph: 6, exchange: 11 },
    // Rarer than the pages of the longest scan, 20,000 mailboxes in full pages: the scan that begins again comes through.
    pageLostEvery: { graph: 31, exchange: 29 },
    tokenRevokedEvery: { graph: 97, exchange: 89 },
    tokenLifetimeSeconds: 600,
  },
};

/** A world that was kept before a fault was thought of behaves calmly in it. */
export const completeFaults = (kept: Faults): Faults => ({ ...calm, ...kept });

/** A named scenario with single values changed. Unknown names and members, and values that mean nothing, are refused by name. */
export function applyFaults(
  current: Faults,
  order: Readonly<Record<string, unknown>>,
  struckServices: readonly string[],
): Faults {
  const { scenario, ...changes } = order;
  const named = Object.hasOwn(scenarios, String(scenario)) ? scenarios[String(scenario)] : undefined;
  const base = scenario === undefined ? current : named;
  if (base === undefined)
    throw new RangeError(`no scenario '${String(scenario)}': ${Object.keys(scenarios).join(', ')}`);
  const strange = Object.keys(changes).find((name) => !(name in base));
  if (strange !== undefined) throw new RangeError(`no fault '${strange}': ${Object.keys(base).join(', ')}`);
  const settled = Object.entries(changes).map(([name, value]) => [
    name,
    settledValue(name, base[name as keyof Faults], value, struckServices),
  ]);
  return { ...base, ...Object.fromEntries(settled) } as Faults;
}

const words: Readonly<Record<string, readonly string[]>> = {
  newUserPrincipalNameBecomes: ['primary', 'secondary'],
  unansweredHow: ['cut', 'held'],
};
const mayBeNull: readonly string[] = ['quotaScale', 'exchangePerTenSeconds'];

function settledValue(name: string, before: unknown, value: unknown, services: readonly string[]): unknown {
  if (/Every$/.test(name)) {
    const given = typeof value === 'object' && value !== null ? Object.entries(value) : [['', value]];
    const fits = ([system, n]: readonly unknown[]): boolean =>
      services.includes(String(system)) && (n === null || (Number.isInteger(n) && (n as number) > 0));
    if (!given.every(fits))
      throw new RangeError(
        `${name} is {${services.map((one) => `"${one}": n`).join(', ')}}, each a whole number or null`,
      );
    return { ...(before as EveryNth), ...Object.fromEntries(given) };
  }
  const known = words[name];
  if (known !== undefined) {
    if (!known.includes(String(value))) throw new RangeError(`${name} is one of ${known.join(', ')}`);
    return value;
  }
  if (value === null && mayBeNull.includes(name)) return value;
  const wanted = before === null ? 'number' : typeof before;
  if (typeof value !== wanted) throw new RangeError(`${name} is a ${wanted}, not '${String(value)}'`);
  if (typeof value === 'number' && !(value >= 0)) throw new RangeError(`${name} is a number of at least 0`);
  return value;
}
