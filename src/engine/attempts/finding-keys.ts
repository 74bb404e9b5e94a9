import { canonicalJson } from '../../contract/json.js';
import type { Finding } from '../../contract/finding.js';

/** What a finding is about, so that one accepted by name is recognised the next night, also where it is only counted by then. */
export function findingKeys({ status, code, facts, object, standsFor }: Finding): readonly string[] {
  if (standsFor !== undefined) return standsFor.ids.map((id) => `${standsFor.code} ${id}`);
  // About nothing in particular: whoever accepts it accepts exactly what it said.
  return [object === undefined ? `${code} ${status} ${canonicalJson(facts)}` : `${code} ${object.id}`];
}
