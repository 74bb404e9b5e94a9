import type { Finding } from '../contract/finding.js';

const shownOfEach = 20;

/**
 * At most twenty findings of a kind and how many more there are: while a tenant catches up, thousands of objects fail alike at every look.
 * `named`: of the others it is kept which they are, for what people accept one by one.
 */
export function mostTelling(findings: readonly Finding[], { named = false } = {}): readonly Finding[] {
  const byCode = new Map<string, Finding[]>();
  for (const finding of findings) {
    const alike = byCode.get(finding.code);
    if (alike === undefined) byCode.set(finding.code, [finding]);
    else alike.push(finding);
  }
  return [...byCode.values()].flatMap((alike) => {
    const more = alike.length - shownOfEach;
    const [first] = alike;
    if (more <= 0 || first === undefined) return alike;
    const ids = alike.slice(shownOfEach).flatMap(({ object }) => object?.id ?? []);
    const rest: Finding = {
      status: first.status,
      code: 'and-more',
      facts: { count: more, of: first.code },
      ...(first.failsLater === true ? { failsLater: true } : {}),
      ...(named ? { standsFor: { code: first.code, ids } } : {}),
    };
    return [...alike.slice(0, shownOfEach), rest];
  });
}
