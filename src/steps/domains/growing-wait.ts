/** Seconds to wait before a tenant is asked the same again: longer each time, by how often it was asked before. */
export const growingWait = (askedBefore: number, first = 60, longest = 600): number =>
  Math.min(longest, first * 2 ** Math.min(askedBefore, 10));
