/**
 * What many people ask for at once is read for all of them together: a card that changed is drawn anew for everybody who sees it. Whoever
 * asks while a read is under way waits for the next, which begins after they asked: nobody is told less than was true when they asked.
 */
export class SharedReads {
  private readonly underWay = new Map<string, { readonly read: Promise<unknown>; next: Promise<unknown> | null }>();

  /** One key, one kind of answer. */
  ask<T>(key: string, read: () => Promise<T>): Promise<T> {
    const now = this.underWay.get(key);
    if (now === undefined) return this.begin(key, read);
    const begin = (): Promise<T> => this.begin(key, read);
    now.next ??= now.read.then(begin, begin);
    return now.next as Promise<T>;
  }

  private begin<T>(key: string, read: () => Promise<T>): Promise<T> {
    const reading = read();
    this.underWay.set(key, { read: reading, next: null });
    const over = (): void => void this.underWay.delete(key);
    // Before `next` begins: it was asked for later.
    reading.then(over, over);
    return reading;
  }
}
