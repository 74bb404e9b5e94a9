/**
 * What the mover asks of licences, by its own arithmetic: a mailbox licence carries 50 GB and ten passes (https://help.bittitan.com/hc/en-us/articles/115008105367),
 * a User Migration Bundle any amount for one user (https://help.bittitan.com/hc/en-us/articles/36203678661531).
 */

/** As `mailbox-sizes` read it. `licences`: one for every 50 GB begun of the mailbox, and of its archive by itself. */
export interface SizedMailbox {
  readonly id: string;
  readonly name: string;
  readonly gigabytes: number | null;
  readonly archiveGigabytes: number | null;
  readonly licences: number;
  /** Why something of it could not be seen. */
  readonly lacks: string | null;
}

export interface MovingMailbox {
  readonly id: string;
  readonly name: string;
  readonly wave: number | null;
}

export interface LicenceRow extends MovingMailbox {
  readonly size: SizedMailbox | null;
  readonly licences: number;
}

export interface LicenceNeed {
  readonly rows: readonly LicenceRow[];
  /** Of mailboxes and archives, by mailbox licences. */
  readonly mailboxLicences: number;
  /** One for each mailbox. */
  readonly bundles: number;
  /** A pass of a test account takes one like any other. */
  readonly testAccounts: number;
  /** Mail that came in after the move goes back in a project of its own: one for each mailbox, and only if the team turns back. */
  readonly wayBack: number;
  /** What one mailbox takes at most: the project must allow it that many (`MaxLicensesToConsume`). */
  readonly mostOfOne: number;
  /** Nobody knows how large they are: counted with one. */
  readonly unsized: readonly LicenceRow[];
}

/** The two of the source. */
export const testAccounts = 2;

export function licenceNeed(moving: readonly MovingMailbox[], sizes: readonly SizedMailbox[]): LicenceNeed {
  const sizeOf = new Map(sizes.map((size) => [size.id, size]));
  const rows = moving.map((mailbox): LicenceRow => {
    const size = sizeOf.get(mailbox.id) ?? null;
    return { ...mailbox, size, licences: Math.max(1, size?.licences ?? 1) };
  });
  return {
    rows,
    mailboxLicences: rows.reduce((sum, { licences }) => sum + licences, 0),
    bundles: rows.length,
    testAccounts,
    wayBack: rows.length,
    mostOfOne: Math.max(1, ...rows.map(({ licences }) => licences)),
    unsized: rows.filter(({ size }) => size === null || size.lacks !== null),
  };
}
