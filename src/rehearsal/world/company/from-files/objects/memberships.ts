/** Members that a table lists row by row, beside groups that another table has. */
import type { DraftGroup } from './draft.js';

/** Only the name ties them, so only a name that one group alone has. */
export class GroupNames {
  private readonly byName = new Map<string, DraftGroup | null>();
  private seen = 0;

  constructor(private readonly groups: readonly DraftGroup[]) {}

  group(name: string): DraftGroup | null {
    for (; this.seen < this.groups.length; this.seen += 1) {
      const group = this.groups[this.seen] as DraftGroup;
      const key = group.displayName?.toLowerCase() ?? '';
      this.byName.set(key, this.byName.has(key) ? null : group);
    }
    return name === '' ? null : (this.byName.get(name.toLowerCase()) ?? null);
  }
}
