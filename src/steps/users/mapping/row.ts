/** A row of the mapping as people edit it, and as it is kept. */
import type { FindingCode } from '../../../contract/finding-codes.js';

/**
 * same: that object of the destination is theirs · create: nobody there is, one is made · replace: a contact or mail user of theirs gives way to
 * one that is made · guest: their guest account of the source company becomes one of the house · leave: stays behind
 */
export const actions = ['same', 'create', 'replace', 'guest', 'leave'] as const;
export type Action = (typeof actions)[number];

/** Whose object is not there before, or gives way to one that is made. */
export const getsNewObject = ({ action }: { readonly action: string }): boolean =>
  action === 'create' || action === 'replace' || action === 'guest';

/** As the list is headed that MigrationWiz takes: https://help.bittitan.com/hc/en-us/articles/115008101167 */
export const wantedColumns = ['Source Email', 'Destination Email'] as const;
export const columns = [
  ...wantedColumns,
  'Action',
  'Wave',
  'Licence',
  'Kind',
  'Name',
  'How sure',
  'Source Object Id',
  'Destination Object Id',
] as const;
export type Column = (typeof columns)[number];

/** How the bot came to pair the two: from an id or address that only one person has, down to a name that others may have too. */
export const sureties = [
  'made by the bot',
  'employee id',
  'address',
  'name and local part',
  'name',
  'several',
  'nobody there',
] as const;
export type Surety = (typeof sureties)[number];

/** Proposed, or read from what people handed in. */
export interface Row {
  /** As the program numbers it where people edit; 0: it stands in none. */
  readonly number: number;
  readonly source: string;
  readonly target: string;
  readonly action: string;
  readonly wave: string;
  readonly licence: string;
  readonly kind: string;
  readonly name: string;
  readonly sure: string;
  readonly sourceId: string;
  readonly targetId: string;
  /** What is wrong with a cell before anybody reads it. */
  readonly cells?: readonly { readonly column: Column; readonly wrong: 'error' | 'formula' }[];
}

/** One thing that is wrong with a row, said by a sentence that also tells the way out. */
export interface Fault {
  readonly row: Row;
  readonly code: Extract<FindingCode, `mapping.${string}`>;
  readonly facts: Readonly<Record<string, string | number>>;
}

/** A row that everybody later works from. Keyed by object id: addresses change in the night. */
export type MappedRow = {
  readonly sourceId: string;
  readonly source: string;
  readonly kind: string;
  readonly name: string;
  readonly action: Action;
  /** Empty where it stays behind. */
  readonly target: string;
  /** Null: it is not there yet. */
  readonly targetId: string | null;
  /** Null: nothing of it is copied. */
  readonly wave: number | null;
  /** As it is called in the destination; null: by a group, or later. */
  readonly licence: string | null;
};
