/** Files that people hand in: what they may be, which one is wanted, and which is kept. */

export type FileType = 'PDF' | 'PNG' | 'JPEG' | 'Excel' | 'CSV' | 'JSON' | 'zone' | 'text';

/** Judged by what is in a file when it comes in, whatever its name says. */
export interface FileWanted {
  readonly types: readonly FileType[];
  /** Of a table: its first row has each of these once, in any order and in any case; others may stand beside them. */
  readonly columns?: readonly string[];
  /** Of a table: each of these may be left out, and stands there once where it is not. */
  readonly optional?: readonly string[];
}

/** What a question asks of a file, read out of it: comparing it costs nothing. */
export interface FileRead {
  readonly name: string;
  readonly kind: FileType;
  /** Of a table whose first row could be read. */
  readonly head: { readonly columns: readonly string[]; readonly hasRows: boolean } | null;
}

/** One that was taken, as the cards name it. */
export interface KeptFile {
  readonly id: string;
  readonly name: string;
  readonly bytes: number;
  readonly sha256: string;
  /** Who handed it in. */
  readonly by: string;
  readonly at: string;
}
