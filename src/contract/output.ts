/**
 * What a step hands on to later ones, declared once beside the step that gives it and imported by those that read it. Recorded with the
 * attempt, read as what its schema says, and gone when the step is undone.
 */
import { z, type ZodType, type ZodTypeDef } from 'zod';
import type { Json } from './json.js';

export interface Output<T> {
  /** The step that gives it. */
  readonly step: string;
  readonly name: string;
  /** How what was stored is read; stored values are JSON. */
  readonly schema: ZodType<T, ZodTypeDef, unknown>;
}

/** A file another step kept as evidence. */
export interface OutputFile {
  readonly step: string;
  readonly file: string;
}

/** What the code of a step reads of earlier steps. */
export type Source = Output<unknown> | OutputFile;

export interface RecordedOutput {
  readonly name: string;
  readonly value: Json;
}

export const defineOutput = <T>(step: string, name: string, schema: Output<T>['schema']): Output<T> => ({
  step,
  name,
  schema,
});

/** The answer to a field that wants a file; `ctx.keptFile` reads what is in it. */
export const keptFileId = z.string().uuid().brand<'kept file'>();
export type KeptFileId = z.infer<typeof keptFileId>;

/** The answers of a decision are an output like any other, under this name. */
export const answersName = 'answers';
export const defineAnswers = <T>(step: string, schema: Output<T>['schema']): Output<T> =>
  defineOutput(step, answersName, schema);

export const defineFile = (step: string, file: string): OutputFile => ({ step, file });
