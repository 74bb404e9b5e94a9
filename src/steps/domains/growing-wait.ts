/**
 * Seconds to wait before a tenant is asked the same again: longer each time. Kept in memory: after a restart the waits are short again,
 * which costs a few questions and nothing else.
 */
export interface GrowingWait {
  next(domain: string): number;
  /** It went well. */
  forget(domain: string): void;
}

export function growingWait(first = 60, longest = 600): GrowingWait {
  const waits = new Map<string, number>();
  return {
    next(domain) {
      const wait = waits.get(domain) ?? first;
      waits.set(domain, Math.min(longest, wait * 2));
      return wait;
    },
    forget: (domain) => void waits.delete(domain),
  };
}
