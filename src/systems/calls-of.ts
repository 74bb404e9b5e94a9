/** The names of what can be asked of a client. */
export type CallsOf<Client> = keyof {
  [Name in keyof Client as Client[Name] extends (...given: never[]) => unknown ? Name : never]: true;
};
