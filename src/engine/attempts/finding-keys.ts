import type { Finding } from '../../contract/finding.js';

/** What a finding is about, so that one accepted by name is recognised the next night, also where it is only counted by then. */
export const findingKeys = ({ code, object, standsFor }: Finding): readonly string[] =>
  standsFor === undefined ? [`${code} ${object?.id ?? ''}`] : standsFor.ids.map((id) => `${standsFor.code} ${id}`);
