/** What sizes come to: in whose licences, and what is too large for what. */

export type Size = {
  readonly items: number;
  readonly bytes: number;
  readonly recoverableItems: number;
  readonly recoverableBytes: number;
};

/** One mailbox as it was read. A `type`: it is kept as JSON. */
export type SizeRead = {
  readonly id: string;
  readonly name: string;
  readonly kind: string;
  readonly primary: Size | null;
  /** Null where it has none, or where it could not be seen. */
  readonly archive: Size | null;
  readonly hasArchive: boolean;
  /** Why something of it could not be seen. */
  readonly lacks: string | null;
  /** It is not there any more. */
  readonly gone: boolean;
};

const gigabyte = 1024 ** 3;

/** What one licence of the mover carries, and what a mailbox of the smaller plans holds: https://learn.microsoft.com/office365/servicedescriptions/exchange-online-service-description/exchange-online-limits */
export const licenceBytes = 50 * gigabyte;
/** What a primary mailbox holds in the larger plans. */
export const mostBytes = 100 * gigabyte;

export const gigabytes = (bytes: number): number => Math.round((bytes / gigabyte) * 10) / 10;

/** One for every 50 GB begun, of the mailbox and of its archive by itself; an empty mailbox takes one all the same, an empty archive none. */
export function licencesFor({ primary, archive }: Pick<SizeRead, 'primary' | 'archive'>): number {
  const begun = (size: Size): number => Math.ceil(size.bytes / licenceBytes);
  return (primary === null ? 0 : Math.max(1, begun(primary))) + (archive === null ? 0 : begun(archive));
}

/** As people are told of it. */
export type Band = 'mailbox-over-100' | 'mailbox-over-50';

/** Null: it fits anywhere. */
export const bandOf = (bytes: number): Band | null =>
  bytes > mostBytes ? 'mailbox-over-100' : bytes > licenceBytes ? 'mailbox-over-50' : null;
