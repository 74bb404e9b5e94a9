/** Objects of a tenant that changes really change; a test can make it slow, mute or different in between. */
import { defineChange } from '../../../src/contract/change.js';
import type { Applied, Change, ChangeDefinition } from '../../../src/contract/change.js';
import type { Finding, Remark } from '../../../src/contract/finding.js';
import type { Json } from '../../../src/contract/json.js';

export interface Write {
  readonly id: string;
  readonly value: string;
}

export class FakeTenant {
  readonly values = new Map<string, string>();
  readonly writes: Write[] = [];
  /** Called before each object is written; may wait, throw, or return an answer in place of the write's own. */
  beforeWrite: (id: string) => Promise<Applied | undefined> = () => Promise.resolve(undefined);
  /** While true a change is written but its answer is lost. */
  mute: ReadonlySet<string> = new Set();
  /** Reading back shows nothing new until this is true. */
  visible = true;
  /** What the next plan warns of. */
  warnings: readonly Remark[] = [];
  /** The ids of each look. */
  readonly looks: string[][] = [];

  constructor(ids: readonly string[], prefix = 'old') {
    for (const id of ids) this.values.set(id, `${prefix}-${id}`);
  }

  write(id: string, value: string): void {
    this.values.set(id, value);
    this.writes.push({ id, value });
  }
}

const nameOf = (value: Json): string => (value as { name: string }).name;

/** Renames every object that does not carry the wanted prefix yet. */
export function renaming(tenant: FakeTenant, prefix: string, more: Partial<ChangeDefinition> = {}): ChangeDefinition {
  return defineChange({
    name: `rename-to-${prefix}`,
    batchSize: 1,
    concurrency: 1,
    settleSeconds: 60,
    verifyWithin: 600,
    verifyEvery: 30,
    plan: () =>
      Promise.resolve({
        changes: [...tenant.values]
          .filter(([, value]) => !value.startsWith(`${prefix}-`))
          .map(([id, value]) => change(id, value, `${prefix}-${id}`)),
        blockers: [],
        warnings: tenant.warnings,
        leftOut: [],
      }),
    observe(_ctx, changes) {
      tenant.looks.push(changes.map(({ object }) => object.id));
      return Promise.resolve(
        changes.map(({ object }) => {
          const value = tenant.values.get(object.id);
          return value === undefined
            ? { seen: false as const, why: 'gone' }
            : { seen: true as const, value: { name: value, seenWith: 'everything else' } };
        }),
      );
    },
    async apply(ctx, changes) {
      const answers: Applied[] = [];
      for (const { object, after } of changes) {
        const instead = await tenant.beforeWrite(object.id);
        if (ctx.signal.aborted) throw new Error('stopped');
        if (instead !== undefined) {
          answers.push(instead);
          continue;
        }
        tenant.write(object.id, nameOf(after));
        answers.push(tenant.mute.has(object.id) ? { result: 'in-doubt' } : { result: 'done' });
      }
      return answers;
    },
    verify: (_ctx, changes) =>
      Promise.resolve(
        changes.map(({ object, after }): Finding => ({
          status: tenant.visible && tenant.values.get(object.id) === nameOf(after) ? 'passed' : 'failed',
          code: 'name-renamed',
          facts: {},
          object,
        })),
      ),
    invert: ({ side, object, after }, observedBefore) => ({
      side,
      object,
      before: after,
      after: { name: nameOf(observedBefore) },
    }),
    ...more,
  });
}

export const change = (id: string, from: string, to: string): Change => ({
  side: 'source',
  object: { kind: 'user', id, label: `User ${id}` },
  before: { name: from },
  after: { name: to },
});
