/** Whether what people agreed to covers what the plan is now: the one rule for a plan that is asked about, and for the last look before the first write. */
import type { Remark } from '../../../contract/finding.js';
import type { StoredPlan } from '../../schema.js';

type Read = Pick<StoredPlan, 'hash' | 'blockers' | 'warnings' | 'leftOut' | 'undoSeconds'>;

/** The same changes, nothing that nobody has read of, and the same time for the way back. What is better than it was, a warning less, is covered. */
export const isCovered = (agreed: Read, now: Read): boolean =>
  now.hash === agreed.hash &&
  now.blockers.length === 0 &&
  now.undoSeconds === agreed.undoSeconds &&
  newToKnow(agreed, now).length === 0;

/** Warnings and objects left out that were not on the card, or say more than they did there. */
export function newToKnow(agreed: Read, now: Read): readonly Remark[] {
  const before = [...agreed.warnings, ...agreed.leftOut];
  return [...now.warnings, ...now.leftOut].filter((remark) => !before.some((old) => covers(old, remark)));
}

/** A count that went down, of names that have been seen to meanwhile, is less of the same. */
function covers(old: Remark, now: Remark): boolean {
  if (old.code !== now.code || refOf(old) !== refOf(now)) return false;
  const facts = Object.entries(now.facts);
  return (
    facts.length === Object.keys(old.facts).length &&
    facts.every(([name, value]) => {
      const was = old.facts[name];
      return typeof value === 'number' && typeof was === 'number' ? value <= was : value === was;
    })
  );
}

const refOf = ({ object }: Remark): string => (object === undefined ? '' : `${object.kind} ${object.id}`);
