/** How a plan says that somebody does not keep what stood before the at sign: the one sentence for all of them, and one for each. */
import type { FindingCode } from '../../contract/finding-codes.js';
import type { ObjectRef, Remark } from '../../contract/finding.js';
import { longestLocalPart } from './local-part.js';
import type { Renaming } from './local-part-collisions.js';

export interface Renamed {
  readonly object: ObjectRef;
  readonly from: string;
  readonly to: string;
  readonly why: Renaming;
}

const codes: Readonly<Record<Exclude<Renaming, 'taken'>, FindingCode>> = {
  cut: 'renamed-cut',
  long: 'renamed-too-long',
  characters: 'renamed-characters',
  reserved: 'renamed-reserved',
};

const said = {
  names: { sum: 'names-collide', taken: 'name-renamed' },
  addresses: { sum: 'addresses-collide', taken: 'address-renamed' },
} as const satisfies Readonly<Record<string, { readonly sum: FindingCode; readonly taken: FindingCode }>>;

export function renamedRemark({ object, from, to, why }: Renamed, what: keyof typeof said): Remark {
  if (why === 'taken') return { code: said[what].taken, facts: { from, to }, object };
  return { code: codes[why], facts: { from, to, limit: longestLocalPart }, object };
}

export const renamedRemarks = (renamed: readonly Renamed[], what: keyof typeof said): readonly Remark[] =>
  renamed.length === 0
    ? []
    : [{ code: said[what].sum, facts: { count: renamed.length } }, ...renamed.map((one) => renamedRemark(one, what))];
