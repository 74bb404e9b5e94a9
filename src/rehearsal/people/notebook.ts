/**
 * What people write down about their hand work, one book for all of them: who held what at the source before the night, and how each errand
 * is taken back. Kept, where there is a folder: the way back may come after another start.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Errand } from './errand.js';
import type { ShownTenant } from './portals.js';

const [sourceFile, notesFile] = ['source-before.json', 'hand-notes.json'] as const;
export const notebookFiles = [sourceFile, notesFile] as const;

export class Notebook {
  private exported: ShownTenant | null;
  private readonly notes: Map<string, Errand[]>;

  constructor(private readonly folder: string | null = null) {
    this.exported = this.read<ShownTenant>(sourceFile);
    this.notes = new Map(Object.entries(this.read<Record<string, Errand[]>>(notesFile) ?? {}));
  }

  get source(): ShownTenant | null {
    return this.exported;
  }

  /** The first export stays: afterwards nobody can see at the source who held what. */
  keepSource(tenant: ShownTenant): void {
    if (this.exported !== null) return;
    this.exported = tenant;
    this.write(sourceFile, tenant);
  }

  /** The last thing done comes first. */
  wayBackOf(stepId: string): readonly Errand[] {
    return [...(this.notes.get(stepId) ?? [])].reverse();
  }

  note(stepId: string, back: Errand): void {
    this.notes.set(stepId, [...(this.notes.get(stepId) ?? []), back]);
    this.write(notesFile, Object.fromEntries(this.notes));
  }

  strike(stepId: string, back: Errand): void {
    const left = (this.notes.get(stepId) ?? []).filter((one) => one !== back);
    this.notes.set(stepId, left);
    this.write(notesFile, Object.fromEntries(this.notes));
  }

  private read<T>(file: string): T | null {
    if (this.folder === null || !existsSync(join(this.folder, file))) return null;
    return JSON.parse(readFileSync(join(this.folder, file), 'utf8')) as T;
  }

  private write(file: string, content: unknown): void {
    if (this.folder !== null) writeFileSync(join(this.folder, file), JSON.stringify(content), { mode: 0o600 });
  }
}
