/** The part of a pino logger the bot uses. */
export interface BotLog {
  info(facts: object, message: string): void;
  warn(facts: object, message: string): void;
  error(facts: object, message: string): void;
}
