import type { Finding } from '../contract/change.js';

const shownOfEach = 20;

/** At most twenty findings of a kind and how many more there are: while a tenant catches up, thousands of objects fail alike at every look. */
export function mostTelling(findings: readonly Finding[]): readonly Finding[] {
  const byCode = new Map<string, Finding[]>();
  for (const finding of findings) {
    const alike = byCode.get(finding.code);
    if (alike === undefined) byCode.set(finding.code, [finding]);
    else alike.push(finding);
  }
  return [...byCode.values()].flatMap((alike) => {
    const more = alike.length - shownOfEach;
    const [first] = alike;
    return more <= 0 || first === undefined
      ? alike
      : [...alike.slice(0, shownOfEach), { status: first.status, code: 'and-more', facts: { count: more } }];
  });
}
