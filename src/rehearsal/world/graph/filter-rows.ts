/**
 * The table of https://learn.microsoft.com/en-us/graph/aad-advanced-queries#support-for-filter-by-properties-of-azure-ad-directory-objects: which
 * operator works on a property by default, and which as an advanced query alone. What is in no row is not filtered by.
 */
export type Level = 'default' | 'advanced';

export interface FilterRow {
  readonly eq: Level;
  readonly startsWith?: Level;
  readonly range?: Level;
  readonly isNull?: Level;
  readonly endsWith?: boolean;
  /** What a value of it looks like; text in quotation marks when nothing is said. */
  readonly kind?: 'boolean' | 'date' | 'guid' | 'number';
  /** A collection: `any` goes before its values. */
  readonly list?: boolean;
}
export type FilterRows = Readonly<Record<string, FilterRow>>;

export const text: FilterRow = { eq: 'default', startsWith: 'default', range: 'default', isNull: 'advanced' };
export const advancedText: FilterRow = {
  eq: 'advanced',
  startsWith: 'advanced',
  range: 'advanced',
  isNull: 'advanced',
};
/** `endsWith` is for mail, otherMails, userPrincipalName and proxyAddresses. */
export const address: FilterRow = { ...text, endsWith: true };
export const key: FilterRow = { eq: 'default' };
export const yesOrNo: FilterRow = { eq: 'default', kind: 'boolean' };
export const yesOrNoOrNull: FilterRow = { ...yesOrNo, isNull: 'advanced' };
export const moment: FilterRow = { eq: 'default', range: 'default', isNull: 'advanced', kind: 'date' };
export const texts: FilterRow = { eq: 'default', startsWith: 'default', list: true };
export const addresses: FilterRow = { ...texts, range: 'advanced', endsWith: true };
/** Whether a collection is empty; other counts are not supported. */
export const emptiness: FilterRow = { eq: 'advanced', kind: 'number' };

/** How this operator may be used, or undefined when it may not. */
export function levelOf(row: FilterRow, operator: string, withNull: boolean): Level | undefined {
  if (withNull) {
    if (row.isNull === undefined) return undefined;
    return operator === 'eq' ? row.isNull : operator === 'ne' ? 'advanced' : undefined;
  }
  switch (operator) {
    case 'eq':
    case 'in':
      return row.eq;
    case 'ne':
      return 'advanced';
    case 'startsWith':
      return row.startsWith;
    case 'endsWith':
      return row.endsWith === true ? 'advanced' : undefined;
    case 'ge':
    case 'le':
      return row.range;
    default:
      return undefined;
  }
}
