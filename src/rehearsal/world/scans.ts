/** A page's token belongs to the scan that its first page began. When a page is lost the whole scan is: only page one helps. */
export class Scans {
  private count = 0;
  private readonly lost = new Set<number>();

  begin(): number {
    this.count += 1;
    return this.count;
  }

  lose(scan: number): void {
    this.lost.add(scan);
  }

  isLost(scan: number): boolean {
    return this.lost.has(scan);
  }

  /** What a link carries: opaque to whoever follows it. */
  token(scan: number, place: string): string {
    return Buffer.from(`page:${scan}:${place}`).toString('base64url');
  }

  /** Null for what was never a token of this kind. */
  read(token: string): { readonly scan: number; readonly place: string } | null {
    const match = /^page:(\d+):(.*)$/.exec(Buffer.from(token, 'base64url').toString('utf8'));
    return match === null ? null : { scan: Number(match[1]), place: match[2] as string };
  }
}
