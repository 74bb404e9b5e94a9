import type { ObjectRef, Remark } from '../../contract/finding.js';
import type { Operator } from './operators.js';

/** Why an account is not part of a bulk change. */
export function operatorRemark(operator: Operator, object: ObjectRef): Remark {
  return operator.kind === 'person'
    ? { code: 'left-out-roster', facts: { person: operator.person.name, name: object.label }, object }
    : { code: 'left-out-protected', facts: { why: operator.account.why, name: object.label }, object };
}
