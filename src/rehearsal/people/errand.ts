/** One thing somebody does with their own hands: a door of a tenant's portal below its side, a record at the DNS console, or a letter. */
export interface Errand {
  readonly at: 'source' | 'destination' | 'dns' | 'mail';
  /** Such as `addresses/{id}/remove`; at the DNS console `publish` or `remove`; of mail `letters`, or `gateway` for where that hands on. */
  readonly door: string;
  readonly body: Readonly<Record<string, unknown>>;
  /** What the portal answered, once it is done. */
  readonly told?: Readonly<Record<string, unknown>>;
}

/** The portal or the console said no, in its own words. */
export class PortalRefused extends Error {
  constructor(
    message: string,
    readonly status: number,
    /** Without the door and what was carried there. */
    readonly said = message,
  ) {
    super(message);
  }
}
