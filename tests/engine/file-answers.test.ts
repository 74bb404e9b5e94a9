/** A question that a file answers: handed in beside the card, judged by what is in it, and read by later steps through the recorded answer. */
import { defineCheck } from '../../src/contract/check.js';
import { fileIn, type FileField } from '../../src/contract/decision.js';
import type { EvidenceFile } from '../../src/contract/finding.js';
import { readForField } from '../../src/documents/incoming/fits-field.js';
import { migrationScope, migrationScopeDecision } from '../../src/steps/users/migration-scope.js';
import type { Systems } from '../../src/steps/systems.js';
import { actor, House, step } from './support/house.js';

/** Without what the tenants are read for: here a file is only kept. */
const { propose: _propose, judge: _judge, ...askedOnly } = migrationScopeDecision({} as Systems);

let house: House;
let read: string[] = [];
/** What goes on while a file is read. */
let meanwhile = async (): Promise<void> => undefined;
const wanted = { types: ['CSV'], columns: ['Source Email', 'Destination Email'] } as const;

beforeAll(async () => {
  house = await House.build({
    runbook: [
      step('migration-scope', { kind: 'decision', roles: ['project-manager'], action: 'migration-scope' }),
      step('reader', { kind: 'check', risk: 'none', after: ['migration-scope'], action: 'reader' }),
      step('open', {}),
      step('must', { kind: 'decision', roles: ['project-manager'] }),
    ],
    forms: { must: [{ id: 'table', kind: 'file', required: true, wanted }] },
    readForField: async (file) => {
      await meanwhile();
      return readForField(file);
    },
    actions: {
      'migration-scope': askedOnly,
      reader: defineCheck({
        name: 'reader',
        reads: [migrationScope],
        run: async (ctx) => {
          const id = (await ctx.output(migrationScope))?.mappingTable;
          const file = id === undefined ? null : await ctx.keptFile(id);
          read.push(`${file?.name} ${file?.content.toString()}`);
          return { findings: [], evidence: [] };
        },
      }),
    },
  });
  await house.people({ irina: ['source-admin'], sergei: ['project-manager'] });
});
afterAll(() => house.pullDown());

const csv = (name: string, text: string): EvidenceFile => ({
  name,
  contentType: 'text/csv',
  content: Buffer.from(text),
});
const table = csv('mapping.csv', 'Source Email;Destination Email;Licence\na@contoso.com;a@fabrikam.com;E3\n');
const handIn = (name: string, attemptId: string, file: EvidenceFile, field: string) =>
  house.engine.commands.attachFile(actor(name), { attemptId, file, field });
const answer = (name: string, attemptId: string, answers: Record<string, string>) =>
  house.engine.commands.answer(actor(name), { attemptId, answers });
const fieldOf = async (stepId: string): Promise<FileField> =>
  (await house.engine.queries.step(stepId))?.attempt?.form?.fields.find(({ kind }) => kind === 'file') as FileField;

test('without its file a question is not answered, and one that does not fit is not taken, whichever way it came', async () => {
  const { id } = await house.reach('must', 'asking');
  expect(await answer('anna', id, {})).toMatchObject({
    refusal: { code: 'answer.no-file', facts: { field: 'table' } },
  });
  expect(await answer('anna', id, { table: '5e1f0000-4c0a-4d00-8000-00000000abcd' })).toMatchObject({
    refusal: { code: 'answer.no-file' },
  });
  const refusals: readonly [EvidenceFile, string, object][] = [
    [
      csv('list.csv', 'Source Email,Ziel\na,b\n'),
      'upload.columns',
      { file: 'list.csv', found: 'Source Email, Ziel', missing: 'Destination Email' },
    ],
    [csv('console.txt', 'nothing\n'), 'upload.other-type', { kind: 'text', types: 'CSV' }],
    [csv('list.csv', 'Source Email,source email,Destination Email\na,b,c\n'), 'upload.column-twice', {}],
    [csv('list.csv', 'Source Email,Destination Email\n'), 'upload.no-rows', {}],
  ];
  for (const [file, code, facts] of refusals) {
    expect(await handIn('anna', id, file, 'table')).toMatchObject({ refusal: { code, facts } });
    const held = await house.engine.commands.holdFile(actor('anna'), { file });
    const fileIds = [held.ok ? held.value.fileId : ''];
    expect(
      await house.engine.commands.attachHeld(actor('anna'), { attemptId: id, fileIds, field: 'table' }),
    ).toMatchObject({ refusal: { code, facts } });
  }
  expect(await handIn('irina', id, table, 'table')).toMatchObject({ refusal: { code: 'approval.wrong-role' } });
  expect(await handIn('anna', id, table, 'other')).toMatchObject({ refusal: { code: 'upload.step-over' } });
  const two = await Promise.all([1, 2].map(() => house.engine.commands.holdFile(actor('anna'), { file: table })));
  const fileIds = two.map((held) => (held.ok ? held.value.fileId : ''));
  expect(
    await house.engine.commands.attachHeld(actor('anna'), { attemptId: id, fileIds, field: 'table' }),
  ).toMatchObject({
    refusal: { code: 'upload.one-only' },
  });
  expect((await house.engine.queries.step('must'))?.attempt?.evidence).toEqual([]);
});

