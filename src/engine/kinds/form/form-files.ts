/** Files that answer a form: a card has no input for one, so they are laid beside the attempt, each for its field. */
import type { Kysely } from 'kysely';
import type { FileField, Form, FormField } from '../../../contract/decision.js';
import type { KeptFile } from '../../../contract/files.js';
import type { EngineTables } from '../../schema.js';

export interface HandedIn extends KeptFile {
  readonly field: string | null;
}

export const fileFields = (form: Form | null): readonly FileField[] =>
  (form?.fields ?? []).filter((field): field is FileField => field.kind === 'file');

/** The newest for each field. `files`: oldest first. */
export const withHandedIn = (form: Form, files: readonly HandedIn[]): Form =>
  unticked(
    eachFile(form, (field) => {
      const newest = files.filter(({ field: of }) => of === field.id).at(-1);
      return newest === undefined ? field : { ...field, handedIn: kept(newest) };
    }),
  );

/** Whoever hands in a file means it: a tick of last time does not leave it aside. */
function unticked(form: Form): Form {
  const given = fileFields(form).flatMap(({ id, handedIn }) => (handedIn === undefined ? [] : [id]));
  return {
    ...form,
    fields: form.fields.map((field) =>
      field.kind === 'toggle' && given.includes(field.insteadOf ?? '') ? { ...field, proposal: 'false' } : field,
    ),
  };
}

/** What was answered with before goes on being the answer until another one is handed in. */
export async function withFilesInForce(
  db: Kysely<EngineTables>,
  form: Form,
  answers: Readonly<Record<string, string>>,
): Promise<Form> {
  const ids = fileFields(form).flatMap(({ id }) => answers[id] ?? []);
  if (ids.length === 0) return form;
  const files = await handedIn(db, 'evidence.id', ids);
  return eachFile(form, (field) => {
    const inForce = files.find(({ id }) => id === answers[field.id]);
    return inForce === undefined ? field : { ...field, inForce: kept(inForce) };
  });
}

/** Asked where the form asks for files, and nowhere else. */
export async function withFilesOf(db: Kysely<EngineTables>, form: Form, attemptId: string): Promise<Form> {
  return fileFields(form).length === 0
    ? form
    : withHandedIn(form, await handedIn(db, 'evidence.attempt_id', [attemptId]));
}

const eachFile = (form: Form, give: (field: FileField) => FormField): Form => ({
  ...form,
  fields: form.fields.map((field) => (field.kind === 'file' ? give(field) : field)),
});

const kept = ({ id, name, bytes, sha256, by, at }: HandedIn): KeptFile => ({ id, name, bytes, sha256, by, at });

async function handedIn(
  db: Kysely<EngineTables>,
  column: 'evidence.id' | 'evidence.attempt_id',
  among: readonly string[],
): Promise<readonly HandedIn[]> {
  const rows = await db
    .selectFrom('evidence')
    .innerJoin('person', 'person.id', 'evidence.person_id')
    .select(['evidence.id', 'evidence.name', 'bytes', 'sha256', 'at', 'field', 'person.name as by'])
    .where(column, 'in', among)
    .where('field', 'is not', null)
    .orderBy('sequence')
    .execute();
  return rows;
}
