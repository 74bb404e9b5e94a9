/** What the witness is told besides the dump: who is left alone, and what the services make of a few things. */
export interface ExpectationFacts {
  /** Object ids in the source of everybody on the roster and of protected accounts: never touched. */
  readonly operators: ReadonlySet<string>;
  /** In the order of the project: the first one wins a collision of local parts. */
  readonly movingDomains: readonly string[];
  /** What Exchange makes of a new sign-in name (a scenario of the world). */
  readonly newNameBecomes: 'primary' | 'secondary';
  /** The id of the application that people name as the mover's, in both tenants. */
  readonly moverApp: string;
}
