/** What a file that came in is, by what is in it. */
import type { FileType } from '../../contract/files.js';
import { refused, type Outcome } from '../../errors.js';

/** The endings under which each may come, and what it is sent out as again. */
export const kinds: Readonly<Record<FileType, { readonly endings: readonly string[]; readonly contentType: string }>> =
  {
    PDF: { endings: ['pdf'], contentType: 'application/pdf' },
    PNG: { endings: ['png'], contentType: 'image/png' },
    JPEG: { endings: ['jpg', 'jpeg'], contentType: 'image/jpeg' },
    Excel: {
      endings: ['xlsx'],
      contentType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    },
    CSV: { endings: ['csv'], contentType: 'text/csv; charset=utf-8' },
    JSON: { endings: ['json'], contentType: 'application/json; charset=utf-8' },
    zone: { endings: ['zone', 'dns', 'db', 'txt'], contentType: 'text/plain; charset=utf-8' },
    text: { endings: ['txt', 'log'], contentType: 'text/plain; charset=utf-8' },
  };

/** Null: nothing speaks against it. */
export type Objection = Outcome<never> | null;

export const damaged = (kind: FileType): Outcome<never> => refused('upload.damaged', { kind });
/** Something else stands behind what the file says it is. */
export const moreBehind = (kind: FileType): Outcome<never> => refused('upload.more-behind', { kind });
