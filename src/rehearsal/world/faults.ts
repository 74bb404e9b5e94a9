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
  /** What a new userPrincipalName becomes among the mailbox's addresses: both are reported, Microsoft's pages do not settle it. */
  readonly newUserPrincipalNameBecomes: 'primary' | 'secondary';
  /** 1 is the published quota; 0.1 a tenth of it; null switches throttling off. */
  readonly quotaScale: number | null;
  /** Cmdlets a tenant runs per 10 virtual seconds before 429; nothing is published, so calm sets none. */
  readonly exchangePerTenSeconds: number | null;
  /** Every n-th request of that system is answered 503 without being done; null never. */
  readonly unavailableEvery: { readonly graph: number | null; readonly exchange: number | null };
  readonly tokenLifetimeSeconds: number;
}

const calm: Faults = {
  ...calmDomains,
  scenario: 'calm',
  readLagSeconds: 2,
  listLagSeconds: 5,
  indexLagSeconds: 30,
  recomputeLagSeconds: 10,
  mirrorLagSeconds: 10,
  newUserPrincipalNameBecomes: 'primary',
  quotaScale: 1,
  exchangePerTenSeconds: null,
  unavailableEvery: { graph: null, exchange: null },
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
    newUserPrincipalNameBecomes: 'secondary',
    quotaScale: 0.05,
    exchangePerTenSeconds: 60,
    unavailableEvery: { graph: 41, exchange: 37 },
    tokenLifetimeSeconds: 600,
  },
};

/** A world that was kept before a fault was thought of behaves calmly in it. */
export const completeFaults = (kept: Faults): Faults => ({ ...calm, ...kept });

/** A named scenario with single values changed. Unknown names and members are refused by name. */
export function applyFaults(current: Faults, order: Readonly<Record<string, unknown>>): Faults {
  const { scenario, ...changes } = order;
  const base = scenario === undefined ? current : scenarios[String(scenario)];
  if (base === undefined)
    throw new RangeError(`no scenario '${String(scenario)}': ${Object.keys(scenarios).join(', ')}`);
  const strange = Object.keys(changes).find((name) => !(name in base));
  if (strange !== undefined) throw new RangeError(`no fault '${strange}': ${Object.keys(base).join(', ')}`);
  return { ...base, ...changes } as Faults;
}
