/** Which requests a fault strikes: every n-th of its kind, the first of them by the seed, so that a run can be had again. */
import { seededFraction } from './seeded.js';

export class Strikes {
  private readonly counts = new Map<string, number>();

  constructor(private readonly seed: number) {}

  /** Counts one request of this kind; null never strikes. */
  strikes(kind: string, every: number | null): boolean {
    if (every === null) return false;
    const count = (this.counts.get(kind) ?? 0) + 1;
    this.counts.set(kind, count);
    return (count + Math.floor(seededFraction(this.seed, kind) * every)) % every === 0;
  }
}
