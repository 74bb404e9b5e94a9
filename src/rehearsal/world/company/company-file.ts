/** A company as a file: what `GET /world/state` answers can be kept and loaded again. */
import { canonical } from '../canonical.js';
import {
  collectionNames,
  keyOf,
  laterCollections,
  sides,
  type CollectionName,
  type Collections,
  type Company,
} from '../entities.js';

/** The text of the file; the same company gives the same text. */
export const saveCompany = (company: Company): string => `${JSON.stringify(canonical(company), null, 1)}\n`;

/** Reads such a text; throws a sentence that says what is wrong with it. */
export function loadCompany(text: string): Company {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new SyntaxError(`The company file is not JSON: ${(error as Error).message}`);
  }
  const company = value as Company;
  if (typeof value !== 'object' || value === null || company.format !== 'changeover-company-1') {
    throw new SyntaxError("The company file does not say format 'changeover-company-1'.");
  }
  for (const side of sides) {
    const tenant = company.tenants?.[side];
    if (typeof tenant?.tenantId !== 'string') throw new SyntaxError(`The company file has no ${side} tenant.`);
    for (const name of collectionNames) {
      const list: readonly Collections[CollectionName][] | undefined =
        // Saved before these were kept: such a tenant has none.
        tenant[name] ?? (laterCollections.includes(name) ? [] : undefined);
      if (!Array.isArray(list)) throw new SyntaxError(`The ${side} tenant of the company file has no list of ${name}.`);
      const keys = new Set<string>();
      for (const entity of list as readonly Collections[CollectionName][]) {
        const key = keyOf(name, entity);
        if (typeof key !== 'string' || key === '')
          throw new SyntaxError(`One of the ${name} of the ${side} tenant has no id.`);
        if (keys.has(key)) throw new SyntaxError(`The ${side} tenant has two ${name} with the id ${key}.`);
        keys.add(key);
      }
    }
  }
  if (!Array.isArray(company.movingDomains) || !Array.isArray(company.dns?.records)) {
    throw new SyntaxError('The company file needs movingDomains and dns.records.');
  }
  return company;
}
