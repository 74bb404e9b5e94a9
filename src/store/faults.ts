/** What can be wrong with the database before any work begins. Each carries the facts of one clear sentence; the composition root says it. */
export type StoreFaultCode =
  | 'store.data-folder-in-use'
  | 'store.data-folder-unusable'
  | 'store.other-stamp'
  | 'store.unreachable'
  | 'store.not-durable';

export abstract class StoreFault extends Error {
  abstract readonly code: StoreFaultCode;
  abstract readonly facts: Readonly<Record<string, string | number>>;
}

/** Another living process has the data folder. Two processes on one PGlite folder lose committed rows without an error. */
export class DataFolderInUse extends StoreFault {
  readonly code = 'store.data-folder-in-use';
  constructor(readonly facts: { dataDir: string; pid: number; host: string }) {
    super(`${facts.dataDir} is in use by process ${facts.pid} on ${facts.host}`);
    this.name = 'DataFolderInUse';
  }
}

/** No path was given (PGlite would silently keep everything in memory), or the folder cannot be written. */
export class DataFolderUnusable extends StoreFault {
  readonly code = 'store.data-folder-unusable';
  constructor(
    readonly facts: { dataDir: string; reason: string },
    options?: ErrorOptions,
  ) {
    super(`data folder "${facts.dataDir}" cannot be used: ${facts.reason}`, options);
    this.name = 'DataFolderUnusable';
  }
}

/** The database belongs to another mode or another pair of tenants. */
export class OtherStamp extends StoreFault {
  readonly code = 'store.other-stamp';
  constructor(
    readonly facts: {
      foundMode: string;
      foundSourceTenantId: string;
      foundDestinationTenantId: string;
      wantedMode: string;
      wantedSourceTenantId: string;
      wantedDestinationTenantId: string;
    },
  ) {
    super(
      `this database was made for ${facts.foundMode} ${facts.foundSourceTenantId} -> ${facts.foundDestinationTenantId}, ` +
        `not for ${facts.wantedMode} ${facts.wantedSourceTenantId} -> ${facts.wantedDestinationTenantId}`,
    );
    this.name = 'OtherStamp';
  }
}

/** The database did not open. `place` is host:port/database or the data folder: never a password. */
export class DatabaseUnreachable extends StoreFault {
  readonly code = 'store.unreachable';
  constructor(
    readonly facts: { place: string; reason: string },
    options?: ErrorOptions,
  ) {
    super(`database ${facts.place} cannot be opened: ${facts.reason}`, options);
    this.name = 'DatabaseUnreachable';
  }
}

/** The embedded database did not call fsync when it committed: a power cut could lose approvals. */
export class NotDurable extends StoreFault {
  readonly code = 'store.not-durable';
  constructor(readonly facts: { dataDir: string }) {
    super(`a commit to ${facts.dataDir} was not followed by fsync`);
    this.name = 'NotDurable';
  }
}
