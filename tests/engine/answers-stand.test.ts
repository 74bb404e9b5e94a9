/** Answers that stand: who works from them has nothing to do anew as long as the same comes of them, and their card says who holds them. */
import { z } from 'zod';
import { defineDecision } from '../../src/contract/decision.js';
import type { EvidenceFile } from '../../src/contract/finding.js';
import { defineAnswers, defineOutput, keptFileId } from '../../src/contract/output.js';
import { actor, House, step } from './support/house.js';
import { change, FakeTenant, renaming } from './support/tenant.js';

const answers = z.object({
  table: keptFileId.optional(),
  asProposed: z.enum(['true', 'false']).optional(),
  remark: z.string().optional(),
});
const frozenPrefix = defineOutput('who', 'prefix', z.object({ prefix: z.string() }));
const frozenAs = (prefix: string) => ({
  broken: null,
  remarks: [],
  evidence: [],
  freezes: {
    file: { name: 'frozen.json', contentType: 'application/json', content: Buffer.from(prefix) },
    outputs: [{ name: 'prefix', value: { prefix } }],
  },
});

const who = defineDecision({
  name: 'who',
  answers: defineAnswers<z.output<typeof answers>>('who', answers),
  form: () =>
    Promise.resolve({
      fields: [
        { id: 'table', kind: 'file' as const, required: false, wanted: { types: ['CSV'] as const } },
        { id: 'asProposed', kind: 'toggle' as const, required: false, insteadOf: 'table' },
        { id: 'remark', kind: 'text' as const, required: false },
      ],
      remarks: [],
    }),
  propose: () =>
    Promise.resolve({ remarks: [], evidence: [], takenBy: { field: 'asProposed', judgement: frozenAs('new') } }),
  // Its last line says it; what people wrote above it is theirs.
  judge: (_ctx, _field, { content }) => Promise.resolve(frozenAs(content.toString().trim().split('\n').at(-1) ?? '')),
});

let house: House;
const tenant = new FakeTenant(['a']);
const again = (stepId: string) => house.engine.commands.again(actor('anna'), { stepId });
const table = (name: string, text: string): EvidenceFile => ({
  name,
  contentType: 'text/csv',
  content: Buffer.from(text),
});

beforeAll(async () => {
  house = await House.build({
    runbook: [
      step('who', { kind: 'decision', roles: ['project-manager'], action: 'who', undo: 'never' }),
      step('rename', { kind: 'change', action: 'rename', after: ['who'] }),
      step('vote', { kind: 'gate', roles: ['project-manager', 'source-admin'], after: ['rename'] }),
    ],
    actions: {
      who,
      rename: renaming(tenant, 'rename', {
        name: 'rename',
        reads: [frozenPrefix],
        plan: async (ctx) => {
          const prefix = (await ctx.output(frozenPrefix))?.prefix ?? 'unknown';
          return {
            changes: [...tenant.values]
              .filter(([, value]) => value !== `${prefix}-a`)
              .map(([id, value]) => change(id, value, `${prefix}-${id}`)),
            blockers: [],
            warnings: [],
            leftOut: [],
          };
        },
      }),
    },
  });
  await house.people({ irina: ['source-admin'], anna: ['project-manager'] });
});
afterAll(() => house.pullDown());

/** Hands in and waits until it is judged: before that nobody can answer with it. */
async function handIn(file: EvidenceFile): Promise<{ readonly attemptId: string; readonly table: string }> {
  const { id: attemptId } = await house.reach('who', 'asking');
  await house.engine.commands.attachFile(actor('anna'), { attemptId, file, field: 'table' });
  const { form } = await house.reach(
    'who',
    (attempt) => attempt?.form?.judged?.some(({ file: of }) => of !== null) === true,
  );
  const id = form?.judged?.find(({ file: of }) => of !== null)?.file ?? '';
  return { attemptId, table: id };
}

const answer = (attemptId: string, given: Record<string, string>) =>
  house.engine.commands.answer(actor('anna'), { attemptId, answers: given });

test('a step that writes what they say holds them, and their card is drawn anew when that begins and when it is over', async () => {
  const { id } = await house.reach('who', 'asking');
  expect(await answer(id, { asProposed: 'true' })).toEqual({ ok: true, value: null });
  const drawn = async (): Promise<number> =>
    (await house.query<{ version: number }>(`select version from engine.card where key = 'attempt:${id}'`))[0]
      ?.version ?? 0;
  let letGo = (): void => undefined;
  const held = new Promise<void>((resolve) => (letGo = resolve));
  tenant.beforeWrite = async () => {
    await held;
    return undefined;
  };
  await house.reach('rename', 'asking');
  const asked = await drawn();
  await house.approve('rename', ['irina']);
  await house.reach('rename', 'running');
  const begun = await drawn();
  expect(begun).toBeGreaterThan(asked);
  expect((await house.reach('who', 'done')).heldBy).toEqual({ stepId: 'rename', why: 'being-written' });
  letGo();
  await house.reach('rename', 'done');
  expect(await drawn()).toBeGreaterThan(begun);
  expect((await house.reach('who', 'done')).heldBy).toBeUndefined();
});

test('the same said in another way moves nothing: what was done stays done, and votes stand', async () => {
  const vote = await house.reach('vote', 'asking');
  await house.engine.commands.vote(actor('irina'), { attemptId: vote.id, vote: 'go' });
  const { id: renamed } = await house.reach('rename', 'done');

  await again('who');
  const { attemptId, table: handedIn } = await handIn(table('who.csv', 'as we agreed\nnew\n'));
  expect(await answer(attemptId, { table: handedIn, asProposed: 'false' })).toEqual({ ok: true, value: null });
  expect((await house.reach('rename', 'done')).id).toBe(renamed);
  expect((await house.reach('vote', 'asking')).approvals).toHaveLength(1);
  expect(await house.query(`select 1 from engine.work where key = 'fits:rename'`)).toEqual([]);
});

test('what stands beside it moves those who said go, and nobody who works from what was frozen', async () => {
  await again('who');
  const { id } = await house.reach('who', 'asking');
  const inForce = (await house.reach('who', 'asking')).form?.inForce?.['table'] ?? '';
  const { id: renamed } = await house.reach('rename', 'done');
  expect(await answer(id, { table: inForce, asProposed: 'false', remark: 'Olga has left' })).toMatchObject({
    ok: true,
  });
  expect(await house.query(`select 1 from engine.work where key = 'fits:rename'`)).toEqual([]);
  expect((await house.reach('rename', 'done')).id).toBe(renamed);
  expect((await house.reach('vote', 'asking')).approvals).toEqual([]);
});

test('another one is followed', async () => {
  await again('who');
  const { attemptId, table: handedIn } = await handIn(table('who.csv', 'as we agreed\nother\n'));
  expect(await answer(attemptId, { table: handedIn, asProposed: 'false' })).toEqual({ ok: true, value: null });
  const halted = await house.reach('rename', 'attention');
  expect(halted.findings.map(({ code }) => code)).toContain('engine.no-longer-fits');
});
