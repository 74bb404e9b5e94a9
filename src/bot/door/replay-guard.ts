/**
 * Remembers what came in for as long as its token can be used, so that neither a captured request nor a retry of the channel acts
 * twice. An edited message keeps its id, hence the type in the key. After a restart the engine's own rules stand behind this: an
 * approval given twice is refused there.
 */
export class ReplayGuard {
  private readonly seen = new Map<string, number>();

  constructor(
    private readonly now: () => number,
    private readonly capacity = 20_000,
  ) {}

  /** True the first time. */
  admit(activity: { type: string; id?: string; conversation: { id: string } }, until: number): boolean {
    if (activity.id === undefined) return true;
    const key = JSON.stringify([activity.conversation.id, activity.type, activity.id]);
    const known = this.seen.get(key);
    if (known !== undefined && known > this.now()) return false;
    this.seen.delete(key);
    this.seen.set(key, until);
    this.forget();
    return true;
  }

  private forget(): void {
    const now = this.now();
    for (const [key, until] of this.seen) {
      if (until > now && this.seen.size <= this.capacity) return;
      this.seen.delete(key);
    }
  }
}
