/** What the gate runs of one test under several conditions: the hardest. Whoever runs a file by itself, or `npx jest`, has all of them. */
export const hardestFirst = <T>(hardest: T, ...others: readonly T[]): readonly T[] =>
  process.env['CHANGEOVER_GATE'] === undefined ? [hardest, ...others] : [hardest];
