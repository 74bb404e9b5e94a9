import type { Kept } from '../../../src/steps/backups/snapshot.js';

/** The objects of a snapshot, as anybody reads them out of the file. */
export const keptIn = (file: Buffer): readonly Kept[] =>
  (JSON.parse(file.toString('utf8')) as { readonly objects: readonly Kept[] }).objects;