test('while a file is read for a question nobody waits for it: what others order goes through first', async () => {
  const { id } = await house.reach('must', 'asking');
  const wrong = csv('wrong.csv', 'a,b\n1,2\n');
  const held = await house.engine.commands.holdFile(actor('anna'), { file: wrong });
  const fileIds = [held.ok ? held.value.fileId : ''];
  const ordered: unknown[] = [];
  meanwhile = async () => void ordered.push(await house.engine.commands.holdFile(actor('irina'), { file: wrong }));
  expect(await handIn('anna', id, wrong, 'table')).toMatchObject({ refusal: { code: 'upload.columns' } });
  const laid = await house.engine.commands.attachHeld(actor('anna'), { attemptId: id, fileIds, field: 'table' });
  expect(laid).toMatchObject({ refusal: { code: 'upload.columns' } });
  meanwhile = async () => undefined;
  expect(ordered).toMatchObject([{ ok: true }, { ok: true }]);
});

test('what a file is was judged at the door, and is not judged once more when it is laid down', async () => {
  const { id } = await house.reach('must', 'asking');
  // By its content it would be a table.
  const file = { ...table, kind: 'text' as const };
  const held = await house.engine.commands.holdFile(actor('anna'), { file });
  const fileIds = [held.ok ? held.value.fileId : ''];
  expect(
    await house.engine.commands.attachHeld(actor('anna'), { attemptId: id, fileIds, field: 'table' }),
  ).toMatchObject({ refusal: { code: 'upload.other-type', facts: { kind: 'text' } } });
});

test('whoever answers does so with the file that their card showed, and with no other', async () => {
  const { id } = await house.reach('must', 'asking');
  expect(await handIn('anna', id, table, 'table')).toMatchObject({ ok: true });
  const shown = (await fieldOf('must')).handedIn;
  expect(shown).toMatchObject({ name: 'mapping.csv', by: 'anna', bytes: table.content.length });
  expect(await handIn('sergei', id, { ...table, name: 'newer.csv' }, 'table')).toMatchObject({ ok: true });
  expect(await answer('anna', id, { table: shown?.id ?? '' })).toMatchObject({
    refusal: { code: 'answer.other-file', facts: { file: 'newer.csv', who: 'sergei' } },
  });
  expect(await answer('anna', id, { table: fileIn(await fieldOf('must'))?.id ?? '' })).toMatchObject({ ok: true });
  const done = await house.reach('must', 'done');
  expect(done.answers['table']).toBe(done.evidence.at(-1)?.id);
  expect(fileIn(await fieldOf('must'))).toMatchObject({ name: 'newer.csv', by: 'sergei' });
  const [logged] = await house.query<{ facts: string }>(
    `select facts from engine.audit where what = 'answered' and step_id = 'must'`,
  );
  expect(logged?.facts).toContain('newer.csv (SHA-256 ');
});

test('the mapping is a file or where it lies; a later step reads it by the answer, and reads the other one once it is replaced', async () => {
  const { id } = await house.reach('migration-scope', 'asking');
  expect(await answer('anna', id, {})).toMatchObject({ refusal: { code: 'answer.no-mapping' } });
  expect(await handIn('anna', id, table, 'mappingTable')).toMatchObject({ ok: true });
  expect(await answer('anna', id, {})).toMatchObject({ ok: true });
  await house.reach('reader', 'done');
  expect(read).toEqual([`mapping.csv ${table.content.toString()}`]);

  // Asked again: the file in force is named, and holds as long as no other is handed in.
  const again = () => house.engine.commands.again(actor('anna'), { stepId: 'migration-scope' });
  expect(await again()).toMatchObject({ ok: true });
  const second = await house.reach('migration-scope', 'asking');
  const field = await fieldOf('migration-scope');
  expect([field.handedIn, field.inForce?.name, second.evidence]).toEqual([undefined, 'mapping.csv', []]);
  expect(await answer('anna', second.id, { mappingTable: field.inForce?.id ?? '' })).toMatchObject({
    ok: true,
  });
  expect((await house.reach('migration-scope', 'done')).answers['mappingTable']).toBe(field.inForce?.id);

  expect(await again()).toMatchObject({ ok: true });
  const third = await house.reach('migration-scope', 'asking');
  expect((await fieldOf('migration-scope')).inForce?.id).toBe(field.inForce?.id);
  const other = csv('mapping v2.csv', 'source email,DESTINATION EMAIL\nb@contoso.com,b@fabrikam.com\n');
  read = [];
  expect(await handIn('anna', third.id, other, 'mappingTable')).toMatchObject({ ok: true });
  expect(await answer('anna', third.id, {})).toMatchObject({ ok: true });
  await house.until(() => read.length > 0);
  expect(read).toEqual([`mapping v2.csv ${other.content.toString()}`]);
});
