/** A remark on one of many objects: whoever reads it must know which, by the name that people give it. */
import type { Remark } from '../../contract/finding.js';
import { plainText } from './plain-text.js';
import type { Words } from './words.js';

export function ofObject(remark: Remark, words: Words): string {
  const said = words.remark(remark);
  const label = plainText(remark.object?.label ?? '', 60);
  return label === '' || said.includes(label) ? said : `${label}: ${said}`;
}

/** What the support of a service asks for, and nobody else. */
export const requestIds = (remarks: readonly Remark[]): readonly string[] => [
  ...new Set(remarks.flatMap(({ facts }) => (facts['requestId'] === undefined ? [] : [String(facts['requestId'])]))),
];
