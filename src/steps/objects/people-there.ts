import type { Remark } from '../../contract/finding.js';
import type { ObjectRef } from '../../contract/finding.js';

const mostNamed = 5;

/** By what the destination knows people of the source; whoever is not there is left out, and told at the end. */
export class PeopleThere {
  private readonly absent = new Set<string>();

  constructor(
    private readonly refOf: (sourceId: string) => string | null,
    private readonly nameOf: (sourceId: string) => string,
  ) {}

  refs(ids: readonly string[]): readonly string[] {
    return ids
      .flatMap((who) => {
        const ref = this.refOf(who);
        if (ref === null) this.absent.add(who);
        return ref === null ? [] : [ref];
      })
      .sort();
  }

  warnings(name: string, object: ObjectRef): readonly Remark[] {
    if (this.absent.size === 0) return [];
    const names = [...this.absent].slice(0, mostNamed).map(this.nameOf).join(', ');
    return [{ code: 'list-without', facts: { name, count: this.absent.size, names }, object }];
  }
}
