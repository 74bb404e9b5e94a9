/** Domains of one tenant, and to whom a domain belongs. https://learn.microsoft.com/graph/api/resources/domain */
import type { Applied } from '../../contract/change.js';
import type { FindingCode } from '../../contract/finding-codes.js';
import { SystemFault } from '../../errors.js';
import { appliedFrom } from '../applied.js';
import type { GraphConnection, Order } from './connection.js';
import { domainDetailProperties, type DomainDetails, type DomainDnsRecord, type TenantInformation } from './types.js';

export interface GraphDomains {
  /** Null: the tenant does not have it. Names are compared without case. */
  domain(name: string): Promise<DomainDetails | null>;
  /** What the tenant wants to see in DNS before it believes that the domain is its own. */
  verificationDnsRecords(name: string): Promise<readonly DomainDnsRecord[]>;
  /** What the tenant asks for afterwards; empty or `Unavailable` right after a verification. */
  serviceConfigurationRecords(name: string): Promise<readonly DomainDnsRecord[]>;
  /** Whoever has the domain verified; null: nobody that Microsoft knows of. */
  tenantByDomainName(name: string): Promise<TenantInformation | null>;
  /** The writes are sent once each: what was not answered is `in-doubt`. */
  addDomain(name: string): Promise<Applied>;
  verifyDomain(name: string): Promise<Applied>;
  removeDomain(name: string): Promise<Applied>;
  /** Accepted when `done`: carried out later, and `state` of the domain says how far it is. */
  forceRemoveDomain(name: string): Promise<Applied>;
  setSupportedServices(name: string, supportedServices: readonly string[]): Promise<Applied>;
}

export function graphDomains(connection: GraphConnection, side: string): GraphDomains {
  const path = (name: string, rest = ''): string => `/domains/${encodeURIComponent(name)}${rest}`;
  const readOrNull = async <T>(operation: string, at: string): Promise<T | null> => {
    try {
      return (await connection.read(operation, at)) as T;
    } catch (cause) {
      if (cause instanceof SystemFault && cause.details.status === 404) return null;
      throw cause;
    }
  };
  const records = async (name: string, list: string): Promise<readonly DomainDnsRecord[]> => {
    const operation = `reading ${list} of ${name} in the ${side}`;
    const page = (await connection.read(operation, path(name, `/${list}`))) as { value?: unknown } | null;
    if (!Array.isArray(page?.value)) throw connection.noAnswer(operation, new Error('the answer holds no list'));
    return page.value as DomainDnsRecord[];
  };
  const write = async (doing: string, name: string, order: Order, code: RefusalCode): Promise<Applied> => {
    try {
      await connection.write(`${doing} ${name} in the ${side}`, order);
      return { result: 'done' };
    } catch (cause) {
      if (!(cause instanceof SystemFault)) throw cause;
      // Signing in failed: nothing was sent.
      if (cause.details.system === 'login') return { result: 'not-done', retryAfter: null };
      return appliedFrom(cause, refusalCode(cause, code));
    }
  };

  return {
    async domain(name) {
      const at = path(name, `?$select=${domainDetailProperties.join(',')}`);
      const found = await readOrNull<DomainDetails>(`reading the domain ${name} of the ${side}`, at);
      return found === null ? null : { ...found, supportedServices: found.supportedServices ?? [] };
    },
    verificationDnsRecords: (name) => records(name, 'verificationDnsRecords'),
    serviceConfigurationRecords: (name) => records(name, 'serviceConfigurationRecords'),
    tenantByDomainName: (name) =>
      readOrNull<TenantInformation>(
        `asking whose ${name} is`,
        `/tenantRelationships/findTenantInformationByDomainName(domainName='${encodeURIComponent(name)}')`,
      ),
    addDomain: (name) => write('adding', name, { method: 'POST', path: '/domains', body: { id: name } }, addRefusal),
    verifyDomain: (name) =>
      write('verifying', name, { method: 'POST', path: path(name, '/verify'), body: {} }, verifyRefusal),
    removeDomain: (name) =>
      write('removing', name, { method: 'DELETE', path: path(name) }, () => 'domain-held-by-dependants'),
    // Without the body the service disables every account that it renames: https://learn.microsoft.com/graph/api/domain-forcedelete
    forceRemoveDomain: (name) =>
      write(
        'forcing the removal of',
        name,
        { method: 'POST', path: path(name, '/forceDelete'), body: { disableUserAccounts: false } },
        () => 'force-delete-refused',
      ),
    setSupportedServices: (name, supportedServices) =>
      write(
        'setting supportedServices of',
        name,
        { method: 'PATCH', path: path(name), body: { supportedServices } },
        () => 'graph-refused',
      ),
  };
}

type RefusalCode = (text: string) => FindingCode;

function refusalCode({ message, details }: SystemFault, code: RefusalCode): FindingCode {
  if (details.status === 401 || details.status === 403) return 'permission-missing';
  if (details.status === 404) return 'object-gone';
  return code(`${message} ${details.code}`);
}

/** No page tells the wordings: what is recognised here is what directories have been seen to say. */
const heldElsewhere =
  /(another|different|other) (organi[sz]ation|tenant|company|directory)|(already|still) (in use|verified|registered|configured|used)/i;

/** The tenant's own copy of the name is no conflict with somebody else. */
const addRefusal: RefusalCode = (text) => {
  if (/same value for property id/i.test(text)) return 'domain-there-already';
  return heldElsewhere.test(text) ? 'domain-held-elsewhere' : 'graph-refused';
};

const verifyRefusal: RefusalCode = (text) => {
  if (/domain is already verified/i.test(text)) return 'domain-there-already';
  if (heldElsewhere.test(text)) return 'domain-held-elsewhere';
  return /\b(dns|txt|record)/i.test(text) ? 'domain-proof-unseen-by-tenant' : 'graph-refused';
};
