/** One step as the engine carries it out, with a ledger that later steps can read: what was refused, put off or left half-way is told. */
import type { Change, ChangeDefinition } from '../../../src/contract/change.js';
import type { StepContext, Written } from '../../../src/contract/context.js';
import type { Finding, Remark } from '../../../src/contract/finding.js';
import type { Direction } from '../../../src/contract/step.js';
import { fulfils } from '../../../src/contract/json.js';
import { inverses } from '../../../src/engine/kinds/writing/inverses.js';

export interface Night {
  readonly ctx: StepContext;
  decide(stepId: string, answers: Readonly<Record<string, string>>): void;
  carry(definition: ChangeDefinition, changes?: readonly Change[], direction?: Direction): Promise<Carried>;
  /** The changes that take back what a step wrote. */
  undone(definition: ChangeDefinition): readonly Change[];
}

export interface Carried {
  readonly changes: readonly Change[];
  readonly refused: readonly Remark[];
  readonly putOff: { readonly until: string; readonly remark: Remark } | null;
  readonly findings: readonly Finding[];
  /** Every look of the verification, the last one included. */
  readonly looks: readonly (readonly Finding[])[];
}

const mostRounds = 40;

export function night(base: StepContext): Night {
  const ledger = new Map<string, Written[]>();
  const decisions = new Map<string, Readonly<Record<string, string>>>();
  const ctx: StepContext = {
    ...base,
    output: async (wanted) => {
      const answers = decisions.get(wanted.step);
      return answers === undefined ? null : wanted.schema.parse(answers);
    },
    written: async (stepId) => ledger.get(stepId) ?? [],
  };
  const write = (stepId: string, row: Written): void => void ledger.set(stepId, [...(ledger.get(stepId) ?? []), row]);
  const forget = (stepId: string, id: string): void =>
    void ledger.set(
      stepId,
      (ledger.get(stepId) ?? []).filter(({ change }) => change.object.id !== id),
    );

  return {
    ctx,
    decide: (stepId, answers) => void decisions.set(stepId, answers),
    undone: (definition) => inverses(definition, ledger.get(definition.name) ?? []).changes,
    async carry(definition, given, direction = 'do') {
      const asked = (before: number): StepContext => ({ ...ctx, direction, looks: { before, since: null } });
      const planned = given ?? (await blockless(definition, ctx));
      const refused: Remark[] = [];
      const done: Change[] = [];
      let open = planned;
      const begun = new Set<string>();
      for (let round = 0; open.length > 0; round += 1) {
        if (round > mostRounds) throw new Error(`${definition.name} never came to an end`);
        const observed = await definition.observe(ctx, open);
        const toWrite: Change[] = [];
        open.forEach((change, index) => {
          const one = observed[index];
          if (!one?.seen) throw new Error('not seen');
          if (fulfils(change.after, one.value)) return void done.push(change);
          const half = begun.has(change.object.id) && definition.onTheWay?.(change, one.value) === true;
          if (!half && !fulfils(change.before, one.value)) {
            throw new Error(`drifted: ${JSON.stringify({ change, observed: one.value })}`);
          }
          if (!begun.has(change.object.id)) {
            write(definition.name, { change, observedBefore: one.value, made: [], at: ctx.now().toISOString() });
          }
          begun.add(change.object.id);
          toWrite.push(change);
        });
        const results = await definition.apply(asked(round), toWrite);
        const later: Change[] = [];
        let wait = 0;
        for (const [index, change] of toWrite.entries()) {
          const result = results[index];
          if (result?.result === 'done') done.push(change);
          else if (result?.result === 'refused') {
            refused.push(result.remark);
            forget(definition.name, change.object.id);
          } else if (result?.result === 'put-off') {
            forget(definition.name, change.object.id);
            return { changes: planned, refused, putOff: result, findings: [], looks: [] };
          } else {
            later.push(change);
            wait = Math.max(wait, (result?.result === 'not-done' && result.retryAfter) || definition.settleSeconds);
          }
        }
        open = later;
        if (open.length > 0) await ctx.pause(1000 * wait);
      }
      const looks = await readBack(definition, asked, ctx, done);
      return { changes: planned, refused, putOff: null, findings: looks.at(-1) ?? [], looks };
    },
  };
}

async function blockless(definition: ChangeDefinition, ctx: StepContext): Promise<readonly Change[]> {
  const { changes, blockers } = await definition.plan(ctx);
  if (blockers.length > 0) throw new Error(`${definition.name} is blocked: ${JSON.stringify(blockers)}`);
  return changes;
}

async function readBack(
  definition: ChangeDefinition,
  asked: (before: number) => StepContext,
  ctx: StepContext,
  done: readonly Change[],
): Promise<readonly (readonly Finding[])[]> {
  const looks: (readonly Finding[])[] = [];
  for (let waited = 0; ; waited += definition.verifyEvery) {
    const findings = await definition.verify(asked(looks.length), done);
    looks.push(findings);
    if (findings.every(({ status }) => status === 'passed') || findings.some(({ lasting }) => lasting)) return looks;
    if (waited > definition.verifyWithin) throw new Error(`${definition.name}: ${JSON.stringify(findings)}`);
    await ctx.pause(1000 * definition.verifyEvery);
  }
}
